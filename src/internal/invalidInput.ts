/** Input that the library refuses before anything is sent. */
import { type FieldErrors, type InvalidInput, ValidationFailed } from "../CustomersError.js"

export const invalidInput = (provider: string, operation: string, errors: FieldErrors): InvalidInput =>
  new ValidationFailed({ provider, operation, origin: "client", errors }) as InvalidInput
