/** Lists and searches. "assumed" marks what no documentation or recording settles. */

import { notEmulated } from "../../../emulator/elsewhere.js"
import { type EmulatorResponse, json } from "../../../emulator/http.js"
import { customer, error, iso, type Manner } from "./shapes.js"
import type { Store, StoredCustomer } from "./store.js"

interface Refusal {
  readonly refused: EmulatorResponse
}

const isRefusal = (value: object): value is Refusal => "refused" in value

const dayMillis = 86_400_000

/** Whole numbers from `least` to `most`; `undefined` for anything else. */
const whole = (text: string, least: number, most: number): number | undefined =>
  /^\d{1,15}$/.test(text) && Number(text) >= least && Number(text) <= most ? Number(text) : undefined

// assumed: that what breaks a documented limit is refused, and the code of it
const invalid = (parameter: string): EmulatorResponse => error(400, "bad_request", `${parameter} is invalid`)

type Order = "chronological" | "reverse_chronological"

const orderOf = (query: URLSearchParams, otherwise: Order): Order | undefined => {
  const order = query.get("order") ?? otherwise
  return order === "chronological" || order === "reverse_chronological" ? order : undefined
}

const timeOf = (text: string | null, otherwise: number): number | undefined => {
  const time = text === null ? otherwise : Date.parse(text)
  return Number.isNaN(time) ? undefined : time
}

/** The `count` rows after the first `offset` of those from `start` to `end`, read from the end where reversed. */
const slice = <Row>(
  rows: ReadonlyArray<Row>,
  [start, end]: readonly [number, number],
  order: string,
  offset: number,
  count: number
): ReadonlyArray<Row> => {
  if (order === "chronological")
    return rows.slice(Math.min(start + offset, end), Math.min(start + offset + count, end))
  return rows.slice(Math.max(end - offset - count, start), Math.max(end - offset, start)).reverse()
}

/** Rows in the order of their creation, and which of them are of a while. */
interface Rows<Row> {
  readonly rows: ReadonlyArray<Row>
  readonly between: (from: number, to: number) => readonly [start: number, end: number]
}

/** A page of any list that Omise has. */
export const list = <Row>(
  { rows, between }: Rows<Row>,
  location: string,
  query: URLSearchParams,
  manner: Manner,
  shown: (row: Row) => object
): EmulatorResponse => {
  const offset = whole(query.get("offset") ?? "0", 0, Number.MAX_SAFE_INTEGER)
  const limit = whole(query.get("limit") ?? "20", 1, 100)
  const from = timeOf(query.get("from"), 0)
  const to = timeOf(query.get("to"), manner.now)
  const order = orderOf(query, "chronological")
  if (offset === undefined) return invalid("offset")
  if (limit === undefined) return invalid("limit")
  if (from === undefined) return invalid("from")
  if (to === undefined) return invalid("to")
  if (order === undefined) return invalid("order")
  const [start, end] = between(from, to)
  return json(200, {
    object: "list",
    data: slice(rows, [start, end], order, offset, limit).map(shown),
    limit,
    offset,
    total: end - start,
    location,
    order,
    from: iso(from),
    to: iso(to)
  })
}

/** The rows of a list that is too short to be searched in halves. */
export const shortList = <Row extends { readonly created: number }>(rows: ReadonlyArray<Row>): Rows<Row> => ({
  rows,
  between: (from, to) => {
    const start = rows.filter(({ created }) => created < from).length
    return [start, Math.max(start, rows.filter(({ created }) => created <= to).length)]
  }
})

// assumed: that days are those of UTC, and that both ends of a range belong to it
const dayRange = (text: string): readonly [from: number, to: number] | undefined => {
  const [first = "", last = first, ...rest] = text.split("..")
  const from = Date.parse(`${first}T00:00:00Z`)
  const to = Date.parse(`${last}T00:00:00Z`) + dayMillis - 1
  return rest.length > 0 || Number.isNaN(from) || Number.isNaN(to) ? undefined : [from, to]
}

/** What `filters[…]` leave of all rows. */
const filtered = (
  store: Store,
  filters: Readonly<Record<string, string>>
): { readonly rows: ReadonlyArray<StoredCustomer> } | Refusal => {
  const { created, ...unknown } = filters
  const [name] = Object.keys(unknown)
  if (name !== undefined) return { refused: error(400, "invalid_filter", `filter ${name} is not known`) }
  if (created === undefined) return { rows: store.rows }
  const range = dayRange(created)
  return range === undefined
    ? { refused: error(400, "invalid_filter", "filter created is invalid") }
    : { rows: store.rows.slice(...store.between(...range)) }
}

// assumed: a part of the e-mail address, the description, the id, or a text or number of the metadata, whatever the
// capitals of either
const matches = (needle: string) => (row: StoredCustomer) =>
  [row.email, row.description, row.id, ...Object.values(row.metadata)].some(
    (value) =>
      (typeof value === "string" || typeof value === "number") && String(value).toLowerCase().includes(needle)
  )

const otherScopes = ["charge", "dispute", "transfer", "link", "recipient", "refund"]

export const search = (store: Store, query: URLSearchParams, manner: Manner): EmulatorResponse => {
  const scope = query.get("scope")
  const page = whole(query.get("page") ?? "1", 1, Number.MAX_SAFE_INTEGER)
  const perPage = whole(query.get("per_page") ?? "30", 1, 100)
  // documented for charges
  const order = orderOf(query, "reverse_chronological")
  if (otherScopes.includes(scope ?? "")) return notEmulated(`a search for ${scope}`)
  if (scope !== "customer") return error(400, "invalid_scope", "scope must be customer")
  if (page === undefined) return error(400, "invalid_page", "page is invalid")
  if (perPage === undefined) return invalid("per_page")
  if (order === undefined) return invalid("order")
  const filters = Object.fromEntries(
    [...query].flatMap(([name, value]) => {
      const filter = /^filters\[(.+)\]$/.exec(name)?.[1]
      return filter === undefined ? [] : [[filter, value]]
    })
  )
  const candidates = filtered(store, filters)
  if (isRefusal(candidates)) return candidates.refused
  const needle = (query.get("query") ?? "").toLowerCase()
  const indexed = candidates.rows.filter(({ stored }) => stored + manner.searchLag <= manner.now)
  const found = needle === "" ? indexed : indexed.filter(matches(needle))
  const rows = slice(found, [0, found.length], order, (page - 1) * perPage, perPage)
  return json(200, {
    object: "search",
    export: null,
    data: rows.map((row) => customer(row, manner)),
    page,
    per_page: perPage,
    total: found.length,
    total_pages: Math.ceil(found.length / perPage),
    filters,
    location: "/search",
    order,
    query: query.get("query") ?? "",
    scope,
    aggregate_level: null
  })
}
