/** What is sent to Stancer, held against its documentation; what is refused is not sent at all. */
import { assert, describe, it } from "@effect/vitest"
import * as Redacted from "effect/Redacted"
import type { CustomersError } from "effect-payment-customers/CustomersError"
import * as Stancer from "effect-payment-customers/Stancer"
import * as Fiber from "#line/Fiber"
import * as Effect from "#line/test/Effect"
import * as Result from "#line/test/Result"
import * as TestClock from "#line/test/TestClock"
import customer from "../fixtures/stancer/customer.json" with { type: "json" }
import { type FixedAnswer, recording } from "../support/recording.js"
import { answer, breakOff, fail, fetchFailed, nodeError, type Step, scripted } from "../support/scripted.js"

const testKey = "stest_0123456789abcdefghijklmn"
const liveKey = "sprod_0123456789abcdefghijklmn"

const email = "david@example.net"

const found: FixedAnswer = { status: 200, body: customer }
const done: FixedAnswer = { status: 204 }

/** Calls Stancer over a client that gives one answer, and tells what that client was asked to send. */
const exchange = <A>(
  answer: FixedAnswer,
  use: (stancer: Stancer.Service) => Effect.Effect<A, CustomersError>,
  secretKey = testKey
) =>
  Effect.gen(function* () {
    const client = recording([answer])
    const stancer = yield* Effect.provide(Stancer.make({ secretKey: Redacted.make(secretKey) }), client.layer)
    const result = yield* Effect.result(use(stancer))
    return { result, requests: client.requests }
  })

describe("each operation sends what the documentation shows", () => {
  const one = `https://api.stancer.com/v1/customers/${customer.id}`
  const david = { email, mobile: "+33639980102", name: "David Coaster" }
  const operations: ReadonlyArray<{
    readonly name: string
    readonly use: (stancer: Stancer.Service) => Effect.Effect<unknown, CustomersError>
    readonly answer: FixedAnswer
    readonly sent: { readonly method: string; readonly url: string; readonly body?: unknown }
  }> = [
    {
      name: "create",
      use: (stancer) => stancer.create(david),
      answer: found,
      sent: { method: "POST", url: "https://api.stancer.com/v1/customers/", body: david }
    },
    {
      name: "create with every field",
      use: (stancer) => stancer.create({ ...david, externalId: "7b1e", liveMode: false }),
      answer: { status: 201, body: customer },
      sent: {
        method: "POST",
        url: "https://api.stancer.com/v1/customers/",
        body: { ...david, external_id: "7b1e", live_mode: false }
      }
    },
    {
      name: "retrieve",
      use: (stancer) => stancer.retrieve(customer.id),
      answer: found,
      sent: { method: "GET", url: one }
    },
    {
      name: "update",
      use: (stancer) => stancer.update(customer.id, { name: "David Rower", externalId: "7b1e" }),
      answer: done,
      sent: { method: "PATCH", url: one, body: { name: "David Rower", external_id: "7b1e" } }
    },
    {
      name: "delete",
      use: (stancer) => stancer.delete(customer.id),
      answer: done,
      sent: { method: "DELETE", url: one }
    }
  ]

  for (const { name, use, answer, sent } of operations) {
    it.effect(name, () =>
      Effect.gen(function* () {
        const { requests, result } = yield* exchange(answer, use)
        assert.isTrue(Result.isSuccess(result))
        assert.strictEqual(requests.length, 1)
        const { method, url, body, headers } = requests[0] ?? assert.fail("nothing was sent")
        assert.deepStrictEqual({ method, url, body }, { body: undefined, ...sent })
        // User name: the key; password: empty.
        assert.strictEqual(headers.authorization, `Basic ${btoa(`${testKey}:`)}`)
        assert.strictEqual(headers["content-type"], body === undefined ? undefined : "application/json")
      })
    )
  }

  for (const [name, answer] of Object.entries({
    "204": done,
    "200 without a body": { status: 200 },
    "200 with {}": { status: 200, body: {} },
    "200 with the customer": found
  })) {
    it.effect(`${name} confirms an update and a delete`, () =>
      Effect.gen(function* () {
        const updated = yield* exchange(answer, (stancer) => stancer.update(customer.id, { name: "David" }))
        const deleted = yield* exchange(answer, (stancer) => stancer.delete(customer.id))
        assert.deepStrictEqual(
          [Result.isSuccess(updated.result), Result.isSuccess(deleted.result)],
          [true, true]
        )
      })
    )
  }
})

