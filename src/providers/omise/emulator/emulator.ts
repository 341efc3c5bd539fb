/**
 * Omise's customers API as a function. "assumed" marks what no documentation or recording settles.
 */

import { endpointsOf } from "../../../call/endpoint.js"
import { notEmulated } from "../../../emulator/elsewhere.js"
import { type Counters, type Held, makeCounters, oldestFirst } from "../../../emulator/held.js"
import {
  basicCredentials,
  type Emulator,
  type EmulatorRequest,
  type EmulatorResponse,
  json,
  segments
} from "../../../emulator/http.js"
import { operationsOf } from "../../../emulator/operations.js"
import { makeLimiter, type RateLimit } from "../../../emulator/rateLimit.js"
import { isRecord } from "../../../wire/json.js"
import type { Mode } from "../../../wire/mode.js"
import { endpoints } from "../endpoints.js"
import { provider } from "../errors.js"
import * as Cards from "./cards.js"
import { type Body, changed, fresh, isText, type Ledger, makeLedger, sow, wholeSecond } from "./ledger.js"
import * as Pages from "./pages.js"
import { bodyOf, parametersOf } from "./parameters.js"
import { card, customer, deleted, deletedCard, error, isLatest, type Manner } from "./shapes.js"
import type { StoredCard, StoredCustomer } from "./store.js"
import * as Tokens from "./tokens.js"

export interface EmulatorOptions {
  /** The key of test mode. */
  readonly testKey: string
  /** The key of live mode, if there is one. */
  readonly liveKey?: string | undefined
  /** The keys with which card tokens are made; without them none are. */
  readonly testPublicKey?: string | undefined
  readonly livePublicKey?: string | undefined
  /** The account's own API version, for requests that name none. Default: 2019-05-29. */
  readonly apiVersion?: string | undefined
  /** Milliseconds until a new customer is found by a search. Default: 0. */
  readonly searchLag?: number | undefined
  /**
   * Customers that are there from the start, in the wire's names; live ones where `livemode` is true. One with
   * `deleted: true` is answered as deleted.
   */
  readonly seed?: ReadonlyArray<Body>
  /** Default: none. Omise has one, and publishes no numbers. */
  readonly rateLimit?: RateLimit | undefined
  /** Default: its own. */
  readonly counters?: Counters | undefined
}

/** What each parameter must be. `null` stands for "not given", and clears what can be empty. */
const parameters: Readonly<Record<string, (value: unknown) => boolean>> = {
  email: isText,
  description: isText,
  card: isText,
  default_card: isText,
  linked_account: isText,
  metadata: isRecord
}

const notFound = (what: string): EmulatorResponse => error(404, "not_found", `${what} was not found`)
const noRoute = notFound("the requested object")
const unauthorized = error(401, "authentication_failure", "authentication failed")
// assumed: the code, for a body that is no JSON and for a parameter of the wrong type
const malformed = error(400, "bad_request", "the request body is malformed")
// documented: the status. assumed: the code; no Retry-After has been seen
const tooMany = error(429, "too_many_requests", "too many requests")

const token: Readonly<Record<Mode, RegExp>> = {
  test: /^tokn_test_[0-9a-z]+$/,
  live: /^tokn_(?!test_)[0-9a-z]+$/
}

const refusedToken = (ledger: Ledger, given: unknown): EmulatorResponse | undefined => {
  if (typeof given !== "string") return undefined
  // assumed: the code and the words
  if (!token[ledger.mode].test(given)) return error(400, "invalid_card_token", "card token is invalid")
  return ledger.usedTokens.has(given) ? error(400, "used_token", "token was already used") : undefined
}

const refusal = (
  ledger: Ledger,
  body: Body,
  cards: ReadonlyArray<StoredCard>
): EmulatorResponse | undefined => {
  for (const [name, isGood] of Object.entries(parameters)) {
    const value = body[name]
    if (value !== undefined && value !== null && !isGood(value))
      return error(400, "bad_request", `${name} is invalid`)
  }
  const { card, default_card: chosen } = body
  // assumed: the code
  if (typeof chosen === "string" && !cards.some(({ id }) => id === chosen)) {
    return error(400, "invalid_card", "default_card is not a card of this customer")
  }
  return refusedToken(ledger, card)
}

