/** A program on Effect 4, as a user writes it. */

import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as Option from "effect/Option"
import * as Customers from "effect-payment-customers/Customers"
import * as FetchClient from "effect-payment-customers/FetchClient"
import * as Omise from "effect-payment-customers/Omise"
import { BePaidTest, OmiseTest, StancerTest } from "effect-payment-customers/testing"

const ensured = Customers.ensure({
  externalId: "user-4711",
  email: "customer@example.com",
  ip: "127.0.0.1"
}).pipe(
  Effect.flatMap(({ customer }) => Customers.retrieve(customer.id)),
  Effect.map(({ provider }) => provider)
)

const unknown = Customers.retrieve("cst_unknown").pipe(
  Effect.map(({ provider }) => provider),
  Effect.catchTag("NotFound", ({ _tag }) => Effect.succeed(_tag))
)

export const live: Effect.Effect<string, unknown> = Effect.provide(
  ensured,
  Omise.layerConfig().pipe(Layer.provide(FetchClient.layer))
)
export const emailOf = (customer: Omise.Customer): Option.Option<string> => customer.email

const all = [
  Effect.provide(ensured, BePaidTest.layer()),
  Effect.provide(ensured, OmiseTest.layer()),
  Effect.provide(ensured, StancerTest.layer()),
  Effect.provide(unknown, BePaidTest.layer())
]

Effect.runPromise(Effect.all(all)).then((ends) => console.log(JSON.stringify(ends)))
