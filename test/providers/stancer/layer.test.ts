/** Stancer's test layers: a customer's life in either version, the seed, lists and cursors of v2. */
import { assert, describe, it } from "@effect/vitest"
import { deepStrictEqual } from "@effect/vitest/utils"
import * as Equal from "effect/Equal"
import * as Redacted from "effect/Redacted"
import * as Customers from "effect-payment-customers/Customers"
import type { CustomersError } from "effect-payment-customers/CustomersError"
import * as Stancer from "effect-payment-customers/Stancer"
import { Fault, OmiseTest, StancerTest } from "effect-payment-customers/testing"
import * as DateTime from "#line/DateTime"
import * as Layer from "#line/Layer"
import * as Stream from "#line/Stream"
import * as Effect from "#line/test/Effect"
import * as HttpClient from "#line/test/HttpClient"
import * as Option from "#line/test/Option"
import * as Result from "#line/test/Result"
import * as TestClock from "#line/test/TestClock"
import * as example from "../../../docs/examples/stancer.js"
import { BufferedResponse } from "../../../src/emulator/inProcess.js"
import { type FixedAnswer, recording } from "../../support/recording.js"
import { inTheEnd } from "../../support/scripted.js"

const id = "cust_9Cle7TXKkjhwqcWx4Kl5cQYk"
const email = "david@example.net"
const david = { email, mobile: "+33639980102", name: "David Coaster", externalId: "7b1e" }
const ofV2 = {
  email,
  country: "FR",
  legalId: "552081317",
  dateBirth: "1981-02-03",
  billingAddress: "addr_yWYfCSzsUUhr9KwMv7vuLZHX"
}

const secretKey = Redacted.make("stest_0123456789abcdefghijklmn")

const idsOf = (customers: Iterable<{ readonly id: string }>) => Array.from(customers, ({ id }) => String(id))

const collected = <A extends { readonly id: string }, E, R>(stream: Stream.Stream<A, E, R>) =>
  Effect.map(Stream.runCollect(stream), idsOf)

/** The layer over a client that gives these answers, and what that client is asked. */
const over = (...answers: ReadonlyArray<FixedAnswer>) => {
  const client = recording(answers)
  return { client, layer: Stancer.layerV2({ secretKey }).pipe(Layer.provide(client.layer)) }
}

/** A page of API v2. */
const page = (range: object, ...customers: ReadonlyArray<object>): FixedAnswer => ({
  status: 200,
  body: { range, customers }
})

const none = Option.none()
const fields = {
  mobile: none,
  name: none,
  externalId: none,
  country: none,
  billingAddress: none,
  shippingAddress: none,
  dateBirth: none,
  legalId: none,
  liveMode: none,
  deleted: none
}

/** The fields of a customer who was created after 90 seconds of the clock. */
const created = (input: object, more: object) => ({
  ...fields,
  ...Object.fromEntries(Object.entries(input).map(([field, value]) => [field, Option.some(value)])),
  created: Option.some(DateTime.makeUnsafe(90_000)),
  ...more
})

describe("a customer's life: created, read, changed, deleted, gone", () => {
  it.effect.each([
    ["v1", david, { liveMode: Option.some(false) }, StancerTest.layer()],
    ["v2", ofV2, { deleted: Option.some(false) }, StancerTest.layerV2()]
  ] as const)("in API %s", ([version, input, more, layer]) =>
    Effect.gen(function* () {
      yield* TestClock.adjust("90 seconds")
      const stancer = yield* Stancer.Stancer
      const customer = yield* stancer.create(input)
      const { id, ...read } = customer
      deepStrictEqual<unknown>(read, created(input, more))
      assert.isTrue(Equal.equals(yield* stancer.retrieve(id), customer))
      yield* stancer.update(id, { name: "David Rower" })
      deepStrictEqual({ ...(yield* stancer.retrieve(id)) }, { ...customer, name: Option.some("David Rower") })
      yield* stancer.delete(id)
      for (const operation of [
        stancer.retrieve(id),
        stancer.update(id, { name: "Nobody" }),
        stancer.delete(id)
      ]) {
        const error = yield* Effect.flip<unknown, CustomersError, never>(operation)
        const detail = version === "v1" ? `No such customer ${id}` : `Customer \`${id}\` not found`
        assert.deepInclude(error, { _tag: "NotFound", customerId: id, detail })
      }
    }).pipe(Effect.provide(layer as Layer.Layer<Stancer.Stancer>))
  )

  it.effect("and listed, in API v2", () =>
    Effect.gen(function* () {
      const lists = yield* Stancer.StancerV2
      const stancer = yield* Stancer.Stancer
      const customer = yield* stancer.create(ofV2)
      const { customers, hasMore } = yield* lists.list()
      deepStrictEqual(hasMore, Option.some(false))
      assert.isTrue(Equal.equals(customers[0], customer))
      yield* stancer.delete(customer.id)
      assert.deepStrictEqual((yield* lists.list()).customers, [])
    }).pipe(Effect.provide(StancerTest.layerV2()))
  )

  it.effect("a repeated create is a Conflict that names the customer that is there", () =>
    Effect.gen(function* () {
      const stancer = yield* Stancer.Stancer
      const first = yield* stancer.create(david)
      const error = yield* Effect.flip(stancer.create(david))
      assert.deepInclude(error, { _tag: "Conflict", existingId: first.id, code: "invalid_request_error" })
    }).pipe(Effect.provide(StancerTest.layer()))
  )

  it.effect("the example ends as it announces", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* Effect.provide(example.program, StancerTest.layer()), {
        same: true,
        changed: true,
        repeated: "the same",
        refused: "refused",
        gone: "not found"
      })
      const wrong = StancerTest.layer({ secretKey: Redacted.make("stest_unknown") })
      assert.strictEqual(yield* Effect.provide(example.wrongKey, wrong), "unauthorized")
    })
  )
})

