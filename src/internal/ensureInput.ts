/** What `ensure` demands of an input before it asks for a turn: without it, nothing tells the customer apart. */
import * as Effect from "effect/Effect"
import type * as Customers from "../Customers.js"
import type { InvalidInput } from "../CustomersError.js"
import { invalidInput } from "./invalidInput.js"
import { isRecord } from "./json.js"

/**
 * A provider may cut white space off, or replace half of a surrogate pair. The customer would not be found under what was
 * sent, and each call would make another one.
 */
const rule = "must be a text that is not empty, without white space at its ends: it tells the customer apart"

const isKey = (value: unknown): boolean =>
  typeof value === "string" && value !== "" && value.trim() === value && !/\p{Surrogate}/u.test(value)

type Problems = Readonly<Record<string, ReadonlyArray<string>>>

const problems = ({ externalId, email }: Readonly<Record<string, unknown>>): Problems | undefined => {
  if (externalId === undefined) return isKey(email) ? undefined : { email: [rule] }
  return isKey(externalId) ? undefined : { external_id: [rule] }
}

/** The fields as they are now; `undefined` where it has none that can be read. */
const copyOf = (input: unknown): Readonly<Record<string, unknown>> | undefined => {
  try {
    return isRecord(input) ? { ...input } : undefined
  } catch {
    return undefined
  }
}

/**
 * A copy of the input: the caller may change the object while `ensure` runs. Rows of an import come from anywhere: `null`
 * and numbers are among them, whatever their type says.
 */
export const checkInput = (
  provider: string,
  input: Customers.CustomerInput
): Effect.Effect<Customers.CustomerInput, InvalidInput> =>
  Effect.suspend(() => {
    const copy = copyOf(input)
    const errors = copy === undefined ? { base: ["must be an object"] } : problems(copy)
    return errors === undefined
      ? Effect.succeed(copy as unknown as Customers.CustomerInput)
      : Effect.fail(invalidInput(provider, "ensure", errors))
  })
