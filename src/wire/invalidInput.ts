/** Input that the library refuses before anything is sent. */
import { type FieldErrors, type InvalidInput, ValidationFailed } from "../CustomersError.js"
import { type NeutralNames, neutralNamesIn } from "./errorMap.js"

/** What an error, a span or a fault is about. */
export interface Operation {
  readonly provider: string
  /** The method that was called: `create`, `cards.list`, … */
  readonly operation: string
}

/** @param names of fields that the provider names otherwise than `Customers` */
export const invalidInput = (
  { provider, operation }: Operation,
  errors: FieldErrors,
  names: NeutralNames = {}
): InvalidInput =>
  new ValidationFailed({
    provider,
    operation,
    origin: "client",
    errors,
    neutralNames: neutralNamesIn(errors, names)
  }) as InvalidInput
