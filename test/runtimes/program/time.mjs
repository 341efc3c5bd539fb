/** What ends a call before its answer: a time limit, a deadline, an interruption. */
import * as Effect from "effect/Effect"
import * as Customers from "effect-payment-customers/Customers"
import { has, ok } from "./assert.mjs"

const never = { _tag: "NeverAnswer", carriedOut: false }

/** Runs it, and fails where it takes longer than two seconds. */
const quickly = async (run) => {
  const begun = Date.now()
  const end = await run()
  const millis = Date.now() - begun
  ok(millis < 2000, `it took ${millis} ms`)
  return end
}

export const time = ({ run, emulator, unknownId }) => {
  /** Each check asks for another one, so that its request can be told from those of others. */
  const ids = ["1", "2", "3"].map((end) => unknownId.slice(0, -1) + end)
  const retrieve = Customers.retrieve(unknownId)
  return [
    [
      "timeout: the call ends, and its connection",
      async () => {
        await emulator.fault("omise", never)
        const call = Effect.flip(Customers.retrieve(ids[0]))
        const error = await quickly(() => run(call, { timeout: "300 millis" }))
        has(error, { _tag: "Unavailable", reason: "Timeout", outcome: "Unknown" })
        await emulator.left(ids[0])
      }
    ],
    [
      "deadline: the attempts end",
      async () => {
        await emulator.fault("omise", { _tag: "Answer", status: 503 }, { times: 50 })
        const call = Customers.withOptions(Effect.flip(retrieve), { deadline: "1 second", retries: 10 })
        has(await quickly(() => run(call)), { _tag: "Unavailable" })
        ok((await emulator.requests("omise")).length > 1, "there was one attempt")
      }
    ],
    [
      "deadline: an attempt ends",
      async () => {
        await emulator.fault("omise", never)
        const call = Effect.flip(Customers.retrieve(ids[1]))
        const error = await quickly(() => run(call, { deadline: "300 millis", retries: 2 }))
        has(error, { _tag: "Unavailable", reason: "Timeout" })
        await emulator.left(ids[1])
      }
    ],
    [
      "interruption: the call ends, and its connection",
      async () => {
        await emulator.fault("omise", never)
        const leaving = new AbortController()
        let interrupted = false
        const call = Effect.onInterrupt(Customers.retrieve(ids[2]), () =>
          Effect.sync(() => {
            interrupted = true
          })
        )
        const ended = run(call, {}, undefined, leaving.signal).catch(() => undefined)
        await emulator.asked("omise", 1)
        leaving.abort()
        await quickly(() => ended)
        ok(interrupted, "it was not interrupted")
        await emulator.left(ids[2])
      }
    ]
  ]
}
