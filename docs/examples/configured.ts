/**
 * The provider chosen by `PAYMENT_PROVIDER`. The type offers what all
 * candidates can do, and no more.
 */

import * as Config from "effect/Config"
import * as Effect from "effect/Effect"
import type { HttpClient } from "effect/http/HttpClient"
import * as Layer from "effect/Layer"
import * as BePaid from "effect-payment-customers/BePaid"
import type * as Customers from "effect-payment-customers/Customers"
import * as Omise from "effect-payment-customers/Omise"
import * as Stancer from "effect-payment-customers/Stancer"

/** `Customers.Delete` in this list would not compile: bePaid cannot. */
export type Shared = Customers.Ensure | Customers.Retrieve

export type Candidates<E, R> = Record<
  "bepaid" | "omise" | "stancer",
  Layer.Layer<Shared, E, R>
>

const chosen = Config.Literals(
  ["bepaid", "omise", "stancer"],
  "PAYMENT_PROVIDER"
)

/**
 * Only the chosen one is built, so only its key is read. Apart from
 * `CustomersLive` so that tests have their own.
 */
export const chosenFrom = <E, R>(
  candidates: Candidates<E, R>
): Layer.Layer<Shared, E | Config.ConfigError, R> =>
  Layer.unwrap(Effect.map(chosen, (provider) => candidates[provider]))

const live: Candidates<Config.ConfigError, HttpClient> = {
  bepaid: BePaid.layerConfig(),
  omise: Omise.layerConfig(),
  stancer: Stancer.layerConfig()
}

export const CustomersLive = chosenFrom(live)
