/** The retry budget of a layer: what an outage costs at most, how tokens come back, that none is lost or made. */

import * as Redacted from "effect/Redacted"
import * as BePaid from "effect-payment-customers/BePaid"
import * as Customers from "effect-payment-customers/Customers"
import { type CustomersError, isRetryable } from "effect-payment-customers/CustomersError"
import { Fault } from "effect-payment-customers/testing"
import * as FastCheck from "fast-check"
import * as Cause from "#line/Cause"
import * as Duration from "#line/Duration"
import * as Exit from "#line/Exit"
import * as Fiber from "#line/Fiber"
import * as Layer from "#line/Layer"
import type { ConfigError } from "#line/test/Config"
import * as Effect from "#line/test/Effect"
import * as HttpClient from "#line/test/HttpClient"
import * as Result from "#line/test/Result"
import { assert, describe, it } from "#line/test/vitest"
import { simulate } from "../customers/ensure/simulation.js"
import { Control, subjects } from "../customers/ensure/subjects.js"
import { casesOf } from "../support/sample.js"
import { answer, inTheEnd, never, refused, reset, type Step, tooMany } from "../support/scripted.js"

const id = "cst_1d2b48a3dbf8ab0a"
const good = answer(200, { id })
const down = answer(503)

/** Runs it in virtual time; which fiber goes on first is drawn from the seed. */
const holds = (self: Effect.Effect<void, CustomersError | ConfigError>, seed = 1): void => {
  const exit = simulate(self, seed)
  if (Exit.isFailure(exit)) throw Cause.squash(exit.cause)
}

const inVirtualTime = (name: string, self: Effect.Effect<void, CustomersError | ConfigError>) =>
  it(name, () => holds(self))

/** A provider whose behaviour the test changes as it goes. */
const provider = (behaviour: Step) => {
  const seen = { requests: 0, behaviour }
  const client = HttpClient.make((request) =>
    Effect.suspend(() => {
      seen.requests += 1
      return seen.behaviour(request)
    })
  )
  return { seen, layer: Layer.succeed(HttpClient.HttpClient, client) }
}

/** The service of a layer of these options over the provider. */
const built = (layer: Layer.Layer<HttpClient.HttpClient>, options: Partial<BePaid.Options> = {}) =>
  Effect.provide(BePaid.make({ shopId: "361", secretKey: Redacted.make("secret"), ...options }), layer)

const retrieves = (bepaid: BePaid.Service, count: number) =>
  Effect.forEach(Array.from({ length: count }), () => Effect.result(bepaid.retrieve(id)), {
    concurrency: "unbounded"
  })

/** How many repetitions were left: the provider is down, and each call would repeat ten times. */
const drained = (bepaid: BePaid.Service, seen: { requests: number; behaviour: Step }) =>
  Effect.gen(function* () {
    seen.behaviour = down
    let repetitions = 0
    for (;;) {
      const before = seen.requests
      yield* Effect.result(Customers.withOptions(bepaid.retrieve(id), { retries: 10 }))
      if (seen.requests === before + 1) return repetitions
      repetitions += seen.requests - before - 1
    }
  })

describe("a total outage", () => {
  it.each<[name: string, step: Step]>([
    ["503", down],
    ["refused connections", refused],
    ["lost answers", reset],
    ["no answers", never],
    ["429", tooMany()]
  ])("%s: 1,000 calls make 1,100 requests, and 1,000 more make 1,000", (_, step) =>
    holds(
      Effect.gen(function* () {
        const { seen, layer } = provider(step)
        const bepaid = yield* built(layer)
        const ends = yield* retrieves(bepaid, 1000)
        assert.strictEqual(seen.requests, 1100)
        yield* retrieves(bepaid, 1000)
        assert.strictEqual(seen.requests, 2100)
        // as where the retries are exhausted
        const errors = ends.flatMap((end) =>
          Result.isFailure(end) ? [Result.getOrThrow(Result.flip(end))] : []
        )
        assert.strictEqual(errors.length, 1000)
        for (const error of errors) assert.isTrue(isRetryable(error))
        assert.strictEqual(new Set(errors.map((error) => String(error))).size, 1)
      })
    )
  )

  inVirtualTime(
    "without a budget 3,000",
    Effect.gen(function* () {
      const { seen, layer } = provider(down)
      yield* retrieves(yield* built(layer, { retryBudget: Number.POSITIVE_INFINITY }), 1000)
      assert.strictEqual(seen.requests, 3000)
    })
  )

  inVirtualTime(
    "each build of a layer has a budget of its own",
    Effect.gen(function* () {
      const { seen, layer } = provider(down)
      for (const expected of [105, 210]) {
        yield* retrieves(yield* built(layer, { retryBudget: 5 }), 100)
        assert.strictEqual(seen.requests, expected)
      }
    })
  )

  inVirtualTime(
    "a call that is not repeated does not wait",
    Effect.gen(function* () {
      const { layer, seen } = provider(down)
      const bepaid = yield* built(layer, { retryBudget: 1 })
      yield* drained(bepaid, seen)
      const [spent] = yield* Effect.timed(Effect.result(bepaid.retrieve(id)))
      assert.deepStrictEqual(spent, Duration.zero)
    })
  )

  inVirtualTime(
    "a tenth of the calls fails for good: 1.1 requests a call at most once the budget is spent",
    Effect.gen(function* () {
      const { seen, layer } = provider(down)
      const bepaid = yield* built(layer, { retryBudget: 20 })
      assert.strictEqual(yield* drained(bepaid, seen), 20)
      seen.requests = 0
      seen.behaviour = (request) => (request.url.endsWith("9") ? down : good)(request)
      for (let n = 0; n < 1000; n++) yield* Effect.result(bepaid.retrieve(`cst_${n}`))
      // 900 that were served have earned 90 repetitions; the 100 that were not wanted 200
      assert.strictEqual(seen.requests, 1090)
    })
  )
})

