/** What Stancer names otherwise, brought to the documented name before the classes read it. */
import { isRecord } from "../internal/json.js"

const isAbsent = (value: unknown): boolean => value === undefined || value === null

const isNamedOtherwise = (json: unknown): json is Readonly<Record<string, unknown>> =>
  isRecord(json) && isAbsent(json.created) && !isAbsent(json.created_at)

export const latestCustomer = (json: unknown): unknown =>
  isNamedOtherwise(json) ? { ...json, created: json.created_at } : json

/** A page of customers. */
export const latestPage = (json: unknown): unknown =>
  isRecord(json) && Array.isArray(json.customers) && json.customers.some(isNamedOtherwise)
    ? { ...json, customers: json.customers.map(latestCustomer) }
    : json
