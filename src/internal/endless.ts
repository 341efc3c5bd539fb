/** The error of a list that gives no new rows and does not end. */
import { UnexpectedResponse } from "../CustomersError.js"

export const endless = (provider: string, operation: string): UnexpectedResponse =>
  new UnexpectedResponse({
    provider,
    operation,
    status: 200,
    outcome: "Unknown",
    issues: [{ path: "", expected: "a new row within 100 pages, or the end of the list" }]
  })
