import * as ConfigError from "effect/ConfigError"

export * from "effect/Config"
export { nonEmptyString as NonEmptyString } from "effect/Config"
export type { ConfigError } from "effect/ConfigError"

/** What is wrong with an option. */
export const invalid = (path: ReadonlyArray<string>, rule: string): ConfigError.ConfigError =>
  ConfigError.InvalidData([...path], rule)
