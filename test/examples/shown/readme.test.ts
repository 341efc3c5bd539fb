import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Customers from "effect-payment-customers/Customers"
import { BePaidTest } from "effect-payment-customers/testing"

const withoutIp = { email: "customer@example.com", ip: "" }

it.effect("tells the user what to correct", () =>
  Effect.gen(function* () {
    const error = yield* Effect.flip(Customers.create(withoutIp))
    assert.strictEqual(error._tag, "ValidationFailed")
    assert.deepEqual(error._tag === "ValidationFailed" && error.errors, {
      ip: ["address is invalid", "can't be blank"]
    })
  }).pipe(Effect.provide(BePaidTest.layer()))
)
