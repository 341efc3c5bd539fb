/** What is read from Stancer's answers: customers of either version, and pages of v2. */
import { assert, describe, it } from "@effect/vitest"
import { deepStrictEqual } from "@effect/vitest/utils"
import * as Equal from "effect/Equal"
import type { CustomersError } from "effect-payment-customers/CustomersError"
import * as Stancer from "effect-payment-customers/Stancer"
import * as DateTime from "#line/DateTime"
import * as Option from "#line/test/Option"
import * as Result from "#line/test/Result"
import * as Schema from "#line/test/Schema"
import * as calls from "../../../src/providers/stancer/calls.js"
import { dialect } from "../../../src/providers/stancer/errors.js"
import customer from "../../fixtures/stancer/customer.json" with { type: "json" }
import { mapper, readWith } from "../../support/mapper.js"
import { ids, stancer, stancerV2 } from "../calls.js"
import { customer as customerV2, range } from "./pages.js"

const create = mapper(dialect, stancer.create)
const retrieve = mapper(dialect, stancer.retrieve)
const reading = readWith(dialect, stancer.retrieve)
const ofV2 = mapper(dialect, stancerV2.retrieve)
const list = mapper(dialect, stancerV2.list)

/** One type for the answers of all: `flip` takes no union. */
const failure = (result: Result.Result<unknown, CustomersError>) => Result.getOrThrow(Result.flip(result))

describe("the fields of a customer", () => {
  const none = Option.none()

  it("are the documented ones, by the library's names", () => {
    const { id, created, ...fields } = Result.getOrThrow(create(200, customer))
    assert.strictEqual(String(id), customer.id)
    deepStrictEqual(Option.map(created, DateTime.formatIso), Option.some("2018-10-03T10:22:54.000Z"))
    assert.deepStrictEqual(fields, {
      email: Option.some("david@example.net"),
      mobile: Option.some("+33639980102"),
      name: Option.some("David Coaster"),
      externalId: none,
      country: none,
      billingAddress: none,
      shippingAddress: none,
      dateBirth: none,
      legalId: none,
      liveMode: Option.some(false),
      deleted: none
    })
  })

  it("have no length when they are received", () => {
    const long = "x".repeat(500)
    const read = Result.getOrThrow(
      retrieve(200, { id: "c", email: "a", mobile: "", name: long, external_id: long, country: "France" })
    )
    assert.deepStrictEqual(
      [read.email, read.mobile, read.name, read.externalId, read.country],
      ["a", "", long, long, "France"].map(Option.some)
    )
  })

  it.each<[externalId: unknown, read: string | undefined]>([
    ["42", "42"],
    ["", ""],
    [42, "42"],
    [0, "0"],
    [-1.5, "-1.5"],
    [null, undefined],
    [undefined, undefined]
  ])("external_id %j is %j", (external_id, read) => {
    const { externalId } = Result.getOrThrow(retrieve(200, { id: "c", external_id }))
    deepStrictEqual(externalId, Option.fromNullishOr(read))
    assert.strictEqual(
      JSON.stringify(Result.getOrThrow(retrieve(200, { id: "c", external_id }))),
      JSON.stringify({ id: "c", external_id: read })
    )
  })

  it.each(["1e999", "true", "{}", "[42]"])("external_id %s is none: it is not read, the rest is", (json) => {
    const { result, unread } = reading(`{"id":"c","external_id":${json},"name":"David"}`)
    const { externalId, name } = Result.getOrThrow(result)
    deepStrictEqual([externalId, name], [Option.none(), Option.some("David")])
    assert.deepStrictEqual(unread, ["external_id"])
  })

  const dates: ReadonlyArray<readonly [created: unknown, iso: string]> = [
    [1538562174, "2018-10-03T10:22:54.000Z"],
    [1538562174.25, "2018-10-03T10:22:54.250Z"],
    [0, "1970-01-01T00:00:00.000Z"],
    ["2018-10-03T10:22:54Z", "2018-10-03T10:22:54.000Z"],
    ["2018-10-03T12:22:54.123456+02:00", "2018-10-03T10:22:54.123Z"]
  ]
  for (const [created, iso] of dates) {
    it(`created ${JSON.stringify(created)} is ${iso}`, () => {
      const read = Result.getOrThrow(retrieve(200, { ...customer, created }))
      deepStrictEqual(Option.map(read.created, DateTime.formatIso), Option.some(iso))
    })
  }

  for (const created of [true, "soon", "2018-10-03T10:22:54", 1e300, {}]) {
    it(`created ${JSON.stringify(created)} is no date: it is not read, the rest is`, () => {
      const { result, unread } = reading({ ...customer, created })
      deepStrictEqual(
        Result.getOrThrow(result),
        Result.getOrThrow(retrieve(200, { ...customer, created: null }))
      )
      assert.deepStrictEqual(unread, ["created"])
    })
  }

  it.each<[other: string, named: object]>([
    ["absent", {}],
    ["null", { created: null }]
  ])("created_at is read where created is %s", (_, named) => {
    const { created, ...without } = customer
    for (const time of [created, "2018-10-03T10:22:54Z"]) {
      const read = Result.getOrThrow(retrieve(200, { ...without, ...named, created_at: time }))
      assert.isTrue(Equal.equals(read, Result.getOrThrow(retrieve(200, customer))))
    }
  })

  it("created_at is not read where created is there", () => {
    const read = Result.getOrThrow(retrieve(200, { ...customer, created_at: 1 }))
    assert.isTrue(Equal.equals(read, Result.getOrThrow(retrieve(200, customer))))
  })

  it("two customers of the same fields are equal", () => {
    assert.isTrue(
      Equal.equals(
        Result.getOrThrow(retrieve(200, customer)),
        Result.getOrThrow(retrieve(200, { ...customer, country: null, created: "2018-10-03T10:22:54Z" }))
      )
    )
  })
})

