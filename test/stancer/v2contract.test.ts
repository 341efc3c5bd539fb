/** What is sent to Stancer's API v2, held against its description; what is refused is not sent at all. */
import { assert, describe, it } from "@effect/vitest"
import * as Redacted from "effect/Redacted"
import type { CustomersError } from "effect-payment-customers/CustomersError"
import * as Stancer from "effect-payment-customers/Stancer"
import * as DateTime from "#line/DateTime"
import * as Stream from "#line/Stream"
import * as Effect from "#line/test/Effect"
import * as Result from "#line/test/Result"
import customer from "../fixtures/stancer/customer.json" with { type: "json" }
import { type FixedAnswer, recording } from "../support/recording.js"

const testKey = "stest_0123456789abcdefghijklmn"
const email = "david@example.net"

type Service = Stancer.Service & Stancer.ServiceV2
type Use = (stancer: Service) => Effect.Effect<unknown, CustomersError>

const found: FixedAnswer = { status: 200, body: customer }
const done: FixedAnswer = { status: 204 }
const page: FixedAnswer = {
  status: 200,
  body: { range: { start: 0, limit: 10, has_more: false }, customers: [customer] }
}

/** Calls Stancer over a client that gives one answer, and tells what that client was asked to send. */
const exchange = (
  answer: FixedAnswer,
  use: Use,
  make: (options: Stancer.Options) => ReturnType<typeof Stancer.makeV2> = Stancer.makeV2
) =>
  Effect.gen(function* () {
    const client = recording([answer])
    const stancer = yield* Effect.provide(make({ secretKey: Redacted.make(testKey) }), client.layer)
    const result = yield* Effect.result(use(stancer))
    return { result, requests: client.requests }
  })

describe("each operation sends what the description shows", () => {
  const collection = "https://api.stancer.com/v2/customers/"
  const one = `${collection}${customer.id}`
  const operations: ReadonlyArray<{
    readonly name: string
    readonly use: Use
    readonly answer: FixedAnswer
    readonly sent: { readonly method: string; readonly url: string; readonly body?: unknown }
  }> = [
    {
      name: "create with every field",
      use: (stancer) =>
        stancer.create({
          email,
          mobile: "+33639980102",
          name: "David Coaster",
          externalId: "7b1e",
          country: "FR",
          billingAddress: "addr_1",
          shippingAddress: "addr_2",
          dateBirth: "1981-02-03",
          legalId: "552081317"
        }),
      answer: found,
      sent: {
        method: "POST",
        url: collection,
        body: {
          email,
          mobile: "+33639980102",
          name: "David Coaster",
          external_id: "7b1e",
          country: "FR",
          billing_address: "addr_1",
          shipping_address: "addr_2",
          date_birth: "1981-02-03",
          legal_id: "552081317"
        }
      }
    },
    {
      name: "create with the shortest of each",
      use: (stancer) => stancer.create({ email: "", mobile: "1234", name: "Léo", externalId: "1" }),
      answer: found,
      sent: {
        method: "POST",
        url: collection,
        body: { email: "", mobile: "1234", name: "Léo", external_id: "1" }
      }
    },
    {
      name: "create without fields that are undefined",
      use: (stancer) => stancer.create({ email, country: undefined, liveMode: undefined }),
      answer: found,
      sent: { method: "POST", url: collection, body: { email } }
    },
    {
      name: "retrieve",
      use: (stancer) => stancer.retrieve(customer.id),
      answer: found,
      sent: { method: "GET", url: one }
    },
    {
      name: "update",
      use: (stancer) => stancer.update(customer.id, { country: "DE", legalId: "1" }),
      answer: done,
      sent: { method: "PATCH", url: one, body: { country: "DE", legal_id: "1" } }
    },
    {
      name: "delete",
      use: (stancer) => stancer.delete(customer.id),
      answer: done,
      sent: { method: "DELETE", url: one }
    },
    {
      name: "list",
      use: (stancer) => stancer.list(),
      answer: page,
      sent: { method: "GET", url: collection }
    },
    {
      name: "list with every option, the time in whole seconds",
      use: (stancer) =>
        stancer.list({
          created: DateTime.makeUnsafe("2018-10-03T10:22:54.900Z"),
          externalId: "7b1e",
          email: "david+1@example.net",
          name: "David & Co",
          country: "FR",
          legalId: "552",
          start: 20,
          limit: 100
        }),
      answer: page,
      sent: {
        method: "GET",
        url: `${collection}?created=1538562174&external_id=7b1e&email=david%2B1%40example.net&name=David+%26+Co&country=FR&legal_id=552&start=20&limit=100`
      }
    },
    {
      name: "list without options that are undefined",
      use: (stancer) => stancer.list({ created: undefined, email: undefined, start: 0, limit: 1 }),
      answer: page,
      sent: { method: "GET", url: `${collection}?start=0&limit=1` }
    },
    {
      name: "stream",
      use: (stancer) => Stream.runDrain(stancer.stream({ country: "FR" })),
      answer: page,
      sent: { method: "GET", url: `${collection}?country=FR&start=0` }
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
        assert.strictEqual(headers.authorization, `Basic ${btoa(`${testKey}:`)}`)
        assert.strictEqual(headers["content-type"], body === undefined ? undefined : "application/json")
      })
    )
  }
})

