/** What is sent to bePaid, held against its documentation; what is refused is not sent at all. */
import { assert, describe, it } from "@effect/vitest"
import { deepStrictEqual } from "@effect/vitest/utils"
import * as Redacted from "effect/Redacted"
import * as BePaid from "effect-payment-customers/BePaid"
import * as Stream from "#line/Stream"
import * as Effect from "#line/test/Effect"
import * as Option from "#line/test/Option"
import * as Result from "#line/test/Result"
import customer from "../fixtures/bepaid/create.201.json" with { type: "json" }
import documented from "../fixtures/bepaid/create.request.json" with { type: "json" }
import invalidRequest from "../fixtures/bepaid/create-invalid.request.json" with { type: "json" }
import listed from "../fixtures/bepaid/list.200.json" with { type: "json" }
import { type FixedAnswer, recording } from "../support/recording.js"

/** The documentation's create, in the library's names. */
const documentedInput: BePaid.CreateInput = {
  firstName: "John",
  lastName: "Doe",
  address: "1st Street",
  country: "US",
  city: "Denver",
  zip: "92006",
  state: "CO",
  phone: "+1-555-555-5555",
  email: "customer@example.com",
  ip: "127.0.0.1"
}

const required = { email: "customer@example.com", ip: "127.0.0.1" }

const created: FixedAnswer = { status: 201, body: customer }

/** Calls bePaid over a client that gives one answer, and tells what that client was asked to send. */
const exchange = <A, E>(
  answer: FixedAnswer,
  use: (bepaid: BePaid.Service) => Effect.Effect<A, E>,
  options: Partial<BePaid.Options> = {}
) =>
  Effect.gen(function* () {
    const recorder = recording([answer])
    const bepaid = yield* Effect.provide(
      BePaid.make({ shopId: "shop_id", secretKey: Redacted.make("secret_key"), ...options }),
      recorder.layer
    )
    const result = yield* Effect.result(use(bepaid))
    return { result, requests: recorder.requests }
  })

/** What `curl -u shop_id:secret_key` sends. */
const authorization = "Basic c2hvcF9pZDpzZWNyZXRfa2V5"

describe("each operation sends what the documentation shows", () => {
  const operations: ReadonlyArray<{
    readonly name: string
    readonly use: (bepaid: BePaid.Service) => Effect.Effect<unknown, unknown>
    readonly answer: FixedAnswer
    readonly sent: { readonly method: string; readonly url: string; readonly body?: unknown }
  }> = [
    {
      name: "create",
      use: (bepaid) => bepaid.create(documentedInput),
      answer: created,
      sent: { method: "POST", url: "https://api.bepaid.by/customers", body: documented }
    },
    {
      name: "retrieve",
      use: (bepaid) => bepaid.retrieve("cst_7aee5afb954c7ef7"),
      answer: { status: 200, body: customer },
      sent: { method: "GET", url: "https://api.bepaid.by/customers/cst_7aee5afb954c7ef7" }
    },
    {
      name: "list",
      use: (bepaid) => bepaid.list(),
      answer: { status: 200, body: listed },
      sent: { method: "GET", url: "https://api.bepaid.by/customers" }
    },
    {
      name: "stream",
      use: (bepaid) => Stream.runCollect(bepaid.stream()),
      answer: { status: 200, body: listed },
      sent: { method: "GET", url: "https://api.bepaid.by/customers" }
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
        assert.strictEqual(headers.authorization, authorization)
        assert.strictEqual(headers.accept, "application/json")
        // One integrator reports that a GET with a content type is refused.
        assert.strictEqual(headers["content-type"], method === "POST" ? "application/json" : undefined)
      })
    )
  }

  it.effect("no header but these is sent: no trace, no cookie", () =>
    Effect.gen(function* () {
      const { requests } = yield* exchange(created, (bepaid) =>
        Effect.withSpan(bepaid.create(required), "a traced program")
      )
      assert.deepStrictEqual(Object.keys(requests[0]?.headers ?? {}).sort(), [
        "accept",
        "accept-encoding",
        "authorization",
        "content-length",
        "content-type",
        "user-agent"
      ])
    })
  )

  it.effect("the secret is sent as UTF-8, colons and all", () =>
    Effect.gen(function* () {
      const { requests } = yield* exchange(created, (bepaid) => bepaid.create(required), {
        shopId: "361",
        secretKey: Redacted.make("clé:🔑")
      })
      const expected = `Basic ${Buffer.from("361:clé:🔑", "utf8").toString("base64")}`
      assert.strictEqual(requests[0]?.headers.authorization, expected)
    })
  )
})

