/** `errors` of a refusal by the names of `Customers`, beside the provider's own. */

import { assert, describe, it } from "@effect/vitest"
import * as Equal from "effect/Equal"
import * as Redacted from "effect/Redacted"
import * as BePaid from "effect-payment-customers/BePaid"
import * as Customers from "effect-payment-customers/Customers"
import * as CustomersError from "effect-payment-customers/CustomersError"
import * as Omise from "effect-payment-customers/Omise"
import * as Stancer from "effect-payment-customers/Stancer"
import type * as Layer from "#line/Layer"
import type { ConfigError } from "#line/test/Config"
import * as Effect from "#line/test/Effect"
import type { HttpClient } from "#line/test/HttpClient"
import * as Schema from "#line/test/Schema"
import { dialect as bepaidDialect } from "../../src/providers/bepaid/errors.js"
import { dialect as omiseDialect } from "../../src/providers/omise/errors.js"
import { dialect as stancerDialect } from "../../src/providers/stancer/errors.js"
import { answer, type Step, scripted } from "../support/scripted.js"

type Creating = Layer.Layer<Customers.Create | Customers.Ensure, ConfigError, HttpClient>

const bepaid: Creating = BePaid.layer({ shopId: "361", secretKey: Redacted.make("secret") })
const omise: Creating = Omise.layer({ secretKey: Redacted.make("skey_test_5xpiwb0o3sqo5y7n6h1") })
const stancer: Creating = Stancer.layer({ secretKey: Redacted.make("stest_Zk3yQ9w8vJ7hX6r2mFt") })

const john: Customers.CustomerInput = { email: "john@example.com", ip: "127.0.0.1" }

interface Row {
  readonly name: string
  readonly layer: Creating
  readonly steps: ReadonlyArray<Step>
  readonly input?: Partial<Customers.CustomerInput>
  readonly origin: "client" | "provider"
  readonly errors: CustomersError.FieldErrors
  readonly neutral: CustomersError.FieldErrors
}

const rows: ReadonlyArray<Row> = [
  {
    name: "bePaid: two fields that are one name",
    layer: bepaid,
    steps: [
      answer(422, {
        message: "refused",
        errors: {
          first_name: ["can't be blank"],
          last_name: ["can't be blank", "is too short"],
          external_id: ["is taken"],
          ip: ["address is invalid"],
          zip: ["is wrong"],
          base: ["no"]
        }
      })
    ],
    origin: "provider",
    errors: {
      first_name: ["can't be blank"],
      last_name: ["can't be blank", "is too short"],
      external_id: ["is taken"],
      ip: ["address is invalid"],
      zip: ["is wrong"],
      base: ["no"]
    },
    neutral: {
      name: ["can't be blank", "is too short"],
      externalId: ["is taken"],
      ip: ["address is invalid"],
      zip: ["is wrong"],
      base: ["no"]
    }
  },
  {
    name: "Stancer, by its own words",
    layer: stancer,
    steps: [answer(422, { detail: [{ loc: ["body", "mobile"], msg: "is no number" }] })],
    origin: "provider",
    errors: { mobile: ["is no number"] },
    neutral: { phone: ["is no number"] }
  },
  {
    name: "Stancer, refused by the library",
    layer: stancer,
    steps: [],
    input: { phone: "1", name: "J", externalId: "x".repeat(37) },
    origin: "client",
    errors: {
      mobile: ["must be 8 to 16 characters long"],
      name: ["must be 3 to 64 characters long"],
      external_id: ["must be at most 36 characters long"]
    },
    neutral: {
      phone: ["must be 8 to 16 characters long"],
      name: ["must be 3 to 64 characters long"],
      externalId: ["must be at most 36 characters long"]
    }
  },
  {
    name: "Omise: no field of Customers",
    layer: omise,
    steps: [answer(400, { object: "error", code: "invalid_card", message: "invalid card" })],
    origin: "provider",
    errors: { card: ["invalid card"] },
    neutral: { card: ["invalid card"] }
  }
]

const refusalOf = ({ layer, steps, input }: Row) =>
  Effect.gen(function* () {
    const error = yield* Effect.flip(
      Customers.create({ ...john, ...input }).pipe(
        Effect.provide(layer),
        Effect.provide(scripted(steps).layer)
      )
    )
    return error instanceof CustomersError.ValidationFailed ? error : assert.fail(String(error))
  })

describe("neutralErrors", () => {
  it.effect.each(rows)("$name", (row) =>
    Effect.gen(function* () {
      const error = yield* refusalOf(row)
      assert.strictEqual(error.origin, row.origin)
      assert.deepStrictEqual({ ...error.errors }, row.errors)
      assert.deepStrictEqual(CustomersError.neutralErrors(error), row.neutral)
    })
  )

  it.effect.each(rows)("$name: it crosses a wire", (row) =>
    Effect.gen(function* () {
      const error = yield* refusalOf(row)
      const codec = Schema.fromJsonString(CustomersError.CustomersError)
      const again = Schema.decodeSync(codec)(Schema.encodeSync(codec)(error))
      assert.isTrue(Equal.equals(again, error))
      if (!(again instanceof CustomersError.ValidationFailed)) return assert.fail(String(again))
      assert.deepStrictEqual(CustomersError.neutralErrors(again), row.neutral)
    })
  )

  it("of an error without names, and of fields named like what every object has", () => {
    const errors = { constructor: ["no"], toString: ["no"], external_id: ["no"] }
    const common = { provider: "bepaid", operation: "create", origin: "provider", errors } as const
    const bare = new CustomersError.ValidationFailed(common)
    assert.deepStrictEqual(Object.entries(CustomersError.neutralErrors(bare)), Object.entries(errors))
    const named = new CustomersError.ValidationFailed({
      ...common,
      neutralNames: { external_id: "externalId" }
    })
    assert.deepStrictEqual(Object.keys(CustomersError.neutralErrors(named)), [
      "constructor",
      "toString",
      "externalId"
    ])
  })

  it.effect("an empty external id is named by ensure as by the others", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(
        Customers.ensure({ ...john, externalId: "" }).pipe(
          Effect.provide(bepaid),
          Effect.provide(scripted([]).layer)
        )
      )
      if (!(error instanceof CustomersError.ValidationFailed)) return assert.fail(String(error))
      assert.deepStrictEqual(Object.keys(error.errors), ["external_id"])
      assert.deepStrictEqual(Object.keys(CustomersError.neutralErrors(error)), ["externalId"])
    })
  )

  it.each([bepaidDialect, omiseDialect, stancerDialect])(
    "$provider's names stand for fields of Customers",
    (dialect) => {
      const fields = Object.keys(Customers.Customer.fields)
      for (const name of Object.values(dialect.neutralNames)) assert.include(fields, name)
    }
  )
})
