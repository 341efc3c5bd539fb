/** The layers of all providers over the two clients of the package, for a server of `slowServer.ts`. */
import type { HttpClient } from "@effect/platform/HttpClient"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as BePaid from "effect-payment-customers/BePaid"
import type * as Customers from "effect-payment-customers/Customers"
import * as FetchClient from "effect-payment-customers/FetchClient"
import * as Omise from "effect-payment-customers/Omise"
import * as Stancer from "effect-payment-customers/Stancer"
import * as UndiciClient from "effect-payment-customers/UndiciClient"
import { type ProviderName, secrets, shopId } from "../support/slowServer.js"

const clientLayers = { fetch: FetchClient.layer, undici: UndiciClient.layer }

export type ClientName = keyof typeof clientLayers

export const clientNames = Object.keys(clientLayers) as ReadonlyArray<ClientName>

export const layerOf = (
  name: ProviderName,
  client: ClientName,
  baseUrl: string
): Layer.Layer<Customers.Ensure, unknown> => {
  const options = { secretKey: Redacted.make(secrets[name]), baseUrl, timeout: "10 seconds" } as const
  const layers: Readonly<Record<ProviderName, () => Layer.Layer<Customers.Ensure, unknown, HttpClient>>> = {
    bepaid: () => BePaid.layer({ shopId, ...options }),
    omise: () => Omise.layer(options),
    stancer: () => Stancer.layer(options),
    stancerV2: () => Stancer.layerV2(options)
  }
  return Layer.provide(layers[name](), clientLayers[client])
}
