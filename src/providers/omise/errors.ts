/** Omise's error bodies: `{ object: "error", location, code, message }`, https://docs.omise.co/api-errors. */
import type { Dialect, ErrorBody } from "../../call/call.js"
import { isRecord } from "../../wire/json.js"

export const provider = "omise"

/** The codes that say which parameter is refused. */
const fields: ReadonlyMap<string, string> = new Map([
  ["used_token", "card"],
  ["invalid_card_token", "card"],
  ["invalid_card", "card"],
  ["missing_card", "card"],
  ["invalid_page", "page"],
  ["invalid_scope", "scope"],
  ["invalid_filter", "filters"],
  ["invalid_filters", "filters"]
])

const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined)

const readError = (json: unknown): ErrorBody => {
  if (!isRecord(json)) return {}
  const code = text(json.code)
  const detail = text(json.message)
  const field = fields.get(code ?? "")
  // Without a message the code is all that is known of what is wrong with the field.
  return { code, detail, ...(field === undefined ? {} : { errors: { [field]: [detail ?? code ?? ""] } }) }
}

const isOwnError = (json: unknown): boolean => isRecord(json) && json.object === "error"

/** What `Customers` calls these fields, which it keeps in the metadata. */
export const neutralNames = {
  "metadata.name": "name",
  "metadata.phone": "phone",
  "metadata.external_id": "externalId"
}

export const dialect: Dialect = { provider, neutralNames, refusals: [400, 422], isOwnError, readError }
