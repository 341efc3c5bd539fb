/** The error of a list that gives no new rows and does not end. */
import { UnexpectedResponse } from "../CustomersError.js"
import { ours } from "../privacy/words.js"
import type { Operation } from "../wire/invalidInput.js"

export const endless = ({ provider, operation }: Operation): UnexpectedResponse =>
  new UnexpectedResponse({
    provider,
    operation,
    status: 200,
    outcome: "Unknown",
    issues: [{ path: "", expected: ours("a new row within 100 pages, or the end of the list") }]
  })
