/** What Omise's answers become: each code and each body that is no JSON × every status × every operation. */
import { assert, describe, it } from "@effect/vitest"
import * as Either from "effect/Either"
import * as calls from "../../src/omise/calls.js"
import { dialect } from "../../src/omise/errors.js"
import customerOld from "../fixtures/omise/customer.2017-11-02.json" with { type: "json" }
import customer from "../fixtures/omise/customer.2019-05-29.json" with { type: "json" }
import deletedOld from "../fixtures/omise/deleted.2017-11-02.json" with { type: "json" }
import deleted from "../fixtures/omise/deleted.2019-05-29.json" with { type: "json" }
import documented from "../fixtures/omise/error-not-found.404.json" with { type: "json" }
import list from "../fixtures/omise/list.json" with { type: "json" }
import search from "../fixtures/omise/search.json" with { type: "json" }
import { type AnyCall, type Body, describeMatrix, jsonBody, mapper, strayBodies } from "../support/mapper.js"

/** A text that stands for what Omise may echo of a customer. */
const canary = "canary@example.com"

const operations = {
  create: calls.create({ email: canary, card: "tokn_test_4xs9408a642a1htto8z" }),
  retrieve: calls.retrieve(customer.id),
  update: calls.update(customer.id, { description: canary }),
  delete: calls.remove(customer.id),
  list: calls.list({ limit: 5 }),
  search: calls.search({ query: canary })
}

const create = mapper(dialect, operations.create)
const retrieve = mapper(dialect, operations.retrieve)

const omiseError = (code: unknown, message: unknown) => ({
  object: "error",
  location: `https://www.omise.co/api-errors#${code}`,
  code,
  message
})

/** Bodies of errors, with what is to be read from them when the data is refused. */
const errorBodies: ReadonlyArray<{
  readonly name: string
  readonly body: unknown
  readonly errors: Readonly<Record<string, ReadonlyArray<string>>>
  readonly code?: string
  readonly detail?: string
}> = [
  {
    name: "the documented one",
    body: documented,
    errors: { base: [documented.message] },
    code: "not_found",
    detail: documented.message
  },
  // The codes that name a parameter, and the parameter.
  ...[
    ["used_token", "card"],
    ["invalid_card_token", "card"],
    ["invalid_card", "card"],
    ["missing_card", "card"],
    ["invalid_page", "page"],
    ["invalid_scope", "scope"],
    ["invalid_filter", "filters"],
    ["invalid_filters", "filters"]
  ].map(([code = "", field = ""]) => ({
    name: code,
    body: omiseError(code, "it is refused"),
    errors: { [field]: ["it is refused"] },
    code,
    detail: "it is refused"
  })),
  // The codes that name none.
  ...[
    "bad_request",
    "invalid_charge",
    "authentication_failure",
    "locked_out",
    "backend_error",
    "documents_locked",
    "a code that comes later"
  ].map((code) => ({
    name: code,
    body: omiseError(code, "it is refused"),
    errors: { base: ["it is refused"] },
    code,
    detail: "it is refused"
  })),
  {
    name: "a code that names a parameter, without a message",
    body: omiseError("used_token", null),
    errors: { card: ["used_token"] },
    code: "used_token"
  },
  { name: "another code without a message", body: { code: "bad_request" }, errors: {}, code: "bad_request" },
  {
    name: "a message without a code",
    body: { object: "error", message: "no" },
    errors: { base: ["no"] },
    detail: "no"
  },
  { name: "code and message of other types", body: omiseError(7, ["no"]), errors: {} },
  {
    name: "a message that looks like a code",
    body: omiseError(null, "used_token"),
    errors: { base: ["used_token"] },
    detail: "used_token"
  },
  {
    name: "a code that objects have of their own",
    body: omiseError("constructor", "no"),
    errors: { base: ["no"] },
    code: "constructor",
    detail: "no"
  },
  { name: "an empty object", body: {}, errors: {} },
  { name: "an empty body", body: "", errors: {} },
  { name: "HTML", body: "<html><h1>400</h1></html>", errors: {} },
  { name: "an array", body: [documented], errors: {} }
]

const customerBodies: ReadonlyArray<Body> = [
  jsonBody("a customer of 2019-05-29", { ...customer, email: canary }),
  jsonBody("a customer of 2017-11-02", { ...customerOld, email: canary }),
  jsonBody("a customer with its default card expanded", {
    ...customer,
    default_card: { ...customer.cards.data[0], name: canary }
  }),
  jsonBody("an id alone", { id: "cust_1" }),
  jsonBody("a customer with null fields", {
    ...Object.fromEntries(Object.keys(customer).map((key) => [key, null])),
    id: "cust_1"
  }),
  {
    name: "metadata 10000 deep",
    text: `{"id":"cust_1","metadata":{"a":${"[".repeat(10_000)}${"]".repeat(10_000)}}}`
  }
]

const deletedBodies: ReadonlyArray<Body> = [
  jsonBody("a deleted customer of 2019-05-29", deleted),
  jsonBody("a deleted customer of 2017-11-02", deletedOld)
]

const listBodies: ReadonlyArray<Body> = [
  jsonBody("a list", list),
  jsonBody("a list of 2017-11-02", { ...list, data: [customerOld], order: null, location: null }),
  jsonBody("an empty list", { ...list, data: [], total: 0 })
]

const searchBodies: ReadonlyArray<Body> = [
  jsonBody("a search", search),
  jsonBody("an empty search", { ...search, data: [], total: 0, total_pages: 0 })
]

