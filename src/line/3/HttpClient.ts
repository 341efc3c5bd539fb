import * as HttpClient from "@effect/platform/HttpClient"

export * from "@effect/platform/HttpClient"

/** The client without spans of its own. */
export const untraced = <E, R>(client: HttpClient.HttpClient.With<E, R>): HttpClient.HttpClient.With<E, R> =>
  HttpClient.withTracerDisabledWhen(client, () => true)
