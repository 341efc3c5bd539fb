/**
 * What comes after a customer: a charge at Omise, a subscription at bePaid.
 * This library stops at customers; these requests are made with the app's
 * own HttpClient. Only an id of the right provider fits into each.
 */
import * as HttpClient from "@effect/platform/HttpClient"
import * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import * as HttpClientResponse from "@effect/platform/HttpClientResponse"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import type * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import type * as BePaid from "effect-payment-customers/BePaid"
import type * as Omise from "effect-payment-customers/Omise"

export interface OmiseCharge {
  readonly customer: Omise.CustomerId
  /** Without it the customer's default card is charged. */
  readonly card?: Omise.CardId
  /** In the smallest unit of the currency. */
  readonly amount: number
  readonly currency: string
}

/** https://docs.omise.co/charges-api */
export const omiseCharge = (
  secretKey: Redacted.Redacted,
  charge: OmiseCharge
) =>
  HttpClientRequest.post("https://api.omise.co/charges").pipe(
    HttpClientRequest.basicAuth(secretKey, ""),
    HttpClientRequest.setHeader("omise-version", "2019-05-29"),
    HttpClientRequest.bodyUnsafeJson(charge)
  )

export interface BePaidSubscription {
  readonly customer: { readonly id: BePaid.CustomerId }
  readonly plan: { readonly id: string }
}

/** https://docs.bepaid.by, "Subscriptions" */
export const bepaidSubscription = (
  shop: { readonly id: string; readonly secretKey: Redacted.Redacted },
  subscription: BePaidSubscription
) =>
  HttpClientRequest.post("https://api.bepaid.by/subscriptions").pipe(
    HttpClientRequest.basicAuth(shop.id, shop.secretKey),
    HttpClientRequest.bodyUnsafeJson(subscription)
  )

/** Refused, or perhaps made and the answer lost. */
export class Unconfirmed extends Data.TaggedError("Unconfirmed")<{
  readonly request: string
}> {}

const Made = Schema.Struct({ id: Schema.String })

/**
 * Sends one of them and gives the id of what it made. Sent once: whether a
 * charge whose answer was lost was made, only a look at the provider tells.
 */
export const send = (request: HttpClientRequest.HttpClientRequest) =>
  HttpClient.execute(request).pipe(
    Effect.flatMap(HttpClientResponse.filterStatusOk),
    Effect.flatMap(HttpClientResponse.schemaBodyJson(Made)),
    Effect.map(({ id }) => id),
    // the platform's errors hold the request, and with it the key: none may
    // reach a log
    Effect.mapError(
      () => new Unconfirmed({ request: new URL(request.url).pathname })
    )
  )
