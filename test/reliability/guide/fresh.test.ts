/**
 * Each test has a provider of its own, with the customers that it is given.
 */
import { assert, it } from "@effect/vitest"
import * as Customers from "effect-payment-customers/Customers"
import { OmiseTest } from "effect-payment-customers/testing"
import * as Stream from "#line/Stream"
import * as Effect from "#line/test/Effect"

const shop = OmiseTest.layer({
  seed: [
    { email: "john@example.com", metadata: { external_id: "crm-1" } },
    { email: "jane@example.com" }
  ]
})

it.effect("counts the customers", () =>
  Effect.gen(function* () {
    yield* Customers.create({ email: "third@example.com", ip: "127.0.0.1" })
    assert.strictEqual(yield* Stream.runCount(Customers.stream()), 3)
  }).pipe(Effect.provide(shop))
)

it.effect("knows nothing of the test before", () =>
  Effect.gen(function* () {
    assert.strictEqual(yield* Stream.runCount(Customers.stream()), 2)
  }).pipe(Effect.provide(shop))
)