describe("the seed", () => {
  const since = DateTime.makeUnsafe("2018-10-03T10:22:54Z")

  it.effect("is there, as it was given: no length is checked, any field may be missing", () =>
    Effect.gen(function* () {
      const { name, externalId, email, created } = yield* (yield* Stancer.Stancer).retrieve(id)
      deepStrictEqual([name, externalId, email], [Option.some("D"), Option.some("7b1e"), none])
      deepStrictEqual(created, Option.some(since))
    }).pipe(
      Effect.provide(StancerTest.layer({ seed: [{ id, name: "D", externalId: "7b1e", created: since }] }))
    )
  )

  it.effect("is where each build starts", () => {
    const layer = StancerTest.layer({ seed: [{ id, email }] })
    const remove = Effect.flatMap(Stancer.Stancer, (stancer) => stancer.delete(id))
    return Effect.andThen(Effect.provide(remove, layer), Effect.provide(remove, Layer.fresh(layer)))
  })

  it.effect("has live customers, which a live key sees, and only them", () =>
    Effect.gen(function* () {
      const stancer = yield* Stancer.Stancer
      deepStrictEqual((yield* stancer.retrieve(id)).liveMode, Option.some(true))
      assert.deepInclude(yield* Effect.flip(stancer.retrieve("cust_of_test")), { _tag: "NotFound" })
      deepStrictEqual((yield* stancer.create({ ...david, liveMode: true })).liveMode, Option.some(true))
    }).pipe(
      Effect.provide(
        StancerTest.layer({
          secretKey: StancerTest.liveKey,
          seed: [
            { id, email, liveMode: true },
            { id: "cust_of_test", email }
          ]
        })
      )
    )
  )
})

describe("v2 lists", () => {
  const seed = [
    { id: "cust_1", email, name: "David", country: "FR", created: DateTime.makeUnsafe(1_000_000) },
    { id: "cust_2", email, name: "Davina", country: "DE", externalId: "7b1e" },
    { id: "cust_3", email: "other@example.net", name: "David", country: "FR", legalId: "552081317" }
  ]

  it.effect.each<readonly [options: Stancer.ListOptions, ids: ReadonlyArray<string>]>([
    [{}, ["cust_1", "cust_2", "cust_3"]],
    [{ email }, ["cust_1", "cust_2"]],
    [{ externalId: "7b1e" }, ["cust_2"]],
    [{ name: "David" }, ["cust_1", "cust_3"]],
    [{ country: "FR", email }, ["cust_1"]],
    [{ legalId: "552081317" }, ["cust_3"]],
    [{ created: DateTime.makeUnsafe(999_999) }, ["cust_1"]],
    [{ start: 1, limit: 1 }, ["cust_2"]],
    [{ email: "nobody@example.net" }, []]
  ])("for %j: %j", ([options, ids]) =>
    Effect.gen(function* () {
      const { list } = yield* Stancer.StancerV2
      assert.deepStrictEqual(idsOf((yield* list(options)).customers), ids)
    }).pipe(Effect.provide(StancerTest.layerV2({ seed })))
  )

  it.effect("as Control tells it to, which also tells what was asked", () =>
    Effect.gen(function* () {
      const control = yield* StancerTest.Control
      const { list } = yield* Stancer.StancerV2
      yield* control.fault({ operation: "list", fault: Fault.answer(403) })
      assert.strictEqual((yield* Effect.flip(list({ country: "FR" })))._tag, "Forbidden")
      const [request] = yield* control.requests
      assert.deepInclude(request, { operation: "list", path: "/v2/customers/", query: { country: "FR" } })
    }).pipe(Effect.provide(StancerTest.layerV2()))
  )
})

