import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"

export * from "effect/http/HttpClient"

/** The client without spans of its own. */
export const untraced = <E, R>(client: HttpClient.HttpClient.With<E, R>): HttpClient.HttpClient.With<E, R> =>
  HttpClient.transformResponse(
    client,
    Effect.provideService(HttpClient.TracerDisabledWhen, () => true)
  )