describe("tokens come back", () => {
  inVirtualTime(
    "with a repetition that is served",
    Effect.gen(function* () {
      let count = 0
      const { seen, layer } = provider((request) => (count++ % 2 === 0 ? down : good)(request))
      const bepaid = yield* built(layer, { retryBudget: 1 })
      for (let n = 0; n < 50; n++) yield* bepaid.retrieve(id)
      assert.strictEqual(seen.requests, 100)
    })
  )

  it.each([1, 3])("with ten first attempts that are served, up to the capacity: %d", (capacity) =>
    holds(
      Effect.gen(function* () {
        const { seen, layer } = provider(down)
        const bepaid = yield* built(layer, { retryBudget: capacity })
        assert.strictEqual(yield* drained(bepaid, seen), capacity)
        seen.behaviour = good
        yield* retrieves(bepaid, 9)
        assert.strictEqual(yield* drained(bepaid, seen), 0)
        seen.behaviour = good
        yield* retrieves(bepaid, 1)
        assert.strictEqual(yield* drained(bepaid, seen), 1)
        seen.behaviour = good
        yield* retrieves(bepaid, 1000)
        assert.strictEqual(yield* drained(bepaid, seen), capacity)
      })
    )
  )

  it.each<[name: string, step: Step, served: boolean]>([
    ["404", answer(404), true],
    ["401", answer(401), true],
    ["302", answer(302), true],
    ["500", answer(500), false],
    ["600", answer(600), false],
    ["429", tooMany(), false],
    ["a lost answer", reset, false]
  ])("a first attempt that ends with %s", (_, step, served) =>
    holds(
      Effect.gen(function* () {
        const { seen, layer } = provider(down)
        const bepaid = yield* built(layer, { retryBudget: 1 })
        yield* drained(bepaid, seen)
        seen.behaviour = step
        yield* retrieves(bepaid, 10)
        assert.strictEqual(yield* drained(bepaid, seen), served ? 1 : 0)
      })
    )
  )
})

describe("a repetition that does not come to its end", () => {
  inVirtualTime(
    "interrupted in the wait before it: the token is there for the next one",
    Effect.gen(function* () {
      const { seen, layer } = provider(down)
      const bepaid = yield* built(layer, { retryBudget: 1 })
      const fiber = yield* Effect.forkChild(bepaid.retrieve(id))
      yield* Effect.sleep("100 millis")
      assert.strictEqual(seen.requests, 1)
      yield* Fiber.interrupt(fiber)
      assert.strictEqual(yield* drained(bepaid, seen), 1)
    })
  )

  inVirtualTime(
    "interrupted after it was sent: the token is spent, or whoever leaves would repeat for nothing",
    Effect.gen(function* () {
      const { seen, layer } = provider(down)
      const bepaid = yield* built(layer, { retryBudget: 1 })
      const fiber = yield* Effect.forkChild(bepaid.retrieve(id))
      yield* Effect.sleep("100 millis")
      seen.behaviour = never
      yield* Effect.sleep("1 second")
      assert.strictEqual(seen.requests, 2)
      yield* Fiber.interrupt(fiber)
      assert.strictEqual(yield* drained(bepaid, seen), 0)
    })
  )

  inVirtualTime(
    "its deadline passes while it waits for a place of the account's limit: the token comes back",
    Effect.gen(function* () {
      const { seen, layer } = provider(down)
      const rateLimit = { requests: 1, window: "1 minute" } as const
      const bepaid = yield* built(layer, { retryBudget: 1, rateLimit })
      yield* Effect.result(Customers.withOptions(bepaid.retrieve(id), { deadline: "10 seconds" }))
      assert.strictEqual(seen.requests, 1)
      assert.strictEqual(yield* drained(bepaid, seen), 1)
    })
  )
})

