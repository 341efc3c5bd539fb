export { getOrThrowWith, getOrUndefined, isEither as isResult } from "effect/Either"
export * from "#line/Result"
