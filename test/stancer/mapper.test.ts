/** What is read from Stancer's answers: refusals, conflicts and fields. */
import { assert, describe, it } from "@effect/vitest"
import { deepStrictEqual } from "@effect/vitest/utils"
import * as DateTime from "effect/DateTime"
import * as Either from "effect/Either"
import * as Equal from "effect/Equal"
import * as Option from "effect/Option"
import { callsV1 as calls } from "../../src/stancer/calls.js"
import { dialect } from "../../src/stancer/errors.js"
import customer from "../fixtures/stancer/customer.json" with { type: "json" }
import { mapper } from "../support/mapper.js"
import { errorShapes } from "./errorShapes.js"

const id = "cust_9y1U3mHPd1yPvbx07VBRqd9C"

const operations = {
  create: calls.create({ email: "david@example.net" }, Option.none()),
  retrieve: calls.retrieve(id),
  update: calls.update(id, { name: "David" }),
  delete: calls.remove(id)
}

const create = mapper(dialect, operations.create)
const retrieve = mapper(dialect, operations.retrieve)

describe("what is read from each shape", () => {
  for (const { name, body, errors, detail, code, existingId } of errorShapes) {
    for (const status of [400, 422]) {
      it(`${status}, ${name}`, () => {
        const error = Either.getOrThrow(Either.flip(create(status, body)))
        if (error._tag !== "ValidationFailed") return assert.fail(error._tag)
        assert.strictEqual(error.origin, "provider")
        assert.deepStrictEqual(Object.entries(error.errors), Object.entries(errors))
        assert.strictEqual(error.detail, detail)
        assert.strictEqual(error.code, code)
      })
    }

    it(`409, ${name}`, () => {
      const error = Either.getOrThrow(Either.flip(create(409, body)))
      if (error._tag !== "Conflict") return assert.fail(error._tag)
      assert.strictEqual(error.existingId, existingId)
      assert.strictEqual(error.detail, detail)
      assert.strictEqual(error.code, code)
    })

    it(`404, ${name}`, () => {
      const error = Either.getOrThrow(Either.flip(retrieve(404, body)))
      if (error._tag !== "NotFound") return assert.fail(error._tag)
      assert.strictEqual(error.customerId, id)
      assert.strictEqual(error.detail, detail)
      assert.strictEqual(error.code, code)
    })
  }
})

describe("the fields of a customer", () => {
  const none = Option.none()

  it("are the documented ones, by the library's names", () => {
    const { id, created, ...fields } = Either.getOrThrow(create(200, customer))
    assert.strictEqual(String(id), customer.id)
    deepStrictEqual(Option.map(created, DateTime.formatIso), Option.some("2018-10-03T10:22:54.000Z"))
    assert.deepStrictEqual(fields, {
      email: Option.some("david@example.net"),
      mobile: Option.some("+33639980102"),
      name: Option.some("David Coaster"),
      externalId: none,
      country: none,
      billingAddress: none,
      shippingAddress: none,
      dateBirth: none,
      legalId: none,
      liveMode: Option.some(false),
      deleted: none
    })
  })

  it("have no length when they are received", () => {
    const long = "x".repeat(500)
    const read = Either.getOrThrow(
      retrieve(200, { id: "c", email: "a", mobile: "", name: long, external_id: long, country: "France" })
    )
    assert.deepStrictEqual(
      [read.email, read.mobile, read.name, read.externalId, read.country],
      ["a", "", long, long, "France"].map(Option.some)
    )
  })

  const dates: ReadonlyArray<readonly [created: unknown, iso: string]> = [
    [1538562174, "2018-10-03T10:22:54.000Z"],
    [1538562174.25, "2018-10-03T10:22:54.250Z"],
    [0, "1970-01-01T00:00:00.000Z"],
    ["2018-10-03T10:22:54Z", "2018-10-03T10:22:54.000Z"],
    ["2018-10-03T12:22:54.123456+02:00", "2018-10-03T10:22:54.123Z"]
  ]
  for (const [created, iso] of dates) {
    it(`created ${JSON.stringify(created)} is ${iso}`, () => {
      const read = Either.getOrThrow(retrieve(200, { ...customer, created }))
      deepStrictEqual(Option.map(read.created, DateTime.formatIso), Option.some(iso))
    })
  }

  for (const created of [true, "soon", "2018-10-03T10:22:54", 1e300, {}]) {
    it(`created ${JSON.stringify(created)} is no date: the answer is unexpected, there`, () => {
      const error = Either.getOrThrow(Either.flip(retrieve(200, { ...customer, created })))
      if (error._tag !== "UnexpectedResponse") return assert.fail(error._tag)
      assert.deepStrictEqual([...new Set(error.issues.map(({ path }) => path))], ["created"])
    })
  }

  it("two customers of the same fields are equal", () => {
    assert.isTrue(
      Equal.equals(
        Either.getOrThrow(retrieve(200, customer)),
        Either.getOrThrow(retrieve(200, { ...customer, country: null, created: "2018-10-03T10:22:54Z" }))
      )
    )
  })
})
