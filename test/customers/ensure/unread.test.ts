/** Where a field decides, it must be read: in `ensure`, in an update that merges, in a find. Elsewhere it need not be. */

import { assert, describe, it } from "@effect/vitest"
import { deepStrictEqual } from "@effect/vitest/utils"
import * as Redacted from "effect/Redacted"
import * as BePaid from "effect-payment-customers/BePaid"
import * as Customers from "effect-payment-customers/Customers"
import type { CustomersError } from "effect-payment-customers/CustomersError"
import * as Omise from "effect-payment-customers/Omise"
import * as Stancer from "effect-payment-customers/Stancer"
import * as Layer from "#line/Layer"
import * as Stream from "#line/Stream"
import * as Effect from "#line/test/Effect"
import * as HttpClient from "#line/test/HttpClient"
import * as Option from "#line/test/Option"
import * as Result from "#line/test/Result"
import { answer, inTheEnd } from "../../support/scripted.js"

type Row = Readonly<Record<string, unknown>>
type Reply = readonly [status: number, body: unknown]
type Play = (request: { readonly method: string; readonly path: string }) => Reply

/** A provider that is played: what it was asked, in order. */
const played = (play: Play) => {
  const asked: Array<string> = []
  const client = HttpClient.make((request, { pathname: path }) => {
    asked.push(request.method)
    const [status, body] = play({ method: request.method, path })
    return answer(status, body)(request)
  })
  return { asked, http: Layer.succeed(HttpClient.HttpClient, client) }
}

const john = { externalId: "user-4711", email: "john.doe@example.com", ip: "203.0.113.7" }
const secretKey = Redacted.make("secret")

interface Subject {
  readonly name: string
  readonly layer: Layer.Layer<Customers.Ensure | Customers.Find, never, HttpClient.HttpClient>
  /** John, as the provider holds him. */
  readonly row: Row
  /** The row with a field that can't be read: those that decide, by their names on the wire. */
  readonly deciding: ReadonlyArray<readonly [field: string, odd: unknown]>
  readonly others: ReadonlyArray<readonly [field: string, odd: unknown]>
  /** What a look is answered, with the rows that are there. */
  readonly look: (rows: ReadonlyArray<Row>, path: string) => Reply
  readonly created: number
}

const subjects: ReadonlyArray<Subject> = [
  {
    name: "bepaid",
    layer: Layer.orDie(BePaid.layer({ shopId: "361", secretKey })),
    row: { id: "cst_1", email: john.email, external_id: john.externalId },
    deciding: [
      ["email", 7],
      ["external_id", {}]
    ],
    others: [
      ["phone", 375],
      ["zip", []]
    ],
    look: (rows) => [200, rows],
    created: 201
  },
  {
    name: "omise",
    layer: Layer.orDie(Omise.layer({ secretKey: Redacted.make("skey_test_1") })),
    row: { id: "cust_test_1", email: john.email, metadata: { external_id: john.externalId } },
    deciding: [
      ["email", 7],
      ["metadata", []],
      ["deleted", "no"]
    ],
    others: [
      ["created_at", "2025-03-20T09:12:02"],
      ["cards", { data: [{ id: "card_1", email: 7, deleted: "no" }, {}] }]
    ],
    look: (rows, path) =>
      path === "/search"
        ? [200, { data: rows, page: 1, per_page: 100, total: rows.length, total_pages: 1 }]
        : [200, { data: rows, limit: 100, offset: 0, total: rows.length }],
    created: 200
  },
  {
    name: "stancer v2",
    layer: Layer.orDie(Stancer.layerV2({ secretKey: Redacted.make("stest_1") })),
    row: { id: "cust_1", email: john.email, external_id: john.externalId },
    deciding: [
      ["email", 7],
      ["external_id", true],
      ["deleted", "no"]
    ],
    others: [
      ["mobile", 33],
      ["created", "soon"]
    ],
    look: (rows) => [
      200,
      { range: { start: 0, limit: 100, has_more: false, end: 0, count: 1 }, customers: rows }
    ],
    created: 200
  }
]

