/** `RequestInit`s, one on top of the other. */
import * as Option from "effect/Option"
import * as Context from "#line/Context"
import * as FetchHttpClient from "#line/FetchHttpClient"

/** As a record; names in small letters. Throws where `Headers` refuses them. */
export const headersOf = (init: RequestInit | undefined): Readonly<Record<string, string>> | undefined =>
  init?.headers && Object.fromEntries(new Headers(init.headers))

/** What the one above says holds; headers are put together. */
export const merge = (below: RequestInit | undefined, above: RequestInit | undefined): RequestInit => {
  if (below === undefined) return above ?? {}
  const headers = { ...headersOf(below), ...headersOf(above) }
  return { ...below, ...above, ...(Object.keys(headers).length === 0 ? {} : { headers }) }
}

/** That of the program, or of what a layer is made in. */
export const provided = (context: Context.Context<never>): RequestInit | undefined =>
  Option.getOrUndefined(Context.getOption(context, FetchHttpClient.RequestInit))
