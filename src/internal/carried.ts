/** The response that a failure carries: of `filterStatusOk`, of a `fetch` that throws for a 404, of a user's own making. */
import { hasProperty } from "effect/Predicate"
import type { HttpClientRequest } from "#line/HttpClientRequest"
import * as HttpClientResponse from "#line/HttpClientResponse"
import type { Wire } from "./exchange.js"

/** A chain longer than this is a loop or a prank. */
const deepest = 8

/** The first one that fits, of the failure itself or of one of its causes. */
const find = <A>(failure: unknown, fits: (response: unknown) => response is A): A | undefined => {
  let at = failure
  for (let depth = 0; depth <= deepest; depth++) {
    if (hasProperty(at, "response") && fits(at.response)) return at.response
    if (!hasProperty(at, "cause")) return undefined
    at = at.cause
  }
  return undefined
}

const isWeb = (response: unknown): response is Response => response instanceof Response

const isPlatforms = (response: unknown): response is HttpClientResponse.HttpClientResponse =>
  hasProperty(response, HttpClientResponse.TypeId)

/** That of `fetch`. */
export const webResponse = (failure: unknown): Response | undefined => find(failure, isWeb)

/** What wraps the client may ask for a token first, say, and fail by what it is answered to that. */
const answers = ({ request }: HttpClientResponse.HttpClientResponse, { method, origin, path }: Wire) =>
  request.method === method && (request.url.startsWith(`${origin}/`) || request.url.endsWith(path))

/** The answer to this request. @param request the same for the platform's client */
export const response = (
  failure: unknown,
  wire: Wire,
  request: HttpClientRequest
): HttpClientResponse.HttpClientResponse | undefined => {
  const found = find(failure, isPlatforms)
  if (found !== undefined) return answers(found, wire) ? found : undefined
  const web = webResponse(failure)
  return web === undefined ? undefined : HttpClientResponse.fromWeb(request, web)
}
