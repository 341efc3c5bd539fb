/** Services made by hand: a test names what it uses. */
import { assert, it } from "@effect/vitest"
import * as BePaid from "effect-payment-customers/BePaid"
import * as Customers from "effect-payment-customers/Customers"
import * as CustomersError from "effect-payment-customers/CustomersError"
import * as Layer from "#line/Layer"
import * as Effect from "#line/test/Effect"

const forbidden = new CustomersError.Forbidden({
  provider: "bepaid",
  operation: "retrieve",
  status: 403
})

it.effect("a capability is an object of its functions", () =>
  Effect.gen(function* () {
    assert.strictEqual(
      yield* Effect.flip(Customers.retrieve("cst_1")),
      forbidden
    )
  }).pipe(
    Effect.provide(
      Layer.succeed(Customers.Retrieve, { retrieve: () => forbidden })
    )
  )
)

it.effect("of a native service, one method is enough", () =>
  Effect.gen(function* () {
    const bepaid = yield* BePaid.BePaid
    assert.strictEqual(
      yield* Effect.flip(bepaid.retrieve("cst_1")),
      forbidden
    )
  }).pipe(
    Effect.provide(Layer.mock(BePaid.BePaid, { retrieve: () => forbidden }))
  )
)
