/** What `ensure` demands of an input before it asks for a turn: without it, nothing tells the customer apart. */
import * as Effect from "effect/Effect"
import type * as Customers from "../Customers.js"
import type { InvalidInput } from "../CustomersError.js"
import { invalidInput } from "./invalidInput.js"
import { isRecord } from "./json.js"

const rule = "must be a text that is not empty: it tells the customer apart"

const isText = (value: unknown): boolean => typeof value === "string" && value !== ""

/** Rows of an import come from anywhere: `null` and numbers are among them, whatever their type says. */
const problems = (input: unknown): Readonly<Record<string, ReadonlyArray<string>>> | undefined => {
  if (!isRecord(input)) return { base: ["must be an object"] }
  if (input.externalId === undefined) return isText(input.email) ? undefined : { email: [rule] }
  return isText(input.externalId) ? undefined : { external_id: [rule] }
}

export const checkInput = (
  provider: string,
  input: Customers.CustomerInput
): Effect.Effect<void, InvalidInput> => {
  const errors = problems(input)
  return errors === undefined ? Effect.void : Effect.fail(invalidInput(provider, "ensure", errors))
}
