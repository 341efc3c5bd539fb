/** What the attempts before the last one, or the want of an answer, make of a call's end. */

import * as Result from "#line/test/Result"
import { assert, describe, it } from "#line/test/vitest"
import type { CustomersError, Outcome } from "../../src/CustomersError.js"
import type { Dialect, Request } from "../../src/call/call.js"
import { interpret, unanswered } from "../../src/call/interpret.js"
import type { NoAnswer } from "../../src/http/answer.js"
import * as bepaid from "../../src/providers/bepaid/calls.js"
import { dialect as bepaidDialect } from "../../src/providers/bepaid/errors.js"
import * as omise from "../../src/providers/omise/calls.js"
import { dialect as omiseDialect } from "../../src/providers/omise/errors.js"
import * as stancer from "../../src/providers/stancer/calls.js"
import { dialect as stancerDialect } from "../../src/providers/stancer/errors.js"
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
      Result.getOrThrow(
        Result.flip(interpret(omiseDialect, call, { params: { id } }, answerOf(status, body), false))
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
    Result.isSuccess(interpret(omiseDialect, omise.retrieve(id), {}, answerOf(status, { id }), false))
  )
  assert.deepStrictEqual(ends, [false, true, true, false])
})

describe("the outcome of an answer of no known shape", () => {
  const outcome = (call: AnyCall, status: number, unknownBefore: boolean) => {
    const request = { params: { id } }
    const end = interpret(omiseDialect, call, request, answerOf(status, "<html>"), unknownBefore)
    const error = Result.getOrThrow(Result.flip(end))
    return error._tag === "UnexpectedResponse" ? error.outcome : assert.fail(error._tag)
  }
  const calls = { create: omise.create({ email: "a" }), retrieve: omise.retrieve(id) }

  it.each<[status: number, on: keyof typeof calls, outcome: Outcome]>([
    [199, "create", "Unknown"],
    [200, "create", "Unknown"],
    [204, "create", "Unknown"],
    [300, "create", "Unknown"],
    [302, "create", "Unknown"],
    [303, "create", "Unknown"],
    [399, "create", "Unknown"],
    [402, "create", "Refused"],
    [405, "create", "Refused"],
    [408, "create", "Unknown"],
    [410, "create", "Refused"],
    [413, "create", "Refused"],
    [420, "create", "Refused"],
    [421, "create", "Unknown"],
    [424, "create", "Refused"],
    [425, "create", "Unknown"],
    [426, "create", "Refused"],
    [499, "create", "Refused"],
    [600, "create", "Unknown"],
    // statuses that have a class, which these operations do not expect
    [404, "create", "Refused"],
    [400, "retrieve", "Refused"],
    [409, "retrieve", "Refused"],
    [422, "retrieve", "Refused"]
  ])("%i on a %s: %s, after an attempt of unknown end Unknown", (status, on, expected) => {
    assert.strictEqual(outcome(calls[on], status, false), expected)
    assert.strictEqual(outcome(calls[on], status, true), "Unknown")
  })
})

