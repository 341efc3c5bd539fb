import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Customers from "effect-payment-customers/Customers"
import { OmiseTest } from "effect-payment-customers/testing"

it.effect("an unknown customer", () =>
  Effect.gen(function* () {
    const error = yield* Effect.flip(
      Customers.retrieve("cust_test_5g0221fe8iwtayocgja")
    )
    assert.strictEqual(error._tag, "NotFound")
    const control = yield* OmiseTest.Control
    assert.strictEqual((yield* control.requests).length, 1)
  }).pipe(Effect.provide(OmiseTest.layer()))
)
