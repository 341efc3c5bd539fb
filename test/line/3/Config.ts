import * as ConfigError from "effect/ConfigError"

export { duration as Duration, integer as Int, redacted as Redacted, string as String } from "effect/Config"
export { isConfigError } from "effect/ConfigError"
export * from "#line/Config"

/** Of the option that is wrong. */
export const pathOf = (error: unknown): ReadonlyArray<string> | undefined =>
  ConfigError.isConfigError(error) && ConfigError.isInvalidData(error) ? error.path : undefined

/** Of the variable that is missing or wrong. */
export const variableOf = (error: unknown): ReadonlyArray<string> | undefined =>
  ConfigError.isConfigError(error) && (ConfigError.isInvalidData(error) || ConfigError.isMissingData(error))
    ? error.path
    : undefined
