/** Each error of the library with all that it can hold, and the words in it that nobody may read in a log. */

import * as CustomersError from "effect-payment-customers/CustomersError"
import * as Duration from "#line/Duration"

/** What stands in the fields whose contents nobody may read in a log. */
export const words = {
  detail: "john.doe@example.com is taken",
  requestId: "req_203.0.113.7",
  customerId: "cst_1d2b48a3dbf8ab0a",
  existingId: "cust_9Cle7TXKkjhwqcWx4Kl5cQYk",
  message: "John Doe can't be blank"
}

export const common = {
  provider: "omise",
  operation: "retrieve",
  status: 418,
  requestId: words.requestId,
  code: "invalid_card",
  detail: words.detail
}

/** Each class with all that it can hold; what its message says after "omise retrieve: ". */
export const samples: ReadonlyArray<{
  readonly tag: CustomersError.CustomersError["_tag"]
  readonly make: () => CustomersError.CustomersError
  readonly says: string
}> = [
  {
    tag: "NotFound",
    make: () => new CustomersError.NotFound({ ...common, customerId: words.customerId }),
    says: "status 418, code invalid_card"
  },
  {
    tag: "ValidationFailed",
    make: () =>
      new CustomersError.ValidationFailed({
        ...common,
        origin: "provider",
        errors: { email: [words.message, words.detail], "card.name": [words.message], base: [] }
      }),
    says: "status 418, origin provider, code invalid_card, fields email, card.name, base"
  },
  {
    tag: "Unauthorized",
    make: () => new CustomersError.Unauthorized(common),
    says: "status 418, code invalid_card"
  },
  {
    tag: "Forbidden",
    make: () => new CustomersError.Forbidden(common),
    says: "status 418, code invalid_card"
  },
  {
    tag: "Conflict",
    make: () => new CustomersError.Conflict({ ...common, existingId: words.existingId }),
    says: "status 418, code invalid_card"
  },
  {
    tag: "RateLimited",
    make: () => new CustomersError.RateLimited({ ...common, retryAfter: Duration.seconds(90) }),
    says: "status 418, code invalid_card, retry after 90 s"
  },
  {
    tag: "Unavailable",
    make: () =>
      new CustomersError.Unavailable({ ...common, reason: "Server", outcome: "Unknown", retryable: true }),
    says: "status 418, reason Server, outcome Unknown, code invalid_card"
  },
  {
    tag: "UnexpectedResponse",
    make: () =>
      new CustomersError.UnexpectedResponse({
        ...common,
        issues: [
          { path: "0.email", expected: "string" },
          { path: "created_at", expected: "a Unix time in seconds" }
        ],
        outcome: "Unknown"
      }),
    says: "status 418, outcome Unknown, code invalid_card, fields 0.email, created_at"
  }
]
