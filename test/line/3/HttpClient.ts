import * as HttpClient from "@effect/platform/HttpClient"
import * as Ref from "effect/Ref"
import * as Cookies from "#line/Cookies"

export * from "#line/HttpClient"

/** The client with a jar of cookies, empty at first. */
export const withCookieJar = HttpClient.withCookiesRef(Ref.unsafeMake(Cookies.empty))

/** Does `followRedirects` take `Authorization` to another origin? */
export const redirectsTakeTheKey = true

/** Does `retryTransient` wait for as long as the answer's `Retry-After` says? */
export const retryTransientWaits = false

/** With the spans that Effect's own clients make. */
export const traced = HttpClient.withTracerDisabledWhen(() => false)
