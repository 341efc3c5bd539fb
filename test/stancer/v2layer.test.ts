/** Stancer's layers of API v2: a customer's life in the test layer, and what v2 can do of `Customers`. */
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
import * as Config from "#line/test/Config"
import * as ConfigProvider from "#line/test/ConfigProvider"
import * as Context from "#line/test/Context"
import * as Effect from "#line/test/Effect"
import * as Option from "#line/test/Option"
import * as Result from "#line/test/Result"
import * as TestClock from "#line/test/TestClock"
import { type FixedAnswer, recording } from "../support/recording.js"
import { inTheEnd } from "../support/scripted.js"

const secretKey = Redacted.make("stest_0123456789abcdefghijklmn")
const email = "david@example.net"

const idsOf = (customers: Iterable<{ readonly id: string }>) => Array.from(customers, ({ id }) => String(id))

const collected = <A extends { readonly id: string }, E, R>(stream: Stream.Stream<A, E, R>) =>
  Effect.map(Stream.runCollect(stream), idsOf)

/** The layer over a client that gives these answers, and what that client is asked. */
const over = (answers: ReadonlyArray<FixedAnswer>) => {
  const client = recording(answers)
  return { client, layer: Stancer.layerV2({ secretKey }).pipe(Layer.provide(client.layer)) }
}

describe("the test layer", () => {
  it.effect("a customer's life: created, read, listed, changed, deleted, gone", () =>
    Effect.gen(function* () {
      yield* TestClock.adjust("90 seconds")
      const stancer = yield* Stancer.Stancer
      const lists = yield* Stancer.StancerV2
      const created = yield* stancer.create({
        email,
        country: "FR",
        legalId: "552081317",
        dateBirth: "1981-02-03",
        billingAddress: "addr_yWYfCSzsUUhr9KwMv7vuLZHX"
      })
      const { billingAddress, country, created: at, dateBirth, legalId } = created
      deepStrictEqual(at, Option.some(DateTime.makeUnsafe(90_000)))
      deepStrictEqual(
        [country, legalId, dateBirth, billingAddress],
        ["FR", "552081317", "1981-02-03", "addr_yWYfCSzsUUhr9KwMv7vuLZHX"].map(Option.some)
      )
      deepStrictEqual(created.name, Option.none())
      deepStrictEqual(created.deleted, Option.some(false))
      deepStrictEqual(created.liveMode, Option.none())
      assert.isTrue(Equal.equals(yield* stancer.retrieve(created.id), created))
      const { customers, hasMore } = yield* lists.list()
      assert.isTrue(Option.contains(hasMore, false))
      assert.isTrue(Equal.equals(customers[0], created))

      yield* stancer.update(created.id, { country: "DE" })
      deepStrictEqual((yield* stancer.retrieve(created.id)).country, Option.some("DE"))

      yield* stancer.delete(created.id)
      assert.deepStrictEqual((yield* lists.list()).customers, [])
      for (const operation of [
        stancer.retrieve(created.id),
        stancer.update(created.id, { name: "Nobody" }),
        stancer.delete(created.id)
      ]) {
        const error = yield* Effect.flip<unknown, CustomersError, never>(operation)
        if (error._tag !== "NotFound") return assert.fail(error._tag)
        assert.include(error, {
          customerId: created.id,
          detail: `Customer \`${created.id}\` not found`
        })
      }
    }).pipe(Effect.provide(StancerTest.layerV2()))
  )

  const seed = [
    { id: "cust_1", email, name: "David", country: "FR", created: DateTime.makeUnsafe(1_000_000) },
    { id: "cust_2", email, name: "Davina", country: "DE", externalId: "7b1e" },
    { id: "cust_3", email: "other@example.net", name: "David", country: "FR", legalId: "552081317" }
  ]
  const filters: ReadonlyArray<readonly [options: Stancer.ListOptions, ids: ReadonlyArray<string>]> = [
    [{}, ["cust_1", "cust_2", "cust_3"]],
    [{ email }, ["cust_1", "cust_2"]],
    [{ externalId: "7b1e" }, ["cust_2"]],
    [{ name: "David" }, ["cust_1", "cust_3"]],
    [{ country: "FR", email }, ["cust_1"]],
    [{ legalId: "552081317" }, ["cust_3"]],
    [{ created: DateTime.makeUnsafe(999_999) }, ["cust_1"]],
    [{ start: 1, limit: 1 }, ["cust_2"]],
    [{ email: "nobody@example.net" }, []]
  ]
  for (const [options, ids] of filters) {
    it.effect(
      `lists ${ids.join(", ") || "nobody"} for ${Object.keys(options).join(" and ") || "nothing"}`,
      () =>
        Effect.gen(function* () {
          const { list } = yield* Stancer.StancerV2
          assert.deepStrictEqual(idsOf((yield* list(options)).customers), ids)
        }).pipe(Effect.provide(StancerTest.layerV2({ seed })))
    )
  }

  it.effect("Control strikes a list, and tells what was asked", () =>
    Effect.gen(function* () {
      const control = yield* StancerTest.Control
      const { list } = yield* Stancer.StancerV2
      yield* control.fault({ operation: "list", fault: Fault.answer(403) })
      assert.strictEqual((yield* Effect.flip(list({ country: "FR" })))._tag, "Forbidden")
      const [request] = yield* control.requests
      assert.deepInclude(request, { operation: "list", path: "/v2/customers/", query: { country: "FR" } })
    }).pipe(Effect.provide(StancerTest.layerV2()))
  )

  it.effect("any other key is Unauthorized", () =>
    Effect.gen(function* () {
      const { list } = yield* Stancer.StancerV2
      assert.deepInclude(yield* Effect.flip(list()), { _tag: "Unauthorized", status: 401 })
    }).pipe(Effect.provide(StancerTest.layerV2({ secretKey: Redacted.make("stest_unknown") })))
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
    const range = { start: 0, limit: 3, has_more: true }
    const { client, layer } = over([
      { status: 200, body: { range, customers: [{ id: "a" }, { id: "b", deleted: true }, { id: "c" }] } },
      {
        status: 200,
        body: { range: { ...range, start: 2, has_more: false }, customers: [{ id: "c" }, { id: "d" }] }
      }
    ])
    return Effect.gen(function* () {
      const first = yield* Customers.list({ limit: 3 })
      assert.deepStrictEqual(idsOf(first.customers), ["a", "c"])
      const second = yield* Customers.list({ from: Option.getOrThrow(first.next) })
      assert.deepStrictEqual(idsOf(second.customers), ["d"])
      assert.isTrue(Option.isNone(second.next))
      assert.deepStrictEqual(
        client.requests.map(({ query }) => query),
        [
          { start: "0", limit: "3" },
          { start: "2", limit: "4" }
        ]
      )
    }).pipe(Effect.provide(layer))
  })

  for (const limit of [0, -5, 1000]) {
    it.effect(`give a good cursor where the server speaks of pages of ${limit}`, () => {
      const body = (more: boolean, ...ids: ReadonlyArray<string>) => ({
        status: 200,
        body: { range: { start: 0, limit, has_more: more }, customers: ids.map((id) => ({ id })) }
      })
      const { client, layer } = over([body(true, "a"), body(false, "a", "b")])
      return Effect.gen(function* () {
        const { next } = yield* Customers.list()
        const last = yield* Customers.list({ from: Option.getOrThrow(next) })
        assert.deepStrictEqual(idsOf(last.customers), ["b"])
        assert.isTrue(Option.isNone(last.next))
        assert.deepStrictEqual(client.requests[1]?.query, { start: "0", limit: "11" })
      }).pipe(Effect.provide(layer))
    })
  }
})

