import type * as Cause from "effect/Cause"
import * as Option from "effect/Option"

export * from "effect/Cause"
export { isInterruptedOnly as hasInterruptsOnly } from "effect/Cause"

/** The error, where it is all there is. */
export const onlyError = <E>(cause: Cause.Cause<E>): Option.Option<E> =>
  cause._tag === "Fail" ? Option.some(cause.error) : Option.none()
