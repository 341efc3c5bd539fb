import type { HttpClientRequest } from "@effect/platform/HttpClientRequest"
import { makeUrl } from "@effect/platform/UrlParams"
import type * as Either from "effect/Either"

export * from "@effect/platform/HttpClientRequest"

/** With its query. */
export const urlOf = ({ url, urlParams, hash }: HttpClientRequest): Either.Either<URL, Error> =>
  makeUrl(url, urlParams, hash)
