/** Input that the library refuses before anything is sent. */
import { type FieldErrors, type InvalidInput, ValidationFailed } from "../CustomersError.js"
import { ours } from "../privacy/words.js"
import { type NeutralNames, neutralNamesIn } from "./errorMap.js"

/** What an error, a span or a fault is about. */
export interface Operation {
  readonly provider: string
  /** The method that was called: `create`, `cards.list`, … */
  readonly operation: string
}

/**
 * @param errors in the library's own words, without what the caller has typed
 * @param names of fields that the provider names otherwise than `Customers`
 */
export const invalidInput = (
  { provider, operation }: Operation,
  errors: FieldErrors,
  names: NeutralNames = {}
): InvalidInput => {
  for (const rule of Object.values(errors).flat()) ours(rule)
  return new ValidationFailed({
    provider,
    operation,
    origin: "client",
    errors,
    neutralNames: neutralNamesIn(errors, names)
  }) as InvalidInput
}
