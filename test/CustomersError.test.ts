/** The errors: what they keep when they travel, what they are equal to, and what tells them apart. */

import * as Equal from "effect/Equal"
import * as Hash from "effect/Hash"
import * as CustomersError from "effect-payment-customers/CustomersError"
import * as FastCheck from "fast-check"
import * as Duration from "#line/Duration"
import * as Arbitrary from "#line/test/Arbitrary"
import * as Effect from "#line/test/Effect"
import * as HttpApiError from "#line/test/HttpApiError"
import * as Schema from "#line/test/Schema"
import { assert, describe, it } from "#line/test/vitest"
import { common, samples, words } from "./support/errors.js"
import { casesOf } from "./support/sample.js"

const encode = Schema.encodeSync(CustomersError.CustomersError)
const decode = Schema.decodeUnknownSync(CustomersError.CustomersError)
const sentOver = (error: CustomersError.CustomersError) => decode(JSON.parse(JSON.stringify(encode(error))))

it("the samples are the union, whole", () => {
  assert.deepStrictEqual(
    samples.map(({ tag }) => `CustomersError.${tag}`),
    CustomersError.CustomersError.members.map(({ identifier }) => identifier)
  )
})

describe("travelling", () => {
  it.each(samples)("$tag, encoded, sent as JSON and decoded, is what it was", ({ tag, make }) => {
    const error = make()
    const arrived = sentOver(error)
    assert.notStrictEqual(arrived, error)
    assert.isTrue(Equal.equals(arrived, error))
    assert.strictEqual(Hash.hash(arrived), Hash.hash(error))
    assert.strictEqual(arrived._tag, tag)
    assert.strictEqual(arrived.message, error.message)
    for (const [key, value] of Object.entries(common)) assert.propertyVal(arrived, key, value)
  })

  it("so is any error", () => {
    FastCheck.assert(
      FastCheck.property(Arbitrary.make(CustomersError.CustomersError), (error) => {
        // JSON knows no infinite numbers, and no status is one; waits have their own test
        FastCheck.pre(error.status === undefined || Number.isFinite(error.status))
        FastCheck.pre(error._tag !== "RateLimited" || error.retryAfter === undefined)
        assert.isTrue(Equal.equals(sentOver(error), error))
      }),
      { numRuns: casesOf(500) }
    )
  })

  it.each(["NotSent", "Refused", "Unknown"] as const)("the outcome %s arrives", (outcome) => {
    const error = new CustomersError.UnexpectedResponse({ ...common, issues: [], outcome })
    assert.propertyVal(sentOver(error), "outcome", outcome)
    assert.include(error.message, `outcome ${outcome}`)
  })

  it("a wait is sent as milliseconds", () => {
    FastCheck.assert(
      FastCheck.property(FastCheck.nat(), (millis) => {
        const error = new CustomersError.RateLimited({ ...common, retryAfter: Duration.millis(millis) })
        assert.propertyVal(encode(error), "retryAfter", millis)
        assert.isTrue(Equal.equals(sentOver(error), error))
      })
    )
  })
})

describe("made by hand", () => {
  it("from plain data", () => {
    const error = new CustomersError.ValidationFailed({
      provider: "bepaid",
      operation: "create",
      origin: "client",
      // words that are not the library's: its own are printed, once a module that has them is loaded
      errors: { ip: ["is missing by hand"] }
    })
    assert.deepStrictEqual({ ...error.errors }, { ip: ["is missing by hand"] })
    assert.strictEqual(error.message, "bepaid create: origin client, fields ip")
    assert.instanceOf(error, Error)
  })

  it("what is undefined is absent", () => {
    const absent = new CustomersError.Unauthorized({ provider: "omise", operation: "list" })
    const error = new CustomersError.Unauthorized({
      provider: "omise",
      operation: "list",
      status: undefined,
      requestId: undefined,
      code: undefined,
      detail: undefined
    })
    assert.isTrue(Equal.equals(error, absent))
    assert.strictEqual(error.message, "omise list")
    assert.deepStrictEqual(Object.keys(encode(error)).sort(), ["_tag", "operation", "provider"])
  })

  it("the caller's data is left as it was", () => {
    const errors = Object.freeze({ ip: Object.freeze(["is odd"]) })
    const error = new CustomersError.ValidationFailed({ ...common, origin: "provider", errors })
    assert.isTrue(
      Equal.equals(error, new CustomersError.ValidationFailed({ ...common, origin: "provider", errors }))
    )
    assert.deepStrictEqual(errors, { ip: ["is odd"] })
  })

  it("a field named __proto__ is dropped, whether it was built or has travelled", () => {
    const map = `{"__proto__":["polluted"],"ip":["is odd"]}`
    const built = new CustomersError.ValidationFailed({
      ...common,
      origin: "provider",
      errors: JSON.parse(map)
    })
    const plain = new CustomersError.ValidationFailed({
      ...common,
      origin: "provider",
      errors: { ip: ["is odd"] }
    })
    const travelled = decode(
      JSON.parse(JSON.stringify(encode(plain)).replace(`{"ip":["is odd"]}`, () => map))
    )
    for (const error of [built, travelled]) {
      assert.strictEqual(error._tag, "ValidationFailed")
      if (error._tag !== "ValidationFailed") continue
      assert.deepStrictEqual(Object.keys(error.errors), ["ip"])
      assert.isUndefined(error.errors["0"])
      assert.isTrue(Equal.equals(error, plain))
    }
    assert.notProperty({}, "0")
  })

  it("it is an Effect that fails with itself", () => {
    const error = new CustomersError.Forbidden(common)
    assert.strictEqual(Effect.runSync(Effect.flip(error)), error)
  })
})