describe("the base URL", () => {
  for (const { baseUrl, list, one } of [
    {
      baseUrl: "https://pay.example.by/api/v1",
      list: "https://pay.example.by/api/v1/customers",
      one: "https://pay.example.by/api/v1/customers/cst_1"
    },
    {
      baseUrl: "https://pay.example.by/api/v1//",
      list: "https://pay.example.by/api/v1/customers",
      one: "https://pay.example.by/api/v1/customers/cst_1"
    },
    {
      baseUrl: "http://127.0.0.1:8443",
      list: "http://127.0.0.1:8443/customers",
      one: "http://127.0.0.1:8443/customers/cst_1"
    }
  ]) {
    it.effect(`${baseUrl} stands before every path`, () =>
      Effect.gen(function* () {
        const listing = yield* exchange({ status: 200, body: [] }, (bepaid) => bepaid.list(), { baseUrl })
        const single = yield* exchange(
          { status: 200, body: customer },
          (bepaid) => bepaid.retrieve("cst_1"),
          { baseUrl }
        )
        assert.deepStrictEqual([listing.requests[0]?.url, single.requests[0]?.url], [list, one])
      })
    )
  }
})

describe("the body of a create", () => {
  const bodies: ReadonlyArray<{
    readonly name: string
    readonly input: BePaid.CreateInput
    readonly body: unknown
  }> = [
    { name: "the required fields alone", input: required, body: required },
    {
      name: "an external id, which later documentation has",
      input: { ...required, externalId: "order-42" },
      body: { ...required, external_id: "order-42" }
    },
    {
      name: "fields that are undefined are not sent",
      input: { ...required, firstName: undefined, phone: undefined, externalId: undefined },
      body: required
    },
    { name: "blank values are sent", input: { email: "", ip: "" }, body: { email: "", ip: "" } },
    {
      name: "so are blank optional ones",
      input: { ...required, firstName: "", state: " " },
      body: { ...required, first_name: "", state: " " }
    },
    {
      name: "malformed values are sent as they are",
      input: { email: "no e-mail", ip: "999.1", country: "Belarus", zip: "?", phone: "none", state: "Minsk" },
      body: { email: "no e-mail", ip: "999.1", country: "Belarus", zip: "?", phone: "none", state: "Minsk" }
    },
    {
      name: "a US customer without zip or state, which bePaid judges",
      input: { ...required, country: "US" },
      body: { ...required, country: "US" }
    },
    {
      name: "an external id of 256 characters",
      input: { ...required, externalId: "x".repeat(256) },
      body: { ...required, external_id: "x".repeat(256) }
    },
    {
      name: "white space, line breaks, Cyrillic and emoji",
      input: { email: " A@EXAMPLE.BY ", ip: "::1", lastName: "Ку́пала\nЯнка", city: "Мінск 🦬" },
      body: { email: " A@EXAMPLE.BY ", ip: "::1", last_name: "Ку́пала\nЯнка", city: "Мінск 🦬" }
    }
  ]
  for (const { name, input, body } of bodies) {
    it.effect(name, () =>
      Effect.gen(function* () {
        const { requests } = yield* exchange(created, (bepaid) => bepaid.create(input))
        assert.deepStrictEqual(
          requests.map((request) => request.body),
          [body]
        )
      })
    )
  }

  it.effect("the documentation's invalid example: a missing ip is found before it is sent", () =>
    Effect.gen(function* () {
      const { requests, result } = yield* exchange(created, (bepaid) =>
        // What a JavaScript caller can do.
        bepaid.create(invalidRequest as unknown as BePaid.CreateInput)
      )
      assert.isTrue(Result.isFailure(result))
      assert.deepStrictEqual(requests, [])
    })
  )
})

