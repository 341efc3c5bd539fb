/** What Omise's answers become, as classes: each code and each other body × every status × every operation. */
import { assert, describe, it } from "@effect/vitest"
import * as Result from "#line/test/Result"
import { dialect } from "../../../src/providers/omise/errors.js"
import cardList from "../../fixtures/omise/cards.2019-05-29.json" with { type: "json" }
import customerOld from "../../fixtures/omise/customer.2017-11-02.json" with { type: "json" }
import customer from "../../fixtures/omise/customer.2019-05-29.json" with { type: "json" }
import deletedOld from "../../fixtures/omise/deleted.2017-11-02.json" with { type: "json" }
import deleted from "../../fixtures/omise/deleted.2019-05-29.json" with { type: "json" }
import documented from "../../fixtures/omise/error-not-found.404.json" with { type: "json" }
import list from "../../fixtures/omise/list.json" with { type: "json" }
import scheduleListOld from "../../fixtures/omise/schedules.2017-11-02.json" with { type: "json" }
import scheduleList from "../../fixtures/omise/schedules.2019-05-29.json" with { type: "json" }
import search from "../../fixtures/omise/search.json" with { type: "json" }
import {
  type AnyCall,
  type Body,
  bodyOf,
  describeMatrices,
  describeRefusals,
  jsonBody,
  mapper,
  strayBodies
} from "../../support/mapper.js"
import { canary, cards, ids, omise, schedules } from "../calls.js"
import { errorBodies, omiseError } from "./errorBodies.js"

const common = { dialect, canary }
const refusals = { 400: "ValidationFailed", 422: "ValidationFailed" } as const

/** An object with each field `null`, but for its id. */
const nulls = (of: object | undefined, id: string) => ({
  ...Object.fromEntries(Object.keys(of ?? {}).map((key) => [key, null])),
  id
})

const customers: ReadonlyArray<Body> = [
  jsonBody("a customer of 2019-05-29", { ...customer, email: canary }),
  jsonBody("a customer of 2017-11-02", { ...customerOld, email: canary }),
  jsonBody("a customer with its default card expanded", {
    ...customer,
    default_card: { ...customer.cards.data[0], name: canary }
  }),
  jsonBody("an id alone", { id: "cust_1" }),
  jsonBody("a customer with null fields", nulls(customer, "cust_1")),
  jsonBody("a customer with a card without an id", {
    ...customer,
    cards: { ...customer.cards, data: [{ name: canary }] }
  }),
  jsonBody("a customer of no known time", { ...customer, created_at: "2025-03-20 09:12:02", email: canary }),
  jsonBody("a customer with an array for its metadata", { ...customer, metadata: [] }),
  bodyOf("metadata 10000 deep", `{"id":"cust_1","metadata":{"a":${"[".repeat(10_000)}${"]".repeat(10_000)}}}`)
]

const deletedCustomers: ReadonlyArray<Body> = [
  jsonBody("a deleted customer of 2019-05-29", deleted),
  jsonBody("a deleted customer of 2017-11-02", deletedOld)
]

// Of a page only `data` is certain: a list is read as a search too, and the other way round.
const pages: ReadonlyArray<Body> = [
  jsonBody("a list", list),
  jsonBody("a list of 2017-11-02", { ...list, data: [customerOld], order: null, location: null }),
  jsonBody("an empty list", { ...list, data: [], total: 0 }),
  jsonBody("a search", search),
  jsonBody("an empty search", { ...search, data: [], total: 0, total_pages: 0 })
]

const one = [...customers, ...deletedCustomers]

describeMatrices(
  {
    ...common,
    bodies: [
      ...errorBodies.map(([name, body]) => bodyOf(name, body)),
      jsonBody("an error that echoes", omiseError("bad_request", `${canary} is invalid`)),
      jsonBody("an error whose code echoes", omiseError(canary, canary)),
      ...strayBodies(canary),
      ...one,
      ...pages,
      jsonBody("an error under any status", omiseError("bad_request", canary)),
      jsonBody("a customer without an id", { ...customer, id: undefined, email: canary }),
      jsonBody("a customer with an empty id", { ...customer, id: "" }),
      jsonBody("a customer in an envelope", { customer }),
      jsonBody("an array of customers", [customer]),
      jsonBody("a list of 'data' that is no array", { ...list, data: { 0: customer } }),
      jsonBody("a list with one broken row", { ...list, data: [customer, { email: canary }] }),
      jsonBody("a search with one broken row", { ...search, data: [customer, null] })
    ]
  },
  [
    ["create", omise.create, one, { ...refusals, 409: "Conflict" }],
    ["retrieve", omise.retrieve, one, { 404: "NotFound" }],
    ["update", omise.update, one, { ...refusals, 404: "NotFound", 409: "Conflict" }],
    ["delete", omise.delete, deletedCustomers, { 404: "NotFound" }],
    ["list", omise.list, pages, refusals],
    ["search", omise.search, pages, refusals]
  ]
)

const [card] = cardList.data
const [cardOld] = customerOld.cards.data
const stub = { object: "card", id: ids.card, livemode: false, deleted: true }

const cardBodies: ReadonlyArray<Body> = [
  jsonBody("a card of 2019-05-29", { ...card, name: canary }),
  jsonBody("a card of 2017-11-02", { ...cardOld, name: canary }),
  jsonBody("an id alone", { id: ids.card }),
  jsonBody("a card with null fields", nulls(card, ids.card)),
  jsonBody("a card of no known time", { ...card, created_at: "2025-03-20", name: canary }),
  jsonBody("a card whose month is a text", { ...card, expiration_month: "10", name: canary }),
  jsonBody("a card with fields of later days", { ...card, wallet: { kind: "new" }, issuer: 7 })
]