describe("v2 streams", () => {
  const seed = Array.from({ length: 45 }, (_, n) => ({
    id: `cust_${n}`,
    email: `${n}@example.com`,
    country: n % 3 === 1 ? "FR" : "DE"
  }))
  const all = seed.map(({ id }) => id)
  const layer = StancerTest.layerV2({ seed })

  it.effect.each([1, 7, 45, 100, undefined])("each customer once, by pages of %s", (limit) =>
    Effect.gen(function* () {
      const { stream } = yield* Stancer.StancerV2
      const french = all.filter((_, n) => n % 3 === 1)
      assert.deepStrictEqual(yield* collected(stream({ limit })), all)
      assert.deepStrictEqual(yield* collected(stream({ limit, country: "FR" })), french)
      assert.deepStrictEqual(yield* collected(stream({ limit, start: 44 })), ["cust_44"])
    }).pipe(Effect.provide(layer))
  )

  it.effect("a page holds ten customers where no limit is given", () =>
    Effect.gen(function* () {
      const stancer = yield* Stancer.StancerV2
      const { customers, start, limit, hasMore } = yield* stancer.list({ start: 30 })
      deepStrictEqual<unknown>([start, limit, hasMore], [30, 10, true].map(Option.some))
      assert.deepStrictEqual(idsOf(customers), all.slice(30, 40))
    }).pipe(Effect.provide(layer))
  )
})

describe("Customers.list and stream", () => {
  const seed = Array.from({ length: 25 }, (_, n) => ({ id: `cust_${n}`, email: `${n}@example.com` }))
  const all = seed.map(({ id }) => id)

  it.effect("go on where a cursor points, with the page size that it was given with", () =>
    Effect.gen(function* () {
      const found: Array<string> = []
      const sizes: Array<number> = []
      let options: Customers.ListOptions | undefined = { limit: 10 }
      while (options !== undefined) {
        const page: Customers.Page = yield* Customers.list(options)
        found.push(...idsOf(page.customers))
        sizes.push(page.customers.length)
        options = Option.match(page.next, { onNone: () => undefined, onSome: (from) => ({ from }) })
      }
      assert.deepStrictEqual([found, sizes], [all, [10, 10, 5]])
      const { next } = yield* Customers.list({ limit: 7 })
      const from = Option.getOrThrow(next)
      assert.deepStrictEqual(yield* collected(Customers.stream({ from })), all.slice(7))
      assert.deepStrictEqual(idsOf((yield* Customers.list({ from, limit: 3 })).customers), all.slice(7, 10))
    }).pipe(Effect.provide(StancerTest.layerV2({ seed })))
  )

  it.effect("take no cursor of another provider", () =>
    Effect.gen(function* () {
      const omise = yield* Customers.list({ limit: 1 }).pipe(
        Effect.provide(OmiseTest.layer({ seed: [{ email }, { email }] }))
      )
      const error = yield* Effect.flip(Customers.list({ from: Option.getOrThrow(omise.next) }))
      assert.deepInclude(error, { _tag: "ValidationFailed", origin: "client" })
    }).pipe(Effect.provide(StancerTest.layerV2({ seed })))
  )

  it.effect("leave out who is marked as deleted, and go on by the rows that came", () => {
    const { client, layer } = over(
      page({ start: 0, limit: 3, has_more: true }, { id: "a" }, { id: "b", deleted: true }, { id: "c" }),
      page({ start: 2, limit: 3, has_more: false }, { id: "c" }, { id: "d" })
    )
    return Effect.gen(function* () {
      const first = yield* Customers.list({ limit: 3 })
      assert.deepStrictEqual(idsOf(first.customers), ["a", "c"])
      const second = yield* Customers.list({ from: Option.getOrThrow(first.next) })
      assert.deepStrictEqual(idsOf(second.customers), ["d"])
      assert.isTrue(Option.isNone(second.next))
      const queries = client.requests.map(({ query }) => query)
      assert.deepStrictEqual<unknown>(queries, [
        { start: "0", limit: "3" },
        { start: "2", limit: "4" }
      ])
    }).pipe(Effect.provide(layer))
  })

  it.effect.each([0, -5, 1000])("give a good cursor where the server speaks of pages of %s", (limit) => {
    const range = { start: 0, limit }
    const { client, layer } = over(
      page({ ...range, has_more: true }, { id: "a" }),
      page({ ...range, has_more: false }, { id: "a" }, { id: "b" })
    )
    return Effect.gen(function* () {
      const { next } = yield* Customers.list()
      const last = yield* Customers.list({ from: Option.getOrThrow(next) })
      assert.deepStrictEqual(idsOf(last.customers), ["b"])
      assert.isTrue(Option.isNone(last.next))
      assert.deepStrictEqual(client.requests[1]?.query, { start: "0", limit: "11" })
    }).pipe(Effect.provide(layer))
  })

  it.effect("from a cursor, the newest first, give nobody again where a page is created meanwhile", () =>
    Effect.gen(function* () {
      let ids: ReadonlyArray<string> = Array.from({ length: 100 }, (_, place) => `c${place}`)
      const before = ids
      let requests = 0
      const client = HttpClient.make((request, url) =>
        Effect.sync(() => {
          requests += 1
          if (requests === 3) ids = [...Array.from({ length: 35 }, (_, place) => `new${place}`), ...ids]
          const [start, limit] = ["start", "limit"].map((name) => Number(url.searchParams.get(name)))
          const customers = ids.slice(start, Number(start) + Number(limit)).map((id) => ({ id }))
          const range = { start, limit, has_more: Number(start) + customers.length < ids.length }
          const body = JSON.stringify({ customers, range })
          return new BufferedResponse(request, { status: 200, headers: {}, body })
        })
      )
      const given = yield* Effect.gen(function* () {
        const { customers, next } = yield* Customers.list({ limit: 20 })
        const from = Option.getOrThrow(next)
        return [...idsOf(customers), ...(yield* collected(Customers.stream({ limit: 20, from })))]
      }).pipe(
        Effect.provide(Stancer.layerV2({ secretKey })),
        Effect.provide(Layer.succeed(HttpClient.HttpClient, client))
      )
      assert.deepStrictEqual(given, before)
    })
  )
})

