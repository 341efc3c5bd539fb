/** Omise's APIs, https://docs.omise.co: customers-api, search-api, cards-api, schedules-api. */
import { endpointsOf } from "../../call/endpoint.js"
import { provider } from "./errors.js"

export const endpoints = endpointsOf(provider, {
  create: ["POST /customers", "ValidationFailed", "Conflict"],
  retrieve: ["GET /customers/:id", "NotFound"],
  update: ["PATCH /customers/:id", "NotFound", "ValidationFailed", "Conflict"],
  delete: ["DELETE /customers/:id", "NotFound"],
  list: ["GET /customers", "ValidationFailed"],
  search: ["GET /search", "ValidationFailed"],
  "cards.list": ["GET /customers/:id/cards", "NotFound", "ValidationFailed"],
  "cards.retrieve": ["GET /customers/:id/cards/:cardId", "NotFound"],
  "cards.update": ["PATCH /customers/:id/cards/:cardId", "NotFound", "ValidationFailed"],
  "cards.delete": ["DELETE /customers/:id/cards/:cardId", "NotFound"],
  "schedules.list": ["GET /customers/:id/schedules", "NotFound", "ValidationFailed"]
})
