/** What a test holds by a `Control`: what was asked, what the provider has, and the way back to the beginning. */

import * as Redacted from "effect/Redacted"
import * as Customers from "effect-payment-customers/Customers"
import type { CustomersError } from "effect-payment-customers/CustomersError"
import * as Omise from "effect-payment-customers/Omise"
import { BePaidTest, type Control, Fault, OmiseTest, StancerTest } from "effect-payment-customers/testing"
import * as Context from "#line/Context"
import * as Fiber from "#line/Fiber"
import * as Layer from "#line/Layer"
import type * as Scope from "#line/Scope"
import * as Clock from "#line/test/Clock"
import * as Effect from "#line/test/Effect"
import type { HttpClient } from "#line/test/HttpClient"
import * as TestClock from "#line/test/TestClock"
import { assert, describe, it, layer } from "#line/test/vitest"

const john = { email: "john@example.com", ip: "127.0.0.1" }

interface Options {
  readonly secretKey?: Redacted.Redacted
  readonly transformClient?: (client: HttpClient) => HttpClient
}

interface Held {
  readonly control: Control
  readonly create: Effect.Effect<Customers.Customer, CustomersError>
}

/** A build of the layer: the hold on the provider, and a create of John that asks it. */
const holding =
  <C>(control: Context.Tag<C, Control>, make: (options?: Options) => Layer.Layer<C | Customers.Create>) =>
  (options?: Options): Effect.Effect<Held, never, Scope.Scope> =>
    Effect.map(Layer.build(make(options)), (context) => ({
      control: Context.get(context, control),
      create: Effect.provide(Customers.create(john), context)
    }))

const seed = [{ email: "jane@example.com" }]

const providers = [
  {
    name: "bepaid",
    key: "a-key-of-bepaid",
    build: holding(BePaidTest.Control, (options) => BePaidTest.layer({ seed, ...options }))
  },
  {
    name: "omise",
    key: "skey_test_a0key0of0omise",
    build: holding(OmiseTest.Control, (options) => OmiseTest.layer({ seed, ...options }))
  },
  {
    name: "stancer",
    key: "stest_a0key0of0stancer",
    build: holding(StancerTest.Control, (options) => StancerTest.layer({ seed, ...options }))
  }
]

