import { type HttpClientRequest, toUrl } from "effect/http/HttpClientRequest"
import * as Result from "effect/Result"

export * from "effect/http/HttpClientRequest"

/** With its query. */
export const urlOf = (request: HttpClientRequest): Result.Result<URL, Error> =>
  Result.fromOption(toUrl(request), () => new Error("not a URL"))
