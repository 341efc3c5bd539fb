/**
 * What API v2 does in its own way, by its reference and a third-party copy of its OpenAPI description. "assumed" marks
 * what they leave open.
 */
import { type EmulatorResponse, json } from "../../../emulator/http.js"

type Fields = Readonly<Record<string, unknown>>

/** One thing that is wrong with a request, as v2 tells it. */
interface Problem {
  readonly loc: readonly [place: "body" | "query", field?: string]
  readonly msg: string
  readonly type: string
}

const refuse = (problems: ReadonlyArray<Problem>): EmulatorResponse => json(422, { detail: problems })

export const unknownId = (id: string): EmulatorResponse =>
  // assumed: that the words stand where those of v1's errors do
  json(404, { error: { type: "invalid_request_error", message: `Customer \`${id}\` not found` } })

export const malformed = refuse([
  { loc: ["body"], msg: "value is not a valid dict", type: "type_error.dict" }
])

interface Rule {
  readonly field: string
  readonly least: number
  readonly most: number
  readonly form?: RegExp
}

const address = /^addr_[a-zA-Z0-9]{24}$/

/** As the reference of v2 has them. */
const texts: ReadonlyArray<Rule> = [
  // assumed: how little makes an address
  { field: "email", least: 0, most: 64, form: /^[^@\s]+@[^@\s]+$/ },
  { field: "mobile", least: 0, most: 16 },
  { field: "name", least: 0, most: 64 },
  { field: "external_id", least: 1, most: 36 },
  { field: "country", least: 2, most: 2 },
  { field: "date_birth", least: 0, most: 10, form: /^\d{4}-\d{2}-\d{2}$/ },
  { field: "legal_id", least: 0, most: 16 },
  { field: "billing_address", least: 0, most: 29, form: address },
  { field: "shipping_address", least: 0, most: 29, form: address }
]

/** What v2 takes and v1 does not know of. */
export const ownFields: ReadonlyArray<string> = [
  "date_birth",
  "legal_id",
  "billing_address",
  "shipping_address",
  "deleted"
]

// assumed: the words and types, as the framework behind such answers has them
const problemsOf = (body: Fields): ReadonlyArray<Problem> => [
  ...texts.flatMap(({ field, least, most, form }): ReadonlyArray<Problem> => {
    const value = body[field]
    if (value === undefined) return []
    const loc = ["body", field] as const
    if (typeof value !== "string") return [{ loc, msg: "str type expected", type: "type_error.str" }]
    const { length } = Array.from(value)
    if (length < least) {
      const msg = `ensure this value has at least ${least} characters`
      return [{ loc, msg, type: "value_error.any_str.min_length" }]
    }
    if (length > most) {
      const msg = `ensure this value has at most ${most} characters`
      return [{ loc, msg, type: "value_error.any_str.max_length" }]
    }
    return form === undefined || form.test(value)
      ? []
      : [{ loc, msg: `string does not match regex "${form.source}"`, type: "value_error.str.regex" }]
  }),
  ...(body.live_mode === undefined
    ? []
    : [
        {
          loc: ["body", "live_mode"],
          msg: "extra fields not permitted",
          type: "value_error.extra"
        } satisfies Problem
      ])
]

export const refusal = (body: Fields): EmulatorResponse | undefined => {
  const problems = problemsOf(body)
  return problems.length === 0 ? undefined : refuse(problems)
}

/** What of a body is kept. */
export const given = (body: Fields): Fields =>
  Object.fromEntries(texts.flatMap(({ field }) => (body[field] === undefined ? [] : [[field, body[field]]])))

/** A customer as v2 answers it. */
export const shown = ({ live_mode: _, ...customer }: Fields): Fields => ({
  // assumed: what was not given is null
  external_id: null,
  country: null,
  date_birth: null,
  legal_id: null,
  billing_address: null,
  shipping_address: null,
  deleted: false,
  ...customer
})

/** A whole number in a query; the problem with it where it is none or out of its limits. */
const wholeOf = (query: URLSearchParams, field: string, otherwise: number, least: number, most: number) => {
  const text = query.get(field)
  if (text === null) return otherwise
  const loc = ["query", field] as const
  if (!/^-?\d{1,15}$/.test(text)) {
    return { loc, msg: "value is not a valid integer", type: "type_error.integer" } satisfies Problem
  }
  const value = Number(text)
  if (value < least) {
    const msg = `ensure this value is greater than or equal to ${least}`
    return { loc, msg, type: "value_error.number.not_ge" } satisfies Problem
  }
  const msg = `ensure this value is less than or equal to ${most}`
  return value > most ? ({ loc, msg, type: "value_error.number.not_le" } satisfies Problem) : value
}

const filters = ["external_id", "email", "name", "country", "legal_id"] as const

/** assumed: the order of creation; that filters are met exactly, and `created` by what is no older. */
export const list = (customers: ReadonlyArray<Fields>, query: URLSearchParams): EmulatorResponse => {
  const start = wholeOf(query, "start", 0, 0, Number.MAX_SAFE_INTEGER)
  const limit = wholeOf(query, "limit", 10, 1, 100)
  const created = wholeOf(query, "created", Number.NEGATIVE_INFINITY, 0, Number.MAX_SAFE_INTEGER)
  if (typeof start !== "number" || typeof limit !== "number" || typeof created !== "number") {
    return refuse([start, limit, created].filter((value) => typeof value !== "number"))
  }
  const wanted = filters.filter((field) => query.has(field))
  const found = customers.filter(
    (customer) =>
      Number(customer.created) >= created && wanted.every((field) => customer[field] === query.get(field))
  )
  const page = found.slice(start, start + limit)
  return json(200, {
    // assumed: what `end` and `count` say; both are known to be unreliable
    range: {
      start,
      end: start + page.length,
      limit,
      count: page.length,
      has_more: start + page.length < found.length
    },
    customers: page.map(shown)
  })
}
