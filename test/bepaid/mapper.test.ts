/** What bePaid's answers become: every body shape seen in its APIs × every status × every operation. */
import { assert, describe, it } from "@effect/vitest"
import { deepStrictEqual } from "@effect/vitest/utils"
import * as Duration from "effect/Duration"
import * as Either from "effect/Either"
import * as Option from "effect/Option"
import * as calls from "../../src/bepaid/calls.js"
import { dialect } from "../../src/bepaid/errors.js"
import customer from "../fixtures/bepaid/create.201.json" with { type: "json" }
import invalid from "../fixtures/bepaid/create-invalid.422.json" with { type: "json" }
import list from "../fixtures/bepaid/list.200.json" with { type: "json" }
import { type Body, describeMatrix, jsonBody, mapper, strayBodies } from "../support/mapper.js"

const create = mapper(dialect, calls.create({ email: "customer@example.com", ip: "127.0.0.1" }))
const retrieve = mapper(dialect, calls.retrieve("cst_7aee5afb954c7ef7"))
const listing = mapper(dialect, calls.list)

/** A text that stands for what a provider may echo of a customer. */
const canary = "canary@example.com"

/** Bodies of errors, with the map and the words that are to be read from them. */
const errorBodies: ReadonlyArray<{
  readonly name: string
  readonly body: unknown
  readonly errors: Readonly<Record<string, ReadonlyArray<string>>>
  readonly detail?: string
}> = [
  { name: "1: the documented refusal", body: invalid, errors: invalid.errors, detail: invalid.message },
  {
    name: "2: a map under base, message last",
    body: { errors: { base: ["Currency is invalid"] }, message: "Currency is invalid" },
    errors: { base: ["Currency is invalid"] },
    detail: "Currency is invalid"
  },
  {
    name: "3: nested keys",
    body: {
      errors: { plan: { base: ["plan with this ID doesn't exist for this account"] } },
      message: "Plan plan with this ID doesn't exist for this account"
    },
    errors: { "plan.base": ["plan with this ID doesn't exist for this account"] },
    detail: "Plan plan with this ID doesn't exist for this account"
  },
  {
    name: "4: a message alone",
    body: { message: "Invalid shop_id/secret_key." },
    errors: { base: ["Invalid shop_id/secret_key."] },
    detail: "Invalid shop_id/secret_key."
  },
  {
    name: "5: a message of one word",
    body: { message: "Unauthorized" },
    errors: { base: ["Unauthorized"] },
    detail: "Unauthorized"
  },
  {
    name: "5: not found",
    body: { message: "Not found." },
    errors: { base: ["Not found."] },
    detail: "Not found."
  },
  {
    name: "6: wrapped, nested",
    body: {
      response: { message: "Token does not exist.", errors: { credit_card: { token: ["does not exist"] } } }
    },
    errors: { "credit_card.token": ["does not exist"] },
    detail: "Token does not exist."
  },
  {
    name: "7: wrapped, no map",
    body: { response: { message: "Record not found" } },
    errors: { base: ["Record not found"] },
    detail: "Record not found"
  },
  {
    name: "8: an array of maps",
    body: { errors: [{ type: ["is missing"] }] },
    errors: { type: ["is missing"] }
  },
  {
    name: "8: a string",
    body: { errors: "is temporarily unavailable" },
    errors: { base: ["is temporarily unavailable"] }
  },
  {
    name: "8: an array of strings",
    body: { errors: ["is invalid", "is late"] },
    errors: { base: ["is invalid", "is late"] }
  },
  {
    name: "a field with one string instead of a list",
    body: { errors: { email: "is invalid" } },
    errors: { email: ["is invalid"] }
  },
  {
    name: "the same field in two rows",
    body: { errors: [{ ip: ["is invalid"] }, { ip: ["can't be blank"] }] },
    errors: { ip: ["is invalid", "can't be blank"] }
  },
  {
    name: "numbers and truths as messages",
    body: { errors: { zip: [7, true] } },
    errors: { zip: ["7", "true"] }
  },
  {
    name: "null for the map",
    body: { message: "No.", errors: null },
    errors: { base: ["No."] },
    detail: "No."
  },
  { name: "an empty map", body: { message: "No.", errors: {} }, errors: {}, detail: "No." },
  { name: "null for the message", body: { message: null, errors: { ip: ["no"] } }, errors: { ip: ["no"] } },
  {
    name: "a name that objects have of their own",
    body: { errors: { constructor: ["no"], toString: ["no"] } },
    errors: { constructor: ["no"], toString: ["no"] }
  },
  {
    name: "__proto__ as a field is dropped, at any depth",
    body: JSON.parse('{"errors":{"__proto__":["no"],"plan":{"__proto__":["no"],"id":["yes"]}}}'),
    errors: { "plan.id": ["yes"] }
  },
  { name: "9: an empty object", body: {}, errors: {} },
  { name: "9: an empty body", body: "", errors: {} },
  { name: "9: HTML", body: "<html><h1>422</h1></html>", errors: {} },
  { name: "9: null", body: "null", errors: {} },
  { name: "9: an array", body: [{ message: "No." }], errors: {} },
  {
    name: "errors nested 100000 deep in arrays",
    body: `{"message":"No.","errors":${"[".repeat(100_000)}"x"${"]".repeat(100_000)}}`,
    errors: {},
    detail: "No."
  },
  {
    name: "errors nested 100000 deep in objects",
    body: `{"message":"No.","errors":${'{"a":'.repeat(100_000)}"x"${"}".repeat(100_000)}}`,
    errors: {},
    detail: "No."
  },
  {
    name: "a body that is wrapped 100000 times",
    body: `${'{"response":'.repeat(100_000)}{"message":"No."}${"}".repeat(100_000)}`,
    errors: {}
  }
]