describe("Customers.find", () => {
  const seed = [
    { id: "cust_1", email },
    { id: "cust_2", email, externalId: "7b1e" },
    { id: "cust_3", email: "other@example.net", externalId: "7b1" }
  ]
  it.effect("gives all who have the value", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* collected(Customers.findByEmail(email)), ["cust_1", "cust_2"])
      assert.deepStrictEqual(yield* collected(Customers.findByExternalId("7b1e")), ["cust_2"])
      assert.deepStrictEqual(yield* collected(Customers.findByExternalId("7b1e-2")), [])
    }).pipe(Effect.provide(StancerTest.layerV2({ seed })))
  )

  it.effect("gives nobody else, where the server's filter is wider or ignored", () => {
    const customers = [
      { id: "a", email },
      { id: "b", email: `x${email}` },
      { id: "c", email, deleted: true },
      { id: "d" }
    ]
    const { client, layer } = over([
      { status: 200, body: { range: { start: 0, limit: 100, has_more: false }, customers } }
    ])
    return Effect.gen(function* () {
      assert.deepStrictEqual(yield* collected(Customers.findByEmail(email)), ["a"])
      assert.deepStrictEqual(client.requests[0]?.query, { email, start: "0", limit: "100" })
    }).pipe(Effect.provide(layer))
  })
})

