/** Effect 4 compares plain objects and arrays by value. */
import * as Equal from "effect/Equal"
import { identity } from "effect/Function"

export const struct = identity

export const array = identity

/** A value that is equal to itself alone. */
export const byReference = Equal.byReferenceUnsafe
