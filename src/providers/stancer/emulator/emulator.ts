/**
 * Stancer's customers API, v1 and v2, as a function. "assumed" marks what no documentation, SDK or recording settles.
 */

import { notEmulated } from "../../../emulator/elsewhere.js"
import { type Counters, makeCounters, oldestFirst } from "../../../emulator/held.js"
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
import type { Mode } from "../../../wire/mode.js"
import { v1, v2 } from "../endpoints.js"
import { type Fields, isDeleted, makeStore, type Store, type StoredCustomer } from "./store.js"
import * as V2 from "./v2.js"

/**
 * What API v2 does with a create whose `external_id` is there already: it makes another customer, answers the same one
 * as it is, or refuses with a conflict, 409. The other fields make no difference.
 *
 * Which of them Stancer does is not known: its reference says "Unique id with unicity check", and its PHP SDK's tests
 * expect such a create to succeed.
 *
 * @since 0.2.0
 * @category models
 */
export type RepeatedExternalId = "another" | "same" | "conflict"

export interface EmulatorOptions {
  /** The key of test mode. */
  readonly testKey: string
  /** The key of live mode, if there is one. */
  readonly liveKey?: string | undefined
  /**
   * Customers that are there from the start, in the wire's names; live ones where `live_mode` is true. One with
   * `deleted: true` is shown as such by API v2 and unknown to v1.
   */
  readonly seed?: ReadonlyArray<Fields>
  /** Default: `"another"`, which protects least. */
  readonly repeatedExternalId?: RepeatedExternalId | undefined
  /** Default: none, as none is documented. */
  readonly rateLimit?: RateLimit | undefined
  /** Default: its own. */
  readonly counters?: Counters | undefined
}

/** The documented lengths; that of `name` as Stancer's PHP SDK has corrected it, `external_id` as all SDKs have it. */
const lengths = [
  { field: "email", least: 5, most: 64 },
  { field: "mobile", least: 8, most: 16 },
  { field: "name", least: 3, most: 64 },
  { field: "external_id", least: 0, most: 36 }
] as const

const fits = (value: unknown, least: number, most: number): boolean => {
  if (typeof value !== "string") return false
  const { length } = Array.from(value)
  return length >= least && length <= most
}

const answer = (status: number, message: unknown): EmulatorResponse =>
  json(status, { error: { type: "invalid_request_error", message } })

const unauthorized = answer(401, "You are not authorized to access that resource")
// The words are Stancer's, met by its SDKs' tests. assumed: that they stand under `id`, which the SDKs read first
const notFound = (id: string) => answer(404, { id: `No such customer ${id}` })
// assumed: that the id stands beside the words; the SDKs join the two as "words (id)"
const conflict = (id: string) =>
  answer(409, { error: "Customer already exists, you may want to update it instead creating a new one", id })
// assumed: the three answers
const malformed = answer(400, "The request body must be a JSON object")
const noRoute = answer(404, "Not found")
const notAllowed = answer(405, "Method not allowed")
// assumed: all of it
const tooMany = answer(429, "Too many requests")
const done: EmulatorResponse = { status: 204, headers: {}, body: "" }

/** assumed: status, shape and words. */
const refusal = (body: Fields, mode: Mode): EmulatorResponse | undefined => {
  const errors: Record<string, string> = {}
  for (const { field, least, most } of lengths) {
    if (body[field] !== undefined && !fits(body[field], least, most)) {
      errors[field] = `Must be a string of ${least} to ${most} characters`
    }
  }
  // assumed: the documentation says only that the objects of the two modes can't be mixed
  if (body.live_mode !== undefined && body.live_mode !== (mode === "live")) {
    errors.live_mode = "Must be the mode of the key"
  }
  return Object.keys(errors).length === 0 ? undefined : json(400, { error: { message: errors } })
}

const given = (body: Fields): Fields =>
  Object.fromEntries(
    lengths.flatMap(({ field }) => (body[field] === undefined ? [] : [[field, body[field]]]))
  )

/** What the two versions of the API do differently. */
interface Version {
  readonly malformed: EmulatorResponse
  readonly unknownId: (id: string) => EmulatorResponse
  readonly refusal: (body: Fields, mode: Mode) => EmulatorResponse | undefined
  readonly given: (body: Fields) => Fields
  readonly shown: (customer: Fields) => Fields
  /** Does it know this customer? */
  readonly knows: (customer: Fields) => boolean
  /** The answer to a create that is a repetition, and makes no customer. */
  readonly repeated: (body: Fields, store: Store, how: RepeatedExternalId) => EmulatorResponse | undefined
  readonly list: (customers: ReadonlyArray<Fields>, query: URLSearchParams) => EmulatorResponse
}

// assumed: that both versions show the same customers
const versions: ReadonlyMap<string | undefined, Version> = new Map([
  [
    "v1",
    {
      malformed,
      unknownId: notFound,
      refusal,
      given,
      shown: (customer: Fields) =>
        Object.fromEntries(Object.entries(customer).filter(([field]) => !V2.ownFields.includes(field))),
      // assumed for one that v2 would show as deleted; after a delete it is known to be a 404
      knows: (customer: Fields) => !isDeleted(customer),
      repeated: (body: Fields, store: Store) => {
        const existing = store.same(body)
        return existing && conflict(existing.id)
      },
      // API v1 documents no list
      list: () => notAllowed
    }
  ],
  // without an external_id v2 makes a new customer each time
  [
    "v2",
    {
      malformed: V2.malformed,
      unknownId: V2.unknownId,
      refusal: V2.refusal,
      given: V2.given,
      shown: V2.shown,
      knows: () => true,
      // assumed: each of the three, and that the conflict is told as in v1
      repeated: (body: Fields, store: Store, how: RepeatedExternalId) => {
        const existing = how === "another" ? undefined : store.sameExternalId(body)
        if (existing === undefined) return undefined
        return how === "same" ? json(200, V2.shown(existing)) : conflict(existing.id)
      },
      list: V2.list
    }
  ]
])

