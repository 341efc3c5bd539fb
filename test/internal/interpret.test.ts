/** What the attempts before the last one, or the want of an answer, make of a call's end. */
import { assert, describe, it } from "@effect/vitest"
import * as Either from "effect/Either"
import * as bepaid from "../../src/bepaid/calls.js"
import { dialect as bepaidDialect } from "../../src/bepaid/errors.js"
import type { CustomersError } from "../../src/CustomersError.js"
import type { Dialect, NoAnswer } from "../../src/internal/call.js"
import { interpret, unanswered } from "../../src/internal/interpret.js"
import * as omise from "../../src/omise/calls.js"
import { dialect as omiseDialect } from "../../src/omise/errors.js"
import * as stancer from "../../src/stancer/calls.js"
import { dialect as stancerDialect } from "../../src/stancer/errors.js"
import { type AnyCall, answerOf } from "../support/mapper.js"

const id = "cust_test_5xuy4w91xqz7d1w9u0t"

describe("the status decides the class", () => {
  type Tag = CustomersError["_tag"]
  it.each<[status: number, onUpdate: Tag, onList: Tag, onRetrieve: Tag]>([
    [199, "UnexpectedResponse", "UnexpectedResponse", "UnexpectedResponse"],
    [200, "UnexpectedResponse", "UnexpectedResponse", "UnexpectedResponse"],
    [299, "UnexpectedResponse", "UnexpectedResponse", "UnexpectedResponse"],
    [300, "UnexpectedResponse", "UnexpectedResponse", "UnexpectedResponse"],
    [302, "UnexpectedResponse", "UnexpectedResponse", "UnexpectedResponse"],
    [400, "ValidationFailed", "ValidationFailed", "UnexpectedResponse"],
    [401, "Unauthorized", "Unauthorized", "Unauthorized"],
    [402, "UnexpectedResponse", "UnexpectedResponse", "UnexpectedResponse"],
    [403, "Forbidden", "Forbidden", "Forbidden"],
    [404, "NotFound", "UnexpectedResponse", "NotFound"],
    [409, "Conflict", "UnexpectedResponse", "UnexpectedResponse"],
    [422, "ValidationFailed", "ValidationFailed", "UnexpectedResponse"],
    [429, "RateLimited", "RateLimited", "RateLimited"],
    [499, "UnexpectedResponse", "UnexpectedResponse", "UnexpectedResponse"],
    [500, "Unavailable", "Unavailable", "Unavailable"],
    [599, "Unavailable", "Unavailable", "Unavailable"],
    [600, "UnexpectedResponse", "UnexpectedResponse", "UnexpectedResponse"]
  ])("%i: %s on an update, %s on a list, %s on a retrieve", (status, ...tags) => {
    const body = { code: "bad_request", message: "no" }
    const calls: ReadonlyArray<AnyCall> = [
      omise.update(id, { email: "a" }),
      omise.list({}),
      omise.retrieve(id)
    ]
    const ends = calls.map((call) =>
      Either.getOrThrow(
        Either.flip(interpret(omiseDialect, call, { params: { id } }, answerOf(status, body), false))
      )
    )
    assert.deepStrictEqual(
      ends.map(({ _tag }) => _tag),
      tags
    )
    // of a success nothing is read but what was asked for
    const succeeded = status >= 200 && status <= 299
    for (const { detail } of ends) assert.strictEqual(detail, succeeded ? undefined : "no")
  })
})

it("only a status from 200 to 299 is a success, whatever body it has", () => {
  const statuses = [199, 200, 299, 300]
  const ends = statuses.map((status) =>
    Either.isRight(interpret(omiseDialect, omise.retrieve(id), {}, answerOf(status, { id }), false))
  )
  assert.deepStrictEqual(ends, [false, true, true, false])
})

describe("a 404", () => {
  const ends = (dialect: Dialect, call: AnyCall, unknownBefore: boolean) =>
    Either.match(interpret(dialect, call, { params: { id } }, answerOf(404, {}), unknownBefore), {
      onLeft: ({ _tag }) => _tag,
      onRight: () => "success"
    })

  it.each<[name: string, dialect: Dialect, call: AnyCall, first: string, later: string]>([
    ["a delete", omiseDialect, omise.remove(id), "NotFound", "success"],
    ["a retrieve", bepaidDialect, bepaid.retrieve("1"), "NotFound", "NotFound"],
    ["an update", omiseDialect, omise.update(id, { email: "a" }), "NotFound", "NotFound"],
    ["a list that says so where it is empty", stancerDialect, stancer.list({}), "success", "success"],
    ["a list", bepaidDialect, bepaid.list, "UnexpectedResponse", "UnexpectedResponse"]
  ])("on %s, at first and after an attempt of unknown end", (_, dialect, call, first, later) => {
    assert.deepStrictEqual([ends(dialect, call, false), ends(dialect, call, true)], [first, later])
  })
})

it("a delete whose first end is not known has succeeded where a 404 says so, and for no other answer", () => {
  const end = (status: number) =>
    Either.match(interpret(omiseDialect, omise.remove(id), { params: { id } }, answerOf(status, {}), true), {
      onLeft: ({ _tag }) => _tag,
      onRight: () => "success"
    })
  assert.deepStrictEqual([401, 404, 429, 500].map(end), [
    "Unauthorized",
    "success",
    "RateLimited",
    "Unavailable"
  ])
})

describe("unanswered", () => {
  const end: NoAnswer = {
    _tag: "NoAnswer",
    reason: "Transport",
    outcome: "NotSent",
    permanent: false,
    code: "ECONNREFUSED"
  }

  it.each<[name: string, end: NoAnswer, unknownBefore: boolean, outcome: NoAnswer["outcome"]]>([
    ["not sent", end, false, "NotSent"],
    ["not sent, after an attempt of unknown end", end, true, "Unknown"],
    ["unknown", { ...end, outcome: "Unknown" }, false, "Unknown"]
  ])("%s", (_, end, unknownBefore, outcome) => {
    assert.deepInclude(unanswered(bepaidDialect, bepaid.list, end, unknownBefore), {
      _tag: "Unavailable",
      provider: "bepaid",
      operation: "list",
      reason: "Transport",
      code: "ECONNREFUSED",
      outcome,
      retryable: true
    })
  })
})
