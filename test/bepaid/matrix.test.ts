/** What bePaid's answers become, as classes: every body shape × every status × every operation. */
import * as calls from "../../src/providers/bepaid/calls.js"
import { dialect } from "../../src/providers/bepaid/errors.js"
import customer from "../fixtures/bepaid/create.201.json" with { type: "json" }
import list from "../fixtures/bepaid/list.200.json" with { type: "json" }
import { type Body, describeMatrix, jsonBody, strayBodies } from "../support/mapper.js"
import { errorBodies } from "./errorBodies.js"

/** A text that stands for what a provider may echo of a customer. */
const canary = "canary@example.com"

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