/** What the real API has beside customers. assumed: that each version has all of it. */
const elsewhere = [
  "addresses",
  "cards",
  "checkout",
  "disputes",
  "mandates",
  "payment_intents",
  "payments",
  "payouts",
  "refunds",
  "sepa"
]

const secondsOf = ({ created = 0 }: Fields): number =>
  typeof created === "string" ? Date.parse(created) / 1000 : Number(created)

const operations = operationsOf(v1, v2)

export const makeEmulator = (options: EmulatorOptions): Emulator => {
  const { repeatedExternalId = "another" } = options
  const customers: Readonly<Record<Mode, Store>> = { test: makeStore(), live: makeStore() }
  const isTooMany = makeLimiter(options.rateLimit)
  const { ids, places } = options.counters ?? makeCounters()
  const placeOf = new Map<string, number>()

  const freeId = (): string => {
    let id: string
    do id = `cust_${String(ids()).padStart(24, "0")}`
    while (customers.test.get(id) !== undefined || customers.live.get(id) !== undefined)
    return id
  }

  // a seed may have a part of a second, which Stancer's time stamps have not
  const whole = (created: unknown): unknown => (typeof created === "number" ? Math.floor(created) : created)

  const add = (mode: Mode, created: unknown, fields: Fields, id?: unknown): StoredCustomer => {
    const customer: StoredCustomer = {
      id: typeof id === "string" ? id : freeId(),
      // assumed: what was not given is null; documented examples have every field but external_id
      email: null,
      mobile: null,
      name: null,
      ...fields,
      created: whole(created),
      live_mode: mode === "live"
    }
    customers[mode].put(customer)
    if (!placeOf.has(customer.id)) placeOf.set(customer.id, places())
    return customer
  }
  for (const { id, created = 0, ...body } of options.seed ?? []) {
    const fields = isDeleted(body) ? { ...V2.given(body), deleted: true } : V2.given(body)
    add(body.live_mode === true ? "live" : "test", created, fields, id)
  }

  const create = (
    version: Version,
    mode: Mode,
    request: EmulatorRequest,
    nowMillis: number
  ): EmulatorResponse => {
    const body = jsonBody(request)
    if (!isRecord(body)) return version.malformed
    const refused = version.refusal(body, mode)
    if (refused !== undefined) return refused
    return (
      version.repeated(body, customers[mode], repeatedExternalId) ??
      json(200, version.shown(add(mode, Math.floor(nowMillis / 1000), version.given(body))))
    )
  }

  const update = (
    version: Version,
    mode: Mode,
    customer: StoredCustomer,
    request: EmulatorRequest
  ): EmulatorResponse => {
    const body = jsonBody(request)
    if (!isRecord(body)) return version.malformed
    const refused = version.refusal(body, mode)
    // assumed: an update that makes two customers alike is not refused
    if (refused === undefined) customers[mode].put({ ...customer, ...version.given(body) })
    return refused ?? done
  }

  const modeOf = (request: EmulatorRequest): Mode | undefined => {
    const { user, password } = basicCredentials(request) ?? {}
    if (user === undefined || password !== "") return undefined
    if (user === options.testKey) return "test"
    return user === options.liveKey ? "live" : undefined
  }

  const heldIn = (mode: Mode) =>
    oldestFirst([
      customers[mode].rows().map((customer) => ({
        at: secondsOf(customer),
        nth: placeOf.get(customer.id) ?? 0,
        shown: () => customer
      }))
    ])

  return {
    operations,
    held: (most) => oldestFirst([heldIn("test"), heldIn("live")], most),
    count: () => customers.test.size() + customers.live.size(),
    handle: (request, nowMillis) => {
      const mode = modeOf(request)
      if (mode === undefined) return unauthorized
      if (isTooMany(mode, nowMillis)) return tooMany
      const [prefix, collection, id, ...rest] = segments(request.path)
      const version = versions.get(prefix)
      if (version !== undefined && elsewhere.includes(collection ?? "")) {
        return notEmulated(`/${prefix}/${collection}`)
      }
      if (version === undefined || collection !== "customers" || rest.length > 0) return noRoute
      if (id === undefined) {
        if (request.method === "POST") return create(version, mode, request, nowMillis)
        return request.method === "GET" ? version.list(customers[mode].rows(), request.query) : notAllowed
      }
      const customer = customers[mode].get(id)
      if (customer === undefined || !version.knows(customer)) return version.unknownId(id)
      switch (request.method) {
        case "GET":
          return json(200, version.shown(customer))
        case "PATCH":
          return update(version, mode, customer, request)
        case "DELETE":
          customers[mode].remove(id)
          placeOf.delete(id)
          return done
        default:
          return notAllowed
      }
    }
  }
}
