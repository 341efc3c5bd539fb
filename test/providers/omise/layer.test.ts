/** Omise's test layer: a customer's life, card tokens, the seed, lists, searches and streams. */
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
import * as Effect from "#line/test/Effect"
import { HttpClient } from "#line/test/HttpClient"
import * as Option from "#line/test/Option"
import * as TestClock from "#line/test/TestClock"
import * as example from "../../../docs/examples/omise.js"
import { inProcessClient } from "../../../src/emulator/inProcess.js"
import { makeEmulator } from "../../../src/providers/omise/emulator/emulator.js"

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

describe("streams", () => {
  const seed = Array.from({ length: 45 }, (_, n) => ({ id: `cust_test_${n}`, email: `${n % 3}@example.com` }))
  const all = seed.map(({ id }) => id)

  it.effect.each([1, 7, 45, 100])("each customer once, either way round, by pages of %s", (limit) =>
    Effect.gen(function* () {
      const omise = yield* Omise.Omise
      assert.deepStrictEqual(ids(yield* Stream.runCollect(omise.stream({ limit }))), all)
      const reversed = omise.stream({ limit, order: "reverse_chronological" })
      assert.deepStrictEqual(ids(yield* Stream.runCollect(reversed)), [...all].reverse())
      const found = omise.searchStream({ query: "1@example", perPage: limit, order: "chronological" })
      const some = all.filter((_, n) => n % 3 === 1)
      assert.deepStrictEqual(ids(yield* Stream.runCollect(found)), some)
      const newestFirst = omise.searchStream({ query: "1@example", perPage: limit })
      assert.deepStrictEqual(ids(yield* Stream.runCollect(newestFirst)), [...some].reverse())
    }).pipe(Effect.provide(OmiseTest.layer({ seed })))
  )

  it.effect(
    "100,000 customers are streamed",
    () =>
      Effect.gen(function* () {
        const key = "skey_test_1"
        const many = Array.from({ length: 100_000 }, (_, n) => ({ id: `cust_test_${n}` }))
        const client = inProcessClient(makeEmulator({ testKey: key, seed: many }))
        const omise = yield* Effect.provideService(
          Omise.make({ secretKey: Redacted.make(key) }),
          HttpClient,
          client
        )
        const count = yield* Stream.runCount(omise.stream({ limit: 100 }))
        assert.strictEqual(count, 100_000)
      }),
    60_000
  )
})
