/** `Customers.update`: what is refused before it is sent, and the customer that it gives. */

import { assert, describe, it } from "@effect/vitest"
import { deepStrictEqual } from "@effect/vitest/utils"
import * as Redacted from "effect/Redacted"
import * as Customers from "effect-payment-customers/Customers"
import * as CustomersError from "effect-payment-customers/CustomersError"
import * as Omise from "effect-payment-customers/Omise"
import * as Stancer from "effect-payment-customers/Stancer"
import { OmiseTest, StancerTest } from "effect-payment-customers/testing"
import type * as Layer from "#line/Layer"
import type { ConfigError } from "#line/test/Config"
import * as Effect from "#line/test/Effect"
import type { HttpClient } from "#line/test/HttpClient"
import * as Option from "#line/test/Option"
import { answer, type Step, scripted } from "../support/scripted.js"

type Updating = Layer.Layer<Customers.Update | Customers.Ensure, ConfigError, HttpClient>

const omise: Updating = Omise.layer({ secretKey: Redacted.make("skey_test_5xpiwb0o3sqo5y7n6h1") })
const secretKey = Redacted.make("stest_Zk3yQ9w8vJ7hX6r2mFt")
const stancer = Stancer.layer({ secretKey })
const stancerV2 = Stancer.layerV2({ secretKey })

const omiseId = "cust_test_5xuy4w91xqz7d1w9u0t"
const stancerId = "cust_9Cle7TXKkjhwqcWx4Kl5cQYk"

const providers: ReadonlyArray<{ readonly name: string; readonly id: string; readonly layer: Updating }> = [
  { name: "Omise", id: omiseId, layer: omise },
  { name: "Stancer v1", id: stancerId, layer: stancer },
  { name: "Stancer v2", id: stancerId, layer: stancerV2 }
]

const anything = (value: unknown) => value as Customers.CustomerPatch

describe.each(providers)("$name refuses, and sends nothing", ({ id, layer }) => {
  const keyRule =
    "must be a text that is not empty, without white space at its ends: it tells the customer apart"
  const nameRule = "must not be empty: an update can't clear it"

  it.effect.each<[patch: Customers.CustomerPatch, errors: CustomersError.FieldErrors]>([
    [{ externalId: "" }, { external_id: [keyRule] }],
    [{ externalId: " user-4711" }, { external_id: [keyRule] }],
    [{ externalId: "user-4711\n" }, { external_id: [keyRule] }],
    [{ externalId: "user-\ud83d" }, { external_id: [keyRule] }],
    [anything({ externalId: 4711 }), { external_id: [keyRule] }],
    [anything({ externalId: null }), { external_id: [keyRule] }],
    [{ name: "" }, { name: [nameRule] }],
    [{ name: "", email: "john@example.com" }, { name: [nameRule] }],
    [
      { name: "", externalId: "" },
      { external_id: [keyRule], name: [nameRule] }
    ],
    [anything(null), { base: ["must be an object"] }],
    [anything("name"), { base: ["must be an object"] }]
  ])("%j", ([patch, errors]) =>
    Effect.gen(function* () {
      const script = scripted([])
      const error = yield* Effect.flip(Customers.update(id, patch)).pipe(
        Effect.provide(layer),
        Effect.provide(script.layer)
      )
      assert.instanceOf(error, CustomersError.ValidationFailed)
      assert.deepInclude(error, { operation: "update", origin: "client" })
      assert.deepStrictEqual({ ...error.errors }, errors)
      assert.deepStrictEqual(script.sent, [])
    })
  )

  it.effect.each(["", " user-4711", "user-4711\n", "user-\ud83d"])(
    "the external id %j as ensure does",
    (externalId) =>
      Effect.gen(function* () {
        const script = scripted([])
        const refusals = yield* Effect.all([
          Effect.flip(Customers.ensure({ externalId, email: "john@example.com", ip: "127.0.0.1" })),
          Effect.flip(Customers.update(id, { externalId }))
        ]).pipe(Effect.provide(layer), Effect.provide(script.layer))
        const [ensured, updated] = refusals.map((error) => ("errors" in error ? error.errors : undefined))
        assert.isDefined(updated)
        deepStrictEqual(ensured, updated)
        assert.deepStrictEqual(script.sent, [])
      })
  )
})

