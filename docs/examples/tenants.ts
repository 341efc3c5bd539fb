/**
 * A platform whose shops each have an account of their own, at a provider
 * of their own.
 */

import type * as Config from "effect/Config"
import * as Context from "effect/Context"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import type { HttpClient } from "effect/http/HttpClient"
import * as Layer from "effect/Layer"
import * as LayerMap from "effect/LayerMap"
import type * as Redacted from "effect/Redacted"
import * as Customers from "effect-payment-customers/Customers"
import * as Omise from "effect-payment-customers/Omise"
import * as Stancer from "effect-payment-customers/Stancer"

/**
 * What the programs of this platform may use: what every tenant's provider
 * can do.
 */
export type AccountLayer = Layer.Layer<
  Customers.Ensure | Customers.Retrieve,
  Config.ConfigError,
  HttpClient
>

export class NoSuchTenant extends Data.TaggedError("NoSuchTenant")<{
  readonly tenant: string
}> {}

/** Who has which account: your database, with the keys from your vault. */
export class Accounts extends Context.Service<
  Accounts,
  {
    readonly layerOf: (
      tenant: string
    ) => Effect.Effect<AccountLayer, NoSuchTenant>
  }
>()("shop/Accounts") {}

/** An account as a database may hold it. */
export const accountLayer = (account: {
  readonly provider: "omise" | "stancer"
  readonly secretKey: Redacted.Redacted
}): AccountLayer =>
  account.provider === "omise"
    ? Omise.layer(account)
    : Stancer.layer(account)

/**
 * A layer for each tenant, made when it is first used and dropped when it
 * has not been for a while.
 */
export class Tenants extends LayerMap.Service<Tenants>()("shop/Tenants", {
  lookup: (tenant: string) =>
    Layer.unwrap(
      Effect.flatMap(Accounts, ({ layerOf }) => layerOf(tenant))
    ),
  dependencies: [FetchHttpClient.layer],
  idleTimeToLive: "5 minutes"
}) {}

/**
 * The same program for every tenant; each has its own customers, and a user
 * one at each.
 */
export const signUp = (tenant: string, userId: string, email: string) =>
  Customers.ensure({ externalId: userId, email, ip: "127.0.0.1" }).pipe(
    Effect.provide(Tenants.get(tenant))
  )
