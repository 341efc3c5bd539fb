/** What holds of Stancer's schemas and mapper for every value, not only for the known ones. */
import { assert, describe, it } from "@effect/vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as Either from "effect/Either"
import * as FastCheck from "effect/FastCheck"
import * as Option from "effect/Option"
import * as Stancer from "effect-payment-customers/Stancer"
import * as calls from "../../src/stancer/calls.js"
import { dialect } from "../../src/stancer/errors.js"
import { decodesWithoutDefect, encodesAndDecodesToItself, mapsWithoutDefect } from "../support/properties.js"

/** The keys that Stancer's answers have, errors and customers. */
const keys = [
  "id",
  "email",
  "created",
  "live_mode",
  "error",
  "message",
  "type",
  "detail",
  "loc",
  "msg",
  "__proto__"
]

const operations = {
  create: calls.create({ email: "david@example.net" }, Option.none()),
  retrieve: calls.retrieve("cust_9Cle7TXKkjhwqcWx4Kl5cQYk"),
  update: calls.update("cust_9Cle7TXKkjhwqcWx4Kl5cQYk", { name: "David" }),
  delete: calls.remove("cust_9Cle7TXKkjhwqcWx4Kl5cQYk")
}

describe("no answer is a defect", () => {
  for (const [name, call] of Object.entries(operations)) {
    it(`${name} decodes any value to an Either`, () => decodesWithoutDefect(call, keys))
    it(`${name} makes of any status and any body a value or an error`, () =>
      mapsWithoutDefect(dialect, call, keys))
  }

  it("an error body of any shape is read, to texts", () => {
    const value = FastCheck.jsonValue()
    const message = FastCheck.oneof(
      value,
      FastCheck.record({ error: value, id: value }, { requiredKeys: [] })
    )
    const body = FastCheck.oneof(
      FastCheck.record({ error: FastCheck.oneof(value, FastCheck.record({ type: value, message })) }),
      FastCheck.record({ detail: FastCheck.array(FastCheck.record({ loc: value, msg: value })) })
    )
    FastCheck.assert(
      FastCheck.property(body, (json) => {
        const { detail, code, existingId, errors = {} } = dialect.readError(json)
        for (const text of [detail, code, existingId]) assert.include(["string", "undefined"], typeof text)
        for (const text of Object.values(errors).flat()) assert.isString(text)
      }),
      { numRuns: 500 }
    )
  })
})

describe("encoding and decoding give back what they were given", () => {
  it("an input of create", () => encodesAndDecodesToItself(Stancer.CreateInput))
  it("an input of update", () => encodesAndDecodesToItself(Stancer.UpdateInput))
  it("a customer", () => encodesAndDecodesToItself(Stancer.Customer))
})

describe("the local rules", () => {
  it("accept every input that the schema makes, if it can be reached", () => {
    FastCheck.assert(
      FastCheck.property(Arbitrary.make(Stancer.CreateInput), (input) => {
        const reachable = input.email !== undefined || input.mobile !== undefined
        assert.strictEqual(Either.isRight(calls.create(input, Option.none()).request), reachable)
      })
    )
  })

  it("never repeat a value in their words", () => {
    const value = FastCheck.string({ minLength: 65, maxLength: 200 })
    FastCheck.assert(
      FastCheck.property(value, (text) => {
        const error = Either.getOrThrow(
          Either.flip(calls.create({ email: text, name: text }, Option.none()).request)
        )
        assert.notInclude(JSON.stringify(error.errors), text)
      })
    )
  })
})
