/** What the answers of Stancer's API v2 become: pages × every status, and the shapes of errors that v2 has. */
import { assert, describe, it } from "@effect/vitest"
import { deepStrictEqual } from "@effect/vitest/utils"
import * as Equal from "effect/Equal"
import type { CustomersError } from "effect-payment-customers/CustomersError"
import * as Stancer from "effect-payment-customers/Stancer"
import * as DateTime from "#line/DateTime"
import * as Option from "#line/test/Option"
import * as Result from "#line/test/Result"
import * as Schema from "#line/test/Schema"
import { callsV2 as calls, list } from "../../src/providers/stancer/calls.js"
import { dialect } from "../../src/providers/stancer/errors.js"
import { type Body, describeMatrix, jsonBody, mapper, strayBodies } from "../support/mapper.js"

const id = "cust_9y1U3mHPd1yPvbx07VBRqd9C"

/** A text that stands for what a provider may echo of a customer. */
const canary = "canary@example.com"

const customer = {
  id,
  created: 1538562174,
  email: "david@example.net",
  mobile: "+33639980102",
  name: "David Coaster",
  external_id: "7b1e",
  country: "FR",
  billing_address: "addr_1",
  shipping_address: "addr_2",
  date_birth: "1981-02-03",
  legal_id: "552 081 317 00014",
  deleted: false
}
const range = { start: 20, end: 29, limit: 10, count: 31, has_more: true }

const pages: ReadonlyArray<Body> = [
  jsonBody("a page", { range, customers: [customer, { id: "c2", email: canary }] }),
  jsonBody("an empty page", { range: { ...range, has_more: false }, customers: [] }),
  jsonBody("a page without end and count", {
    range: { start: 0, limit: 10, has_more: false },
    customers: [customer]
  }),
  jsonBody("a page whose end and count are null", {
    range: { ...range, end: null, count: null },
    customers: []
  }),
  jsonBody("a page without a range", { customers: [customer] }),
  jsonBody("a page with unknown keys", { range: { ...range, next: canary }, customers: [customer], more: 1 })
]

const brokenPages: ReadonlyArray<Body> = [
  jsonBody("no customers", { range }),
  jsonBody("a bare list", [customer]),
  jsonBody("a customer", customer),
  jsonBody("a page of null", { range, customers: [null] }),
  jsonBody("a customer without an id on the page", { range, customers: [{ email: canary }] }),
  jsonBody("has_more as a text", { range: { ...range, has_more: canary }, customers: [customer] }),
  jsonBody("a start that is no whole number", { range: { ...range, start: 1.5 }, customers: [customer] }),
  // a range that can't be read may say that more follow
  ...[canary, "", 0, 7, true, false, [], [range]].map((odd) =>
    jsonBody(`a range that is ${JSON.stringify(odd)}`, { range: odd, customers: [customer] })
  )
]

/** Shapes G and H and the others that v2 has, with what is to be read from them. */
const errorShapes = [
  { name: "G: a text", body: { error: "no" }, errors: { base: ["no"] } },
  {
    name: "H: the place of each problem",
    body: {
      detail: [
        { loc: ["body", "email"], msg: "too long", type: "value_error.any_str.max_length" },
        { loc: ["query", "limit"], msg: "too big", type: "value_error.number.not_le" }
      ]
    },
    errors: { email: ["too long"], limit: ["too big"] }
  },
  { name: "H: a text", body: { detail: "Not Found" }, errors: { base: ["Not Found"] } },
  {
    name: "A: the words for an unknown id",
    body: { error: { type: "invalid_request_error", message: `Customer \`${id}\` not found` } },
    errors: { base: [`Customer \`${id}\` not found`] }
  }
] as const

/** One type for the answers of all: `flip` takes no union. */
const failure = (result: Result.Result<unknown, CustomersError>) => Result.getOrThrow(Result.flip(result))

const map = {
  create: mapper(dialect, calls.create({ email: "david@example.net" }, Option.none())),
  retrieve: mapper(dialect, calls.retrieve(id)),
  update: mapper(dialect, calls.update(id, { name: "David" })),
  delete: mapper(dialect, calls.remove(id)),
  list: mapper(dialect, list({ start: 40, limit: 20 }))
}

describe("what is read from an error", () => {
  for (const { name, body, errors } of errorShapes) {
    for (const operation of ["create", "update", "list"] as const) {
      for (const status of [400, 422]) {
        it(`${operation}, ${status}, ${name}`, () => {
          const error = failure(map[operation](status, body))
          if (error._tag !== "ValidationFailed") return assert.fail(error._tag)
          assert.include(error, { origin: "provider", status, operation })
          assert.deepStrictEqual<unknown>(Object.entries(error.errors), Object.entries(errors))
          assert.strictEqual(error.detail, Object.values(errors).flat().join(", "))
        })
      }
    }

    for (const operation of ["retrieve", "update", "delete"] as const) {
      it(`${operation}, 404, ${name}`, () => {
        const error = failure(map[operation](404, body))
        if (error._tag !== "NotFound") return assert.fail(error._tag)
        assert.include(error, { customerId: id, detail: Object.values(errors).flat().join(", ") })
      })
    }
  }
})

