/**
 * Stancer's error bodies. `error` is a text, or an object with a `message`; the message is a text, or an object of
 * texts: `error` and `id` are its own words, any other name is a field's. API v2 also answers `detail`, a list of
 * `{ loc, msg }`.
 */
import type { Dialect, ErrorBody } from "../../call/call.js"
import { flattenErrors } from "../../wire/errorMap.js"
import { isRecord } from "../../wire/json.js"

export const provider = "stancer"

/** The form of every id of Stancer's customers that has been seen, inside a sentence. */
const idInText = /\bcust_[0-9A-Za-z]{24,}/g

const idsIn = (text: string): ReadonlyArray<string> => text.match(idInText) ?? []

type WasSent = Parameters<Dialect["readError"]>[1]

const isText = (json: unknown): json is string | number =>
  typeof json === "number" || (typeof json === "string" && json.trim() !== "")

/** The texts of all fields, as one. */
const words = (errors: NonNullable<ErrorBody["errors"]>): string | undefined =>
  Object.values(errors).flat().join(", ") || undefined

/**
 * `id` can be the id alone, a number too, or a sentence that names it; else the text may name it. What was sent may
 * stand in these sentences, a name of the form of an id too: that is not the id.
 */
const existingId = (id: unknown, text: string, wasSent: WasSent): string | undefined => {
  const field = isText(id) ? String(id) : ""
  const inField = idsIn(field)
  const own = inField.length === 0 && /^\S+$/.test(field) ? [field] : inField
  return [...own, ...idsIn(text)].find((name) => !wasSent(name))
}

const readMessage = (message: unknown, wasSent: WasSent): ErrorBody => {
  const { error, ...fields } = isRecord(message) ? message : { error: message }
  const { id, ...others } = fields
  // Beside a text, `id` tells whom it is about; alone, it is the text.
  const errors = flattenErrors(error === undefined || error === null ? fields : [error, others])
  const detail = words(errors)
  return { detail, errors, existingId: existingId(id, detail ?? "", wasSent) }
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

const readError: Dialect["readError"] = (json, wasSent) => {
  if (!isRecord(json)) return typeof json === "string" ? readMessage(json, wasSent) : {}
  const { error, detail } = json
  if (isRecord(error)) {
    const { type, message } = error
    return { ...readMessage(message, wasSent), ...(typeof type === "string" ? { code: type } : {}) }
  }
  if (error !== undefined && error !== null) return readMessage(error, wasSent)
  return Array.isArray(detail) ? readDetail(detail) : readMessage(detail, wasSent)
}

const isThere = (value: unknown): boolean => value !== undefined && value !== null

const isOwnError = (json: unknown): boolean => isRecord(json) && (isThere(json.error) || isThere(json.detail))

/** What `Customers` calls these fields. */
export const neutralNames = { mobile: "phone", external_id: "externalId" }

export const dialect: Dialect = { provider, neutralNames, refusals: [400, 422], isOwnError, readError }
