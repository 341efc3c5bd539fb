/** Acme's API: a provider that is made up, in the least that a provider takes. */
import { endpointsOf } from "../../src/call/endpoint.js"

export const provider = "acme"

export const endpoints = endpointsOf(provider, {
  create: ["POST /clients", "ValidationFailed"],
  retrieve: ["GET /clients/:id", "NotFound"],
  delete: ["DELETE /clients/:id", "NotFound"]
})
