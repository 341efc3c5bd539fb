/** Omise's layers: how they are made, what they refuse, and a customer's life in the test layer. */
import { assert, describe, it } from "@effect/vitest"
// chai's deep equality, which is `assert`'s, takes Option.none() and any Option.some() for equal
import { deepStrictEqual } from "@effect/vitest/utils"
import * as Equal from "effect/Equal"
import * as Redacted from "effect/Redacted"
import type { CustomersError } from "effect-payment-customers/CustomersError"
import * as Omise from "effect-payment-customers/Omise"
import { OmiseTest } from "effect-payment-customers/testing"
import * as DateTime from "#line/DateTime"
import * as Layer from "#line/Layer"
import * as Stream from "#line/Stream"
import * as Config from "#line/test/Config"
import * as ConfigProvider from "#line/test/ConfigProvider"
import * as Effect from "#line/test/Effect"
import * as Option from "#line/test/Option"
import * as TestClock from "#line/test/TestClock"
import * as example from "../../docs/examples/omise.js"
import customer from "../fixtures/omise/customer.2019-05-29.json" with { type: "json" }
import { recording } from "../support/recording.js"

const john: Omise.CreateInput = {
  email: "customer@example.com",
  description: "John Doe (id: 30)",
  metadata: { plan: "basic", seats: [1, 2] }
}

const ids = (customers: Iterable<Omise.Customer>) => Array.from(customers, ({ id }) => String(id))

const utc = (text: string) => DateTime.toUtc(DateTime.makeUnsafe(text))

