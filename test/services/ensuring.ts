/**
 * A process that ensures all keys of a provider, with turns of a store, each until it succeeds, in an order of its own.
 * Arguments: the task as JSON.
 */
import * as Redacted from "effect/Redacted"
import * as BePaid from "effect-payment-customers/BePaid"
import * as Customers from "effect-payment-customers/Customers"
import * as FetchClient from "effect-payment-customers/FetchClient"
import * as Omise from "effect-payment-customers/Omise"
import * as Stancer from "effect-payment-customers/Stancer"
import * as Layer from "#line/Layer"
import * as Effect from "#line/test/Effect"
import type { HttpClient } from "#line/test/HttpClient"
import * as Schedule from "#line/test/Schedule"
import { type ProviderName, secrets, shopId } from "../support/slowServer.js"
import { type Address, turnsAt } from "./stores.js"

export interface Task {
  readonly provider: ProviderName
  readonly url: string
  readonly address: Address
  readonly keys: ReadonlyArray<string>
}

const { provider, url: baseUrl, address, keys } = JSON.parse(process.argv[2] ?? "") as Task

const options = {
  secretKey: Redacted.make(secrets[provider]),
  baseUrl,
  timeout: "3 seconds",
  settlingTime: "2 seconds"
} as const

const layerOf: Readonly<Record<ProviderName, () => Layer.Layer<Customers.Ensure, unknown, HttpClient>>> = {
  bepaid: () => BePaid.layer({ shopId, ...options }),
  omise: () => Omise.layer(options),
  stancer: () => Stancer.layer(options),
  stancerV2: () => Stancer.layerV2(options)
}

const program = Effect.forEach(
  keys,
  (externalId) =>
    Customers.ensure({ externalId, email: `${externalId}@example.com`, ip: "127.0.0.1" }).pipe(
      Customers.withOptions({ deadline: "20 seconds" }),
      Effect.retry({ times: 100, schedule: Schedule.spaced("200 millis") })
    ),
  { concurrency: 60, discard: true }
)

const turns = turnsAt(address, { expiration: "2 seconds", longestAttempt: "3 seconds" })
Effect.runPromise(
  Effect.provide(program, Layer.provide(layerOf[provider](), [FetchClient.layer, turns]))
).then(() => console.log("done"))