/** An update of the e-mail address alone, which is one request at every provider. */
const updated = (layer: Updating, id: string, step: Step) =>
  Customers.update(id, { email: "jane@example.com" }).pipe(
    Effect.provide(layer),
    Effect.provide(scripted([step]).layer)
  )

describe("the customer", () => {
  it.effect("Omise's, as it is after the update", () =>
    Effect.gen(function* () {
      const { id } = yield* Customers.create({
        email: "john@example.com",
        ip: "127.0.0.1",
        phone: "+6681234567"
      })
      const updated = yield* Customers.update(id, { name: "John Doe" })
      const customer = yield* Customers.retrieve(id)
      deepStrictEqual(updated, Option.some(customer))
      deepStrictEqual(customer.name, Option.some("John Doe"))
      deepStrictEqual(
        yield* Customers.update(id, { email: "jane@example.com" }),
        Option.some(yield* Customers.retrieve(id))
      )
    }).pipe(Effect.provide(OmiseTest.layer()))
  )

  it.effect.each([
    { name: "v1", layer: StancerTest.layer() },
    { name: "v2", layer: StancerTest.layerV2() }
  ])("Stancer's $name documents 204: None, and the update is done", ({ layer }) =>
    Effect.gen(function* () {
      const { id } = yield* Customers.create({ email: "john@example.com", ip: "127.0.0.1" })
      deepStrictEqual(yield* Customers.update(id, { name: "John Doe" }), Option.none())
      deepStrictEqual((yield* Customers.retrieve(id)).name, Option.some("John Doe"))
    }).pipe(Effect.provide(layer))
  )

  const wire = { id: stancerId, email: "jane@example.com", mobile: "+33600000000", created: 1_700_000_000 }
  const answers: ReadonlyArray<[name: string, step: Step, email: string | undefined]> = [
    ["204", answer(204), undefined],
    ["200 with the customer", answer(200, wire), "jane@example.com"],
    ["202 with the customer", answer(202, wire), "jane@example.com"],
    ["200 with an empty object", answer(200, {}), undefined],
    ["200 with null", answer(200, "null"), undefined],
    ["200 without a body", answer(200), undefined],
    ["200 with something else", answer(200, { status: "done" }), undefined],
    ["200 with an id that is none", answer(200, { ...wire, id: 4711 }), undefined],
    ["200 with another customer", answer(200, { ...wire, id: "cust_another000000000000000001" }), undefined]
  ]
  for (const { name, layer } of [
    { name: "v1", layer: stancer },
    { name: "v2", layer: stancerV2 }
  ]) {
    it.effect.each(answers)(`Stancer ${name} answers %s`, ([, step, email]) =>
      Effect.gen(function* () {
        const neutral = yield* updated(layer, stancerId, step)
        deepStrictEqual(
          Option.map(neutral, ({ provider, id, email }) => ({ provider, id, email })),
          Option.map(Option.fromNullishOr(email), (email) => ({
            provider: "stancer",
            id: stancerId,
            email: Option.some(email)
          }))
        )
        const native = yield* Effect.flatMap(Stancer.Stancer, ({ update }) =>
          update(stancerId, { email: "jane@example.com" })
        ).pipe(Effect.provide(layer), Effect.provide(scripted([step]).layer))
        deepStrictEqual(
          Option.map(native, ({ mobile }) => mobile),
          Option.map(Option.fromNullishOr(email), () => Option.some("+33600000000"))
        )
      })
    )
  }

  const deleted: ReadonlyArray<{ name: string; layer: Updating; id: string; body: object }> = [
    { name: "Omise", layer: omise, id: omiseId, body: { object: "customer", id: omiseId, deleted: true } },
    { name: "Stancer v2", layer: stancerV2, id: stancerId, body: { ...wire, deleted: true } }
  ]
  it.effect.each(deleted)(
    "$name: one that is marked as deleted is NotFound, as for retrieve",
    ({ layer, id, body }) =>
      Effect.gen(function* () {
        const error = yield* Effect.flip(updated(layer, id, answer(200, body)))
        assert.instanceOf(error, CustomersError.NotFound)
        assert.deepInclude(error, { operation: "update", customerId: id })
      })
  )
})