describe("the test layer", () => {
  it.effect("a customer's life: created, read, changed, listed, found, deleted, gone", () =>
    Effect.gen(function* () {
      yield* TestClock.adjust("90500 millis")
      const omise = yield* Omise.Omise
      const created = yield* omise.create(john)
      assert.deepStrictEqual(
        [created.email, created.description, created.liveMode, created.defaultCard, created.createdAt],
        [
          Option.some("customer@example.com"),
          Option.some("John Doe (id: 30)"),
          Option.some(false),
          Option.none(),
          Option.some(DateTime.makeUnsafe(90_000))
        ]
      )
      assert.deepStrictEqual(JSON.parse(JSON.stringify(created.metadata)), john.metadata)
      assert.isTrue(Equal.equals(yield* omise.retrieve(created.id), created))

      const changed = yield* omise.update(created.id, { description: "changed" })
      assert.isTrue(
        Equal.equals(changed, new Omise.Customer({ ...created, description: Option.some("changed") }))
      )
      const { customers, total } = yield* omise.list()
      const found = yield* omise.search({ query: "customer@example.com" })
      deepStrictEqual(total, Option.some(1))
      assert.isTrue(Equal.equals(customers[0], changed))
      assert.isTrue(Equal.equals(found.customers[0], changed))

      const deleted = yield* omise.delete(created.id)
      assert.deepStrictEqual(
        [deleted.id, deleted.deleted, deleted.description],
        [created.id, true, Option.some("changed")]
      )
      for (const operation of [
        omise.retrieve(created.id),
        omise.update(created.id, { description: "again" }),
        omise.delete(created.id)
      ]) {
        const error = yield* Effect.flip<unknown, CustomersError, never>(operation)
        if (error._tag !== "NotFound") return assert.fail(error._tag)
        assert.deepInclude(error, { customerId: created.id, status: 404, code: "not_found" })
      }
    }).pipe(Effect.provide(OmiseTest.layer()))
  )

  it.effect("a card token is good once; the refusal stands under card, and has the request's id", () =>
    Effect.gen(function* () {
      const omise = yield* Omise.Omise
      const { id, defaultCard, cards } = yield* omise.create({ card: "tokn_test_1" })
      const [card] = Option.getOrThrow(cards).cards
      deepStrictEqual(defaultCard, Option.fromNullishOr(card?.id))
      for (const operation of [
        omise.update(id, { card: "tokn_test_1" }),
        omise.create({ card: "tokn_test_1" })
      ]) {
        const error = yield* Effect.flip<unknown, CustomersError, never>(operation)
        if (error._tag !== "ValidationFailed") return assert.fail(error._tag)
        assert.deepInclude(error, { origin: "provider", status: 400, code: "used_token" })
        assert.deepStrictEqual(Object.keys(error.errors), ["card"])
        assert.isString(error.requestId)
      }
      const more = yield* omise.update(id, { card: "tokn_test_2" })
      const second = Option.getOrThrow(more.cards).cards[1] ?? assert.fail("no second card")
      const chosen = yield* omise.update(id, { defaultCard: second.id })
      deepStrictEqual(chosen.defaultCard, Option.some(second.id))
    }).pipe(Effect.provide(OmiseTest.layer()))
  )

  const seed: ReadonlyArray<OmiseTest.Seed> = [
    { id: "cust_test_2", email: "b@example.com", createdAt: utc("1970-01-02T00:00:00Z") },
    { id: "cust_test_1", email: "a@example.com", card: "tokn_test_1", metadata: { deep: { a: [1] } } },
    { id: "cust_1", email: "live@example.com", liveMode: true }
  ]

  it.effect("the seed is there, the oldest first, and each build starts from it again", () => {
    const layer = OmiseTest.layer({ seed })
    const program = Effect.gen(function* () {
      yield* TestClock.setTime(Date.parse("1970-01-03T00:00:00Z"))
      const omise = yield* Omise.Omise
      const before = yield* omise.list()
      const { defaultCard, metadata } = yield* omise.retrieve("cust_test_1")
      assert.isTrue(Option.isSome(defaultCard))
      assert.deepStrictEqual(JSON.parse(JSON.stringify(metadata)), { deep: { a: [1] } })
      yield* omise.delete("cust_test_1")
      return ids(before.customers)
    })
    return Effect.gen(function* () {
      const expected = ["cust_test_1", "cust_test_2"]
      assert.deepStrictEqual(yield* Effect.provide(program, layer), expected)
      assert.deepStrictEqual(yield* Effect.provide(program, Layer.fresh(layer)), expected)
    })
  })

  it.effect("lists by time and by place, and searches by day", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(Date.parse("1970-01-03T00:00:00Z"))
      const omise = yield* Omise.Omise
      const from = utc("1970-01-01T00:00:01Z")
      assert.deepStrictEqual(ids((yield* omise.list({ from })).customers), ["cust_test_2"])
      assert.deepStrictEqual(ids((yield* omise.list({ to: from })).customers), ["cust_test_1"])
      assert.deepStrictEqual(ids((yield* omise.list({ offset: 1, limit: 1 })).customers), ["cust_test_2"])
      const days = { from: "1970-01-01", to: "1970-01-02" }
      for (const [created, expected] of [
        ["1970-01-02", ["cust_test_2"]],
        [days, ["cust_test_2", "cust_test_1"]]
      ] as const) {
        assert.deepStrictEqual(ids((yield* omise.search({ filters: { created } })).customers), [...expected])
      }
    }).pipe(Effect.provide(OmiseTest.layer({ seed })))
  )

  it.effect("a live key sees the live customers, and only them", () =>
    Effect.gen(function* () {
      const omise = yield* Omise.Omise
      assert.deepStrictEqual(ids(yield* Stream.runCollect(omise.stream())), ["cust_1"])
      deepStrictEqual((yield* omise.retrieve("cust_1")).liveMode, Option.some(true))
      assert.deepInclude(yield* Effect.flip(omise.retrieve("cust_0000000000000000999")), { _tag: "NotFound" })
    }).pipe(
      Effect.provide(
        OmiseTest.layer({
          seed: [{ id: "cust_1", liveMode: true }, { id: "cust_test_1" }],
          secretKey: OmiseTest.liveKey
        })
      )
    )
  )

  it.effect("any other key is Unauthorized, whatever is called", () =>
    Effect.gen(function* () {
      const omise = yield* Omise.Omise
      for (const operation of [
        omise.create(john),
        omise.retrieve("cust_test_1"),
        omise.update("cust_test_1", john),
        omise.delete("cust_test_1"),
        omise.list(),
        omise.search(),
        Stream.runDrain(omise.stream()),
        Stream.runDrain(omise.searchStream())
      ]) {
        const error = yield* Effect.flip<unknown, CustomersError, never>(operation)
        assert.deepInclude(error, { _tag: "Unauthorized", status: 401, code: "authentication_failure" })
      }
    }).pipe(Effect.provide(OmiseTest.layer({ secretKey: Redacted.make("skey_test_unknown") })))
  )

  for (const apiVersion of ["2019-05-29", "2017-11-02"] as const) {
    it.effect(`the example ends as it announces, in ${apiVersion}`, () =>
      Effect.gen(function* () {
        const layer = OmiseTest.layer({ apiVersion })
        assert.deepStrictEqual(yield* Effect.provide(example.program, layer), {
          same: true,
          plan: "gold",
          listed: true,
          streamed: 1,
          after: "not found"
        })
        assert.deepStrictEqual(yield* Effect.provide(example.withCard("tokn_test_1"), layer), {
          card: true,
          refused: "used_token"
        })
        const wrong = OmiseTest.layer({ apiVersion, secretKey: Redacted.make("skey_test_unknown") })
        assert.strictEqual(yield* Effect.provide(example.wrongKey, wrong), "unauthorized")
      })
    )
  }
})

