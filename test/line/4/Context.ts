import type * as Context from "effect/Context"

export * from "#line/Context"

/** The services, by their names. */
export const entriesOf = (context: Context.Context<never>): ReadonlyArray<readonly [string, unknown]> => [
  ...context.mapUnsafe
]

export const keysOf = (context: Context.Context<never>): ReadonlyArray<string> =>
  entriesOf(context).map(([key]) => key)
