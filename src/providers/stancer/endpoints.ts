/**
 * Stancer's customers API in its two versions, of which v2 has a list. The collection is documented with its slash, a
 * customer without one.
 */
import { endpointsOf } from "../../call/endpoint.js"
import { provider } from "./errors.js"

export const v1 = endpointsOf(provider, {
  create: ["POST /v1/customers/", "ValidationFailed", "Conflict"],
  retrieve: ["GET /v1/customers/:id", "NotFound"],
  update: ["PATCH /v1/customers/:id", "NotFound", "ValidationFailed", "Conflict"],
  delete: ["DELETE /v1/customers/:id", "NotFound"]
})

export const v2 = endpointsOf(provider, {
  create: ["POST /v2/customers/", "ValidationFailed", "Conflict"],
  retrieve: ["GET /v2/customers/:id", "NotFound"],
  update: ["PATCH /v2/customers/:id", "NotFound", "ValidationFailed", "Conflict"],
  delete: ["DELETE /v2/customers/:id", "NotFound"],
  list: ["GET /v2/customers/", "ValidationFailed"]
})
