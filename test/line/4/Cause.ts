import * as Cause from "effect/Cause"

export * from "#line/Cause"

export const errorsOf = <E>(cause: Cause.Cause<E>): ReadonlyArray<E> =>
  cause.reasons.filter(Cause.isFailReason).map(({ error }) => error)

export const defectsOf = (cause: Cause.Cause<unknown>): ReadonlyArray<unknown> =>
  cause.reasons.filter(Cause.isDieReason).map(({ defect }) => defect)

/** With the causes of its errors. */
export const prettyWhole = (cause: Cause.Cause<unknown>): string => Cause.pretty(cause)

/** What `runPromise` rejects with. */
export const rejectionOf = (cause: Cause.Cause<unknown>): unknown => Cause.squash(cause)