describe("the fields of a customer", () => {
  it("are v2's, by the library's names", () => {
    const { id: read, created, ...fields } = Result.getOrThrow(map.retrieve(200, customer))
    assert.strictEqual(String(read), id)
    deepStrictEqual(Option.map(created, DateTime.formatIso), Option.some("2018-10-03T10:22:54.000Z"))
    deepStrictEqual<unknown>(fields, {
      email: Option.some("david@example.net"),
      mobile: Option.some("+33639980102"),
      name: Option.some("David Coaster"),
      externalId: Option.some("7b1e"),
      country: Option.some("FR"),
      billingAddress: Option.some("addr_1"),
      shippingAddress: Option.some("addr_2"),
      dateBirth: Option.some("1981-02-03"),
      legalId: Option.some("552 081 317 00014"),
      liveMode: Option.none(),
      deleted: Option.some(false)
    })
  })

  it("print masked, but for those that say nothing of a person", () => {
    const text = String(Result.getOrThrow(map.retrieve(200, customer)))
    for (const value of ["1981-02-03", "552 081", "addr_1", "addr_2", "David", "FR"]) {
      assert.notInclude(text, value)
    }
    assert.include(text, "deleted: false")
  })
})

describe("a page", () => {
  const page = Result.getOrThrow(map.list(200, { range, customers: [customer] }))

  it("has its customers and its range, by the library's names", () => {
    const { customers, ...rest } = page
    assert.isTrue(Equal.equals(customers[0], Result.getOrThrow(map.retrieve(200, customer))))
    assert.strictEqual(customers.length, 1)
    deepStrictEqual<unknown>(rest, {
      start: Option.some(20),
      limit: Option.some(10),
      hasMore: Option.some(true),
      end: Option.some(29),
      count: Option.some(31)
    })
  })

  it("has created_at of a row where created is absent", () => {
    const { created, ...without } = customer
    const rows = [customer, { ...without, created_at: created }, { ...customer, created_at: 1 }]
    const { customers } = Result.getOrThrow(map.list(200, { range, customers: rows }))
    assert.strictEqual(customers.length, 3)
    for (const row of customers) assert.isTrue(Equal.equals(row, customers[0]))
  })

  it("equals another one of the same fields", () => {
    assert.isTrue(Equal.equals(page, Result.getOrThrow(map.list(200, { range, customers: [customer] }))))
    assert.isFalse(Equal.equals(page, Result.getOrThrow(map.list(200, { range, customers: [] }))))
  })

  it("is what its JSON is decoded to", () => {
    const decoded = Schema.decodeUnknownSync(Stancer.CustomerPage)(JSON.parse(JSON.stringify(page)))
    assert.isTrue(Equal.equals(decoded, page))
  })

  it("prints its range, and its customers masked", () => {
    assert.match(String(page), /start: 20.*limit: 10.*hasMore: true.*end: 29.*count: 31/)
    assert.notInclude(String(page), customer.email)
  })

  it("is empty, and begins where it was to begin, under a 404 in Stancer's words", () => {
    const { customers, ...rest } = Result.getOrThrow(
      map.list(404, { error: { message: "No such customer" } })
    )
    assert.deepStrictEqual(customers, [])
    deepStrictEqual<unknown>(rest, {
      start: Option.some(40),
      limit: Option.some(20),
      hasMore: Option.some(false),
      end: Option.none(),
      count: Option.none()
    })
    const byDefault = Result.getOrThrow(mapper(dialect, list({}))(404, { detail: "Not Found" }))
    const { start, limit, hasMore } = byDefault
    deepStrictEqual([start, limit, hasMore], [Option.some(0), Option.some(10), Option.some(false)])
  })

  const broken = [
    ["customers", { range }],
    ["customers.1.id", { range, customers: [customer, {}] }]
  ] as const
  for (const [path, body] of broken) {
    it(`that is broken at ${path} is unexpected, there`, () => {
      const error = failure(map.list(200, body))
      if (error._tag !== "UnexpectedResponse") return assert.fail(error._tag)
      assert.deepStrictEqual(
        error.issues.map((issue) => issue.path),
        [path]
      )
    })
  }
})

const matrix = {
  dialect,
  call: list({}),
  successes: pages.map(({ name }) => name),
  tags: { 400: "ValidationFailed", 422: "ValidationFailed" },
  canary
} as const

describeMatrix("list, in Stancer's words", {
  ...matrix,
  bodies: errorShapes.map(({ name, body }) => jsonBody(name, body)),
  alwaysSuccess: [404]
})

describeMatrix("list, in no words of Stancer's", {
  ...matrix,
  bodies: [...pages, ...brokenPages, ...strayBodies(canary)]
})
