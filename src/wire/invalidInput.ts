/** Input that the library refuses before anything is sent. */
import { type FieldErrors, type InvalidInput, ValidationFailed } from "../CustomersError.js"
import type { Operation } from "../call/endpoint.js"
import { type NeutralNames, neutralNamesIn } from "./errorMap.js"

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