const brokenBodies: ReadonlyArray<Body> = [
  jsonBody("an error under any status", omiseError("bad_request", canary)),
  jsonBody("a customer without an id", { ...customer, id: undefined, email: canary }),
  jsonBody("a customer with an empty id", { ...customer, id: "" }),
  jsonBody("a customer with a broken card", {
    ...customer,
    cards: { ...customer.cards, data: [{ name: canary }] }
  }),
  jsonBody("a customer of no known time", { ...customer, created_at: "2025-03-20 09:12:02", email: canary }),
  jsonBody("a customer in an envelope", { customer }),
  jsonBody("an array of customers", [customer]),
  jsonBody("a list of 'data' that is no array", { ...list, data: { 0: customer } }),
  jsonBody("a list with one broken row", { ...list, data: [customer, { email: canary }] }),
  jsonBody("a search with one broken row", { ...search, data: [customer, null] })
]

const bodies: ReadonlyArray<Body> = [
  ...errorBodies.map(({ name, body }) =>
    typeof body === "string" ? { name, text: body } : jsonBody(name, body)
  ),
  jsonBody("an error that echoes", omiseError("bad_request", `${canary} is invalid`)),
  jsonBody("an error whose code echoes", omiseError(canary, canary)),
  ...strayBodies(canary),
  ...customerBodies,
  ...deletedBodies,
  ...listBodies,
  ...searchBodies,
  ...brokenBodies
]

const names = (...some: ReadonlyArray<ReadonlyArray<Body>>) => some.flat().map(({ name }) => name)

const refusals = { 400: "ValidationFailed", 422: "ValidationFailed" } as const

const common = { dialect, bodies, canary }
const oneCustomer = names(customerBodies, deletedBodies)

describeMatrix("create", {
  ...common,
  call: operations.create,
  successes: oneCustomer,
  tags: { ...refusals, 409: "Conflict" }
})

describeMatrix("retrieve", {
  ...common,
  call: operations.retrieve,
  successes: oneCustomer,
  tags: { 404: "NotFound" }
})

describeMatrix("update", {
  ...common,
  call: operations.update,
  successes: oneCustomer,
  tags: { ...refusals, 404: "NotFound", 409: "Conflict" }
})

describeMatrix("delete", {
  ...common,
  call: operations.delete,
  successes: names(deletedBodies),
  tags: { 404: "NotFound" }
})

describeMatrix("list", { ...common, call: operations.list, successes: names(listBodies), tags: refusals })

describeMatrix("search", {
  ...common,
  call: operations.search,
  successes: names(searchBodies),
  tags: refusals
})

describe("a refusal stands under the parameter that its code names, in Omise's words", () => {
  for (const status of [400, 422]) {
    for (const { name, body, errors, code, detail } of errorBodies) {
      it(`${status} ${name}`, () => {
        const error = Either.getOrThrow(Either.flip(create(status, body)))
        if (error._tag !== "ValidationFailed") return assert.fail(error._tag)
        assert.strictEqual(error.origin, "provider")
        assert.deepStrictEqual({ ...error.errors }, errors)
        assert.deepStrictEqual([error.code, error.detail], [code, detail])
      })
    }
  }
})

describe("the facts of an answer", () => {
  it("a NotFound names the id that was asked for, Omise's code and its words", () => {
    const error = Either.getOrThrow(Either.flip(retrieve(404, documented)))
    if (error._tag !== "NotFound") return assert.fail(error._tag)
    assert.deepStrictEqual(
      [error.customerId, error.code, error.detail],
      [customer.id, "not_found", documented.message]
    )
  })

  it("any error carries X-Request-Id", () => {
    for (const status of [302, 400, 401, 403, 404, 429, 500]) {
      const error = Either.getOrThrow(
        Either.flip<unknown, { readonly requestId?: string | undefined }>(
          retrieve(status, "", { "x-request-id": "f9e1-77" })
        )
      )
      assert.strictEqual(error.requestId, "f9e1-77")
    }
  })

  it("a 2xx that does not decode says where, and leaves the outcome open", () => {
    const error = Either.getOrThrow(
      Either.flip(create(200, { ...customer, email: [canary], cards: { ...customer.cards, data: [{}] } }))
    )
    if (error._tag !== "UnexpectedResponse") return assert.fail(error._tag)
    assert.strictEqual(error.outcome, "Unknown")
    assert.deepStrictEqual(
      error.issues.map((issue) => ({ ...issue })),
      [
        { path: "cards.data.0.id", expected: "present" },
        { path: "email", expected: "a string" }
      ]
    )
  })

  const retries: ReadonlyArray<readonly [name: string, call: AnyCall, retryable: boolean]> = [
    ["create", operations.create, false],
    ["retrieve", operations.retrieve, true],
    ["update", operations.update, true],
    ["update with a card token", calls.update(customer.id, { card: "tokn_test_4xs9408a642a1htto8z" }), false],
    ["update with a linked account", calls.update(customer.id, { linkedAccount: "account" }), false],
    ["delete", operations.delete, true],
    ["list", operations.list, true],
    ["search", operations.search, true]
  ]
  for (const [name, call, retryable] of retries) {
    it(`a 5xx on ${name} is ${retryable ? "" : "not "}worth a retry`, () => {
      const error = Either.getOrThrow(Either.flip(mapper(dialect, call)(503, "<html>")))
      assert.deepInclude(error, { _tag: "Unavailable", reason: "Server", outcome: "Unknown", retryable })
    })
  }
})
