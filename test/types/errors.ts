/** What every operation can fail with, spelled out: `CommonError` must not grow unnoticed. */
import type * as CustomersError from "effect-payment-customers/CustomersError"

export type Always =
  | CustomersError.Unauthorized
  | CustomersError.Forbidden
  | CustomersError.RateLimited
  | CustomersError.Unavailable
  | CustomersError.UnexpectedResponse

/** With refused data, found before it is sent or by the provider. */
export type Refusing = CustomersError.ValidationFailed | Always

/** With an id that is none, which is not sent, or of nobody. */
export type Finding = CustomersError.InvalidInput | CustomersError.NotFound | Always

export type Creating = CustomersError.Conflict | Refusing

export type Updating = CustomersError.NotFound | CustomersError.Conflict | Refusing
