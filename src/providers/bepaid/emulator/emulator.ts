/**
 * bePaid's customers API as a function. "assumed" marks what no documentation or recording settles.
 */

import { notEmulated } from "../../../emulator/elsewhere.js"
import { type Counters, makeCounters } from "../../../emulator/held.js"
import {
  basicCredentials,
  type Emulator,
  type EmulatorRequest,
  type EmulatorResponse,
  json,
  jsonBody,
  segments
} from "../../../emulator/http.js"
import { operationsOf } from "../../../emulator/operations.js"
import { makeLimiter, type RateLimit } from "../../../emulator/rateLimit.js"
import { isRecord } from "../../../wire/json.js"
import { endpoints } from "../endpoints.js"

export interface EmulatorOptions {
  readonly shopId: string
  readonly secretKey: string
  /** Customers that are there from the start, in the wire's names. One without an id is given one. */
  readonly seed?: ReadonlyArray<Readonly<Record<string, unknown>>>
  /** Default: none. */
  readonly rateLimit?: RateLimit | undefined
  /** Default: its own. */
  readonly counters?: Counters | undefined
}

type Customer = Readonly<Record<string, unknown>> & { readonly id: string }

interface Stored {
  readonly nth: number
  readonly customer: Customer
}

const fields = [
  "first_name",
  "last_name",
  "address",
  "country",
  "city",
  "zip",
  "state",
  "phone",
  "email",
  "ip",
  "external_id"
] as const

/** A value as the rules look at it; JSON holds objects that `String` fails on. */
const textOf = (value: unknown): string => {
  if (value === undefined || value === null) return ""
  return typeof value === "object" ? JSON.stringify(value) : String(value)
}

const isBlank = (value: unknown): boolean => textOf(value).trim() === ""

const ipAddress = /^((\d{1,3}\.){3}\d{1,3}|[0-9a-f]*:[0-9a-f:.]+)$/i
const usZip = /^\d{5}(-\d{4})?$/

/** Rules in the order in which bePaid's messages come. Only those of `ip` are documented word for word. */
const rules: ReadonlyArray<{
  readonly field: (typeof fields)[number]
  readonly message: string
  readonly broken: (body: Readonly<Record<string, unknown>>) => boolean
}> = [
  { field: "ip", message: "address is invalid", broken: ({ ip }) => !ipAddress.test(textOf(ip)) },
  { field: "ip", message: "can't be blank", broken: ({ ip }) => isBlank(ip) },
  // assumed: the words; that email is required is documented
  { field: "email", message: "can't be blank", broken: ({ email }) => isBlank(email) },
  {
    field: "email",
    message: "is invalid",
    broken: ({ email }) => !isBlank(email) && !/@/.test(textOf(email))
  },
  // assumed: the words; the formats are documented
  {
    field: "zip",
    message: "is invalid",
    broken: ({ country, zip }) => country === "US" && !isBlank(zip) && !usZip.test(textOf(zip))
  },
  {
    field: "state",
    message: "can't be blank",
    broken: ({ country, state }) => (country === "US" || country === "CA") && isBlank(state)
  },
  {
    field: "external_id",
    message: "is too long (maximum is 255 characters)",
    broken: ({ external_id }) => textOf(external_id).length > 255
  }
]

const humanize = (field: string): string => {
  const words = field.replaceAll("_", " ")
  return words.charAt(0).toUpperCase() + words.slice(1)
}

const refusal = (body: Readonly<Record<string, unknown>>): EmulatorResponse | undefined => {
  const broken = rules.filter((rule) => rule.broken(body))
  if (broken.length === 0) return undefined
  const errors: Record<string, Array<string>> = {}
  for (const { field, message } of broken) errors[field] = [...(errors[field] ?? []), message]
  const message = broken.map((rule) => `${humanize(rule.field)} ${rule.message}`).join(". ")
  return json(422, { message, errors })
}

const notFound = json(404, { message: "Not found." })
const unauthorized = json(401, { message: "Invalid shop_id/secret_key." })
// assumed: nothing is known of a body that is no JSON
const malformed = json(400, { message: "Bad request" })
// documented: the status. assumed: the words, and that no Retry-After comes with it
const tooMany = json(429, { message: "Too many requests" })

/** What the real API has beside customers. */
const elsewhere = ["plans", "products", "subscriptions"]

const operations = operationsOf(endpoints)

export const makeEmulator = (options: EmulatorOptions): Emulator => {
  const customers = new Map<string, Stored>()
  const isTooMany = makeLimiter(options.rateLimit)
  const { ids, places } = options.counters ?? makeCounters()

  const freeId = (): string => {
    const id = `cst_${ids().toString(16).padStart(16, "0")}`
    return customers.has(id) ? freeId() : id
  }

  const add = (body: Readonly<Record<string, unknown>>): Customer => {
    const id = typeof body.id === "string" ? body.id : freeId()
    const customer: Customer = { id }
    for (const field of fields)
      if (body[field] !== undefined && body[field] !== null) Object.assign(customer, { [field]: body[field] })
    customers.set(id, { nth: places(), customer })
    return customer
  }
  for (const customer of options.seed ?? []) add(customer)

  const rows = (): ReadonlyArray<Stored> => [...customers.values()]

  const create = (request: EmulatorRequest): EmulatorResponse => {
    const body = jsonBody(request)
    if (!isRecord(body)) return malformed
    const { id: _, ...given } = body
    return refusal(given) ?? json(201, add(given))
  }

  return {
    operations,
    held: (most = Number.POSITIVE_INFINITY) =>
      rows()
        .slice(-most)
        .map(({ nth, customer }) => ({ at: 0, nth, shown: () => customer })),
    count: () => customers.size,
    handle: (request, nowMillis) => {
      const given = basicCredentials(request)
      if (given?.user !== options.shopId || given.password !== options.secretKey) return unauthorized
      if (isTooMany(options.shopId, nowMillis)) return tooMany
      const [collection, id, ...rest] = segments(request.path)
      if (elsewhere.includes(collection ?? "")) return notEmulated(`/${collection}`)
      if (collection !== "customers" || rest.length > 0) return notFound
      if (id === undefined && request.method === "POST") return create(request)
      // no documentation and no library knows an update or a delete; assumed: the answer to one
      if (request.method !== "GET") return notFound
      if (id === undefined)
        return json(
          200,
          rows().map(({ customer }) => customer)
        )
      const stored = customers.get(id)
      return stored === undefined ? notFound : json(200, stored.customer)
    }
  }
}
