/** What lists and searches are asked for, with the limits that Omise documents. */
import * as DateTime from "#line/DateTime"
import * as Schema from "#line/Schema"
import { optional, whole } from "../../wire/fields.js"
import { UtcFromIso } from "../../wire/instants.js"
import { isRecord } from "../../wire/json.js"

const order = Schema.Literals(["chronological", "reverse_chronological"]).pipe(
  Schema.annotate({ description: "chronological or reverse_chronological" })
)

/**
 * Which rows a list holds: customers, or the cards or schedules of a customer. What is left out is Omise's default.
 *
 * @since 0.1.0
 * @category models
 */
export const ListOptions = Schema.Struct({
  /** How many rows to pass over, from 0. Default: 0. */
  offset: optional("offset", whole("a whole number from 0", 0)),
  /** The most rows on a page, 1 to 100. Default: 20. */
  limit: optional("limit", whole("a whole number from 1 to 100", 1, 100)),
  /** The earliest time of creation. Default: 1970. */
  from: optional("from", UtcFromIso),
  /** The latest time of creation. Default: now. */
  to: optional("to", UtcFromIso),
  /** Default: `chronological`, the oldest first. */
  order: optional("order", order)
}).pipe(
  Schema.where(
    ({ from, to }) => from === undefined || to === undefined || DateTime.isLessThanOrEqualTo(from, to),
    { description: "no later than to", path: "from" }
  )
)

/**
 * @since 0.1.0
 * @category models
 */
export type ListOptions = typeof ListOptions.Type

/**
 * A day such as `"2016-09-09"`, or the days from one to another, both of them included.
 *
 * @since 0.1.0
 * @category models
 */
export type Days = string | { readonly from: string; readonly to: string }

const isDay = (value: unknown): value is string =>
  typeof value === "string" &&
  /^\d{4}-\d{2}-\d{2}$/.test(value) &&
  !Number.isNaN(Date.parse(value)) &&
  // Date.parse takes the 31st of February for a day in March
  new Date(value).toISOString().startsWith(value)

const areDays = (value: unknown): value is Days =>
  isRecord(value) ? isDay(value.from) && isDay(value.to) && value.from <= value.to : isDay(value)

/**
 * What a search looks for. What is left out is Omise's default.
 *
 * @since 0.1.0
 * @category models
 */
export const SearchOptions = Schema.Struct({
  /** Words to look for, such as an e-mail address. */
  query: optional("query", Schema.String),
  filters: optional(
    "filters",
    Schema.Struct({
      /** The day of creation. */
      created: optional(
        "created",
        Schema.declare(areDays, {
          description: "a day such as 2016-09-09, or { from, to } with from no later than to"
        })
      )
    })
  ),
  /** Omise documents `reverse_chronological`, the newest first, as the default of a search for charges. */
  order: optional("order", order),
  /** From 1. Default: 1. */
  page: optional("page", whole("a whole number from 1", 1)),
  /** The most customers on a page, 1 to 100. Default: 30. */
  perPage: optional("per_page", whole("a whole number from 1 to 100", 1, 100))
})

/**
 * @since 0.1.0
 * @category models
 */
export type SearchOptions = typeof SearchOptions.Type

type Query = ReadonlyArray<[name: string, value: string]>

const entries = (encoded: object): Query =>
  Object.entries(encoded)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name, String(value)])

/** Omise writes and documents its times without milliseconds; where there are none, neither do we. */
export const listQuery = (encoded: typeof ListOptions.Encoded): Query =>
  entries(encoded).map(([name, value]) => [name, value.replace(/\.000Z$/, "Z")])

const daysText = (days: Days): string => (typeof days === "string" ? days : `${days.from}..${days.to}`)

export const searchQuery = ({ filters, ...rest }: typeof SearchOptions.Encoded): Query => [
  ["scope", "customer"],
  ...entries(rest),
  ...(filters?.created === undefined ? [] : entries({ "filters[created]": daysText(filters.created) }))
]