describe("good input is sent as it is", () => {
  const bodies: ReadonlyArray<{
    readonly name: string
    readonly input: Stancer.CreateInput
    readonly key?: string
    readonly body: unknown
  }> = [
    { name: "an e-mail alone", input: { email }, body: { email } },
    { name: "a mobile alone", input: { mobile: "+33639980102" }, body: { mobile: "+33639980102" } },
    {
      name: "fields that are undefined are not sent",
      input: { email, mobile: undefined, name: undefined, externalId: undefined, liveMode: undefined },
      body: { email }
    },
    {
      name: "live_mode of a live key",
      input: { email, liveMode: true },
      key: liveKey,
      body: { email, live_mode: true }
    },
    {
      name: "any live_mode where the key does not tell its mode",
      input: { email, liveMode: true },
      key: "a-key-of-an-emulator",
      body: { email, live_mode: true }
    },
    {
      name: "the shortest of each",
      input: { email: "a@b.c", mobile: "12345678", name: "Léo", externalId: "" },
      body: { email: "a@b.c", mobile: "12345678", name: "Léo", external_id: "" }
    },
    {
      name: "the longest of each",
      input: {
        email: "e".repeat(64),
        mobile: "1".repeat(16),
        name: "n".repeat(64),
        externalId: "x".repeat(36)
      },
      body: {
        email: "e".repeat(64),
        mobile: "1".repeat(16),
        name: "n".repeat(64),
        external_id: "x".repeat(36)
      }
    },
    {
      name: "a name of 64 emoji is 64 characters long",
      input: { email, name: "🦫".repeat(64) },
      body: { email, name: "🦫".repeat(64) }
    },
    {
      name: "malformed values are Stancer's to judge",
      input: { email: "no e-mail", mobile: "no mobile" },
      body: { email: "no e-mail", mobile: "no mobile" }
    }
  ]
  for (const { name, input, key, body } of bodies) {
    it.effect(name, () =>
      Effect.gen(function* () {
        const { requests } = yield* exchange(found, (stancer) => stancer.create(input), key)
        assert.deepStrictEqual(
          requests.map((request) => request.body),
          [body]
        )
      })
    )
  }

  for (const { id, path } of [
    { id: customer.id, path: `/v1/customers/${customer.id}` },
    { id: "a form that nobody documents", path: "/v1/customers/a%20form%20that%20nobody%20documents" },
    { id: "cust_29", path: "/v1/customers/cust_29" }
  ]) {
    it.effect(`the id ${id} is sent, encoded`, () =>
      Effect.gen(function* () {
        const { requests } = yield* exchange(found, (stancer) => stancer.retrieve(id))
        assert.deepStrictEqual(
          requests.map((request) => request.path),
          [path]
        )
      })
    )
  }
})

/** A refusal before sending names the operation, the fields and their rules, and repeats no value. */
const refused = (
  secretKey: string,
  operation: string,
  use: (stancer: Stancer.Service) => Effect.Effect<unknown, CustomersError>,
  errors: Readonly<Record<string, ReadonlyArray<string>>>
) =>
  Effect.gen(function* () {
    const { requests, result } = yield* exchange(found, use, secretKey)
    assert.deepStrictEqual(requests, [])
    if (Result.isSuccess(result)) return assert.fail("it was accepted")
    const error = Result.getOrThrow(Result.flip(result))
    if (error._tag !== "ValidationFailed") return assert.fail(error._tag)
    assert.strictEqual(error.origin, "client")
    assert.strictEqual(error.operation, operation)
    assert.deepStrictEqual({ ...error.errors }, errors)
    for (const field of Object.keys(errors)) assert.include(error.message, field)
  })

