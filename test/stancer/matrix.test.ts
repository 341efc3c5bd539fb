/** What Stancer's answers become, as classes: every body shape × every status × every operation. */
import * as Option from "#line/test/Option"
import { callsV1 as calls } from "../../src/providers/stancer/calls.js"
import { dialect } from "../../src/providers/stancer/errors.js"
import customer from "../fixtures/stancer/customer.json" with { type: "json" }
import { type Body, describeMatrix, jsonBody, strayBodies } from "../support/mapper.js"
import { errorShapes } from "./errorShapes.js"

const id = "cust_9y1U3mHPd1yPvbx07VBRqd9C"
const existing = "cust_9Cle7TXKkjhwqcWx4Kl5cQYk"

const operations = {
  create: calls.create({ email: "david@example.net" }, Option.none()),
  retrieve: calls.retrieve(id),
  update: calls.update(id, { name: "David" }),
  delete: calls.remove(id)
}

/** A text that stands for what a provider may echo of a customer. */
const canary = "canary@example.com"

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
  jsonBody("a customer created at no time", { ...customer, created: canary }),
  jsonBody("a customer with unknown keys", { ...customer, date_birth: canary, deleted: false })
]

const brokenBodies: ReadonlyArray<Body> = [
  jsonBody("a customer without an id", { email: canary }),
  jsonBody("a customer with an empty id", { id: "", email: canary }),
  jsonBody("a customer in an envelope", { customer })
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
