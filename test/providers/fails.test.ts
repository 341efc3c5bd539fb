/** What is the same of every provider's failures: whose error it is, what it carries, whether it is tried again. */
import { assert, describe, it } from "@effect/vitest"
import * as Duration from "#line/Duration"
import * as Result from "#line/test/Result"
import { isCustomersError } from "../../src/CustomersError.js"
import * as ofOmise from "../../src/providers/omise/calls.js"
import notFound from "../fixtures/omise/error-not-found.404.json" with { type: "json" }
import { type AnyCall, mapper } from "../support/mapper.js"
import { ids, subjects } from "./calls.js"

/** Of a provider's dialect, and of nobody's. */
const bodies: Readonly<Record<string, readonly [own: ReadonlyArray<unknown>, not: ReadonlyArray<unknown>]>> =
  {
    bepaid: [
      [
        { message: "Not found." },
        { errors: { base: ["no"] } },
        { response: { message: "Record not found" } },
        { message: null, errors: "no" }
      ],
      [{ message: null, errors: null, response: null }, { error: "no" }, [{ message: "no" }], "Not found."]
    ],
    omise: [
      [notFound, { object: "error" }],
      [
        { object: "customer", code: "not_found", message: "no" },
        { code: "not_found", message: "no" },
        { message: "Not Found" },
        [notFound],
        "error"
      ]
    ],
    stancer: [
      [
        { error: "no" },
        { error: { message: "no" } },
        { error: {} },
        { error: null, detail: "Not Found" },
        { detail: [] }
      ],
      [{ error: null }, { error: null, detail: null }, { message: "Not Found" }, [{ error: "no" }], "error"]
    ]
  }

/** The calls whose harm nobody knows, which are not made again. */
const once = ["bepaid create", "omise create", "stancer create"]

const spending: Readonly<Record<string, AnyCall>> = {
  "update with a card token": ofOmise.update(ids.omise, { card: "tokn_test_4xs9408a642a1htto8z" }),
  "update with a linked account": ofOmise.update(ids.omise, { linkedAccount: "account" })
}

for (const [provider, { dialect, calls }] of Object.entries(subjects)) {
  const failing = (call: AnyCall, status: number, headers: Readonly<Record<string, string>> = {}) =>
    Result.getOrThrow(Result.flip(mapper(dialect, call)(status, "<html>", headers)))

  describe(provider, () => {
    const [own, others] = bodies[provider] ?? [[], []]
    it.each([
      ...own.map((body) => [true, body] as const),
      ...[...others, {}, null, undefined].map((body) => [false, body] as const)
    ])("its own error: %s, %j", (isOwn, body) => assert.strictEqual(dialect.isOwnError(body), isOwn))

    const all = { ...calls, ...(provider === "omise" ? spending : {}) }
    it.each(Object.entries(all))("a 5xx on %s leaves its outcome open", (operation, call) => {
      const retryable = !once.includes(`${provider} ${operation}`) && !Object.hasOwn(spending, operation)
      const expected = { _tag: "Unavailable", reason: "Server", outcome: "Unknown", retryable } as const
      assert.deepInclude(failing(call, 502), expected)
    })

    it.each(Object.entries(calls))("any error of %s carries the request id, a 429 its wait", (_, call) => {
      for (const status of [302, 401, 403, 429, 500]) {
        const error = failing(call, status, { "x-request-id": "9f65-045c" })
        assert.isTrue(isCustomersError(error))
        assert.strictEqual(error.requestId, "9f65-045c")
      }
      for (const [wish, retryAfter] of [["90", Duration.seconds(90)], ["soon"], [undefined]] as const) {
        const error = failing(call, 429, wish === undefined ? {} : { "retry-after": wish })
        assert.deepStrictEqual(error._tag === "RateLimited" ? error.retryAfter : error, retryAfter)
      }
    })
  })
}