describe("input that breaks a rule is refused and not sent", () => {
  const lengths: ReadonlyArray<{
    readonly name: string
    readonly fields: Stancer.UpdateInput
    readonly errors: Readonly<Record<string, ReadonlyArray<string>>>
  }> = [
    {
      name: "a name of two characters",
      fields: { name: "Al" },
      errors: { name: ["must be 3 to 64 characters long"] }
    },
    {
      name: "a name of two emoji",
      fields: { name: "🦫🦫" },
      errors: { name: ["must be 3 to 64 characters long"] }
    },
    {
      name: "a name of 65",
      fields: { name: "n".repeat(65) },
      errors: { name: ["must be 3 to 64 characters long"] }
    },
    {
      name: "an e-mail of 65",
      fields: { email: `${"e".repeat(53)}@example.com` },
      errors: { email: ["must be 5 to 64 characters long"] }
    },
    {
      name: "an e-mail of four",
      fields: { email: "a@bc" },
      errors: { email: ["must be 5 to 64 characters long"] }
    },
    { name: "a blank e-mail", fields: { email: "" }, errors: { email: ["must be 5 to 64 characters long"] } },
    {
      name: "a mobile of 7",
      fields: { mobile: "1234567" },
      errors: { mobile: ["must be 8 to 16 characters long"] }
    },
    {
      name: "a mobile of 17",
      fields: { mobile: "+1234567890123456" },
      errors: { mobile: ["must be 8 to 16 characters long"] }
    },
    {
      name: "an external id of 37",
      fields: { externalId: "x".repeat(37) },
      errors: { external_id: ["must be at most 36 characters long"] }
    },
    {
      name: "several at once",
      fields: { email: "a@bc", mobile: "1234567", name: "Al" },
      errors: {
        email: ["must be 5 to 64 characters long"],
        mobile: ["must be 8 to 16 characters long"],
        name: ["must be 3 to 64 characters long"]
      }
    }
  ]
  for (const { name, fields, errors } of lengths) {
    it.effect(`create: ${name}`, () =>
      refused(testKey, "create", (stancer) => stancer.create({ email, ...fields }), errors)
    )
    it.effect(`update: ${name}`, () =>
      refused(testKey, "update", (stancer) => stancer.update(customer.id, fields), errors)
    )
  }

  const creates: ReadonlyArray<{
    readonly name: string
    readonly input: unknown
    readonly key?: string
    readonly errors: Readonly<Record<string, ReadonlyArray<string>>>
  }> = [
    { name: "nothing", input: {}, errors: { base: ["must have an email or a mobile"] } },
    {
      name: "neither e-mail nor mobile",
      input: { name: "David Coaster", externalId: "7b1e", email: undefined },
      errors: { base: ["must have an email or a mobile"] }
    },
    {
      name: "live, with a test key",
      input: { email, liveMode: true },
      errors: { live_mode: ["must be left out, or be the mode of the secret key"] }
    },
    {
      name: "test, with a live key",
      input: { email, liveMode: false },
      key: liveKey,
      errors: { live_mode: ["must be left out, or be the mode of the secret key"] }
    },
    {
      name: "two rules at once",
      input: { liveMode: true },
      errors: {
        base: ["must have an email or a mobile"],
        live_mode: ["must be left out, or be the mode of the secret key"]
      }
    },
    { name: "null for an e-mail", input: { email: null }, errors: { email: ["must be a string"] } },
    {
      name: "a number for a mobile",
      input: { mobile: 33639980102 },
      errors: { mobile: ["must be a string"] }
    },
    {
      name: "a text for a mode",
      input: { email, liveMode: "no" },
      errors: { live_mode: ["must be a boolean"] }
    }
  ]
  for (const { name, input, key = testKey, errors } of creates) {
    it.effect(`create: ${name}`, () =>
      // What a JavaScript caller can do.
      refused(key, "create", (stancer) => stancer.create(input as Stancer.CreateInput), errors)
    )
  }

  for (const [name, patch] of Object.entries({
    "no field": {},
    "fields that are all undefined": { name: undefined, email: undefined },
    "a field that can't be changed": { liveMode: true, id: "cust_1" }
  })) {
    it.effect(`update: ${name}`, () =>
      refused(testKey, "update", (stancer) => stancer.update(customer.id, patch), {
        base: ["must have a field to change"]
      })
    )
  }

  it.effect("update: null does not clear a field", () =>
    refused(
      testKey,
      "update",
      (stancer) => stancer.update(customer.id, { name: null } as unknown as Stancer.UpdateInput),
      { name: ["must be a string"] }
    )
  )
})

