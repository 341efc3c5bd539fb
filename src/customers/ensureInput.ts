/**
 * What the neutral `ensure` and `update` demand before anything is sent: that which tells the customer apart can be told,
 * and no text is emptied.
 */
import * as Effect from "#line/Effect"
import type * as Customers from "../Customers.js"
import type { InvalidInput } from "../CustomersError.js"
import type { Operation } from "../wire/invalidInput.js"
import { invalidInput } from "../wire/invalidInput.js"
import { isRecord } from "../wire/json.js"

/**
 * A provider may cut white space off, or replace half of a surrogate pair. The customer would not be found under what was
 * sent, and each call would make another one.
 */
const keyRule =
  "must be a text that is not empty, without white space at its ends: it tells the customer apart"

const isKey = (value: unknown): boolean =>
  typeof value === "string" && value !== "" && value.trim() === value && !/\p{Surrogate}/u.test(value)

type Problems = Readonly<Record<string, ReadonlyArray<string>>>

/** Which of these fields the providers name otherwise. */
const neutralNames = { external_id: "externalId" }

/** The fields as they are now; `undefined` where it has none that can be read. */
const copyOf = (input: unknown): Readonly<Record<string, unknown>> | undefined => {
  try {
    return isRecord(input) ? { ...input } : undefined
  } catch {
    return undefined
  }
}

/**
 * A copy of the input: the caller may change the object while the operation runs. Rows of an import come from anywhere:
 * `null` and numbers are among them, whatever their type says.
 */
const checked = <A extends object>(
  of: Operation,
  input: A,
  problemsOf: (copy: Readonly<Record<string, unknown>>) => Problems | undefined
): Effect.Effect<A, InvalidInput> =>
  Effect.suspend(() => {
    const copy = copyOf(input)
    const errors = copy === undefined ? { base: ["must be an object"] } : problemsOf(copy)
    return errors === undefined
      ? Effect.succeed(copy as A)
      : Effect.fail(invalidInput(of, errors, neutralNames))
  })

/** The input of an `ensure`, if it tells the customer apart. */
export const checkInput = (
  provider: string,
  input: Customers.CustomerInput
): Effect.Effect<Customers.CustomerInput, InvalidInput> =>
  checked({ provider, operation: "ensure" }, input, ({ externalId, email }) => {
    if (externalId === undefined) return isKey(email) ? undefined : { email: [keyRule] }
    return isKey(externalId) ? undefined : { external_id: [keyRule] }
  })

/** The patch of an `update`, if the customer can be told apart by it afterwards, and no name is emptied. */
export const checkPatch = (
  of: Operation,
  patch: Customers.CustomerPatch
): Effect.Effect<Customers.CustomerPatch, InvalidInput> =>
  checked(of, patch, ({ externalId, name }) => {
    const errors: Problems = {
      ...(externalId === undefined || isKey(externalId) ? {} : { external_id: [keyRule] }),
      ...(name === "" ? { name: ["must not be empty: an update can't clear it"] } : {})
    }
    return Object.keys(errors).length === 0 ? undefined : errors
  })
