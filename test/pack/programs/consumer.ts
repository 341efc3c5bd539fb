/** What a user of TypeScript writes: the types that come out, and a program that must not compile. */

import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import type { HttpClient } from "@effect/platform/HttpClient"
import type { ConfigError } from "effect/ConfigError"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as All from "effect-payment-customers"
import * as BePaid from "effect-payment-customers/BePaid"
import * as Customers from "effect-payment-customers/Customers"
import * as CustomersError from "effect-payment-customers/CustomersError"
import * as Emulator from "effect-payment-customers/emulator"
import * as FetchClient from "effect-payment-customers/FetchClient"
import * as Omise from "effect-payment-customers/Omise"
import * as RateLimit from "effect-payment-customers/RateLimit"
import * as Stancer from "effect-payment-customers/Stancer"
import * as Turns from "effect-payment-customers/Turns"
import { BePaidTest, Fault, OmiseTest } from "effect-payment-customers/testing"

const input = { email: "customer@example.com", ip: "127.0.0.1" }
const BePaidLive = BePaid.layer({ shopId: "361", secretKey: Redacted.make("a secret") })

/** The types of results, errors and requirements are those of the documentation. */
export const create: Effect.Effect<Customers.Customer, Customers.CreateError, Customers.Create> =
  Customers.create(input)

export const provided: Effect.Effect<
  Customers.Customer,
  CustomersError.CustomersError | ConfigError,
  HttpClient
> = Effect.provide(create, BePaidLive)

export const run: Promise<Customers.Customer> = Effect.runPromise(
  Effect.provide(create, Layer.provide(BePaidLive, FetchHttpClient.layer))
)

export const handled: Effect.Effect<string, never, Customers.Retrieve> = Customers.retrieve("1").pipe(
  Effect.map((customer) => customer.id),
  Effect.catchTag("NotFound", (error) => Effect.succeed(error.customerId)),
  Effect.catchAll((error) => Effect.succeed(error.message))
)

const remove = Customers.delete("cust_test_5xtrb759599jsxlhkrb")

export const removed: Effect.Effect<void, Customers.DeleteError> = Effect.provide(remove, OmiseTest.layer())

// @ts-expect-error bePaid has no delete
export const refused: Effect.Effect<void, Customers.DeleteError> = Effect.provide(remove, BePaidTest.layer())

export const ensured: Effect.Effect<Customers.Ensured, Customers.EnsureError, Customers.Ensure> =
  Customers.ensure(input).pipe(Effect.provideService(Turns.Turns, { take: () => Effect.fail("down") }))

export const others = [
  All.Omise.layer,
  CustomersError.isRetryable,
  Emulator.makeHandler,
  Fault,
  FetchClient.layer,
  Omise.layerConfig,
  RateLimit.layerMemory,
  Stancer.layerV2
]