describe("an id that can't be one is refused and not sent, whatever the operation", () => {
  const operations: Readonly<
    Record<string, (stancer: Stancer.Service, id: string) => Effect.Effect<unknown, CustomersError>>
  > = {
    retrieve: (stancer, id) => stancer.retrieve(id),
    update: (stancer, id) => stancer.update(id, { name: "David" }),
    delete: (stancer, id) => stancer.delete(id)
  }
  const ids: ReadonlyArray<readonly [id: unknown, rule: string]> = [
    ["", "must not be empty"],
    [" ", "must not be empty"],
    ["..", "must not be a dot segment"],
    ["cust_1/../..", "must not contain a slash, ?, # or a control character"],
    ["cust_1?expand=1", "must not contain a slash, ?, # or a control character"],
    ["cust_1\n", "must not contain a slash, ?, # or a control character"],
    ["cst_7aee5afb954c7ef7", "must be a customer id of stancer, not a customer id of bePaid"],
    ["cust_test_5xpiwbghl3sqo5y7n6h", "must be a customer id of stancer, not a customer id of Omise"],
    ["tokn_test_5xpiwbghl3sqo5y7n6h", "must be a customer id of stancer, not a card token of Omise"],
    [undefined, "must be a string"],
    [7, "must be a string"]
  ]
  for (const [operation, use] of Object.entries(operations)) {
    for (const [id, rule] of ids) {
      it.effect(`${operation} ${JSON.stringify(id)}`, () =>
        refused(testKey, operation, (stancer) => use(stancer, id as string), { id: [rule] })
      )
    }
  }
})

describe("what is sent again", () => {
  const reset = fail(fetchFailed(nodeError("ECONNRESET", { syscall: "read" })))
  const conversations: ReadonlyArray<{
    readonly name: string
    readonly use: (stancer: Stancer.Service) => Effect.Effect<unknown, CustomersError>
    readonly steps: ReadonlyArray<Step>
    readonly ends: string
  }> = [
    {
      name: "a create whose answer is lost: never",
      use: (stancer) => stancer.create({ email }),
      steps: [reset],
      ends: "Unavailable"
    },
    {
      name: "an update whose answer is lost: it sets the same values",
      use: (stancer) => stancer.update(customer.id, { name: "David" }),
      steps: [reset, answer(502), answer(204)],
      ends: "success"
    },
    {
      name: "a delete whose answer is lost, and that had been carried out",
      use: (stancer) => stancer.delete(customer.id),
      steps: [breakOff(200, nodeError("ECONNRESET")), answer(404)],
      ends: "success"
    },
    {
      name: "a delete that was certainly not sent, of nobody",
      use: (stancer) => stancer.delete(customer.id),
      steps: [fail(fetchFailed(nodeError("ECONNREFUSED", { syscall: "connect" }))), answer(404)],
      ends: "NotFound"
    },
    {
      name: "a delete of nobody: no",
      use: (stancer) => stancer.delete(customer.id),
      steps: [answer(404)],
      ends: "NotFound"
    },
    {
      name: "a conflict: no",
      use: (stancer) => stancer.create({ email }),
      steps: [answer(409)],
      ends: "Conflict"
    }
  ]
  for (const { name, use, steps, ends } of conversations) {
    it.effect(name, () =>
      Effect.gen(function* () {
        const script = scripted(steps)
        const stancer = yield* Effect.provide(
          Stancer.make({ secretKey: Redacted.make(testKey) }),
          script.layer
        )
        const fiber = yield* Effect.forkChild(
          Effect.match(use(stancer), { onFailure: ({ _tag }) => _tag as string, onSuccess: () => "success" })
        )
        yield* TestClock.adjust("1 minute")
        assert.strictEqual(yield* Fiber.join(fiber), ends)
        assert.strictEqual(script.sent.length, steps.length)
        assert.strictEqual(new Set(script.sent.map(({ body }) => body)).size, 1)
      })
    )
  }
})