describe("Customers.find", () => {
  it.effect("gives all who have the value", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* collected(Customers.findByEmail(email)), ["cust_1", "cust_2"])
      assert.deepStrictEqual(yield* collected(Customers.findByExternalId("7b1e")), ["cust_2"])
      assert.deepStrictEqual(yield* collected(Customers.findByExternalId("7b1e-2")), [])
    }).pipe(
      Effect.provide(
        StancerTest.layerV2({
          seed: [
            { id: "cust_1", email },
            { id: "cust_2", email, externalId: "7b1e" },
            { id: "cust_3", email: "other@example.net", externalId: "7b1" }
          ]
        })
      )
    )
  )

  it.effect("gives nobody else, where the server's filter is wider or ignored", () => {
    const others = [{ id: "b", email: `x${email}` }, { id: "c", email, deleted: true }, { id: "d" }]
    const { client, layer } = over(
      page({ start: 0, limit: 100, has_more: false }, { id: "a", email }, ...others)
    )
    return Effect.gen(function* () {
      assert.deepStrictEqual(yield* collected(Customers.findByEmail(email)), ["a"])
      assert.deepStrictEqual(client.requests[0]?.query, { email, start: "0", limit: "100" })
    }).pipe(Effect.provide(layer))
  })
})

describe("Customers.ensure by v2", () => {
  const input = { email, ip: "127.0.0.1", name: "David" }

  it.effect("goes by the external id before the e-mail", () =>
    Effect.gen(function* () {
      const one = yield* Customers.ensure({ ...input, externalId: "1" })
      const two = yield* Customers.ensure({ ...input, externalId: "2" })
      assert.deepStrictEqual([one.created, two.created], [true, true])
    }).pipe(Effect.provide(StancerTest.layerV2()))
  )

  it.effect("looks by the e-mail for a create whose answer is lost, and does not repeat it", () =>
    Effect.gen(function* () {
      const { fault, requests } = yield* StancerTest.Control
      yield* fault({ operation: "create", fault: Fault.loseAnswer })
      assert.isTrue(Result.getOrThrow(yield* inTheEnd(Customers.ensure(input))).created)
      const operations = (yield* requests).map(({ operation }) => operation)
      assert.deepStrictEqual(operations, ["list", "create", "list"])
    }).pipe(Effect.provide(StancerTest.layerV2()))
  )
})
