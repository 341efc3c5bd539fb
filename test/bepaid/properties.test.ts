/** What holds of bePaid's schemas and mapper for every value, not only for the known ones. */
import { describe, it } from "@effect/vitest"
import * as BePaid from "effect-payment-customers/BePaid"
import * as calls from "../../src/providers/bepaid/calls.js"
import { dialect } from "../../src/providers/bepaid/errors.js"
import { decodesWithoutDefect, encodesAndDecodesToItself, mapsWithoutDefect } from "../support/properties.js"

/** The keys that bePaid's answers have, errors and customers. */
const keys = [
  "id",
  "email",
  "phone",
  "external_id",
  "customers",
  "message",
  "errors",
  "response",
  "__proto__"
]

const operations = {
  create: calls.create({ email: "customer@example.com", ip: "127.0.0.1" }),
  retrieve: calls.retrieve("cst_7aee5afb954c7ef7"),
  list: calls.list
}

describe("no answer is a defect", () => {
  for (const [name, call] of Object.entries(operations)) {
    it(`${name} decodes any value to an Either`, () => decodesWithoutDefect(call, keys))
    it(`${name} makes of any status and any body a value or an error`, () =>
      mapsWithoutDefect(dialect, call, keys))
  }
})

describe("encoding and decoding give back what they were given", () => {
  it("an input of create", () => encodesAndDecodesToItself(BePaid.CreateInput))
  it("a customer", () => encodesAndDecodesToItself(BePaid.Customer))
  it("a page of customers", () => encodesAndDecodesToItself(BePaid.CustomerPage))
})
