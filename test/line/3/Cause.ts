import * as Cause from "effect/Cause"

export {
  failureOption as findErrorOption,
  isDie as hasDies,
  isInterrupted as hasInterrupts
} from "effect/Cause"
export * from "#line/Cause"

export const errorsOf = <E>(cause: Cause.Cause<E>): ReadonlyArray<E> => [...Cause.failures(cause)]

export const defectsOf = (cause: Cause.Cause<unknown>): ReadonlyArray<unknown> => [...Cause.defects(cause)]