describe("the fields of a customer of v2", () => {
  it("are v2's, by the library's names", () => {
    const { id: read, created, ...fields } = Result.getOrThrow(ofV2(200, customerV2))
    assert.strictEqual(String(read), ids.stancer)
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
    const text = String(Result.getOrThrow(ofV2(200, customerV2)))
    for (const value of ["1981-02-03", "552 081", "addr_1", "addr_2", "David", "FR"]) {
      assert.notInclude(text, value)
    }
    assert.include(text, "deleted: false")
  })
})

describe("a page of v2", () => {
  const page = Result.getOrThrow(list(200, { range, customers: [customerV2] }))

  it("has its customers and its range, by the library's names", () => {
    const { customers, ...rest } = page
    assert.isTrue(Equal.equals(customers[0], Result.getOrThrow(ofV2(200, customerV2))))
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
    const { created, ...without } = customerV2
    const rows = [customerV2, { ...without, created_at: created }, { ...customerV2, created_at: 1 }]
    const { customers } = Result.getOrThrow(list(200, { range, customers: rows }))
    assert.strictEqual(customers.length, 3)
    for (const row of customers) assert.isTrue(Equal.equals(row, customers[0]))
  })

  it("equals another one of the same fields", () => {
    assert.isTrue(Equal.equals(page, Result.getOrThrow(list(200, { range, customers: [customerV2] }))))
    assert.isFalse(Equal.equals(page, Result.getOrThrow(list(200, { range, customers: [] }))))
  })

  it("is what its JSON is decoded to", () => {
    const decoded = Schema.decodeUnknownSync(Stancer.CustomerPage)(JSON.parse(JSON.stringify(page)))
    assert.isTrue(Equal.equals(decoded, page))
  })

  it("prints its range, and its customers masked", () => {
    assert.match(String(page), /start: 20.*limit: 10.*hasMore: true.*end: 29.*count: 31/)
    assert.notInclude(String(page), customerV2.email)
  })

  it("is empty, and begins where it was to begin, under a 404 in Stancer's words", () => {
    const { customers, ...rest } = Result.getOrThrow(list(404, { error: { message: "No such customerV2" } }))
    assert.deepStrictEqual(customers, [])
    deepStrictEqual<unknown>(rest, {
      start: Option.some(40),
      limit: Option.some(20),
      hasMore: Option.some(false),
      end: Option.none(),
      count: Option.none()
    })
    const byDefault = Result.getOrThrow(mapper(dialect, calls.list({}))(404, { detail: "Not Found" }))
    const { start, limit, hasMore } = byDefault
    deepStrictEqual([start, limit, hasMore], [Option.some(0), Option.some(10), Option.some(false)])
  })

  const broken = [
    ["customers", { range }],
    ["customers.1.id", { range, customers: [customerV2, {}] }]
  ] as const
  for (const [path, body] of broken) {
    it(`that is broken at ${path} is unexpected, there`, () => {
      const error = failure(list(200, body))
      if (error._tag !== "UnexpectedResponse") return assert.fail(error._tag)
      assert.deepStrictEqual(
        error.issues.map((issue) => issue.path),
        [path]
      )
    })
  }
})
