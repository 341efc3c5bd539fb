import { ResponseError } from "@effect/platform/HttpClientError"
import type { HttpClientRequest } from "@effect/platform/HttpClientRequest"
import type { HttpClientResponse } from "@effect/platform/HttpClientResponse"

export * from "#line/HttpClientError"

/** Of an answer that is none: `filterStatusOk` makes one, say. */
export const responseError = (
  reason: "StatusCode" | "Decode" | "EmptyBody",
  request: HttpClientRequest,
  response: HttpClientResponse,
  cause?: unknown
) => new ResponseError({ request, response, reason, cause })
