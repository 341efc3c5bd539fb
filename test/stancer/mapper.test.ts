/** What is read from Stancer's answers: refusals, conflicts and fields. */
import { assert, describe, it } from "@effect/vitest"
import { deepStrictEqual } from "@effect/vitest/utils"
import * as Equal from "effect/Equal"
import * as DateTime from "#line/DateTime"
import * as Option from "#line/test/Option"
import * as Result from "#line/test/Result"
import type { Expected } from "../../src/call/endpoint.js"
import { callsV1 as calls } from "../../src/providers/stancer/calls.js"
import { dialect } from "../../src/providers/stancer/errors.js"
import customer from "../fixtures/stancer/customer.json" with { type: "json" }
import { mapper, readWith } from "../support/mapper.js"
import { conflicts, errorShapes } from "./errorShapes.js"

const id = "cust_9y1U3mHPd1yPvbx07VBRqd9C"

const operations = {
  create: calls.create({ email: "david@example.net" }, Option.none()),
  retrieve: calls.retrieve(id),
  update: calls.update(id, { name: "David" }),
  delete: calls.remove(id)
}

const create = mapper(dialect, operations.create)
const retrieve = mapper(dialect, operations.retrieve)
const reading = readWith(dialect, operations.retrieve)

describe("what is read from each shape", () => {
  for (const { name, body, errors, detail, code, existingId } of errorShapes) {
    for (const status of [400, 422]) {
      it(`${status}, ${name}`, () => {
        const error = Result.getOrThrow(Result.flip(create(status, body)))
        if (error._tag !== "ValidationFailed") return assert.fail(error._tag)
        assert.strictEqual(error.origin, "provider")
        assert.deepStrictEqual(Object.entries(error.errors), Object.entries(errors))
        assert.strictEqual(error.detail, detail)
        assert.strictEqual(error.code, code)
      })
    }

    it(`409, ${name}`, () => {
      const error = Result.getOrThrow(Result.flip(create(409, body)))
      if (error._tag !== "Conflict") return assert.fail(error._tag)
      assert.strictEqual(error.existingId, existingId)
      assert.strictEqual(error.detail, detail)
      assert.strictEqual(error.code, code)
    })

    it(`404, ${name}`, () => {
      const error = Result.getOrThrow(Result.flip(retrieve(404, body)))
      if (error._tag !== "NotFound") return assert.fail(error._tag)
      assert.strictEqual(error.customerId, id)
      assert.strictEqual(error.detail, detail)
      assert.strictEqual(error.code, code)
    })
  }
})

describe("the id of a conflict is none that was sent", () => {
  for (const { name, sent, message, existingId } of conflicts) {
    it(name, () => {
      const input = { email: "david@example.net", ...sent }
      for (const call of [calls.create(input, Option.none()), calls.update(id, input)]) {
        const error = Result.getOrThrow(
          Result.flip(mapper<unknown, Expected>(dialect, call)(409, { error: { message } }))
        )
        if (error._tag !== "Conflict") return assert.fail(error._tag)
        assert.strictEqual(error.existingId, existingId)
      }
    })
  }

  it("nor the one that was to be changed", () => {
    const error = Result.getOrThrow(
      Result.flip(mapper(dialect, operations.update)(409, { error: `${id} would be ${customer.id}` }))
    )
    if (error._tag !== "Conflict") return assert.fail(error._tag)
    assert.strictEqual(error.existingId, customer.id)
  })
})

describe("an error of Stancer's own", () => {
  it.each<[own: boolean, body: unknown]>([
    [true, { error: "no" }],
    [true, { error: { message: "no" } }],
    [true, { error: {} }],
    [true, { error: null, detail: "Not Found" }],
    [true, { detail: [] }],
    [false, { error: null }],
    [false, { error: null, detail: null }],
    [false, { message: "Not Found" }],
    [false, {}],
    [false, [{ error: "no" }]],
    [false, "error"],
    [false, null],
    [false, undefined]
  ])("%s: %j", (own, body) => assert.strictEqual(dialect.isOwnError(body), own))
})

describe("the fields of a customer", () => {
  const none = Option.none()

  it("are the documented ones, by the library's names", () => {
    const { id, created, ...fields } = Result.getOrThrow(create(200, customer))
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
    const read = Result.getOrThrow(
      retrieve(200, { id: "c", email: "a", mobile: "", name: long, external_id: long, country: "France" })
    )
    assert.deepStrictEqual(
      [read.email, read.mobile, read.name, read.externalId, read.country],
      ["a", "", long, long, "France"].map(Option.some)
    )
  })

  it.each<[externalId: unknown, read: string | undefined]>([
    ["42", "42"],
    ["", ""],
    [42, "42"],
    [0, "0"],
    [-1.5, "-1.5"],
    [null, undefined],
    [undefined, undefined]
  ])("external_id %j is %j", (external_id, read) => {
    const { externalId } = Result.getOrThrow(retrieve(200, { id: "c", external_id }))
    deepStrictEqual(externalId, Option.fromNullishOr(read))
    assert.strictEqual(
      JSON.stringify(Result.getOrThrow(retrieve(200, { id: "c", external_id }))),
      JSON.stringify({ id: "c", external_id: read })
    )
  })

  it.each(["1e999", "true", "{}", "[42]"])("external_id %s is none: it is not read, the rest is", (json) => {
    const { result, unread } = reading(`{"id":"c","external_id":${json},"name":"David"}`)
    const { externalId, name } = Result.getOrThrow(result)
    deepStrictEqual([externalId, name], [Option.none(), Option.some("David")])
    assert.deepStrictEqual(unread, ["external_id"])
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
      const read = Result.getOrThrow(retrieve(200, { ...customer, created }))
      deepStrictEqual(Option.map(read.created, DateTime.formatIso), Option.some(iso))
    })
  }

  for (const created of [true, "soon", "2018-10-03T10:22:54", 1e300, {}]) {
    it(`created ${JSON.stringify(created)} is no date: it is not read, the rest is`, () => {
      const { result, unread } = reading({ ...customer, created })
      deepStrictEqual(
        Result.getOrThrow(result),
        Result.getOrThrow(retrieve(200, { ...customer, created: null }))
      )
      assert.deepStrictEqual(unread, ["created"])
    })
  }

  it.each<[other: string, named: object]>([
    ["absent", {}],
    ["null", { created: null }]
  ])("created_at is read where created is %s", (_, named) => {
    const { created, ...without } = customer
    for (const time of [created, "2018-10-03T10:22:54Z"]) {
      const read = Result.getOrThrow(retrieve(200, { ...without, ...named, created_at: time }))
      assert.isTrue(Equal.equals(read, Result.getOrThrow(retrieve(200, customer))))
    }
  })

  it("created_at is not read where created is there", () => {
    const read = Result.getOrThrow(retrieve(200, { ...customer, created_at: 1 }))
    assert.isTrue(Equal.equals(read, Result.getOrThrow(retrieve(200, customer))))
  })

  it("two customers of the same fields are equal", () => {
    assert.isTrue(
      Equal.equals(
        Result.getOrThrow(retrieve(200, customer)),
        Result.getOrThrow(retrieve(200, { ...customer, country: null, created: "2018-10-03T10:22:54Z" }))
      )
    )
  })
})
