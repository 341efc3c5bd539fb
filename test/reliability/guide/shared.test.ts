/** One provider for several tests: each resets it first. */
import { assert, layer } from "@effect/vitest"
import * as Customers from "effect-payment-customers/Customers"
import { StancerTest } from "effect-payment-customers/testing"
import * as Effect from "#line/test/Effect"

const john = { email: "john@example.com", ip: "127.0.0.1" }

const fresh = Effect.tap(StancerTest.Control, ({ reset }) => reset)

layer(StancerTest.layer())("customers", (it) => {
  it.effect("are created", () =>
    Effect.gen(function* () {
      const control = yield* fresh
      yield* Customers.create(john)
      assert.strictEqual((yield* control.customers).length, 1)
    })
  )

  it.effect("are not there in the next test", () =>
    Effect.gen(function* () {
      const control = yield* fresh
      assert.deepEqual(yield* control.customers, [])
    })
  )
})