const failed = (end: Result.Result<unknown, CustomersError>) =>
  Option.match(Result.getFailure(end), {
    onNone: () => undefined,
    onSome: (error) => ({ tag: error._tag, outcome: "outcome" in error ? error.outcome : undefined })
  })

describe.each(subjects)("ensure at $name", ({ layer, row, deciding, others, look, created }) => {
  const ensure = (play: Play) =>
    Effect.gen(function* () {
      const { asked, http } = played(play)
      const end = yield* inTheEnd(Effect.provide(Customers.ensure(john), Layer.provide(layer, http)))
      return { end, asked }
    })

  it.effect.each(deciding)(
    "a look at a row whose %s can't be read fails, and nothing is created",
    ([key, odd]) =>
      Effect.gen(function* () {
        const other = { ...row, id: "cust_test_2", [key]: odd }
        const { end, asked } = yield* ensure(({ path }) => look([other], path))
        assert.strictEqual(failed(end)?.tag, "UnexpectedResponse")
        assert.notInclude(asked, "POST")
      })
  )

  it.effect.each(others)("a look at the customer finds it without its %s", ([key, odd]) =>
    Effect.gen(function* () {
      const { end, asked } = yield* ensure(({ path }) => look([{ ...row, [key]: odd }], path))
      const { customer, created } = Result.getOrThrow(end)
      assert.deepStrictEqual([customer.id, created], [row.id, false])
      assert.notInclude(asked, "POST")
    })
  )

  it.effect.each(deciding)(
    "a create that is answered without a readable %s has an unknown outcome, and the customer is not created again",
    ([key, odd]) =>
      Effect.gen(function* () {
        let there = false
        const { end, asked } = yield* ensure(({ method, path }) => {
          if (method === "GET") return look(there ? [{ ...row, [key]: odd }] : [], path)
          there = true
          return [created, { ...row, [key]: odd }]
        })
        assert.deepStrictEqual(failed(end), { tag: "UnexpectedResponse", outcome: "Unknown" })
        assert.lengthOf(
          asked.filter((method) => method === "POST"),
          1
        )
      })
  )

  it.effect.each(others)(
    "a create that is answered without a readable %s has made the customer",
    ([key, odd]) =>
      Effect.gen(function* () {
        const { end } = yield* ensure(({ method, path }) =>
          method === "GET" ? look([], path) : [created, { ...row, [key]: odd }]
        )
        const ensured = Result.getOrThrow(end)
        assert.deepStrictEqual([ensured.customer.id, ensured.created], [row.id, true])
      })
  )

  it.effect.each([
    ["findByEmail", Customers.findByEmail(john.email), 0, 1],
    ["findByExternalId", Customers.findByExternalId(john.externalId), 1, 0]
  ] as const)(
    "%s fails where what it compares can't be read, and for nothing else",
    ([, found, compared, other]) =>
      Effect.gen(function* () {
        const find = ([key, odd]: readonly [string, unknown] = ["", undefined]) => {
          const { http } = played(({ path }) => look([{ ...row, [key]: odd }], path))
          return inTheEnd(Effect.provide(Stream.runCollect(found), Layer.provide(layer, http)))
        }
        assert.strictEqual(failed(yield* find(deciding[compared]))?.tag, "UnexpectedResponse")
        for (const change of [deciding[other], ...others, ...deciding.slice(2)]) {
          assert.strictEqual(Result.getOrThrow(yield* find(change)).length, 1)
        }
      })
  )
})

describe("ensure at stancer v1", () => {
  const layer = Layer.orDie(Stancer.layer({ secretKey: Redacted.make("stest_1") }))
  const row = { id: "cust_aaaaaaaaaaaaaaaaaaaaaaaa", email: john.email, external_id: john.externalId }

  it.effect.each([
    ["email", 7],
    ["external_id", true],
    ["deleted", "no"]
  ] as const)("fails where the customer of a conflict has a %s that can't be read", ([key, odd]) =>
    Effect.gen(function* () {
      const { asked, http } = played(({ method }) =>
        method === "POST"
          ? [409, { error: { message: `Customer already exists, duplicate information (${row.id})` } }]
          : [200, { ...row, [key]: odd }]
      )
      const end = yield* inTheEnd(Effect.provide(Customers.ensure(john), Layer.provide(layer, http)))
      assert.strictEqual(failed(end)?.tag, "UnexpectedResponse")
      assert.deepStrictEqual(asked, ["POST", "GET"])
    })
  )
})