const create = (ledger: Ledger, request: EmulatorRequest, manner: Manner): EmulatorResponse => {
  const body = bodyOf(request)
  if (body === undefined) return malformed
  const refused = refusal(ledger, body, [])
  if (refused !== undefined) return refused
  const created = wholeSecond(manner.now)
  const stored = changed(ledger, fresh(ledger, ledger.newId("cust"), created, manner.now), body, created)
  ledger.store.put(stored)
  return json(200, customer(stored, manner))
}

const update = (
  ledger: Ledger,
  stored: StoredCustomer,
  request: EmulatorRequest,
  manner: Manner
): EmulatorResponse => {
  const body = bodyOf(request)
  if (body === undefined) return malformed
  const refused = refusal(ledger, body, stored.cards)
  if (refused !== undefined) return refused
  const next = changed(ledger, stored, body, wholeSecond(manner.now))
  ledger.store.put(next)
  return json(200, customer(next, manner))
}

const ofCustomer = (
  ledger: Ledger,
  stored: StoredCustomer,
  request: EmulatorRequest,
  manner: Manner
): EmulatorResponse => {
  switch (request.method) {
    case "GET":
      return json(200, customer(stored, manner))
    case "PATCH":
      return update(ledger, stored, request, manner)
    case "DELETE":
      ledger.store.remove(stored.id)
      return json(200, deleted(stored, manner))
    default:
      return noRoute
  }
}

const ofCard = (
  ledger: Ledger,
  stored: StoredCustomer,
  found: StoredCard,
  request: EmulatorRequest,
  manner: Manner
): EmulatorResponse => {
  switch (request.method) {
    case "GET":
      return json(200, card(found, stored, manner))
    case "PATCH": {
      const body = bodyOf(request)
      if (body === undefined) return malformed
      const next = Cards.update(stored, found, body)
      if ("status" in next) return next
      ledger.store.put(next)
      const changed = next.cards.find(({ id }) => id === found.id) ?? found
      return json(200, card(changed, next, manner))
    }
    case "DELETE":
      ledger.store.put(Cards.without(stored, found))
      return json(200, deletedCard(found, stored, manner))
    default:
      return noRoute
  }
}

/** What stands below a customer. */
const below = (
  ledger: Ledger,
  stored: StoredCustomer,
  [collection, id, ...rest]: ReadonlyArray<string>,
  request: EmulatorRequest,
  manner: Manner
): EmulatorResponse => {
  if (rest.length > 0) return noRoute
  const location = `/customers/${stored.id}/${collection}`
  if (collection === "cards" && id !== undefined) {
    const found = stored.cards.find((one) => one.id === id)
    return found === undefined ? notFound(`card ${id}`) : ofCard(ledger, stored, found, request, manner)
  }
  if (request.method !== "GET" || id !== undefined) return noRoute
  const query = parametersOf(request)
  switch (collection) {
    case "cards":
      return Pages.list(Pages.shortList(stored.cards), location, query, manner, (row) =>
        card(row, stored, manner)
      )
    case "schedules":
      // schedules are made at another address: nobody here has one
      return Pages.list(Pages.shortList([]), location, query, manner, (none) => none)
    default:
      return noRoute
  }
}

/** What the real API has at its root beside customers, a search and tokens. */
const elsewhere = [
  "account",
  "balance",
  "capability",
  "chains",
  "charges",
  "disputes",
  "documents",
  "events",
  "forex",
  "links",
  "occurrences",
  "receipts",
  "recipients",
  "refunds",
  "schedules",
  "sources",
  "transactions",
  "transfers"
]

