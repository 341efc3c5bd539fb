import * as Effect from "effect/Effect"
import type { Cookie } from "effect/http/Cookies"
import * as HttpClient from "effect/http/HttpClient"
import type { HttpClientRequest } from "effect/http/HttpClientRequest"
import * as Ref from "effect/Ref"

export * from "#line/HttpClient"

type Wrap = (client: HttpClient.HttpClient) => HttpClient.HttpClient

export const withTracerPropagation = (enabled: boolean): Wrap =>
  HttpClient.transformResponse(Effect.provideService(HttpClient.TracerPropagationEnabled, enabled))

export const withSpanNameGenerator = (name: (request: HttpClientRequest) => string): Wrap =>
  HttpClient.transformResponse(Effect.provideService(HttpClient.SpanNameGenerator, name))

/** The client with a jar of cookies, empty at first. */
export const withCookieJar: Wrap = HttpClient.withCookiesRef(Ref.makeUnsafe<ReadonlyArray<Cookie>>([]))

/** Does `followRedirects` take `Authorization` to another origin? */
export const redirectsTakeTheKey = false

/** Does `retryTransient` wait for as long as the answer's `Retry-After` says? */
export const retryTransientWaits = true

/** With the spans that Effect's own clients make. */
export const traced: Wrap = HttpClient.transformResponse(
  Effect.provideService(HttpClient.TracerDisabledWhen, () => false)
)