describe("a JavaScript caller's input that is no customer is refused and not sent", () => {
  const inputs: ReadonlyArray<{
    readonly name: string
    readonly input: unknown
    readonly errors: Readonly<Record<string, ReadonlyArray<string>>>
  }> = [
    { name: "no email", input: { ip: "127.0.0.1" }, errors: { email: ["is required"] } },
    { name: "no ip", input: { email: "a@example.com" }, errors: { ip: ["is required"] } },
    { name: "neither", input: {}, errors: { email: ["is required"], ip: ["is required"] } },
    { name: "undefined for ip", input: { ...required, ip: undefined }, errors: { ip: ["is required"] } },
    { name: "null for email", input: { ...required, email: null }, errors: { email: ["must be a string"] } },
    { name: "a number for ip", input: { ...required, ip: 2130706433 }, errors: { ip: ["must be a string"] } },
    {
      name: "a number for a phone",
      input: { ...required, phone: 375291234567 },
      errors: { phone: ["must be a string"] }
    },
    {
      name: "null for an optional field, which goes by the wire's name",
      input: { ...required, externalId: null },
      errors: { external_id: ["must be a string"] }
    },
    { name: "no input", input: undefined, errors: { base: ["must be an object"] } },
    { name: "null", input: null, errors: { base: ["must be an object"] } },
    { name: "an id", input: "cst_7aee5afb954c7ef7", errors: { base: ["must be an object"] } },
    { name: "an array", input: [required], errors: { email: ["is required"], ip: ["is required"] } }
  ]
  for (const { name, input, errors } of inputs) {
    it.effect(name, () =>
      Effect.gen(function* () {
        const { requests, result } = yield* exchange(created, (bepaid) =>
          bepaid.create(input as BePaid.CreateInput)
        )
        assert.deepStrictEqual(requests, [])
        if (Result.isSuccess(result)) return assert.fail("it was accepted")
        const error = Result.getOrThrow(Result.flip(result))
        if (error._tag !== "ValidationFailed") return assert.fail(error._tag)
        assert.strictEqual(error.origin, "client")
        assert.strictEqual(error.operation, "create")
        assert.deepStrictEqual({ ...error.errors }, errors)
        for (const field of Object.keys(errors)) assert.include(error.message, field)
        const printed = `${error.message} ${JSON.stringify(error)} ${JSON.stringify(error.errors)}`
        for (const value of ["example.com", "127.0.0.1", "375291234567", "2130706433", "7aee5afb"]) {
          assert.notInclude(printed, value)
        }
      })
    )
  }
})

describe("the id of a retrieve", () => {
  for (const { id, path } of [
    { id: "cst_7aee5afb954c7ef7", path: "/customers/cst_7aee5afb954c7ef7" },
    { id: "a form that nobody documents", path: "/customers/a%20form%20that%20nobody%20documents" },
    { id: "50%&ü;=", path: "/customers/50%25%26%C3%BC%3B%3D" },
    { id: "...", path: "/customers/..." }
  ]) {
    it.effect(`${JSON.stringify(id)} is sent, encoded`, () =>
      Effect.gen(function* () {
        const { requests } = yield* exchange({ status: 200, body: customer }, (bepaid) => bepaid.retrieve(id))
        assert.deepStrictEqual(
          requests.map((request) => request.path),
          [path]
        )
      })
    )
  }

  for (const id of [
    "",
    "  ",
    ".",
    "..",
    "cst_1/../..",
    "cst\\1",
    "cst_1?expand=1",
    "cst_1#top",
    "cst_1\n",
    "cst_\u0000",
    "cst_\u007f",
    "cst_\ud800",
    "cust_test_5xpiwbghl3sqo5y7n6h",
    "cust_9Cle7TXKkjhwqcWx4Kl5cQYk",
    "tokn_test_5xpiwbghl3sqo5y7n6h",
    undefined,
    null,
    7
  ]) {
    it.effect(`${JSON.stringify(id) ?? "undefined"} is refused and not sent`, () =>
      Effect.gen(function* () {
        const { requests, result } = yield* exchange({ status: 200, body: customer }, (bepaid) =>
          bepaid.retrieve(id as string)
        )
        assert.deepStrictEqual(requests, [])
        if (Result.isSuccess(result)) return assert.fail("it was accepted")
        const error = Result.getOrThrow(Result.flip(result))
        if (error._tag !== "ValidationFailed") return assert.fail(error._tag)
        assert.strictEqual(error.origin, "client")
        assert.deepStrictEqual(Object.keys(error.errors), ["id"])
        assert.match(error.errors.id?.[0] ?? "", /^must (not )?/)
      })
    )
  }
})

describe("the documented answers", () => {
  it.effect("201 is the customer", () =>
    Effect.gen(function* () {
      const { result } = yield* exchange(created, (bepaid) => bepaid.create(documentedInput))
      if (Result.isFailure(result)) return assert.fail(Result.getOrThrow(Result.flip(result))._tag)
      assert.strictEqual(Result.getOrThrow(result).id, customer.id)
      deepStrictEqual(Result.getOrThrow(result).firstName, Option.some(customer.first_name))
    })
  )

  it.effect("the list is one page, and a stream of the same customers", () =>
    Effect.gen(function* () {
      const page = yield* exchange({ status: 200, body: listed }, (bepaid) => bepaid.list())
      const stream = yield* exchange({ status: 200, body: listed }, (bepaid) =>
        Stream.runCollect(bepaid.stream())
      )
      if (Result.isFailure(page.result) || Result.isFailure(stream.result)) return assert.fail("a failure")
      const ids = listed.map(({ id }) => id)
      assert.deepStrictEqual(
        Result.getOrThrow(page.result).customers.map(({ id }) => String(id)),
        ids
      )
      assert.deepStrictEqual(
        Array.from(Result.getOrThrow(stream.result), ({ id }) => String(id)),
        ids
      )
    })
  )
})
