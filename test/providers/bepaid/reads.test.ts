/** What is read from bePaid's answers: customers and lists. */
import { assert, describe, it } from "@effect/vitest"
import { deepStrictEqual } from "@effect/vitest/utils"
import * as Option from "#line/test/Option"
import * as Result from "#line/test/Result"
import * as Schema from "#line/test/Schema"
import * as calls from "../../../src/providers/bepaid/calls.js"
import { CustomerPage } from "../../../src/providers/bepaid/customer.js"
import { dialect } from "../../../src/providers/bepaid/errors.js"
import customer from "../../fixtures/bepaid/create.201.json" with { type: "json" }
import list from "../../fixtures/bepaid/list.200.json" with { type: "json" }
import { mapper, readWith } from "../../support/mapper.js"

const create = mapper(dialect, calls.create({ email: "customer@example.com", ip: "127.0.0.1" }))
const retrieve = mapper(dialect, calls.retrieve("cst_7aee5afb954c7ef7"))
const listing = mapper(dialect, calls.list)

describe("the fields of a customer", () => {
  it("are the documented ones, by the library's names", () => {
    const { id, ...fields } = Result.getOrThrow(create(201, customer))
    assert.strictEqual(String(id), "cst_7aee5afb954c7ef7")
    deepStrictEqual(fields, {
      firstName: Option.some("John"),
      lastName: Option.some("Doe"),
      address: Option.some("1st Street"),
      city: Option.some("Denver"),
      country: Option.some("US"),
      zip: Option.some("92006"),
      state: Option.some("CO"),
      phone: Option.some("+1-555-555-5555"),
      email: Option.some("customer@example.com"),
      ip: Option.some("127.0.0.1"),
      externalId: Option.none()
    })
  })

  it("absent and null are none, a blank string is some", () => {
    const read = Result.getOrThrow(retrieve(200, { id: "cst_1", phone: null, city: "" }))
    deepStrictEqual(
      { phone: read.phone, city: read.city, email: read.email, ip: read.ip },
      { phone: Option.none(), city: Option.some(""), email: Option.none(), ip: Option.none() }
    )
  })

  it("an external id that another program wrote as a number is its text", () => {
    const [whole, part, ...texts] = Result.getOrThrow(
      listing(200, [
        { id: "1", external_id: 42 },
        { id: "2", external_id: -1.5 },
        { id: "3", external_id: "42" },
        { id: "4", external_id: null }
      ])
    ).customers
    deepStrictEqual([whole?.externalId, part?.externalId], [Option.some("42"), Option.some("-1.5")])
    deepStrictEqual(
      texts.map(({ externalId }) => externalId),
      [Option.some("42"), Option.none()]
    )
    assert.strictEqual(JSON.stringify(whole), JSON.stringify({ id: "1", external_id: "42" }))
  })

  it("an external id that is too great for a number is none", () => {
    const { result, unread } = readWith(
      dialect,
      calls.retrieve("cst_1")
    )('{"id":"cst_1","external_id":1e999,"city":"Minsk"}')
    const { externalId, city } = Result.getOrThrow(result)
    deepStrictEqual([externalId, city], [Option.none(), Option.some("Minsk")])
    assert.deepStrictEqual(unread, ["external_id"])
  })

  it("unknown keys are left out, __proto__ among them", () => {
    const text = '{"id":"cst_1","__proto__":{"email":"a@example.com"},"balance":1}'
    const read = Result.getOrThrow(retrieve(200, text))
    deepStrictEqual(read.email, Option.none())
    assert.notProperty(read, "balance")
  })

  it("a list holds its rows in bePaid's order", () => {
    deepStrictEqual(
      Result.getOrThrow(listing(200, list)).customers.map(({ id }) => String(id)),
      ["cst_5ca4fab9dfc7fcbf", "cst_9f65045c1f4c3676"]
    )
    deepStrictEqual(Result.getOrThrow(listing(200, [])).customers.length, 0)
  })
})

describe("a page", () => {
  it("is what its JSON is decoded to", () => {
    const page = Result.getOrThrow(listing(200, list))
    const text = JSON.stringify(Schema.encodeSync(CustomerPage)(page))
    assert.deepStrictEqual(
      JSON.parse(text).customers.map(({ id }: { id: string }) => id),
      list.map(({ id }) => id)
    )
    deepStrictEqual(Schema.decodeUnknownSync(CustomerPage)(JSON.parse(text)), page)
  })

  it("without customers is none", () => {
    assert.isTrue(Result.isFailure(Schema.decodeUnknownResult(CustomerPage)({})))
  })
})
