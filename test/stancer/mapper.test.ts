/** What Stancer's answers become: every body shape that its SDKs tell apart × every status × every operation. */
import { assert, describe, it } from "@effect/vitest"
import { deepStrictEqual } from "@effect/vitest/utils"
import * as DateTime from "effect/DateTime"
import * as Either from "effect/Either"
import * as Equal from "effect/Equal"
import * as Option from "effect/Option"
import { callsV1 as calls } from "../../src/stancer/calls.js"
import { dialect } from "../../src/stancer/errors.js"
import customer from "../fixtures/stancer/customer.json" with { type: "json" }
import unauthorized from "../fixtures/stancer/unauthorized.401.json" with { type: "json" }
import { type Body, describeMatrix, jsonBody, mapper, strayBodies } from "../support/mapper.js"

const id = "cust_9y1U3mHPd1yPvbx07VBRqd9C"
const existing = "cust_9Cle7TXKkjhwqcWx4Kl5cQYk"

const operations = {
  create: calls.create({ email: "david@example.net" }, Option.none()),
  retrieve: calls.retrieve(id),
  update: calls.update(id, { name: "David" }),
  delete: calls.remove(id)
}

const create = mapper(dialect, operations.create)
const retrieve = mapper(dialect, operations.retrieve)

/** A text that stands for what a provider may echo of a customer. */
const canary = "canary@example.com"

const exists = "Customer already exists, you may want to update it instead creating a new one"

interface ErrorShape {
  readonly name: string
  readonly body: unknown
  readonly errors: Readonly<Record<string, ReadonlyArray<string>>>
  readonly detail?: string
  readonly code?: string
  readonly existingId?: string
}

