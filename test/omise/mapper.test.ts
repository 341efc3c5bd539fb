/** What is read from Omise's answers: refusals and facts. */
import { assert, describe, it } from "@effect/vitest"
import * as Result from "#line/test/Result"
import * as calls from "../../src/providers/omise/calls.js"
import { dialect } from "../../src/providers/omise/errors.js"
import customer from "../fixtures/omise/customer.2019-05-29.json" with { type: "json" }
import documented from "../fixtures/omise/error-not-found.404.json" with { type: "json" }
import { type AnyCall, mapper } from "../support/mapper.js"
import { errorBodies } from "./errorBodies.js"

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

describe("a refusal stands under the parameter that its code names, in Omise's words", () => {
  for (const status of [400, 422]) {
    for (const { name, body, errors, code, detail } of errorBodies) {
      it(`${status} ${name}`, () => {
        const error = Result.getOrThrow(Result.flip(create(status, body)))
        if (error._tag !== "ValidationFailed") return assert.fail(error._tag)
        assert.strictEqual(error.origin, "provider")
        assert.deepStrictEqual({ ...error.errors }, errors)
        assert.deepStrictEqual([error.code, error.detail], [code, detail])
      })
    }
  }
})

describe("an error of Omise's own", () => {
  it.each<[own: boolean, body: unknown]>([
    [true, documented],
    [true, { object: "error" }],
    [false, { object: "customer", code: "not_found", message: "no" }],
    [false, { code: "not_found", message: "no" }],
    [false, { message: "Not Found" }],
    [false, {}],
    [false, [documented]],
    [false, "error"],
    [false, null],
    [false, undefined]
  ])("%s: %j", (own, body) => assert.strictEqual(dialect.isOwnError(body), own))
})

describe("the facts of an answer", () => {
  it("a NotFound names the id that was asked for, Omise's code and its words", () => {
    const error = Result.getOrThrow(Result.flip(retrieve(404, documented)))
    if (error._tag !== "NotFound") return assert.fail(error._tag)
    assert.deepStrictEqual(
      [error.customerId, error.code, error.detail],
      [customer.id, "not_found", documented.message]
    )
  })

  it("any error carries X-Request-Id", () => {
    for (const status of [302, 400, 401, 403, 404, 429, 500]) {
      const error = Result.getOrThrow(
        Result.flip<unknown, { readonly requestId?: string | undefined }>(
          retrieve(status, "", { "x-request-id": "f9e1-77" })
        )
      )
      assert.strictEqual(error.requestId, "f9e1-77")
    }
  })

  it("a 2xx that does not decode says where, whatever could be left out, and leaves the outcome open", () => {
    const error = Result.getOrThrow(
      Result.flip(
        create(200, { ...customer, id: 7, email: [canary], cards: { ...customer.cards, data: [{}] } })
      )
    )
    if (error._tag !== "UnexpectedResponse") return assert.fail(error._tag)
    assert.strictEqual(error.outcome, "Unknown")
    assert.deepStrictEqual(
      error.issues.map((issue) => ({ ...issue })),
      [
        { path: "id", expected: "a string" },
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
      const error = Result.getOrThrow(Result.flip(mapper(dialect, call)(503, "<html>")))
      assert.deepInclude(error, { _tag: "Unavailable", reason: "Server", outcome: "Unknown", retryable })
    })
  }
})