/** The vault: it knows public keys alone. */
const vault = (ledger: Ledger, request: EmulatorRequest, manner: Manner): EmulatorResponse => {
  const [, id, ...rest] = segments(request.path)
  if (rest.length > 0) return noRoute
  if (id === undefined) {
    if (request.method !== "POST") return noRoute
    if (Tokens.areTooMany(ledger.tokens.size)) return Tokens.tooMany
    const body = bodyOf(request)
    if (body === undefined) return malformed
    const made = Tokens.cardOf(body, () => ledger.newId("card"), wholeSecond(manner.now))
    if ("status" in made) return made
    const token = ledger.newId("tokn")
    ledger.tokens.set(token, made)
    return Tokens.token(token, made, false, manner)
  }
  const made = ledger.tokens.get(id)
  return request.method === "GET" && made !== undefined
    ? Tokens.token(id, made, ledger.usedTokens.has(id), manner)
    : notFound(`token ${id}`)
}

const route = (ledger: Ledger, request: EmulatorRequest, manner: Manner): EmulatorResponse => {
  const [collection = "", id, ...rest] = segments(request.path)
  if (elsewhere.includes(collection)) return notEmulated(`/${collection}`)
  if (collection === "search" && id === undefined && request.method === "GET") {
    return Pages.search(ledger.store, parametersOf(request), manner)
  }
  if (collection !== "customers") return noRoute
  if (id !== undefined) {
    const stored = ledger.store.get(id)
    // assumed: for a deleted one too
    if (stored === undefined) return notFound(`customer ${id}`)
    return rest.length === 0
      ? ofCustomer(ledger, stored, request, manner)
      : below(ledger, stored, rest, request, manner)
  }
  if (request.method === "GET") {
    return Pages.list(ledger.store, "/customers", parametersOf(request), manner, (row) =>
      customer(row, manner)
    )
  }
  return request.method === "POST" ? create(ledger, request, manner) : noRoute
}

const operations = operationsOf(
  endpoints,
  endpointsOf(provider, { "tokens.create": ["POST /tokens"], "tokens.retrieve": ["GET /tokens/:id"] })
)

export const makeEmulator = (options: EmulatorOptions): Emulator => {
  const counters = options.counters ?? makeCounters()
  const ledgers: Readonly<Record<Mode, Ledger>> = {
    test: makeLedger("test", counters),
    live: makeLedger("live", counters)
  }
  for (const body of options.seed ?? []) sow(ledgers[body.livemode === true ? "live" : "test"], body)
  const { searchLag = 0 } = options
  const isTooMany = makeLimiter(options.rateLimit)

  const modeOf = (request: EmulatorRequest, test: string | undefined, live: string | undefined) => {
    const { user, password } = basicCredentials(request) ?? {}
    if (user === undefined || password !== "") return undefined
    if (user === test) return "test"
    return user === live ? "live" : undefined
  }

  const answer = (request: EmulatorRequest, now: number): EmulatorResponse => {
    const ofVault = segments(request.path)[0] === "tokens"
    const mode = ofVault
      ? modeOf(request, options.testPublicKey, options.livePublicKey)
      : modeOf(request, options.testKey, options.liveKey)
    if (mode === undefined) return unauthorized
    if (isTooMany(mode, now)) return tooMany
    const version = request.headers["omise-version"] ?? options.apiVersion ?? "2019-05-29"
    const expand = parametersOf(request).get("expand") === "true"
    const manner: Manner = { mode, latest: isLatest(version), now, searchLag, expand }
    return ofVault ? vault(ledgers[mode], request, manner) : route(ledgers[mode], request, manner)
  }

  const heldIn = ({ mode, store }: Ledger, most: number): ReadonlyArray<Held> =>
    store.rows.slice(-most).map((stored) => ({
      at: stored.created,
      nth: stored.nth,
      shown: () => customer(stored, { mode, latest: true, now: stored.created, searchLag, expand: false })
    }))

  return {
    operations,
    held: (most = Number.POSITIVE_INFINITY) =>
      oldestFirst([heldIn(ledgers.test, most), heldIn(ledgers.live, most)], most),
    count: () => ledgers.test.store.rows.length + ledgers.live.store.rows.length,
    handle: (request, now) => {
      const { status, headers, body } = answer(request, now)
      // assumed: the form of it
      return { status, headers: { ...headers, "x-request-id": counters.requests() }, body }
    }
  }
}
