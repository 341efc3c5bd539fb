/** The response that a failure carries: of `filterStatusOk`, of a `fetch` that throws for a 404, of a user's own making. */
import { hasProperty } from "effect/Predicate"
import type { HttpClientRequest } from "#line/HttpClientRequest"
import * as HttpClientResponse from "#line/HttpClientResponse"
import { attempt } from "./attempt.js"
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

const isPlatforms = (response: unknown): response is HttpClientResponse.HttpClientResponse =>
  hasProperty(response, HttpClientResponse.TypeId)

/**
 * A refusal of `fetch`: none throws a success, and which method was answered is not told. It was fetched from where this
 * request went.
 */
const isRefusal =
  ({ origin, path }: Wire<unknown>) =>
  (response: unknown): response is Response =>
    response instanceof Response &&
    response.status >= 400 &&
    response.url.startsWith(new URL(origin + path).href)

/** One that was made by hand, and does not say where it comes from. */
const isMade = (response: unknown): response is Response =>
  response instanceof Response && response.status >= 400 && response.url === ""

/** What wraps the client may ask for a token first, say, and fail by what it is answered to that. */
const answers = ({ request }: HttpClientResponse.HttpClientResponse, { method, origin, path }: Wire) =>
  request.method === method && (request.url.startsWith(`${origin}/`) || request.url.endsWith(path))

/** What a `fetch` has thrown in answer to this request, which it was given: one without a URL is of its own making. */
export const thrown = (failure: unknown, wire: Wire<unknown>): Response | undefined =>
  attempt(() => find(failure, isRefusal(wire)) ?? find(failure, isMade))

/**
 * The answer to this request.
 *
 * @param request the same for the platform's client
 */
export const response = (
  failure: unknown,
  wire: Wire,
  request: HttpClientRequest
): HttpClientResponse.HttpClientResponse | undefined =>
  attempt(() => {
    const found = find(failure, isPlatforms)
    if (found !== undefined) return answers(found, wire) ? found : undefined
    const refusal = find(failure, isRefusal(wire))
    return refusal && HttpClientResponse.fromWeb(request, refusal)
  })
