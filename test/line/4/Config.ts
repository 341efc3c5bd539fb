import * as Config from "effect/Config"

export * from "#line/Config"

export const isConfigError = (error: unknown): error is Config.ConfigError =>
  error instanceof Config.ConfigError

/** Of the option that is wrong. */
export const pathOf = (error: unknown): ReadonlyArray<PropertyKey> | undefined =>
  isConfigError(error) && "issue" in error.cause && error.cause.issue._tag === "Pointer"
    ? error.cause.issue.path
    : undefined

/** Of the variable that is missing or wrong. */
export const variableOf = pathOf