describe("Customers.ensure", () => {
  const input = { email, ip: "127.0.0.1", name: "David" }
  const operations = Effect.gen(function* () {
    const { requests } = yield* StancerTest.Control
    return (yield* requests).map(({ operation }) => operation)
  })

  for (const [key, given] of Object.entries({
    "an external id": { ...input, externalId: "7b1e" },
    "an e-mail": input
  })) {
    it.effect(`by ${key}: creates once, and finds it from then on`, () =>
      Effect.gen(function* () {
        const first = yield* Customers.ensure(given)
        const second = yield* Customers.ensure({ ...given, name: "Another name" })
        assert.deepStrictEqual([first.created, second.created], [true, false])
        assert.strictEqual(second.customer.id, first.customer.id)
        assert.deepStrictEqual(yield* operations, ["list", "create", "list"])
        const { customers } = yield* StancerTest.Control
        assert.strictEqual((yield* customers).length, 1)
      }).pipe(Effect.provide(StancerTest.layerV2()))
    )

    it.effect(`by ${key}: a create whose answer is lost is looked for, not repeated`, () =>
      Effect.gen(function* () {
        const { fault, customers } = yield* StancerTest.Control
        yield* fault({ operation: "create", fault: Fault.loseAnswer })
        const { created } = Result.getOrThrow(yield* inTheEnd(Customers.ensure(given)))
        assert.isTrue(created)
        assert.deepStrictEqual(yield* operations, ["list", "create", "list"])
        assert.strictEqual((yield* customers).length, 1)
      }).pipe(Effect.provide(StancerTest.layerV2()))
    )
  }

  it.effect("an external id goes before the e-mail: of another one, it is another customer", () =>
    Effect.gen(function* () {
      const one = yield* Customers.ensure({ ...input, externalId: "1" })
      const two = yield* Customers.ensure({ ...input, externalId: "2" })
      assert.deepStrictEqual([one.created, two.created], [true, true])
    }).pipe(Effect.provide(StancerTest.layerV2()))
  )
})

describe("the layers", () => {
  const supplied = <A>(layer: Layer.Layer<A, Config.ConfigError>) =>
    Effect.map(Effect.scoped(Layer.build(layer)), (context) =>
      Context.keysOf(context)
        .filter((key) => key.startsWith("effect-payment-customers/"))
        .map((key) => key.replace(/^.*\//, ""))
        .sort()
    )
  const http = recording([]).layer

  it.effect("layerV2 supplies lists, and no search", () =>
    Effect.map(supplied(Stancer.layerV2({ secretKey }).pipe(Layer.provide(http))), (names) =>
      assert.deepStrictEqual(names, [
        "Create",
        "Delete",
        "Ensure",
        "Find",
        "List",
        "Retrieve",
        "Stancer",
        "StancerV2",
        "Update"
      ])
    )
  )

  it.effect("layerNativeV2 supplies the native services alone", () =>
    Effect.map(supplied(Stancer.layerNativeV2({ secretKey }).pipe(Layer.provide(http))), (names) =>
      assert.deepStrictEqual(names, ["Stancer", "StancerV2"])
    )
  )

  it.effect("layer, of API v1, supplies no list", () =>
    Effect.map(supplied(Stancer.layer({ secretKey }).pipe(Layer.provide(http))), (names) =>
      assert.deepStrictEqual(names, ["Create", "Delete", "Ensure", "Retrieve", "Stancer", "Update"])
    )
  )

  it.effect("layerConfigV2 reads STANCER_SECRET_KEY", () =>
    Effect.gen(function* () {
      const client = recording([{ status: 404, body: { error: "none" } }])
      const layer = Stancer.layerConfigV2().pipe(
        Layer.provide(client.layer),
        Layer.provide(
          ConfigProvider.layer(
            ConfigProvider.fromEntries([["STANCER_SECRET_KEY", Redacted.value(secretKey)]])
          )
        )
      )
      const found = yield* Effect.provide(Stream.runCollect(Customers.stream()), layer)
      assert.isTrue(found.length === 0)
      assert.strictEqual(
        client.requests[0]?.headers.authorization,
        `Basic ${btoa(`${Redacted.value(secretKey)}:`)}`
      )
      assert.strictEqual(client.requests[0]?.path, "/v2/customers/")
    })
  )

  it.effect("an option that breaks its rule is refused", () =>
    Effect.gen(function* () {
      const made = Layer.build(
        Stancer.layerV2({ secretKey: Redacted.make("ptest_0123456789abcdefghijklmn") })
      )
      const error = yield* Effect.flip(Effect.scoped(Effect.provide(made, http)))
      assert.isTrue(Config.isConfigError(error))
      assert.match(String(error), /secretKey[\s\S]*public key|public key[\s\S]*secretKey/)
    })
  )
})
