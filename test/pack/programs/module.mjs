// An app of ES modules: with each provider it creates a customer, reads it back, and asks for one that there is not.

import * as Effect from "effect/Effect"
import * as Customers from "effect-payment-customers/Customers"
import { BePaidTest, OmiseTest, StancerTest } from "effect-payment-customers/testing"

const program = Effect.gen(function* () {
  const created = yield* Customers.create({
    email: "customer@example.com",
    ip: "127.0.0.1",
    name: "John Doe"
  })
  const { provider, email } = yield* Customers.retrieve(created.id)
  const missing = yield* Customers.retrieve(`${created.id.slice(0, -1)}_`).pipe(
    Effect.as("found"),
    Effect.catchTag("NotFound", (error) => Effect.succeed(`${error._tag} at ${error.provider}`))
  )
  return { provider, email: email.value, missing }
})

for (const { layer } of [BePaidTest, OmiseTest, StancerTest]) {
  console.log(JSON.stringify(await Effect.runPromise(Effect.provide(program, layer()))))
}
