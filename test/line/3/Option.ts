export * from "effect/Option"
export { fromNullable as fromNullishOr } from "effect/Option"
