/** What holds of Omise's schemas and mapper for every value, not only for the known ones. */
import { describe, it } from "@effect/vitest"
import * as Omise from "effect-payment-customers/Omise"
import * as calls from "../../src/providers/omise/calls.js"
import { dialect } from "../../src/providers/omise/errors.js"
import { decodesWithoutDefect, encodesAndDecodesToItself, mapsWithoutDefect } from "../support/properties.js"

/** The keys that Omise's answers have, errors, customers and pages. */
const keys = [
  "object",
  "id",
  "email",
  "metadata",
  "cards",
  "default_card",
  "created",
  "created_at",
  "deleted",
  "data",
  "total",
  "code",
  "message",
  "__proto__"
]

const operations = {
  create: calls.create({ email: "customer@example.com" }),
  retrieve: calls.retrieve("cust_test_5xtrb759599jsxlhkrb"),
  update: calls.update("cust_test_5xtrb759599jsxlhkrb", { description: "changed" }),
  delete: calls.remove("cust_test_5xtrb759599jsxlhkrb"),
  list: calls.list({}),
  search: calls.search({})
}

describe("no answer is a defect", () => {
  for (const [name, call] of Object.entries(operations)) {
    it(`${name} decodes any value to an Either`, () => decodesWithoutDefect(call, keys))
    it(`${name} makes of any status and any body a value or an error`, () =>
      mapsWithoutDefect(dialect, call, keys))
  }
})

describe("encoding and decoding give back what they were given", () => {
  it("an input of create", () => encodesAndDecodesToItself(Omise.CreateInput))
  it("an input of update", () => encodesAndDecodesToItself(Omise.UpdateInput))
  it("a card", () => encodesAndDecodesToItself(Omise.Card))
  it("a customer", () => encodesAndDecodesToItself(Omise.Customer))
  it("a deleted customer", () => encodesAndDecodesToItself(Omise.DeletedCustomer))
  it("a page of a list", () => encodesAndDecodesToItself(Omise.CustomerPage))
  it("a page of a search", () => encodesAndDecodesToItself(Omise.CustomerSearchPage))
})