type Fate = "served" | "down"

/** Calls: what their attempts meet, how long each takes, and when the caller leaves. */
const calls = FastCheck.array(
  FastCheck.record({
    attempts: FastCheck.array(FastCheck.constantFrom<Array<Fate>>("served", "down"), {
      minLength: 3,
      maxLength: 3
    }),
    millis: FastCheck.integer({ min: 0, max: 400 }),
    leavesAfter: FastCheck.option(FastCheck.integer({ min: 0, max: 3000 }), { nil: undefined })
  }),
  { minLength: 1, maxLength: 40 }
)

describe("laws", () => {
  it("calls one after the other: as many requests as the rule says", () =>
    FastCheck.assert(
      FastCheck.property(FastCheck.integer({ min: 1, max: 4 }), calls, (capacity, given) =>
        holds(
          Effect.gen(function* () {
            const { seen, layer } = provider(down)
            const bepaid = yield* built(layer, { retryBudget: capacity })
            // the rule, in tenths of a token
            let left = capacity * 10
            const earn = (tenths: number) => {
              left = Math.min(capacity * 10, left + tenths)
            }
            for (const { attempts } of given) {
              let expected = 1
              if (attempts[0] === "served") earn(1)
              for (; attempts[expected - 1] === "down" && expected < 3 && left >= 10; expected++) {
                left -= 10
                if (attempts[expected] === "served") earn(10)
              }
              const before = seen.requests
              seen.behaviour = (request) =>
                (attempts[seen.requests - before - 1] === "served" ? good : down)(request)
              yield* Effect.result(bepaid.retrieve(id))
              assert.strictEqual(seen.requests - before, expected)
            }
          })
        )
      ),
      { numRuns: casesOf(500) }
    ))

  it("calls at once, whose callers leave at any moment: no token is lost, none is made", () =>
    FastCheck.assert(
      FastCheck.property(
        FastCheck.integer({ min: 1, max: 30 }),
        calls,
        FastCheck.integer(),
        (capacity, given, seed) =>
          holds(
            Effect.gen(function* () {
              const made = given.map(() => 0)
              let spent = 0
              // no first attempt is served: the budget earns nothing beyond what was taken from it
              const { seen, layer } = provider((request) => {
                const call = Number(request.url.split("_").at(-1))
                const attempt = made[call] ?? 0
                made[call] = attempt + 1
                const { attempts, millis } = given[call] ?? assert.fail("no such call")
                if (attempt === 0) return Effect.delay(down(request), millis)
                spent += 1
                if (attempts[attempt] === "down") return Effect.delay(down(request), millis)
                return Effect.tap(Effect.delay(good(request), millis), () =>
                  Effect.sync(() => {
                    spent -= 1
                  })
                )
              })
              const bepaid = yield* built(layer, { retryBudget: capacity })
              const fibers = yield* Effect.forEach(given, ({ leavesAfter }, call) =>
                Effect.gen(function* () {
                  const fiber = yield* Effect.forkChild(bepaid.retrieve(`cst_${call}`))
                  if (leavesAfter !== undefined) {
                    yield* Effect.forkChild(Effect.delay(Fiber.interrupt(fiber), leavesAfter))
                  }
                  return fiber
                })
              )
              yield* Fiber.awaitAll(fibers)
              assert.isAtMost(spent, capacity)
              assert.strictEqual(yield* drained(bepaid, seen), capacity - spent)
            }),
            seed
          )
      ),
      { numRuns: casesOf(500) }
    ))
})

describe("ensure under a spent budget", () => {
  describe.each(subjects)("$name", ({ layer }) => {
    it.effect.each<[name: string, fault: Fault.Fault]>([
      ["a lost answer", Fault.loseAnswer],
      ["no answer, carried out", Fault.neverAnswer({ carriedOut: true })],
      ["a refused connection", Fault.refuseConnection],
      ["429", Fault.answer(429)],
      ["500", Fault.answer(500)]
    ])("%s: one customer, whoever calls how often", ([, fault]) =>
      Effect.gen(function* () {
        const control = yield* Control
        const ensure = Customers.ensure({
          externalId: "user-4711",
          email: "john@example.com",
          ip: "127.0.0.1"
        })
        // the budget of one is spent on a call that nobody answers
        yield* control.fault({ fault: Fault.refuseConnection, times: 2 })
        yield* inTheEnd(ensure)
        yield* control.fault({ operation: "create", fault })
        yield* inTheEnd(Effect.all([Effect.result(ensure), Effect.result(ensure)], { concurrency: 2 }))
        const last = yield* inTheEnd(ensure)
        assert.isTrue(Result.isSuccess(last), String(last))
        assert.strictEqual((yield* control.customers).length, 1)
      }).pipe(Effect.provide(layer({ retryBudget: 1 })))
    )
  })
})
