/** What no table of calls shows: jitter, interruption, and the rules of DELETE and PATCH, which bePaid does not have. */

import * as Equal from "effect/Equal"
import * as Redacted from "effect/Redacted"
import * as BePaid from "effect-payment-customers/BePaid"
import { NotFound } from "effect-payment-customers/CustomersError"
import * as Fiber from "#line/Fiber"
import * as Effect from "#line/test/Effect"
import * as Random from "#line/test/Random"
import * as Result from "#line/test/Result"
import * as TestClock from "#line/test/TestClock"
import { assert, describe, it } from "#line/test/vitest"
import type { Call } from "../../src/call/call.js"
import { Credentials } from "../../src/call/credentials.js"
import { endpointsOf } from "../../src/call/endpoint.js"
import * as Pipeline from "../../src/call/pipeline.js"
import { checkSettings } from "../../src/call/settings.js"
import type { Answer } from "../../src/http/answer.js"
import { dialect } from "../../src/providers/bepaid/errors.js"
import {
  answer,
  breakOff,
  cut,
  inTheEnd,
  never,
  refused,
  reset,
  type Step,
  scripted,
  tooMany
} from "../support/scripted.js"

const created = { id: "cst_1d2b48a3dbf8ab0a", email: "customer@example.com", ip: "127.0.0.1" }
const good = answer(200, created)
const credentials = { shopId: "361", secretKey: Redacted.make("secret") }

const retrieve = Effect.flatMap(BePaid.BePaid, (bepaid) => bepaid.retrieve(created.id))

describe("jitter", () => {
  it.effect("spreads the second attempts of many clients over half the backoff", () =>
    Effect.gen(function* () {
      const moments = yield* Effect.forEach(Array.from({ length: 50 }), (_, seed) => {
        const script = scripted([answer(503), good])
        return retrieve.pipe(
          Effect.provide(BePaid.layer(credentials)),
          Effect.provide(script.layer),
          Random.withSeed(seed),
          Effect.forkChild,
          Effect.map((fiber) => ({ fiber, script }))
        )
      })
      yield* TestClock.adjust("1 minute")
      for (const { fiber } of moments) yield* Fiber.join(fiber)
      const second = moments.map(({ script }) => script.sent[1]?.at ?? Number.NaN)
      for (const at of second) {
        assert.isAtLeast(at, 250)
        assert.isAtMost(at, 500)
      }
      assert.isAbove(new Set(second).size, 40)
    })
  )
})

describe("interruption", () => {
  const run = (steps: ReadonlyArray<Step>) => {
    const script = scripted(steps)
    return Effect.map(
      Effect.forkChild(
        retrieve.pipe(Effect.provide(BePaid.layer(credentials)), Effect.provide(script.layer))
      ),
      (fiber) => ({ fiber, script })
    )
  }

  it.effect("during the wait: no further request", () =>
    Effect.gen(function* () {
      const { fiber, script } = yield* run([tooMany("10"), good])
      yield* TestClock.adjust("5 seconds")
      yield* Fiber.interrupt(fiber)
      yield* TestClock.adjust("1 hour")
      assert.strictEqual(script.sent.length, 1)
    })
  )

  it.effect("during a request: it is given up", () =>
    Effect.gen(function* () {
      const { fiber, script } = yield* run([never])
      yield* TestClock.adjust("5 seconds")
      assert.strictEqual(script.givenUp(), 0)
      yield* Fiber.interrupt(fiber)
      yield* TestClock.adjust("1 hour")
      assert.deepStrictEqual([script.sent.length, script.givenUp()], [1, 1])
    })
  )

  it.effect("a request that times out is given up", () =>
    Effect.gen(function* () {
      const { script } = yield* run([never, never])
      yield* TestClock.adjust(30_000)
      assert.deepStrictEqual([script.sent.length, script.givenUp()], [1, 1])
    })
  )
})

describe("a method that bePaid does not have", () => {
  const { delete: deleting, update } = endpointsOf("bepaid", {
    delete: ["DELETE /customers/:id", "NotFound"],
    update: ["PATCH /customers/:id", "NotFound"]
  })
  const decode = ({ text }: Answer) => Result.succeed(text)
  const request = Result.succeed({ params: { id: "cust_1" } })
  const remove: Call<string, "NotFound", never> = {
    endpoint: deleting,
    request,
    decode,
    gone: () => "made from the id"
  }
  const patch = (repeatable: boolean): Call<string, "NotFound", never> => ({
    endpoint: { ...update, repeatable },
    request,
    decode
  })

  const run = (call: Call<string, "NotFound", never>, steps: ReadonlyArray<Step>) =>
    Effect.gen(function* () {
      const script = scripted(steps)
      const settings = Result.getOrThrow(checkSettings({}, "https://api.example.com"))
      const pipeline = yield* Pipeline.make(
        dialect,
        settings,
        new Credentials(Redacted.make("p"), { shopId: "u" })
      ).pipe(Effect.provide(script.layer))
      return { end: yield* inTheEnd(pipeline.run(call)), sent: script.sent.length }
    })

  const notFound = Result.fail(
    new NotFound({ provider: "bepaid", operation: "delete", status: 404, customerId: "cust_1" })
  )
  const gone = Result.succeed("made from the id")

  it.effect.each<{ name: string; steps: ReadonlyArray<Step>; end: Result.Result<string, unknown> }>([
    { name: "plain 404: NotFound", steps: [answer(404)], end: notFound },
    { name: "503, then 404: it has been deleted", steps: [answer(503), answer(404)], end: gone },
    { name: "lost answer, then 404: it has been deleted", steps: [reset, answer(404)], end: gone },
    { name: "timeout, then 404: it has been deleted", steps: [never, answer(404)], end: gone },
    {
      name: "answer broken off, then 404: it has been deleted",
      steps: [breakOff(200, cut), answer(404)],
      end: gone
    },
    {
      name: "lost answer, not sent, 404: it has been deleted",
      steps: [reset, refused, answer(404)],
      end: gone
    },
    { name: "not sent, then 404: NotFound", steps: [refused, answer(404)], end: notFound },
    { name: "429, then 404: NotFound", steps: [tooMany(), answer(404)], end: notFound },
    {
      name: "503, then 200: the answer",
      steps: [answer(503), answer(200, "deleted")],
      end: Result.succeed("deleted")
    }
  ])("DELETE: $name", ({ steps, end }) =>
    Effect.gen(function* () {
      const result = yield* run(remove, steps)
      assert.isTrue(Equal.equals(result.end, end), String(result.end))
      assert.strictEqual(result.sent, steps.length)
    })
  )

  it.effect("PATCH of plain values is tried again, and 404 after it is NotFound all the same", () =>
    Effect.gen(function* () {
      const { end, sent } = yield* run(patch(true), [answer(503), answer(404)])
      assert.strictEqual((yield* Effect.flip(Effect.fromResult(end)))._tag, "NotFound")
      assert.strictEqual(sent, 2)
    })
  )

  it.effect("PATCH that spends a token is sent once, unless it was certainly not sent", () =>
    Effect.gen(function* () {
      for (const step of [answer(503), reset, never]) {
        const { end, sent } = yield* run(patch(false), [step])
        assert.strictEqual((yield* Effect.flip(Effect.fromResult(end)))._tag, "Unavailable")
        assert.strictEqual(sent, 1)
      }
      const { end, sent } = yield* run(patch(false), [refused, answer(200, "updated")])
      assert.deepStrictEqual(end, Result.succeed("updated"))
      assert.strictEqual(sent, 2)
    })
  )
})
