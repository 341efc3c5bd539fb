/** bePaid's error bodies: `{ message, errors }`, at times inside `response`, at times only one of the two. */
import type { Dialect, ErrorBody } from "../../call/call.js"
import { flattenErrors } from "../../wire/errorMap.js"
import { isRecord } from "../../wire/json.js"

export const provider = "bepaid"

const readError = (json: unknown): ErrorBody => {
  if (!isRecord(json)) return {}
  const body = isRecord(json.response) ? json.response : json
  return {
    detail: typeof body.message === "string" ? body.message : undefined,
    ...(body.errors === undefined || body.errors === null ? {} : { errors: flattenErrors(body.errors) })
  }
}

const isOwnError = (json: unknown): boolean =>
  isRecord(json) &&
  [json.message, json.errors, json.response].some((part) => part !== undefined && part !== null)

/** What `Customers` calls these fields. */
export const neutralNames = { first_name: "name", last_name: "name", external_id: "externalId" }

export const dialect: Dialect = { provider, neutralNames, refusals: [422], isOwnError, readError }
