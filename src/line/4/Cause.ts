import * as Cause from "effect/Cause"
import * as Option from "effect/Option"

export * from "effect/Cause"

/** The error, where it is all there is. */
export const onlyError = <E>({ reasons }: Cause.Cause<E>): Option.Option<E> => {
  const [reason] = reasons
  return reasons.length === 1 && reason !== undefined && Cause.isFailReason(reason)
    ? Option.some(reason.error)
    : Option.none()
}
