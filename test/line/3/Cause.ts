import * as Cause from "effect/Cause"
import * as Runtime from "effect/Runtime"

export {
  failureOption as findErrorOption,
  isDie as hasDies,
  isInterrupted as hasInterrupts,
  type UnknownException as UnknownError
} from "effect/Cause"
export * from "#line/Cause"

export const errorsOf = <E>(cause: Cause.Cause<E>): ReadonlyArray<E> => [...Cause.failures(cause)]

export const defectsOf = (cause: Cause.Cause<unknown>): ReadonlyArray<unknown> => [...Cause.defects(cause)]

/** With the causes of its errors. */
export const prettyWhole = (cause: Cause.Cause<unknown>): string =>
  Cause.pretty(cause, { renderErrorCause: true })

/** What `runPromise` rejects with. */
export const rejectionOf = (cause: Cause.Cause<unknown>): unknown => Runtime.makeFiberFailure(cause)
