import * as HttpClientError from "effect/http/HttpClientError"
import type { HttpClientRequest } from "effect/http/HttpClientRequest"
import type { HttpClientResponse } from "effect/http/HttpClientResponse"

export * from "#line/HttpClientError"

const reasons = {
  StatusCode: HttpClientError.StatusCodeError,
  Decode: HttpClientError.DecodeError,
  EmptyBody: HttpClientError.EmptyBodyError
}

/** Of an answer that is none: `filterStatusOk` makes one, say. */
export const responseError = (
  reason: keyof typeof reasons,
  request: HttpClientRequest,
  response: HttpClientResponse,
  cause?: unknown
) => new HttpClientError.HttpClientError({ reason: new reasons[reason]({ request, response, cause }) })
