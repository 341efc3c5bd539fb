/** What holds of Stancer's rules for every input, and of its errors for every body, not only for the known ones. */
import { assert, describe, it } from "@effect/vitest"
import * as Stancer from "effect-payment-customers/Stancer"
import * as FastCheck from "fast-check"
import * as Option from "#line/test/Option"
import * as Result from "#line/test/Result"
import * as Schema from "#line/test/Schema"
import { callsV1 as calls, callsV2 } from "../../../src/providers/stancer/calls.js"
import { dialect } from "../../../src/providers/stancer/errors.js"
import { casesOf } from "../../support/sample.js"

describe("answers", () => {
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
        const { detail, code, existingId, errors = {} } = dialect.readError(json, () => false)
        for (const text of [detail, code, existingId]) assert.include(["string", "undefined"], typeof text)
        for (const text of Object.values(errors).flat()) assert.isString(text)
      }),
      { numRuns: casesOf(500) }
    )
  })
})

describe("the local rules", () => {
  type Limits = Readonly<Record<string, readonly [least: number, most: number]>>
  const versions = {
    v1: {
      create: calls.create,
      limits: { email: [5, 64], mobile: [8, 16], name: [3, 64], external_id: [0, 36] } satisfies Limits,
      unknown: ["country", "billing_address", "shipping_address", "date_birth", "legal_id"]
    },
    v2: {
      create: callsV2.create,
      limits: { email: [0, 64], mobile: [0, 16], name: [0, 64], external_id: [1, 36] } satisfies Limits,
      unknown: ["live_mode"]
    }
  }
  // About the limits of both versions.
  const text = FastCheck.oneof(
    FastCheck.string({ maxLength: 17 }),
    FastCheck.string({ unit: "grapheme", minLength: 15, maxLength: 70 })
  )
  const input = FastCheck.record(
    {
      email: text,
      mobile: text,
      name: text,
      externalId: text,
      country: text,
      billingAddress: text,
      shippingAddress: text,
      dateBirth: text,
      legalId: text,
      liveMode: FastCheck.boolean()
    },
    { requiredKeys: [] }
  )

  for (const [version, { create, limits, unknown }] of Object.entries(versions)) {
    it(`${version}: refuse the fields that break a rule, and no input else`, () => {
      FastCheck.assert(
        FastCheck.property(input, (given) => {
          const sent = Schema.encodeSync(Stancer.CreateInput)(given)
          const broken = Object.entries(sent).flatMap(([field, value]) => {
            if (unknown.includes(field)) return [field]
            const [least, most] = (limits as Limits)[field] ?? [0, Number.POSITIVE_INFINITY]
            const { length } = Array.from(String(value))
            return length < least || length > most ? [field] : []
          })
          if (given.email === undefined && given.mobile === undefined) broken.push("base")
          const refused = Result.match(create(given, Option.none()).request, {
            onFailure: ({ errors }) => Object.keys(errors),
            onSuccess: ({ body }) => {
              assert.deepStrictEqual<unknown>(body, sent)
              return []
            }
          })
          assert.deepStrictEqual(refused.sort(), broken.sort())
        }),
        { numRuns: casesOf(500) }
      )
    })
  }

  it("never repeat a value in their words", () => {
    const value = FastCheck.string({ minLength: 65, maxLength: 200 })
    FastCheck.assert(
      FastCheck.property(value, (text) => {
        const error = Result.getOrThrow(
          Result.flip(calls.create({ email: text, name: text }, Option.none()).request)
        )
        assert.notInclude(JSON.stringify(error.errors), text)
      })
    )
  })
})
