/** bePaid's customers API, https://docs.bepaid.by, "Customers". */
import { endpointsOf } from "../../call/endpoint.js"
import { provider } from "./errors.js"

export const endpoints = endpointsOf(provider, {
  create: ["POST /customers", "ValidationFailed", "Conflict"],
  retrieve: ["GET /customers/:id", "NotFound"],
  list: ["GET /customers"]
})
