import * as HttpClientError from "effect/http/HttpClientError"
import type { HttpClientRequest } from "effect/http/HttpClientRequest"
import type { HttpClientResponse } from "effect/http/HttpClientResponse"

export { HttpClientError, isHttpClientError } from "effect/http/HttpClientError"

type Kind = "InvalidUrl" | "Encode" | "Transport"

const reasons = {
  InvalidUrl: HttpClientError.InvalidUrlError,
  Encode: HttpClientError.EncodeError,
  Transport: HttpClientError.TransportError
}

/** The request was not sent, or nobody answered it. */
export const requestError = (kind: Kind, request: HttpClientRequest, cause: unknown) =>
  new HttpClientError.HttpClientError({ reason: new reasons[kind]({ request, cause }) })

/** Of a body that can't be read. */
export type { HttpClientError as BodyError } from "effect/http/HttpClientError"

export const decodeError = (request: HttpClientRequest, response: HttpClientResponse) =>
  new HttpClientError.HttpClientError({ reason: new HttpClientError.DecodeError({ request, response }) })

/** What became of the request, and why. */
export const seen = ({
  reason,
  cause
}: HttpClientError.HttpClientError): { readonly kind: Kind | "Answered"; readonly cause: unknown } => {
  switch (reason._tag) {
    case "InvalidUrlError":
      return { kind: "InvalidUrl", cause }
    case "EncodeError":
      return { kind: "Encode", cause }
    case "TransportError":
      return { kind: "Transport", cause }
    default:
      return { kind: "Answered", cause }
  }
}