describe("equality", () => {
  it.each(samples)("$tag equals another with the same data", ({ make }) => {
    assert.isTrue(Equal.equals(make(), make()))
    assert.strictEqual(Hash.hash(make()), Hash.hash(make()))
  })

  it("differs where any part differs", () => {
    const make = (parts: object) =>
      new CustomersError.ValidationFailed({
        ...common,
        origin: "provider",
        errors: { ip: ["a", "b"] },
        ...parts
      })
    const differing: ReadonlyArray<object> = [
      { detail: "other" },
      { status: 400 },
      { origin: "client" },
      { errors: { ip: ["b", "a"] } },
      { errors: { ip: ["a"] } },
      { errors: { ip: ["a", "b"], zip: [] } }
    ]
    assert.isTrue(Equal.equals(make({}), make({})))
    for (const parts of differing) assert.isFalse(Equal.equals(make({}), make(parts)), JSON.stringify(parts))
  })

  it("two classes with the same data are not equal", () => {
    assert.isFalse(
      Equal.equals(new CustomersError.Unauthorized(common), new CustomersError.Forbidden(common))
    )
  })
})

const foreign: ReadonlyArray<[name: string, value: unknown]> = [
  ["the platform's NotFound", new HttpApiError.NotFound()],
  ["the platform's Unauthorized", new HttpApiError.Unauthorized()],
  ["an Error", new Error("NotFound")],
  ["the JSON of one of ours", encode(new CustomersError.RateLimited(common))],
  ["a string", "NotFound"],
  ["null", null],
  ["undefined", undefined]
]

describe("isCustomersError", () => {
  it.each(samples)("$tag is", ({ make }) => {
    assert.isTrue(CustomersError.isCustomersError(make()))
    assert.isTrue(CustomersError.isCustomersError(sentOver(make())))
  })

  it.each(foreign)("%s is not", (_, value) => {
    assert.isFalse(CustomersError.isCustomersError(value))
  })

  it.effect("tells our NotFound from the platform's where a tag does not", () =>
    Effect.gen(function* () {
      const program = (error: CustomersError.CustomersError | HttpApiError.NotFound) =>
        Effect.fail(error).pipe(
          Effect.catchIf(CustomersError.isCustomersError, ({ provider }) => Effect.succeed(provider)),
          Effect.catchTag("NotFound", () => Effect.succeed("another library's"))
        )
      const ours = new CustomersError.NotFound({ ...common, customerId: words.customerId })
      assert.strictEqual(yield* program(ours), "omise")
      assert.strictEqual(yield* program(new HttpApiError.NotFound()), "another library's")
    })
  )
})

describe("isRetryable", () => {
  const unavailable = (outcome: CustomersError.Outcome, retryable: boolean) =>
    new CustomersError.Unavailable({ ...common, reason: "Transport", outcome, retryable })

  it.each<[name: string, error: unknown, expected: boolean]>([
    ["Unavailable, not sent, of an operation that repeats", unavailable("NotSent", true), true],
    ["Unavailable, not sent", unavailable("NotSent", false), true],
    ["Unavailable, unknown, of an operation that repeats", unavailable("Unknown", true), true],
    ["Unavailable, unknown", unavailable("Unknown", false), false],
    ["RateLimited", new CustomersError.RateLimited(common), true],
    [
      "UnexpectedResponse, refused",
      new CustomersError.UnexpectedResponse({ ...common, issues: [], outcome: "Refused" }),
      false
    ],
    ...samples
      .filter(({ tag }) => tag !== "Unavailable" && tag !== "RateLimited")
      .map(({ tag, make }): [string, unknown, boolean] => [tag, make(), false]),
    ...foreign.map(([name, value]): [string, unknown, boolean] => [name, value, false])
  ])("%s: %s", (_, error, expected) => {
    assert.strictEqual(CustomersError.isRetryable(error), expected)
  })
})
