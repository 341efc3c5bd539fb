/** What Stancer's answers become, as classes: every body shape × every status × every operation; and its refusals. */
import { assert, describe, it } from "@effect/vitest"
import * as Option from "#line/test/Option"
import * as Result from "#line/test/Result"
import { callsV1 } from "../../../src/providers/stancer/calls.js"
import { dialect } from "../../../src/providers/stancer/errors.js"
import customer from "../../fixtures/stancer/customer.json" with { type: "json" }
import {
  type AnyCall,
  type Body,
  bodyOf,
  describeMatrices,
  describeMatrix,
  describeRefusals,
  type ErrorBody,
  jsonBody,
  mapper,
  strayBodies
} from "../../support/mapper.js"
import { canary, ids, stancer, stancerV2 } from "../calls.js"
import { conflicts, errorBodies } from "./errorBodies.js"
import { brokenPages, pages } from "./pages.js"

const id = "cust_9Cle7TXKkjhwqcWx4Kl5cQYk"

const customers: ReadonlyArray<Body> = [
  jsonBody("the documented customer", customer),
  jsonBody("an id alone", { id, email: canary }),
  jsonBody("every field null", {
    ...Object.fromEntries([...Object.keys(customer), "country", "external_id"].map((key) => [key, null])),
    id
  }),
  jsonBody("a customer created at no time", { ...customer, created: canary }),
  jsonBody("a customer with unknown keys", { ...customer, date_birth: canary, deleted: false })
]

const broken: ReadonlyArray<Body> = [
  jsonBody("a customer without an id", { email: canary }),
  jsonBody("a customer with an empty id", { id: "", email: canary }),
  jsonBody("a customer in an envelope", { customer })
]

const bodies: ReadonlyArray<Body> = [
  ...errorBodies.map(([name, body]) => bodyOf(name, body)),
  jsonBody("an error that echoes", {
    error: { type: canary, message: { error: canary, id: canary, [canary]: canary } }
  }),
  jsonBody("a place that echoes", { detail: [{ loc: ["body", canary], msg: canary }] }),
  ...strayBodies(canary),
  ...customers,
  ...broken,
  jsonBody("a list of customers", [customer])
]

/** What says that an update or a delete was carried out: nothing, or an object that speaks of no error. */
const confirmations = [
  ...[...customers, ...broken].map(({ name }) => name),
  ...["empty", "blank", "null", "an empty object", "I: empty", "I: JSON without error"],
  ...["an error that is null", "objects 100000 deep", "__proto__", "fields of the wrong type"]
]

const refusals = { 400: "ValidationFailed", 422: "ValidationFailed" } as const

describeMatrices({ dialect, bodies, canary }, [
  ["create", stancer.create, customers, { ...refusals, 409: "Conflict" }],
  ["retrieve", stancer.retrieve, customers, { 404: "NotFound" }],
  ["update", stancer.update, confirmations, { ...refusals, 404: "NotFound", 409: "Conflict" }],
  ["delete", stancer.delete, confirmations, { 404: "NotFound" }]
])

describeMatrices({ dialect, canary, bodies: [...pages, ...brokenPages, ...strayBodies(canary)] }, [
  ["list, in no words of Stancer's", stancerV2.list, pages, refusals]
])

const unknown = `Customer \`${id}\` not found`

/** Shapes that v2 has, with what is to be read from them. */
const errorBodiesOfV2: ReadonlyArray<ErrorBody> = [
  ["G: a text", { error: "no" }, { base: ["no"] }, "no"],
  [
    "H: the place of each problem",
    {
      detail: [
        { loc: ["body", "email"], msg: "too long", type: "value_error.any_str.max_length" },
        { loc: ["query", "limit"], msg: "too big", type: "value_error.number.not_le" }
      ]
    },
    { email: ["too long"], limit: ["too big"] },
    "too long, too big"
  ],
  ["H: a text", { detail: "Not Found" }, { base: ["Not Found"] }, "Not Found"],
  [
    "A: the words for an unknown id",
    { error: { type: "invalid_request_error", message: unknown } },
    { base: [unknown] },
    unknown,
    "invalid_request_error"
  ]
]

describeMatrix("list, in Stancer's words", {
  dialect,
  call: stancerV2.list,
  bodies: errorBodiesOfV2.map(([name, body]) => jsonBody(name, body)),
  successes: [],
  tags: refusals,
  alwaysSuccess: [404],
  canary
})

describeRefusals(dialect, stancer.create, [400, 422], errorBodies)
for (const call of [stancerV2.create, stancerV2.update, stancerV2.list]) {
  describeRefusals(dialect, call, [400, 422], errorBodiesOfV2)
}

const failing = (call: AnyCall, status: number, body: unknown) =>
  Result.getOrThrow(Result.flip(mapper(dialect, call)(status, body)))

describe("a conflict and what was not found", () => {
  it.each([...errorBodies])("%s", (_, body, __, detail, code, existingId) => {
    const conflict = failing(stancer.create, 409, body)
    if (conflict._tag !== "Conflict") return assert.fail(conflict._tag)
    assert.deepStrictEqual([conflict.existingId, conflict.detail, conflict.code], [existingId, detail, code])
    const unknown = failing(stancer.retrieve, 404, body)
    if (unknown._tag !== "NotFound") return assert.fail(unknown._tag)
    assert.deepStrictEqual([unknown.customerId, unknown.detail, unknown.code], [ids.stancer, detail, code])
  })

  const { retrieve, update, delete: remove } = stancerV2
  it.each(Object.entries({ retrieve, update, delete: remove }))("is not found by v2's %s", (_, call) => {
    for (const [, body, , detail] of errorBodiesOfV2) {
      assert.deepInclude(failing(call, 404, body), { _tag: "NotFound", customerId: ids.stancer, detail })
    }
  })
})

describe("the id of a conflict is none that was sent", () => {
  it.each([...conflicts])("%s", (_, sent, message, existingId) => {
    const input = { email: "david@example.net", ...sent }
    for (const call of [callsV1.create(input, Option.none()), callsV1.update(ids.stancer, input)]) {
      const error = failing(call, 409, { error: { message } })
      if (error._tag !== "Conflict") return assert.fail(error._tag)
      assert.strictEqual(error.existingId, existingId)
    }
  })

  it("nor the one that was to be changed", () => {
    const error = failing(stancer.update, 409, { error: `${ids.stancer} would be ${customer.id}` })
    assert.deepInclude(error, { _tag: "Conflict", existingId: customer.id })
  })
})
