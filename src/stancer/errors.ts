/**
 * Stancer's error bodies. `error` is a text, or an object with a `message`; the message is a text, or an object of
 * texts: `error` and `id` are its own words, any other name is a field's. API v2 also answers `detail`, a list of
 * `{ loc, msg }`.
 */
import type { Dialect, ErrorBody } from "../internal/call.js"
import { flattenErrors } from "../internal/fieldErrors.js"
import { isRecord } from "../internal/json.js"

export const provider = "stancer"

/** The form of every id of Stancer's customers that has been seen, inside a sentence. */
const idInText = /\bcust_[0-9A-Za-z]{24,}/

const isText = (json: unknown): json is string | number =>
  typeof json === "number" || (typeof json === "string" && json.trim() !== "")

/** The texts of all fields, as one. */
const words = (errors: NonNullable<ErrorBody["errors"]>): string | undefined =>
  Object.values(errors).flat().join(", ") || undefined

/** `id` can be the id alone, a number too, or a sentence that names it; else the text may name it. */
const existingId = (id: unknown, text = ""): string | undefined => {
  const field = isText(id) ? String(id) : ""
  const alone = /^\S+$/.test(field) ? field : undefined
  return idInText.exec(field)?.[0] ?? alone ?? idInText.exec(text)?.[0]
}

const readMessage = (message: unknown): ErrorBody => {
  const { error, ...fields } = isRecord(message) ? message : { error: message }
  const { id, ...others } = fields
  // Beside a text, `id` tells whom it is about; alone, it is the text.
  const errors = flattenErrors(error === undefined || error === null ? fields : [error, others])
  const detail = words(errors)
  return { detail, errors, existingId: existingId(id, detail) }
}

/** `["body", "email"]` → `email`: FastAPI says first in which part of the request the field is. */
const fieldOf = (loc: unknown): string => {
  const path = Array.isArray(loc) ? loc.filter(isText).map(String) : []
  return (/^(body|query|path)$/.test(path[0] ?? "") ? path.slice(1) : path).join(".")
}

const readDetail = (detail: ReadonlyArray<unknown>): ErrorBody => {
  const errors = flattenErrors(detail.filter(isRecord).map(({ loc, msg }) => ({ [fieldOf(loc)]: msg })))
  return { detail: words(errors), errors }
}

const readError = (json: unknown): ErrorBody => {
  if (!isRecord(json)) return typeof json === "string" ? readMessage(json) : {}
  const { error, detail } = json
  if (isRecord(error)) {
    const { type, message } = error
    return { ...readMessage(message), ...(typeof type === "string" ? { code: type } : {}) }
  }
  if (error !== undefined && error !== null) return readMessage(error)
  return Array.isArray(detail) ? readDetail(detail) : readMessage(detail)
}

export const dialect: Dialect = { provider, refusals: [400, 422], readError }
