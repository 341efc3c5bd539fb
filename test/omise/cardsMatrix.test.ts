/** What Omise's answers about cards become, as classes: every status × every body. */
import { dialect } from "../../src/providers/omise/errors.js"
import listed from "../fixtures/omise/cards.2019-05-29.json" with { type: "json" }
import customerOld from "../fixtures/omise/customer.2017-11-02.json" with { type: "json" }
import documented from "../fixtures/omise/error-not-found.404.json" with { type: "json" }
import { type Body, describeMatrix, jsonBody, strayBodies } from "../support/mapper.js"
import { canary, latest, old, operations, stub } from "./cardSamples.js"

const cardBodies: ReadonlyArray<Body> = [
  jsonBody("a card of 2019-05-29", { ...latest, name: canary }),
  jsonBody("a card of 2017-11-02", { ...old, name: canary }),
  jsonBody("an id alone", { id: latest.id }),
  jsonBody("a card with null fields", {
    ...Object.fromEntries(Object.keys(latest).map((key) => [key, null])),
    id: latest.id
  }),
  jsonBody("a card of no known time", { ...latest, created_at: "2025-03-20", name: canary }),
  jsonBody("a card whose month is a text", { ...latest, expiration_month: "10", name: canary }),
  jsonBody("a card with fields of later days", { ...latest, wallet: { kind: "new" }, issuer: 7 })
]

const deletedBodies: ReadonlyArray<Body> = [
  jsonBody("a deleted card of 2019-05-29", { ...latest, deleted: true }),
  jsonBody("a deleted card of 2017-11-02", stub)
]

const listBodies: ReadonlyArray<Body> = [
  jsonBody("a list", listed),
  jsonBody("a list of 2017-11-02", customerOld.cards),
  jsonBody("an empty list", { ...listed, data: [], total: 0 })
]

const brokenBodies: ReadonlyArray<Body> = [
  jsonBody("an error under any status", { object: "error", code: "bad_request", message: canary }),
  jsonBody("the documented error", documented),
  jsonBody("a card without an id", { ...latest, id: undefined, name: canary }),
  jsonBody("a card with an empty id", { ...latest, id: "" }),
  jsonBody("a card in an envelope", { card: latest }),
  jsonBody("an array of cards", [latest]),
  jsonBody("a list whose 'data' is no array", { ...listed, data: { 0: latest } }),
  jsonBody("a list with one broken row", { ...listed, data: [latest, { name: canary }] })
]

const bodies = [...strayBodies(canary), ...cardBodies, ...deletedBodies, ...listBodies, ...brokenBodies]
const names = (...some: ReadonlyArray<ReadonlyArray<Body>>) => some.flat().map(({ name }) => name)

const common = { dialect, bodies, canary }
const refusals = { 400: "ValidationFailed", 422: "ValidationFailed" } as const
const oneCard = names(cardBodies, deletedBodies)

describeMatrix("cards.list", {
  ...common,
  call: operations.list,
  successes: names(listBodies),
  tags: { ...refusals, 404: "NotFound" }
})

describeMatrix("cards.retrieve", {
  ...common,
  call: operations.retrieve,
  successes: oneCard,
  tags: { 404: "NotFound" }
})

describeMatrix("cards.update", {
  ...common,
  call: operations.update,
  successes: oneCard,
  tags: { ...refusals, 404: "NotFound" }
})

describeMatrix("cards.delete", {
  ...common,
  call: operations.delete,
  successes: names(deletedBodies),
  tags: { 404: "NotFound" }
})
