/** An app for a worker: what it has of its surroundings is what the web has. */
import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import type { HttpClient } from "@effect/platform/HttpClient"
import type { ConfigError } from "effect/ConfigError"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { BePaid, Customers, Omise, Stancer } from "effect-payment-customers"
import * as Emulator from "effect-payment-customers/emulator"
import * as FetchClient from "effect-payment-customers/FetchClient"
import { OmiseTest } from "effect-payment-customers/testing"

const clients = { FetchHttpClient: FetchHttpClient.layer, FetchClient: FetchClient.layer }

const secretKey = Redacted.make("a-secret")

const providers: Readonly<
  Record<"bepaid" | "omise" | "stancer", Layer.Layer<Customers.Create, ConfigError, HttpClient>>
> = {
  bepaid: BePaid.layer({ shopId: "361", secretKey }),
  omise: Omise.layer({ secretKey }),
  stancer: Stancer.layer({ secretKey })
}

export interface Created {
  readonly provider: string
  readonly id: string
  readonly email: string | undefined
}

const toCreated = ({ provider, id, email }: Customers.Customer): Created => ({
  provider,
  id,
  email: email._tag === "Some" ? email.value : undefined
})

const customer = { email: "customer@example.com", ip: "127.0.0.1" }

/** Creates a customer by the global `fetch`. */
export const create = (provider: keyof typeof providers, client: keyof typeof clients): Promise<Created> =>
  Customers.create(customer).pipe(
    Effect.map(toCreated),
    Effect.provide(Layer.provide(providers[provider], clients[client])),
    Effect.runPromise
  )

/** Creates a customer in the process itself. */
export const test = (): Promise<Created> =>
  Effect.runPromise(Effect.provide(Effect.map(Customers.create(customer), toCreated), OmiseTest.layer()))

/** What a worker would export as its `fetch`. */
export const handler: (request: Request) => Promise<Response> = Emulator.makeHandler()
