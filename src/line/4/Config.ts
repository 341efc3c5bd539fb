import * as Config from "effect/Config"
import { SchemaError } from "effect/Schema"
import * as SchemaIssue from "effect/SchemaIssue"

export * from "effect/Config"

/** What is wrong with an option. */
export const invalid = (path: ReadonlyArray<string>, rule: string): Config.ConfigError =>
  new Config.ConfigError(
    new SchemaError(new SchemaIssue.Pointer(path, new SchemaIssue.InvalidValue({ message: rule })))
  )
