/** Effect 4 compares plain objects and arrays by value. */
import { identity } from "effect/Function"

export const struct = identity

export const array = identity
