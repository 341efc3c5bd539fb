/** What bePaid's answers become, as classes: every body shape × every status × every operation; and its refusals. */
import { assert, describe, it } from "@effect/vitest"
import * as Result from "#line/test/Result"
import type { CustomersError } from "../../../src/CustomersError.js"
import { dialect } from "../../../src/providers/bepaid/errors.js"
import customer from "../../fixtures/bepaid/create.201.json" with { type: "json" }
import list from "../../fixtures/bepaid/list.200.json" with { type: "json" }
import {
  type Body,
  bodyOf,
  describeMatrices,
  describeRefusals,
  jsonBody,
  mapper,
  strayBodies
} from "../../support/mapper.js"
import { bepaid as calls, canary, ids } from "../calls.js"
import { errorBodies } from "./errorBodies.js"

const customers: ReadonlyArray<Body> = [
  jsonBody("the documented customer", customer),
  jsonBody("an id and an e-mail alone", { id: "cst_1", email: canary }),
  jsonBody("a customer with null fields", { ...customer, email: canary, phone: null, external_id: null }),
  jsonBody("a customer with unknown keys", { ...customer, cards: [], created_at: canary, meta: { a: 1 } })
]

const lists: ReadonlyArray<Body> = [
  jsonBody("the documented list", list),
  jsonBody("an empty list", []),
  jsonBody("a list of ids", [{ id: "cst_1" }, { id: "cst_2" }])
]

const bodies: ReadonlyArray<Body> = [
  ...errorBodies.map(([name, body]) => bodyOf(name, body)),
  jsonBody("an error that echoes", { message: canary, errors: { [canary]: [canary], ip: [canary] } }),
  ...strayBodies(canary),
  ...customers,
  ...lists,
  jsonBody("a customer without an id", { email: canary }),
  jsonBody("a customer with an empty id", { id: "", email: canary }),
  jsonBody("a customer with a number for an id", { id: 7, email: canary }),
  jsonBody("a customer in an envelope", { customer }),
  jsonBody("a list in an envelope", { customers: list }),
  jsonBody("a list with one broken row", [...list, { id: null, email: canary }])
]

describeMatrices({ dialect, bodies, canary }, [
  ["create", calls.create, customers, { 409: "Conflict", 422: "ValidationFailed" }],
  ["retrieve", calls.retrieve, customers, { 404: "NotFound" }],
  ["list", calls.list, lists, {}]
])

describeRefusals(dialect, calls.create, [422], errorBodies)

it("a NotFound names the id that was asked for and keeps bePaid's words", () => {
  const body = { response: { message: "Record not found" } }
  const error = Result.getOrThrow(Result.flip(mapper(dialect, calls.retrieve)(404, body)))
  assert.deepInclude(error, { _tag: "NotFound", customerId: ids.bepaid, detail: "Record not found" })
})

describe("issues tell where and what was expected, never what stood there", () => {
  const { create, retrieve, list } = calls
  const failing = (call: typeof create | typeof retrieve | typeof list, body: unknown): CustomersError =>
    Result.getOrThrow(Result.flip(mapper<unknown, never>(dialect, call as never)(200, body)))

  it.each<[name: string, call: Parameters<typeof failing>[0], body: unknown, issues: ReadonlyArray<string>]>([
    ["a missing id", retrieve, { email: canary }, ["id: present"]],
    [
      "fields of the wrong type, all of them",
      retrieve,
      { id: "", email: [canary], phone: 375_291_234_567 },
      ["id: a non empty string", "phone: a string", "email: a string"]
    ],
    ["no customer", retrieve, [], [": an object"]],
    ["no JSON", retrieve, "<html>", [": JSON"]],
    ["no JSON for a create", create, "<html>", [": JSON"]],
    ["no list", list, customer, [": an array"]],
    ["rows that are no customers", list, [customer, null, canary], ["1: an object", "2: an object"]],
    ["a row of a list", list, [{ id: "cst_1" }, { email: canary }], ["1.id: present"]]
  ])("%s", (_, call, body, issues) => {
    const error = failing(call, body)
    if (error._tag !== "UnexpectedResponse") return assert.fail(error._tag)
    assert.strictEqual(error.outcome, "Unknown")
    assert.deepStrictEqual(
      error.issues.map(({ path, expected }) => `${path}: ${expected}`),
      issues
    )
  })

  it("no value of a broken page is in them, however many rows it has", () => {
    const page = Array.from({ length: 1000 }, () => ({ id: 375_291_234_567, email: [canary] }))
    const error = failing(list, page)
    if (error._tag !== "UnexpectedResponse") return assert.fail(error._tag)
    assert.notMatch(JSON.stringify(error.issues), /canary|375291234567/)
    assert.isAtMost(error.issues.length, 20)
  })
})
