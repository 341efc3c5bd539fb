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
  const retrieve = Customers.retrieve(unknownId)
  return [
    [
      "timeout: the call ends, and its connection",
      async () => {
        await emulator.fault("omise", never)
        const error = await quickly(() => run(Effect.flip(retrieve), { timeout: "150 millis" }))
        has(error, { _tag: "Unavailable", reason: "Timeout", outcome: "Unknown" })
        await emulator.left("omise")
      }
    ],
    [
      "deadline: the attempts end",
      async () => {
        await emulator.fault("omise", { _tag: "Answer", status: 503 }, { times: 50 })
        const call = Customers.withOptions(Effect.flip(retrieve), { deadline: "300 millis", retries: 10 })
        has(await quickly(() => run(call)), { _tag: "Unavailable", reason: "Server" })
      }
    ],
    [
      "deadline: an attempt ends",
      async () => {
        await emulator.fault("omise", never)
        const error = await quickly(() => run(Effect.flip(retrieve), { deadline: "150 millis", retries: 2 }))
        has(error, { _tag: "Unavailable", reason: "Timeout" })
        await emulator.left("omise")
      }
    ],
    [
      "interruption: the call ends, and its connection",
      async () => {
        await emulator.fault("omise", never)
        const leaving = new AbortController()
        const ended = run(
          Effect.onInterrupt(retrieve, () => Effect.void),
          {},
          undefined,
          leaving.signal
        ).then(
          () => "answered",
          () => "interrupted"
        )
        await emulator.asked("omise", 1)
        leaving.abort()
        const end = await quickly(() => ended)
        ok(end === "interrupted", `it was ${end}`)
        await emulator.left("omise")
      }
    ]
  ]
}
