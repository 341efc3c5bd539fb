/** What Stancer names otherwise, brought to the documented name before the classes read it. */
import { isRecord } from "../../wire/json.js"
import { placeOnWire } from "./pages.js"

const isAbsent = (value: unknown): boolean => value === undefined || value === null

const isNamedOtherwise = (json: unknown): json is Readonly<Record<string, unknown>> =>
  isRecord(json) && isAbsent(json.created) && !isAbsent(json.created_at)

export const latestCustomer = (json: unknown): unknown =>
  isNamedOtherwise(json) ? { ...json, created: json.created_at } : json

/** What its range says of a page. A range that is no object says nothing that can be read: no field has an array's form. */
const placeOf = (range: unknown): Readonly<Record<string, unknown>> => {
  if (isAbsent(range)) return {}
  return isRecord(range) ? range : Object.fromEntries(placeOnWire.map((name) => [name, [range]]))
}

/** A page of customers. On the wire, its range is an object beside them. */
export const latestPage = (json: unknown): unknown => {
  if (!isRecord(json)) return json
  const { range, customers } = json
  const isOdd = Array.isArray(customers) && customers.some(isNamedOtherwise)
  return { ...placeOf(range), customers: isOdd ? customers.map(latestCustomer) : customers }
}