describe("options that break their rule", () => {
  const refused: ReadonlyArray<{
    readonly name: string
    readonly options: Partial<Omise.Options>
    readonly option: string
    readonly rule: RegExp
  }> = [
    { name: "an empty key", options: { secretKey: Redacted.make(" ") }, option: "secretKey", rule: /empty/ },
    {
      name: "a public test key",
      options: { secretKey: Redacted.make("pkey_test_0123456789") },
      option: "secretKey",
      rule: /skey_.*public key/
    },
    {
      name: "a public live key",
      options: { secretKey: Redacted.make("pkey_0123456789") },
      option: "secretKey",
      rule: /skey_.*public key/
    },
    {
      name: "a key that is not Redacted",
      // What a JavaScript caller can do.
      options: { secretKey: "skey_test_0123456789" as unknown as Redacted.Redacted },
      option: "secretKey",
      rule: /Redacted/
    },
    { name: "plain http", options: { baseUrl: "http://api.omise.co" }, option: "baseUrl", rule: /https/ },
    {
      name: "an API version that is not known",
      options: { apiVersion: "2014-07-27" as Omise.ApiVersion },
      option: "apiVersion",
      rule: /2019-05-29 or 2017-11-02/
    }
  ]
  for (const { name, options, option, rule } of refused) {
    it.effect(name, () =>
      Effect.gen(function* () {
        const client = recording([{ status: 200, body: customer }])
        const secretKey = Redacted.make("skey_test_0123456789")
        const made = Layer.build(Omise.layer({ secretKey, ...options }))
        const error = yield* Effect.flip(Effect.scoped(Effect.provide(made, client.layer)))
        if (!Config.isConfigError(error)) return assert.fail("no ConfigError")
        assert.match(String(error), rule)
        assert.include(String(error), option)
        assert.notInclude(String(error), "0123456789")
        assert.deepStrictEqual(client.requests, [])
      })
    )
  }
})

describe("layerConfig", () => {
  const key = "skey_test_5xpiwb0o3sqo5y7n6h1"
  const retrieve = Effect.flatMap(Omise.Omise, (omise) => omise.retrieve(customer.id))
  const from = (...entries: ReadonlyArray<readonly [string, string]>) =>
    ConfigProvider.layer(ConfigProvider.fromEntries(entries))

  it.effect("reads OMISE_SECRET_KEY", () =>
    Effect.gen(function* () {
      const client = recording([{ status: 200, body: customer }])
      const layer = Omise.layerConfig().pipe(
        Layer.provide(client.layer),
        Layer.provide(from(["OMISE_SECRET_KEY", key]))
      )
      yield* Effect.provide(retrieve, layer)
      assert.strictEqual(client.requests[0]?.headers.authorization, `Basic ${btoa(`${key}:`)}`)
    })
  )

  for (const [name, entries] of [
    ["is absent", []],
    ["is empty", [["OMISE_SECRET_KEY", ""]]]
  ] as const) {
    it.effect(`fails, naming it, when it ${name}`, () =>
      Effect.gen(function* () {
        const layer = Omise.layerConfig().pipe(
          Layer.provide(recording([]).layer),
          Layer.provide(from(...entries))
        )
        const error = yield* Effect.flip(Effect.provide(retrieve, layer))
        assert.include(String(error), "OMISE_SECRET_KEY")
      })
    )
  }
})

describe("mode", () => {
  for (const [key, mode] of [
    ["skey_test_5xpiwb0o3sqo5y7n6h1", Option.some("test")],
    ["skey_5xpiwb0o3sqo5y7n6h1", Option.some("live")],
    ["pkey_test_5xpiwb0o3sqo5y7n6h1", Option.none()],
    ["pkey_5xpiwb0o3sqo5y7n6h1", Option.none()],
    ["a key with skey_test_ in it", Option.none()],
    ["", Option.none()]
  ] as const) {
    it(`of ${key || "an empty key"}: ${Option.getOrElse(mode, () => "none")}`, () => {
      assert.deepStrictEqual(Omise.mode(Redacted.make(key)), mode)
    })
  }
})
