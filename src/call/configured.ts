/** Options that are partly read from configuration; what a program does not give comes from the environment. */
import * as Option from "effect/Option"
import * as Config from "#line/Config"
import type * as RateLimit from "../RateLimit.js"
import { isRecord } from "../wire/json.js"
import type { ClientOptions } from "./settings.js"

/** Each option as it is or as a `Config` of it, and so each option of `rateLimit`. */
export type Configured<Options extends ClientOptions> = {
  readonly [Name in keyof Options]?:
    | Given<Options[Name]>
    | (Name extends "rateLimit" ? ConfiguredRateLimit : never)
}

type Given<A> = A | Config.Config<A>

type ConfiguredRateLimit = { readonly [Name in keyof RateLimit.Options]: Given<RateLimit.Options[Name]> }

const optionsOf = (given: object): Config.Config<Record<string, unknown>> =>
  Config.all(Object.fromEntries(Object.entries(given).map(([name, value]) => [name, optionOf(name, value)])))

const withoutUndefined = (given: object): object =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))

const optionOf = (name: string, value: unknown): Config.Config<unknown> => {
  if (Config.isConfig(value)) return value
  return name === "rateLimit" && isRecord(value) ? optionsOf(value) : Config.succeed(value)
}

/** @param environment what is read where it is not given */
export const configured = <Options extends ClientOptions>(
  environment: Configured<Options>,
  given: Configured<Options> | Config.Config<Options>
): Config.Config<Options> =>
  Config.isConfig(given)
    ? (given as Config.Config<Options>)
    : (optionsOf({
        ...environment,
        ...withoutUndefined(given)
      }) as Config.Config<unknown> as Config.Config<Options>)

/** The base URL in a variable that may be missing or empty. */
export const baseUrlFrom = (variable: string): Config.Config<string | undefined> =>
  Config.map(Config.option(Config.NonEmptyString(variable)), Option.getOrUndefined)
