/** Acme's error bodies: `{ problem: { text, fields } }`. */
import type { Dialect, ErrorBody } from "../../src/call/call.js"
import { flattenErrors } from "../../src/wire/errorMap.js"
import { isRecord } from "../../src/wire/json.js"
import { provider } from "./endpoints.js"

const isOwnError = (json: unknown): boolean => isRecord(json) && isRecord(json.problem)

const readError = (json: unknown): ErrorBody => {
  const problem = isRecord(json) && isRecord(json.problem) ? json.problem : {}
  return {
    detail: typeof problem.text === "string" ? problem.text : undefined,
    ...(problem.fields === undefined ? {} : { errors: flattenErrors(problem.fields) })
  }
}

export const neutralNames = { mail: "email", full_name: "name" }

export const dialect: Dialect = { provider, neutralNames, refusals: [422], isOwnError, readError }