const deletedCards: ReadonlyArray<Body> = [
  jsonBody("a deleted card of 2019-05-29", { ...card, deleted: true }),
  jsonBody("a deleted card of 2017-11-02", stub)
]

const cardPages: ReadonlyArray<Body> = [
  jsonBody("a list", cardList),
  jsonBody("a list of 2017-11-02", customerOld.cards),
  jsonBody("an empty list", { ...cardList, data: [], total: 0 })
]

const oneCard = [...cardBodies, ...deletedCards]

describeMatrices(
  {
    ...common,
    bodies: [
      ...strayBodies(canary),
      ...oneCard,
      ...cardPages,
      jsonBody("an error under any status", { object: "error", code: "bad_request", message: canary }),
      jsonBody("the documented error", documented),
      jsonBody("a card without an id", { ...card, id: undefined, name: canary }),
      jsonBody("a card with an empty id", { ...card, id: "" }),
      jsonBody("a card in an envelope", { card }),
      jsonBody("an array of cards", [card]),
      jsonBody("a list whose 'data' is no array", { ...cardList, data: { 0: card } }),
      jsonBody("a list with one broken row", { ...cardList, data: [card, { name: canary }] })
    ]
  },
  [
    ["cards.list", cards.list, cardPages, { ...refusals, 404: "NotFound" }],
    ["cards.retrieve", cards.retrieve, oneCard, { 404: "NotFound" }],
    ["cards.update", cards.update, oneCard, { ...refusals, 404: "NotFound" }],
    ["cards.delete", cards.delete, deletedCards, { 404: "NotFound" }]
  ]
)

const [schedule] = scheduleList.data
const scheduleOf = (data: object) => ({ ...scheduleList, data: [data] })

const schedulePages: ReadonlyArray<Body> = [
  jsonBody("a list of 2019-05-29", scheduleList),
  jsonBody("a list of 2017-11-02", scheduleListOld),
  jsonBody("an empty list", { ...scheduleList, data: [], total: 0 }),
  jsonBody("an id alone", scheduleOf({ id: "schd_1" })),
  jsonBody("null fields", scheduleOf(nulls(schedule, "schd_1"))),
  jsonBody("a charge that is a text", scheduleOf({ ...schedule, charge: canary })),
  jsonBody("days that are numbers", scheduleOf({ ...schedule, next_occurrences_on: [20250501] })),
  jsonBody(
    "fields of later days",
    scheduleOf({ ...schedule, state: "Active", deleted_by: canary, retries: {}, status: "resting" })
  )
]

describeMatrices(
  {
    ...common,
    bodies: [
      ...strayBodies(canary),
      ...schedulePages,
      jsonBody("an error under any status", { object: "error", code: "bad_request", message: canary }),
      jsonBody("a schedule that is no list", schedule),
      jsonBody("a schedule without an id", scheduleOf({ in_words: canary }))
    ]
  },
  [["schedules.list", schedules.list, schedulePages, { ...refusals, 404: "NotFound" }]]
)

describeRefusals(dialect, omise.create, [400, 422], errorBodies)
describeRefusals(dialect, cards.update, [400], errorBodies)

const failing = (call: AnyCall, status: number, body: unknown) =>
  Result.getOrThrow(Result.flip(mapper(dialect, call)(status, body)))

it("a NotFound names the id that was asked for, Omise's code and its words", () => {
  const error = failing(omise.retrieve, 404, documented)
  const words = { customerId: ids.omise, code: "not_found", detail: documented.message }
  assert.deepInclude(error, { _tag: "NotFound", ...words })
})

it("a 409 to an update of a card is of no known kind: a card is no customer that is there already", () => {
  const error = failing(cards.update, 409, documented)
  assert.deepInclude(error, { _tag: "UnexpectedResponse", outcome: "Refused" })
})

describe("issues tell where, whatever could be left out, and the outcome is open", () => {
  const listOf = (row: unknown) => ({ ...list, data: [customer, row] })
  it.each<[name: string, call: AnyCall, body: unknown, issues: ReadonlyArray<string>]>([
    [
      "fields of the wrong type",
      omise.create,
      { ...customer, id: 7, email: [canary], cards: { ...customer.cards, data: [{}] } },
      ["id: a string", "cards.data.0.id: present", "email: a string"]
    ],
    ...[null, "row", 7, []].map(
      (row) =>
        [`a row that is ${JSON.stringify(row)}`, omise.list, listOf(row), ["data.1: an object"]] as [
          string,
          AnyCall,
          unknown,
          ReadonlyArray<string>
        ]
    )
  ])("%s", (_, call, body, issues) => {
    const error = failing(call, 200, body)
    if (error._tag !== "UnexpectedResponse") return assert.fail(error._tag)
    assert.strictEqual(error.outcome, "Unknown")
    assert.deepStrictEqual(
      error.issues.map(({ path, expected }) => `${path}: ${expected}`),
      issues
    )
  })

  for (const [what, call, latest, old] of [
    ["customer", omise.delete, customer, customerOld],
    ["card", cards.delete, card, cardOld]
  ] as const) {
    it(`a ${what} that is not marked as deleted is no answer to a delete`, () => {
      for (const json of [latest, old, { ...latest, deleted: null }, { ...latest, deleted: "true" }]) {
        const error = failing(call, 200, json)
        if (error._tag !== "UnexpectedResponse") return assert.fail(error._tag)
        assert.deepStrictEqual(
          error.issues.map(({ path }) => path),
          ["deleted"]
        )
      }
    })
  }
})