describe("ensureAll at bepaid reads the list once", () => {
  const layer = Layer.orDie(BePaid.layer({ shopId: "361", secretKey }))
  const run = (row: Row) =>
    Effect.gen(function* () {
      const { asked, http } = played(({ method }) =>
        method === "POST" ? [201, { id: "cst_2" }] : [200, [{ id: "cst_1", ...row }]]
      )
      const all = Stream.runCollect(Customers.ensureAll(Stream.make(john)))
      const end = yield* inTheEnd(Effect.provide(all, Layer.provide(layer, http)))
      return { end, asked }
    })

  it.effect.each([
    ["email", 7],
    ["external_id", {}]
  ] as const)("and fails where a row's %s can't be read", ([key, odd]) =>
    Effect.gen(function* () {
      const { end, asked } = yield* run({ [key]: odd })
      assert.strictEqual(failed(end)?.tag, "UnexpectedResponse")
      assert.notInclude(asked, "POST")
    })
  )

  it.effect("and goes on where another field of a row can't be read", () =>
    Effect.gen(function* () {
      const { end, asked } = yield* run({ email: "jane.doe@example.com", ip: 7 })
      const [element] = Array.from(Result.getOrThrow(end))
      assert.isTrue(element !== undefined && Result.isSuccess(element.result))
      assert.include(asked, "POST")
    })
  )
})

describe("Customers at omise", () => {
  const layer = Layer.orDie(Omise.layer({ secretKey: Redacted.make("skey_test_1") }))
  const id = "cust_test_1"
  type Use = Effect.Effect<unknown, CustomersError, Customers.Update | Customers.Retrieve | Customers.List>
  const run = (use: Use, row: Row) =>
    Effect.gen(function* () {
      const { asked, http } = played(({ method, path }) => {
        if (method === "PATCH") return [200, { id }]
        const rows = [{ id, ...row }]
        return [200, path === "/customers" ? { data: rows, limit: 20, offset: 0, total: 1 } : rows[0]]
      })
      return { end: yield* Effect.result(Effect.provide(use, Layer.provide(layer, http))), asked }
    })

  it.effect("an update that merges metadata that can't be read fails, and nothing is written", () =>
    Effect.gen(function* () {
      const { end, asked } = yield* run(Customers.update(id, { name: "John" }), { metadata: [] })
      assert.strictEqual(failed(end)?.tag, "UnexpectedResponse")
      assert.deepStrictEqual(asked, ["GET"])
    })
  )

  it.effect.each([
    ["email", 7],
    ["deleted", "no"],
    ["created_at", "today"]
  ] as const)("an update that merges needs no %s", ([key, odd]) =>
    Effect.gen(function* () {
      const { end, asked } = yield* run(Customers.update(id, { name: "John" }), { [key]: odd })
      assert.isTrue(Result.isSuccess(end))
      assert.deepStrictEqual(asked, ["GET", "PATCH"])
    })
  )

  const reads: ReadonlyArray<readonly [name: string, use: Use]> = [
    ["retrieve", Customers.retrieve(id)],
    ["list", Effect.map(Customers.list(), ({ customers }) => customers[0])],
    ["stream", Effect.map(Stream.runHead(Customers.stream()), Option.getOrUndefined)]
  ]
  it.effect.each(reads)("%s gives a customer whose deleted and metadata can't be read", ([, use]) =>
    Effect.gen(function* () {
      const { end } = yield* run(use, { email: john.email, deleted: "no", metadata: [] })
      const customer = Result.getOrThrow(end) as Customers.Customer
      deepStrictEqual(
        [customer.id, customer.email, customer.name, customer.externalId],
        [id, Option.some(john.email), Option.none(), Option.none()]
      )
    })
  )
})