for (const { name, key, build } of providers) {
  describe(name, () => {
    it.effect("requests: what was asked, in its order, and when", () =>
      Effect.gen(function* () {
        const { control, create } = yield* build()
        assert.deepEqual(yield* control.requests, [])
        yield* create
        yield* TestClock.adjust("3 seconds")
        yield* create.pipe(Effect.exit)
        const requests = yield* control.requests
        assert.deepEqual(
          requests.map(({ operation, method, at }) => ({ operation, method, at })),
          [
            { operation: "create", method: "POST", at: 0 },
            { operation: "create", method: "POST", at: 3000 }
          ]
        )
        for (const { path, body, query } of requests) {
          assert.match(path, /^(\/v1)?\/customers\/?$/)
          assert.include(JSON.parse(body), { email: john.email })
          assert.deepEqual(query, {})
        }
      })
    )

    it.effect("requests: no key, not even a wrong one", () =>
      Effect.gen(function* () {
        const { control, create } = yield* build({ secretKey: Redacted.make(key) })
        assert.strictEqual((yield* Effect.flip(create))._tag, "Unauthorized")
        const requests = yield* control.requests
        assert.strictEqual(requests.length, 1)
        assert.strictEqual(requests[0]?.headers.authorization, "<redacted>")
        const shown = JSON.stringify(requests)
        assert.notInclude(shown, key)
        assert.notInclude(shown, "Basic")
      })
    )

    it.effect("requests: not those that found no connection", () =>
      Effect.gen(function* () {
        const { control, create } = yield* build()
        yield* control.fault({ fault: Fault.refuseConnection, times: 3 })
        const error = yield* Effect.forkChild(Effect.flip(create)).pipe(
          Effect.tap(() => TestClock.adjust("1 minute")),
          Effect.flatMap(Fiber.join)
        )
        assert.include(error, { _tag: "Unavailable", outcome: "NotSent" })
        assert.deepEqual(yield* control.requests, [])
      })
    )

    it.effect("what was read stays as it was read", () =>
      Effect.gen(function* () {
        const { control, create } = yield* build()
        const [requests, customers] = [yield* control.requests, yield* control.customers]
        yield* create
        assert.deepEqual([requests.length, customers.length], [0, 1])
        assert.deepEqual([(yield* control.requests).length, (yield* control.customers).length], [1, 2])
      })
    )

    it.effect("reset: the seed, no requests, no faults", () =>
      Effect.gen(function* () {
        const { control, create } = yield* build()
        const seed = yield* control.customers
        const made = yield* create
        yield* control.fault({ fault: Fault.answer(500) })
        yield* control.reset
        assert.deepEqual(yield* control.customers, seed)
        assert.deepEqual(yield* control.requests, [])
        // the same again, from the id to the number of customers
        assert.strictEqual((yield* create).id, made.id)
        assert.strictEqual((yield* control.customers).length, seed.length + 1)
      })
    )

    it.effect("reset: a request that is under way leaves nothing behind", () =>
      Effect.gen(function* () {
        const { control, create } = yield* build()
        yield* control.fault({ fault: Fault.delay("3 seconds") })
        const created = yield* Effect.forkChild(create)
        yield* TestClock.adjust("1 second")
        yield* control.reset
        yield* TestClock.adjust("1 minute")
        yield* Fiber.join(created)
        assert.strictEqual((yield* control.customers).length, 1)
      })
    )

    it.effect("each build of a layer is a provider of its own", () =>
      Effect.gen(function* () {
        const [one, other] = [yield* build(), yield* build()]
        yield* one.control.fault({ fault: Fault.answer(500), operation: "retrieve" })
        yield* one.create
        assert.strictEqual((yield* one.control.customers).length, 2)
        assert.strictEqual((yield* other.control.customers).length, 1)
        assert.deepEqual(yield* other.control.requests, [])
      })
    )
  })
}

describe("Omise", () => {
  it.effect("reset: a card token is unspent again", () =>
    Effect.gen(function* () {
      const omise = yield* Omise.Omise
      const control = yield* OmiseTest.Control
      const create = omise.create({ card: "tokn_test_4xs9408a642a1htto8z" })
      yield* create
      assert.strictEqual((yield* Effect.flip(create))._tag, "ValidationFailed")
      yield* control.reset
      yield* create
    }).pipe(Effect.provide(OmiseTest.layer()))
  )
})

/** The tests of this block run in their order, and what each finds was left by the one before. */
layer(StancerTest.layer())("a layer that is shared", (it) => {
  it.effect("begins as it was given", () =>
    Effect.gen(function* () {
      const control = yield* StancerTest.Control
      assert.deepEqual(yield* control.customers, [])
      yield* Customers.create(john)
      yield* TestClock.adjust("1 hour")
    })
  )

  it.effect("keeps its customers, its requests and the time", () =>
    Effect.gen(function* () {
      const control = yield* StancerTest.Control
      assert.strictEqual((yield* control.customers).length, 1)
      assert.strictEqual((yield* control.requests).length, 1)
      assert.strictEqual(yield* Clock.currentTimeMillis, 3_600_000)
      yield* control.fault({ fault: Fault.answer(500) })
    })
  )

  it.effect("forgets all but the time with a reset", () =>
    Effect.gen(function* () {
      const control = yield* StancerTest.Control
      const now = yield* Clock.currentTimeMillis
      yield* control.reset
      assert.deepEqual(yield* control.customers, [])
      assert.deepEqual(yield* control.requests, [])
      yield* Customers.create(john)
      assert.strictEqual(yield* Clock.currentTimeMillis, now)
    })
  )
})