type Succeeds<T> = T extends Effect.Effect<infer A, unknown, unknown> ? A : never

/** A refusal before sending names the operation, the fields and their rules, and repeats no value. */
const isRefused = (
  { requests, result }: Succeeds<ReturnType<typeof exchange>>,
  operation: string,
  errors: Readonly<Record<string, ReadonlyArray<string>>>
) => {
  assert.deepStrictEqual(requests, [])
  if (Result.isSuccess(result)) return assert.fail("it was accepted")
  const error = Result.getOrThrow(Result.flip(result))
  if (error._tag !== "ValidationFailed") return assert.fail(error._tag)
  assert.include(error, { origin: "client", operation })
  assert.deepStrictEqual({ ...error.errors }, errors)
}

describe("input that breaks a rule is refused and not sent", () => {
  const fields: ReadonlyArray<{
    readonly name: string
    readonly fields: Stancer.UpdateInput
    readonly errors: Readonly<Record<string, ReadonlyArray<string>>>
  }> = [
    {
      name: "an e-mail of 65",
      fields: { email: `${"e".repeat(53)}@example.com` },
      errors: { email: ["must be at most 64 characters long"] }
    },
    {
      name: "a mobile of 17",
      fields: { mobile: "+1234567890123456" },
      errors: { mobile: ["must be at most 16 characters long"] }
    },
    {
      name: "a name of 65",
      fields: { name: "n".repeat(65) },
      errors: { name: ["must be at most 64 characters long"] }
    },
    {
      name: "an empty external id",
      fields: { externalId: "" },
      errors: { external_id: ["must be 1 to 36 characters long"] }
    },
    {
      name: "an external id of 37",
      fields: { externalId: "x".repeat(37) },
      errors: { external_id: ["must be 1 to 36 characters long"] }
    },
    {
      name: "several at once",
      fields: { mobile: "1".repeat(17), name: "n".repeat(65) },
      errors: {
        mobile: ["must be at most 16 characters long"],
        name: ["must be at most 64 characters long"]
      }
    }
  ]
  for (const { name, fields: given, errors } of fields) {
    it.effect(`create: ${name}`, () =>
      Effect.map(
        exchange(found, (stancer) => stancer.create({ email, ...given })),
        (end) => isRefused(end, "create", errors)
      )
    )
    it.effect(`update: ${name}`, () =>
      Effect.map(
        exchange(found, (stancer) => stancer.update(customer.id, given)),
        (end) => isRefused(end, "update", errors)
      )
    )
  }

  for (const liveMode of [true, false]) {
    it.effect(`create: live_mode ${liveMode}, which v2 does not know`, () =>
      Effect.map(
        exchange(found, (stancer) => stancer.create({ email, liveMode })),
        (end) => isRefused(end, "create", { live_mode: ["must be left out: API v2 does not know it"] })
      )
    )
  }

  it.effect("create: neither e-mail nor mobile", () =>
    Effect.map(
      exchange(found, (stancer) => stancer.create({ legalId: "552081317" })),
      (end) => isRefused(end, "create", { base: ["must have an email or a mobile"] })
    )
  )

  it.effect("update: no field", () =>
    Effect.map(
      exchange(found, (stancer) => stancer.update(customer.id, {})),
      (end) => isRefused(end, "update", { base: ["must have a field to change"] })
    )
  )

  const lists: ReadonlyArray<{
    readonly name: string
    // What a JavaScript caller can give.
    readonly options: Readonly<Record<string, unknown>>
    readonly errors: Readonly<Record<string, ReadonlyArray<string>>>
  }> = [
    { name: "a start below 0", options: { start: -1 }, errors: { start: ["must be a whole number from 0"] } },
    { name: "half a start", options: { start: 0.5 }, errors: { start: ["must be a whole number from 0"] } },
    ...[0, 101, 2.5, Number.NaN].map((limit) => ({
      name: `a limit of ${limit}`,
      options: { limit },
      errors: { limit: ["must be a whole number from 1 to 100"] }
    })),
    { name: "a limit as a text", options: { limit: "10" }, errors: { limit: ["must be a number"] } },
    { name: "an e-mail that is null", options: { email: null }, errors: { email: ["must be a string"] } },
    {
      name: "several at once",
      options: { externalId: 7, start: -1, limit: 0 },
      errors: {
        external_id: ["must be a string"],
        start: ["must be a whole number from 0"],
        limit: ["must be a whole number from 1 to 100"]
      }
    }
  ]
  for (const { name, options, errors } of lists) {
    it.effect(`list: ${name}`, () =>
      Effect.map(
        exchange(page, (stancer) => stancer.list(options)),
        (end) => isRefused(end, "list", errors)
      )
    )
    it.effect(`stream: ${name}`, () =>
      Effect.map(
        exchange(page, (stancer) => Stream.runDrain(stancer.stream(options))),
        (end) => isRefused(end, "list", errors)
      )
    )
  }

  it.effect("list: a time that is no DateTime", () =>
    Effect.map(
      exchange(page, (stancer) => stancer.list({ created: 1538562174 } as unknown as Stancer.ListOptions)),
      ({ requests, result }) => {
        assert.deepStrictEqual(requests, [])
        const error = Result.getOrThrow(Result.flip(result))
        if (error._tag !== "ValidationFailed") return assert.fail(error._tag)
        assert.deepStrictEqual(Object.keys(error.errors), ["created"])
      }
    )
  )
})

describe("what only v2 knows is refused by v1", () => {
  const fields = {
    country: "FR",
    billing_address: "addr_1",
    shipping_address: "addr_2",
    date_birth: "1981-02-03",
    legal_id: "552081317"
  }
  const names = ["country", "billingAddress", "shippingAddress", "dateBirth", "legalId"] as const
  const v1 = (options: Stancer.Options) => Effect.map(Stancer.make(options), (service) => service as Service)

  for (const [index, [field, value]] of Object.entries(fields).entries()) {
    const given = { [names[index] ?? ""]: value }
    const errors = { [field]: ["must be left out: API v1 does not know it"] }
    it.effect(`create: ${field}`, () =>
      Effect.map(
        exchange(found, (stancer) => stancer.create({ email, ...given }), v1),
        (end) => isRefused(end, "create", errors)
      )
    )
    it.effect(`update: ${field}`, () =>
      Effect.map(
        exchange(found, (stancer) => stancer.update(customer.id, given), v1),
        (end) => isRefused(end, "update", errors)
      )
    )
  }
})
