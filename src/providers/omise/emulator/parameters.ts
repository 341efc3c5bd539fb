/** The parameters of a request, in the forms in which SDKs send them. */
import { type EmulatorRequest, formBody, jsonBody } from "../../../emulator/http.js"
import { isRecord } from "../../../wire/json.js"
import type { Body } from "./ledger.js"

const isForm = (request: EmulatorRequest): boolean =>
  request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded") ?? false

/** JSON as the Node and Python SDKs send it, or a form as the PHP, Ruby and Go SDKs do. */
export const bodyOf = (request: EmulatorRequest): Body | undefined => {
  if (request.body === "") return {}
  const body = isForm(request) ? formBody(request.body) : jsonBody(request)
  return isRecord(body) ? body : undefined
}

/**
 * The query, with what the body adds to it: the Python and Go SDKs send the parameters of a GET in its body.
 * assumed: that Omise reads them there; a body that can't be read is no error.
 */
export const parametersOf = (request: EmulatorRequest): URLSearchParams => {
  if (request.body === "") return request.query
  const query = new URLSearchParams(request.query)
  for (const [name, value] of Object.entries(bodyOf(request) ?? {})) {
    if (isRecord(value)) {
      for (const [key, inner] of Object.entries(value)) {
        if (typeof inner !== "object") query.append(`${name}[${key}]`, String(inner))
      }
    } else if (typeof value !== "object" && !query.has(name)) query.append(name, String(value))
  }
  return query
}
