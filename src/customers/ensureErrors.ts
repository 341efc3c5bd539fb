/** How `ensure` fails where its calls would fail otherwise: it can be called again whatever became of it. */
import { type CustomersError, Unavailable, UnexpectedResponse } from "../CustomersError.js"
import { ours } from "../privacy/words.js"

/** May the request have been carried out? */
export const isAmbiguous = (error: CustomersError): boolean =>
  (error._tag === "Unavailable" || error._tag === "UnexpectedResponse") && error.outcome === "Unknown"

const unavailable = (
  provider: string,
  fields: Pick<Unavailable, "reason" | "outcome"> & { readonly code?: string }
): Unavailable => new Unavailable({ provider, operation: "ensure", retryable: true, ...fields })

/**
 * The deadline comes first: before the caller's turn, or before an open create can be known to have come to nothing.
 *
 * @param open may the customer of an earlier create still show?
 */
export const noTime = (provider: string, open: boolean): Unavailable =>
  unavailable(provider, { reason: "Timeout", outcome: open ? "Unknown" : "NotSent" })

/** The service of turns failed, so nobody may create. */
export const withoutTurns = (provider: string): Unavailable =>
  unavailable(provider, { reason: "Transport", outcome: "NotSent", code: "turns_unavailable" })

/** The create was answered with a customer that tells that it is another one's. */
export const anothersCustomer = (provider: string): UnexpectedResponse =>
  new UnexpectedResponse({
    provider,
    operation: "ensure",
    issues: [{ path: "", expected: ours("the customer of the key, with the key as it was sent") }],
    outcome: "Unknown"
  })

/** @param open may the customer of an earlier create still show? */
export const asOfEnsure = <E extends CustomersError>(
  error: E,
  open: boolean
): E | Unavailable | UnexpectedResponse => {
  if (error._tag !== "Unavailable" && error._tag !== "UnexpectedResponse") return error
  const { provider, operation, status, requestId, code, detail } = error
  const outcome = open ? "Unknown" : error.outcome
  const common = { provider, operation, status, requestId, code, detail, outcome }
  return error._tag === "Unavailable"
    ? new Unavailable({
        ...common,
        host: error.host,
        reason: error.reason,
        retryable: error.retryable || outcome === "Unknown"
      })
    : new UnexpectedResponse({ ...common, issues: error.issues })
}
