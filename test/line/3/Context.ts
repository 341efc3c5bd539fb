import type * as Context from "effect/Context"

export * from "#line/Context"

/** The services by the keys of their tags. */
export const entriesOf = (context: Context.Context<never>): ReadonlyArray<readonly [string, unknown]> => [
  ...context.unsafeMap
]