/** Bodies of errors, with what is to be read from them; `detail` where it is not the one message. */
const errorShapes: ReadonlyArray<ErrorShape> = [
  {
    name: "A: type and message",
    body: unauthorized,
    errors: { base: ["You are not authorized to access that resource"] },
    detail: "You are not authorized to access that resource",
    code: "invalid_request_error"
  },
  { name: "B: a message", body: { error: { message: "no" } }, errors: { base: ["no"] }, detail: "no" },
  {
    name: "B: a message that names an id",
    body: { error: { message: `${exists} (${existing})` } },
    errors: { base: [`${exists} (${existing})`] },
    detail: `${exists} (${existing})`,
    existingId: existing
  },
  {
    name: "B: a message that names what is no id",
    body: { error: { message: "cust_id is wrong, cust_9Cle7TX too" } },
    errors: { base: ["cust_id is wrong, cust_9Cle7TX too"] },
    detail: "cust_id is wrong, cust_9Cle7TX too"
  },
  {
    name: "C: a message under error",
    body: { error: { message: { error: "no" } } },
    errors: { base: ["no"] },
    detail: "no"
  },
  {
    name: "D: a message under id",
    body: { error: { message: { id: `No such customer ${existing}` } } },
    errors: { id: [`No such customer ${existing}`] },
    detail: `No such customer ${existing}`,
    existingId: existing
  },
  {
    name: "D: a number under id",
    body: { error: { message: { id: 42 } } },
    errors: { id: ["42"] },
    detail: "42",
    existingId: "42"
  },
  {
    name: "D: an id of a form that nobody documents",
    body: { error: { message: { id: "c-1" } } },
    errors: { id: ["c-1"] },
    detail: "c-1",
    existingId: "c-1"
  },
  {
    name: "E: error and id",
    body: { error: { message: { error: exists, id: existing } } },
    errors: { base: [exists] },
    detail: exists,
    existingId: existing
  },
  {
    name: "E: the id's own field goes before an id in the words",
    body: { error: { message: { error: "not cust_000000000000000000000000", id: 7 } } },
    errors: { base: ["not cust_000000000000000000000000"] },
    detail: "not cust_000000000000000000000000",
    existingId: "7"
  },
  {
    name: "E: with a field's message beside it",
    body: { error: { message: { error: "no", id: existing, email: "is taken" } } },
    errors: { base: ["no"], email: ["is taken"] },
    detail: "no, is taken",
    existingId: existing
  },
  {
    name: "F: a field and its message",
    body: { error: { message: { email: "is invalid" } } },
    errors: { email: ["is invalid"] },
    detail: "is invalid"
  },
  {
    name: "F: fields, one with a list, one nested",
    body: {
      error: {
        type: "invalid_request_error",
        message: { email: ["is invalid", "is taken"], address: { city: "no" } }
      }
    },
    errors: { email: ["is invalid", "is taken"], "address.city": ["no"] },
    detail: "is invalid, is taken, no",
    code: "invalid_request_error"
  },
  { name: "G: a text", body: { error: "no" }, errors: { base: ["no"] }, detail: "no" },
  {
    name: "H: one place and its message",
    body: { detail: [{ loc: ["body", "email"], msg: "value is not valid", type: "value_error" }] },
    errors: { email: ["value is not valid"] },
    detail: "value is not valid"
  },
  {
    name: "H: several, nested, in a query, and one of the whole body",
    body: {
      detail: [
        { loc: ["body", "email"], msg: "too short" },
        { loc: ["body", "billing_address", 0, "city"], msg: "missing" },
        { loc: ["query", "limit"], msg: "too big" },
        { loc: ["body", "email"], msg: "no @" },
        { loc: ["body"], msg: "no object" }
      ]
    },
    errors: {
      email: ["too short", "no @"],
      "billing_address.0.city": ["missing"],
      limit: ["too big"],
      base: ["no object"]
    },
    detail: "too short, no @, missing, too big, no object"
  },
  {
    name: "H: without a place, without a message, no object",
    body: { detail: [{ msg: "no" }, { loc: 7, msg: "never" }, { loc: ["body", "email"] }, "what"] },
    errors: { base: ["no", "never"] },
    detail: "no, never"
  },
  {
    name: "H: a text",
    body: { detail: "Not Found" },
    errors: { base: ["Not Found"] },
    detail: "Not Found"
  },
  { name: "I: empty", body: "", errors: {} },
  { name: "I: HTML", body: "<html><h1>400</h1></html>", errors: {} },
  { name: "I: a bare string", body: '"no"', errors: { base: ["no"] }, detail: "no" },
  { name: "I: JSON without error", body: { message: "no" }, errors: {} },
  { name: "I: an array", body: [{ error: "no" }], errors: {} },
  { name: "an error that is null", body: { error: null }, errors: {} },
  { name: "a message that is null", body: { error: { message: null } }, errors: {} },
  { name: "an empty message", body: { error: { message: {} } }, errors: {} },
  {
    name: "a type that is no text",
    body: { error: { type: 7, message: "no" } },
    errors: { base: ["no"] },
    detail: "no"
  },
  {
    name: "names that objects have of their own",
    body: { error: { message: { constructor: "no", toString: "never" } } },
    errors: { constructor: ["no"], toString: ["never"] },
    detail: "no, never"
  },
  {
    name: "__proto__ as a field is dropped",
    body: '{"error":{"message":{"__proto__":"no","email":"yes"}}}',
    errors: { email: ["yes"] },
    detail: "yes"
  },
  {
    name: "__proto__ as a place is dropped",
    body: { detail: [{ loc: ["body", "__proto__"], msg: "no" }] },
    errors: {}
  },
  {
    name: "a message nested 100000 deep",
    body: `{"error":{"message":${'{"a":'.repeat(100_000)}"x"${"}".repeat(100_000)}}}`,
    errors: {}
  }
]

const customerBodies: ReadonlyArray<Body> = [
  jsonBody("the documented customer", customer),
  jsonBody("an id alone", { id: existing, email: canary }),
  jsonBody("every field null", {
    id: existing,
    email: null,
    mobile: null,
    name: null,
    external_id: null,
    country: null,
    created: null,
    live_mode: null
  }),
  jsonBody("a customer with unknown keys", { ...customer, date_birth: canary, deleted: false })
]

const brokenBodies: ReadonlyArray<Body> = [
  jsonBody("a customer without an id", { email: canary }),
  jsonBody("a customer with an empty id", { id: "", email: canary }),
  jsonBody("a customer in an envelope", { customer }),
  jsonBody("a customer created at no time", { ...customer, created: canary })
]

const arrayBody = jsonBody("a list of customers", [customer])

