/** What is read from bePaid's answers: refusals, facts, fields and issues. */
import { assert, describe, it } from "@effect/vitest"
import { deepStrictEqual } from "@effect/vitest/utils"
import * as Duration from "#line/Duration"
import * as Option from "#line/test/Option"
import * as Result from "#line/test/Result"
import * as Schema from "#line/test/Schema"
import * as calls from "../../src/providers/bepaid/calls.js"
import { CustomerPage } from "../../src/providers/bepaid/customer.js"
import { dialect } from "../../src/providers/bepaid/errors.js"
import customer from "../fixtures/bepaid/create.201.json" with { type: "json" }
import list from "../fixtures/bepaid/list.200.json" with { type: "json" }
import { mapper, readWith } from "../support/mapper.js"
import { errorBodies } from "./errorBodies.js"

const create = mapper(dialect, calls.create({ email: "customer@example.com", ip: "127.0.0.1" }))
const retrieve = mapper(dialect, calls.retrieve("cst_7aee5afb954c7ef7"))
const listing = mapper(dialect, calls.list)

/** A text that stands for what a provider may echo of a customer. */
const canary = "canary@example.com"

describe("a refusal's map is bePaid's own", () => {
  for (const { name, body, errors, detail } of errorBodies) {
    it(name, () => {
      const error = Result.getOrThrow(Result.flip(create(422, body)))
      if (error._tag !== "ValidationFailed") return assert.fail(error._tag)
      assert.strictEqual(error.origin, "provider")
      assert.deepStrictEqual(Object.entries(error.errors), Object.entries(errors))
      assert.strictEqual(error.detail, detail)
      assert.isFalse("__proto__" in error.errors && Object.hasOwn(error.errors, "__proto__"))
    })
  }
})

describe("an error of bePaid's own", () => {
  it.each<[own: boolean, body: unknown]>([
    [true, { message: "Not found." }],
    [true, { errors: { base: ["no"] } }],
    [true, { response: { message: "Record not found" } }],
    [true, { message: null, errors: "no" }],
    [false, { message: null, errors: null, response: null }],
    [false, { error: "no" }],
    [false, {}],
    [false, [{ message: "no" }]],
    [false, "Not found."],
    [false, null],
    [false, undefined]
  ])("%s: %j", (own, body) => assert.strictEqual(dialect.isOwnError(body), own))
})

describe("the facts of an answer", () => {
  it("a NotFound names the id that was asked for and keeps bePaid's words", () => {
    const error = Result.getOrThrow(Result.flip(retrieve(404, { response: { message: "Record not found" } })))
    if (error._tag !== "NotFound") return assert.fail(error._tag)
    assert.strictEqual(error.customerId, "cst_7aee5afb954c7ef7")
    assert.strictEqual(error.detail, "Record not found")
  })

  it("any error carries the request id that bePaid gave", () => {
    const error = Result.getOrThrow(Result.flip(listing(401, "", { "x-request-id": "9f65-045c" })))
    assert.strictEqual(error.requestId, "9f65-045c")
  })

  it("a RateLimited carries the wait that was asked for, or none", () => {
    const wait = (headers: Record<string, string>) => {
      const error = Result.getOrThrow(Result.flip(listing(429, "", headers)))
      return error._tag === "RateLimited" ? error.retryAfter : assert.fail(error._tag)
    }
    assert.deepStrictEqual(wait({ "retry-after": "90" }), Duration.seconds(90))
    assert.isUndefined(wait({}))
    assert.isUndefined(wait({ "retry-after": "soon" }))
  })

  for (const { operation, map, retryable } of [
    { operation: "create", map: create, retryable: false },
    { operation: "retrieve", map: retrieve, retryable: true },
    { operation: "list", map: listing, retryable: true }
  ]) {
    it(`a 5xx on ${operation} leaves the outcome open and is ${retryable ? "" : "not "}worth a retry`, () => {
      const error = Result.getOrThrow(Result.flip<unknown, unknown>(map(502, "<html>")))
      assert.deepInclude(error, { _tag: "Unavailable", reason: "Server", outcome: "Unknown", retryable })
    })
  }
})

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

describe("issues tell where and what was expected, never what stood there", () => {
  const cases: ReadonlyArray<{
    readonly name: string
    readonly map: typeof retrieve | typeof listing
    readonly body: unknown
    readonly issues: ReadonlyArray<{ readonly path: string; readonly expected: string }>
  }> = [
    {
      name: "a missing id",
      map: retrieve,
      body: { email: canary },
      issues: [{ path: "id", expected: "present" }]
    },
    {
      name: "fields of the wrong type, all of them",
      map: retrieve,
      body: { id: "", email: [canary], phone: 375_291_234_567 },
      issues: [
        { path: "id", expected: "a non empty string" },
        { path: "phone", expected: "a string" },
        { path: "email", expected: "a string" }
      ]
    },
    { name: "no customer", map: retrieve, body: [], issues: [{ path: "", expected: "an object" }] },
    { name: "no JSON", map: retrieve, body: "<html>", issues: [{ path: "", expected: "JSON" }] },
    { name: "no list", map: listing, body: customer, issues: [{ path: "", expected: "an array" }] },
    {
      name: "a row that is no customer",
      map: listing,
      body: [customer, null, canary],
      issues: [
        { path: "1", expected: "an object" },
        { path: "2", expected: "an object" }
      ]
    },
    {
      name: "a row of a list",
      map: listing,
      body: [{ id: "cst_1" }, { email: canary }],
      issues: [{ path: "1.id", expected: "present" }]
    }
  ]
  for (const { name, map, body, issues } of cases) {
    it(name, () => {
      const error = Result.getOrThrow(Result.flip<unknown, unknown>(map(200, body)))
      assert.deepInclude(error, { _tag: "UnexpectedResponse", outcome: "Unknown" })
      const found = (error as { readonly issues: typeof issues }).issues
      assert.deepStrictEqual(
        found.map((issue) => ({ ...issue })),
        issues
      )
    })
  }

  it("no value of a broken page is in them, however many rows it has", () => {
    const page = Array.from({ length: 1000 }, () => ({ id: 375_291_234_567, email: [canary] }))
    const error = Result.getOrThrow(Result.flip(listing(200, page)))
    if (error._tag !== "UnexpectedResponse") return assert.fail(error._tag)
    const text = JSON.stringify(error.issues)
    assert.notInclude(text, canary)
    assert.notInclude(text, "375291234567")
    assert.isAtMost(error.issues.length, 20)
  })

  it("a body that is no JSON leaves the outcome open", () => {
    const error = Result.getOrThrow(Result.flip(create(201, "<html>")))
    if (error._tag !== "UnexpectedResponse") return assert.fail(error._tag)
    assert.strictEqual(error.outcome, "Unknown")
    assert.strictEqual(error.issues[0]?.path, "")
  })
})