describe("a 404", () => {
  const own = {
    bepaid: { message: "Not found." },
    omise: { object: "error", code: "not_found" },
    stancer: { error: { message: "No such customer" } }
  }
  const dialects = { bepaid: bepaidDialect, omise: omiseDialect, stancer: stancerDialect }
  type Provider = keyof typeof dialects

  const ends = (dialect: Dialect, call: AnyCall, body: unknown, unknownBefore: boolean, decisive = false) =>
    Result.match(
      interpret(dialect, call, { params: { id } }, answerOf(404, body), unknownBefore, { decisive }),
      {
        onFailure: (error) => ("outcome" in error ? `${error._tag} ${error.outcome}` : error._tag),
        onSuccess: () => "success"
      }
    )

  const foreign = [
    "",
    "<html><h1>404</h1></html>",
    "404 page not found",
    "null",
    "{}",
    [],
    { status: 404 },
    { object: "customer", error: null, detail: null, message: null, errors: null, response: null }
  ]
  const unexpected = "UnexpectedResponse Refused"
  const unexpectedLater = "UnexpectedResponse Unknown"

  it.each<[name: string, provider: Provider, call: AnyCall, first: string, later: string]>([
    ["a delete", "omise", omise.remove(id), "NotFound", "success"],
    ["a retrieve", "bepaid", bepaid.retrieve("1"), "NotFound", "NotFound"],
    ["an update", "omise", omise.update(id, { email: "a" }), "NotFound", "NotFound"],
    ["a list", "bepaid", bepaid.list, unexpected, unexpectedLater],
    ["a create", "omise", omise.create({}), unexpected, unexpectedLater]
  ])(
    "on %s, at first and after an attempt of unknown end, whatever the body",
    (_, provider, call, ...both) => {
      for (const body of [own[provider], ...foreign]) {
        const dialect = dialects[provider]
        assert.deepStrictEqual([ends(dialect, call, body, false), ends(dialect, call, body, true)], both)
      }
    }
  )

  it("on a list of Stancer's is an empty page in Stancer's words, and in no others", () => {
    const list = stancer.list({})
    for (const body of [own.stancer, { error: "none" }, { detail: "Not Found" }, { detail: [] }]) {
      assert.deepStrictEqual(
        [false, true].map((unknownBefore) => ends(stancerDialect, list, body, unknownBefore)),
        ["success", "success"]
      )
    }
    for (const body of [...foreign, own.bepaid, own.omise, [own.stancer]]) {
      assert.strictEqual(ends(stancerDialect, list, body, false), unexpected, JSON.stringify(body))
      assert.strictEqual(ends(stancerDialect, list, body, true), unexpectedLater)
    }
  })

  const retrieves: Readonly<Record<Provider, AnyCall>> = {
    bepaid: bepaid.retrieve(id),
    omise: omise.retrieve(id),
    stancer: stancer.callsV1.retrieve(id)
  }
  it.each(Object.keys(retrieves) as ReadonlyArray<Provider>)(
    "that decides about a create is NotFound in the words of %s alone",
    (provider) => {
      const end = (body: unknown, unknownBefore = false) =>
        ends(dialects[provider], retrieves[provider], body, unknownBefore, true)
      assert.strictEqual(end(own[provider]), "NotFound")
      const others = Object.entries(own).flatMap(([name, body]) => (name === provider ? [] : [body]))
      for (const body of [...foreign, ...others, [own[provider]]]) {
        assert.strictEqual(end(body), unexpected, JSON.stringify(body))
        assert.strictEqual(end(body, true), unexpectedLater)
      }
    }
  )

  it("an answer that decides about a create is otherwise what it is", () => {
    const tag = (status: number, body: unknown) =>
      Result.match(
        interpret(omiseDialect, omise.retrieve(id), {}, answerOf(status, body), false, { decisive: true }),
        {
          onFailure: ({ _tag }) => _tag,
          onSuccess: () => "success"
        }
      )
    assert.deepStrictEqual(
      [tag(200, { id }), tag(401, ""), tag(429, ""), tag(500, "")],
      ["success", "Unauthorized", "RateLimited", "Unavailable"]
    )
  })
})

describe("the id of a 409 is none that was sent", () => {
  const [real, planted] = ["cust_9Cle7TXKkjhwqcWx4Kl5cQYk", "cust_aaaaaaaaaaaaaaaaaaaaaaaa"]
  const body = { error: { message: `${planted} already exists (${real})` } }
  const existingId = (request: Request) => {
    const call = stancer.callsV1.update(id, { name: "David" })
    const error = Result.getOrThrow(
      Result.flip(interpret(stancerDialect, call, request, answerOf(409, body), false))
    )
    return error._tag === "Conflict" ? error.existingId : assert.fail(error._tag)
  }

  it.each<[where: string, request: Request, id: string | undefined]>([
    ["nowhere", { body: { name: "David" } }, planted],
    ["in a field", { body: { name: planted } }, real],
    ["within a field", { body: { name: `John ${planted}, ` } }, real],
    ["within a longer word", { body: { name: `x${planted}aaa` } }, real],
    ["in a field within a field", { body: { metadata: { names: [{ first: planted }] } } }, real],
    ["in other letters", { body: { email: `${planted.toUpperCase()}@EXAMPLE.COM` } }, real],
    ["in the path", { params: { id: planted }, body: {} }, real],
    ["in the query", { query: [["name", planted]] }, real],
    ["both of them", { body: { name: planted, external_id: real } }, undefined]
  ])("%s", (_, request, expected) => assert.strictEqual(existingId(request), expected))
})

it("a delete whose first end is not known has succeeded where a 404 says so, and for no other answer", () => {
  const end = (status: number) =>
    Result.match(interpret(omiseDialect, omise.remove(id), { params: { id } }, answerOf(status, {}), true), {
      onFailure: ({ _tag }) => _tag,
      onSuccess: () => "success"
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
