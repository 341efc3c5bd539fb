/** What Omise's answers become, as classes: each code and each body that is no JSON × every status × every operation. */
import * as calls from "../../src/providers/omise/calls.js"
import { dialect } from "../../src/providers/omise/errors.js"
import customerOld from "../fixtures/omise/customer.2017-11-02.json" with { type: "json" }
import customer from "../fixtures/omise/customer.2019-05-29.json" with { type: "json" }
import deletedOld from "../fixtures/omise/deleted.2017-11-02.json" with { type: "json" }
import deleted from "../fixtures/omise/deleted.2019-05-29.json" with { type: "json" }
import list from "../fixtures/omise/list.json" with { type: "json" }
import search from "../fixtures/omise/search.json" with { type: "json" }
import { type Body, describeMatrix, jsonBody, strayBodies } from "../support/mapper.js"
import { errorBodies, omiseError } from "./errorBodies.js"

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
  jsonBody("a customer with a card without an id", {
    ...customer,
    cards: { ...customer.cards, data: [{ name: canary }] }
  }),
  jsonBody("a customer of no known time", { ...customer, created_at: "2025-03-20 09:12:02", email: canary }),
  jsonBody("a customer with an array for its metadata", { ...customer, metadata: [] }),
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

// Only `data` is certain, and both have it
const pages = names(listBodies, searchBodies)

describeMatrix("list", { ...common, call: operations.list, successes: pages, tags: refusals })

describeMatrix("search", {
  ...common,
  call: operations.search,
  successes: pages,
  tags: refusals
})
