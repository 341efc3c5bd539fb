import { identity } from "effect/Function"

export { struct, unsafeArray as array } from "effect/Data"

/** A value that is equal to itself alone: what is no `Data` is so on this line. */
export const byReference: <A extends object>(value: A) => A = identity