const customerBodies: ReadonlyArray<Body> = [
  jsonBody("the documented customer", customer),
  jsonBody("an id and an e-mail alone", { id: "cst_1", email: canary }),
  jsonBody("a customer with null fields", { ...customer, email: canary, phone: null, external_id: null }),
  jsonBody("a customer with unknown keys", { ...customer, cards: [], created_at: canary, meta: { a: 1 } })
]

const listBodies: ReadonlyArray<Body> = [
  jsonBody("the documented list", list),
  jsonBody("an empty list", []),
  jsonBody("a list of ids", [{ id: "cst_1" }, { id: "cst_2" }])
]

const brokenBodies: ReadonlyArray<Body> = [
  jsonBody("a customer without an id", { email: canary }),
  jsonBody("a customer with an empty id", { id: "", email: canary }),
  jsonBody("a customer with a number for an id", { id: 7, email: canary }),
  jsonBody("a customer in an envelope", { customer }),
  jsonBody("a list in an envelope", { customers: list }),
  jsonBody("a list with one broken row", [...list, { id: null, email: canary }])
]

const bodies: ReadonlyArray<Body> = [
  ...errorBodies.map(({ name, body }) =>
    typeof body === "string" ? { name, text: body } : jsonBody(name, body)
  ),
  jsonBody("an error that echoes", { message: canary, errors: { [canary]: [canary], ip: [canary] } }),
  ...strayBodies(canary),
  ...customerBodies,
  ...listBodies,
  ...brokenBodies
]

const names = (some: ReadonlyArray<Body>) => some.map(({ name }) => name)

describeMatrix("create", {
  dialect,
  call: calls.create({ email: canary, ip: "127.0.0.1" }),
  bodies,
  successes: names(customerBodies),
  tags: { 409: "Conflict", 422: "ValidationFailed" },
  canary
})

describeMatrix("retrieve", {
  dialect,
  call: calls.retrieve("cst_7aee5afb954c7ef7"),
  bodies,
  successes: names(customerBodies),
  tags: { 404: "NotFound" },
  canary
})

describeMatrix("list", {
  dialect,
  call: calls.list,
  bodies,
  successes: names(listBodies),
  tags: {},
  canary
})