const bodies: ReadonlyArray<Body> = [
  ...errorShapes.map(({ name, body }) =>
    typeof body === "string" ? { name, text: body } : jsonBody(name, body)
  ),
  jsonBody("an error that echoes", {
    error: { type: canary, message: { error: canary, id: canary, [canary]: canary } }
  }),
  jsonBody("a place that echoes", { detail: [{ loc: ["body", canary], msg: canary }] }),
  ...strayBodies(canary),
  ...customerBodies,
  ...brokenBodies,
  arrayBody
]

const names = (some: ReadonlyArray<Body>) => some.map(({ name }) => name)

describeMatrix("create", {
  dialect,
  call: operations.create,
  bodies,
  successes: names(customerBodies),
  tags: { 400: "ValidationFailed", 409: "Conflict", 422: "ValidationFailed" },
  canary
})

describeMatrix("retrieve", {
  dialect,
  call: operations.retrieve,
  bodies,
  successes: names(customerBodies),
  tags: { 404: "NotFound" },
  canary
})

/** What says that an update or a delete was carried out: nothing, or an object that speaks of no error. */
const confirmations = [
  ...names([...customerBodies, ...brokenBodies]),
  "empty",
  "blank",
  "null",
  "an empty object",
  "I: empty",
  "I: JSON without error",
  "an error that is null",
  "objects 100000 deep",
  "__proto__",
  "fields of the wrong type"
]

describeMatrix("update", {
  dialect,
  call: operations.update,
  bodies,
  successes: confirmations,
  tags: { 400: "ValidationFailed", 404: "NotFound", 409: "Conflict", 422: "ValidationFailed" },
  canary
})

describeMatrix("delete", {
  dialect,
  call: operations.delete,
  bodies,
  successes: confirmations,
  tags: { 404: "NotFound" },
  canary
})

describe("what is read from each shape", () => {
  for (const { name, body, errors, detail, code, existingId } of errorShapes) {
    for (const status of [400, 422]) {
      it(`${status}, ${name}`, () => {
        const error = Either.getOrThrow(Either.flip(create(status, body)))
        if (error._tag !== "ValidationFailed") return assert.fail(error._tag)
        assert.strictEqual(error.origin, "provider")
        assert.deepStrictEqual(Object.entries(error.errors), Object.entries(errors))
        assert.strictEqual(error.detail, detail)
        assert.strictEqual(error.code, code)
      })
    }

    it(`409, ${name}`, () => {
      const error = Either.getOrThrow(Either.flip(create(409, body)))
      if (error._tag !== "Conflict") return assert.fail(error._tag)
      assert.strictEqual(error.existingId, existingId)
      assert.strictEqual(error.detail, detail)
      assert.strictEqual(error.code, code)
    })

    it(`404, ${name}`, () => {
      const error = Either.getOrThrow(Either.flip(retrieve(404, body)))
      if (error._tag !== "NotFound") return assert.fail(error._tag)
      assert.strictEqual(error.customerId, id)
      assert.strictEqual(error.detail, detail)
      assert.strictEqual(error.code, code)
    })
  }
})

describe("the fields of a customer", () => {
  const none = Option.none()

  it("are the documented ones, by the library's names", () => {
    const { id, created, ...fields } = Either.getOrThrow(create(200, customer))
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
    const read = Either.getOrThrow(
      retrieve(200, { id: "c", email: "a", mobile: "", name: long, external_id: long, country: "France" })
    )
    assert.deepStrictEqual(
      [read.email, read.mobile, read.name, read.externalId, read.country],
      ["a", "", long, long, "France"].map(Option.some)
    )
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
      const read = Either.getOrThrow(retrieve(200, { ...customer, created }))
      deepStrictEqual(Option.map(read.created, DateTime.formatIso), Option.some(iso))
    })
  }

  for (const created of [true, "soon", "2018-10-03T10:22:54", 1e300, {}]) {
    it(`created ${JSON.stringify(created)} is no date: the answer is unexpected, there`, () => {
      const error = Either.getOrThrow(Either.flip(retrieve(200, { ...customer, created })))
      if (error._tag !== "UnexpectedResponse") return assert.fail(error._tag)
      assert.deepStrictEqual([...new Set(error.issues.map(({ path }) => path))], ["created"])
    })
  }

  it("two customers of the same fields are equal", () => {
    assert.isTrue(
      Equal.equals(
        Either.getOrThrow(retrieve(200, customer)),
        Either.getOrThrow(retrieve(200, { ...customer, country: null, created: "2018-10-03T10:22:54Z" }))
      )
    )
  })
})
