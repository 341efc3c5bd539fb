import * as Effect from "effect/Effect"
import * as Customers from "effect-payment-customers/Customers"
import { OmiseTest } from "effect-payment-customers/testing"

/** The customer of a user: created now, or the one that is there. */
const signUp = Customers.ensure({
  externalId: "user-4711",
  email: "customer@example.com",
  ip: "203.0.113.7"
})

const program = Effect.gen(function* () {
  const first = yield* signUp
  const second = yield* signUp
  console.log(`created: ${first.created}, then ${second.created}`)
  console.log(`one customer: ${first.customer.id === second.customer.id}`)
})

Effect.runPromise(program.pipe(Effect.provide(OmiseTest.layer())))