describe("a refusal's map is bePaid's own", () => {
  for (const { name, body, errors, detail } of errorBodies) {
    it(name, () => {
      const error = Either.getOrThrow(Either.flip(create(422, body)))
      if (error._tag !== "ValidationFailed") return assert.fail(error._tag)
      assert.strictEqual(error.origin, "provider")
      assert.deepStrictEqual(Object.entries(error.errors), Object.entries(errors))
      assert.strictEqual(error.detail, detail)
      assert.isFalse("__proto__" in error.errors && Object.hasOwn(error.errors, "__proto__"))
    })
  }
})

describe("the facts of an answer", () => {
  it("a NotFound names the id that was asked for and keeps bePaid's words", () => {
    const error = Either.getOrThrow(Either.flip(retrieve(404, { response: { message: "Record not found" } })))
    if (error._tag !== "NotFound") return assert.fail(error._tag)
    assert.strictEqual(error.customerId, "cst_7aee5afb954c7ef7")
    assert.strictEqual(error.detail, "Record not found")
  })

  it("any error carries the request id that bePaid gave", () => {
    const error = Either.getOrThrow(Either.flip(listing(401, "", { "x-request-id": "9f65-045c" })))
    assert.strictEqual(error.requestId, "9f65-045c")
  })

  it("a RateLimited carries the wait that was asked for, or none", () => {
    const wait = (headers: Record<string, string>) => {
      const error = Either.getOrThrow(Either.flip(listing(429, "", headers)))
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
      const error = Either.getOrThrow(Either.flip<unknown, unknown>(map(502, "<html>")))
      assert.deepInclude(error, { _tag: "Unavailable", reason: "Server", outcome: "Unknown", retryable })
    })
  }
})

describe("the fields of a customer", () => {
  it("are the documented ones, by the library's names", () => {
    const { id, ...fields } = Either.getOrThrow(create(201, customer))
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
    const read = Either.getOrThrow(retrieve(200, { id: "cst_1", phone: null, city: "" }))
    deepStrictEqual(
      { phone: read.phone, city: read.city, email: read.email, ip: read.ip },
      { phone: Option.none(), city: Option.some(""), email: Option.none(), ip: Option.none() }
    )
  })

  it("unknown keys are left out, __proto__ among them", () => {
    const text = '{"id":"cst_1","__proto__":{"email":"a@example.com"},"balance":1}'
    const read = Either.getOrThrow(retrieve(200, text))
    deepStrictEqual(read.email, Option.none())
    assert.notProperty(read, "balance")
  })

  it("a list holds its rows in bePaid's order", () => {
    deepStrictEqual(
      Either.getOrThrow(listing(200, list)).customers.map(({ id }) => String(id)),
      ["cst_5ca4fab9dfc7fcbf", "cst_9f65045c1f4c3676"]
    )
    deepStrictEqual(Either.getOrThrow(listing(200, [])).customers.length, 0)
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
      body: { id: "cst_1", email: [canary], phone: 375_291_234_567 },
      issues: [
        { path: "phone", expected: "a string" },
        { path: "email", expected: "a string" }
      ]
    },
    { name: "no customer", map: retrieve, body: [], issues: [{ path: "", expected: "an object" }] },
    { name: "no JSON", map: retrieve, body: "<html>", issues: [{ path: "", expected: "an object" }] },
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
      const error = Either.getOrThrow(Either.flip<unknown, unknown>(map(200, body)))
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
    const error = Either.getOrThrow(Either.flip(listing(200, page)))
    if (error._tag !== "UnexpectedResponse") return assert.fail(error._tag)
    const text = JSON.stringify(error.issues)
    assert.notInclude(text, canary)
    assert.notInclude(text, "375291234567")
    assert.isAtMost(error.issues.length, 20)
  })

  it("a body that is no JSON leaves the outcome open", () => {
    const error = Either.getOrThrow(Either.flip(create(201, "<html>")))
    if (error._tag !== "UnexpectedResponse") return assert.fail(error._tag)
    assert.strictEqual(error.outcome, "Unknown")
    assert.strictEqual(error.issues[0]?.path, "")
  })
})
