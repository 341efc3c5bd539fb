import * as HttpClientError from "@effect/platform/HttpClientError"
import type { HttpClientRequest } from "@effect/platform/HttpClientRequest"
import type { HttpClientResponse } from "@effect/platform/HttpClientResponse"

export { type HttpClientError, isHttpClientError } from "@effect/platform/HttpClientError"

type Kind = "InvalidUrl" | "Encode" | "Transport"

/** The request was not sent, or nobody answered it. */
export const requestError = (kind: Kind, request: HttpClientRequest, cause: unknown) =>
  new HttpClientError.RequestError({ request, reason: kind, cause })

/** Of a body that can't be read. */
export type { ResponseError as BodyError } from "@effect/platform/HttpClientError"

export const decodeError = (request: HttpClientRequest, response: HttpClientResponse) =>
  new HttpClientError.ResponseError({ request, response, reason: "Decode" })

/** What became of the request, and why. */
export const seen = (
  error: HttpClientError.HttpClientError
): { readonly kind: Kind | "Answered"; readonly cause: unknown } => ({
  kind: error._tag === "ResponseError" ? "Answered" : error.reason,
  cause: error.cause
})
