/**
 * Omise's customers API as a function. "assumed" marks what no documentation or recording settles.
 */
import {
  basicCredentials,
  type Emulator,
  type EmulatorRequest,
  type EmulatorResponse,
  json,
  jsonBody,
  segments
} from "../emulator/http.js"
import { isRecord } from "../internal/json.js"
import * as Pages from "./emulator/pages.js"
import { customer, deleted, error, isLatest, type Manner } from "./emulator/shapes.js"
import { makeStore, type Store, type StoredCard, type StoredCustomer } from "./emulator/store.js"
import type { Mode } from "./mode.js"

type Body = Readonly<Record<string, unknown>>

export interface EmulatorOptions {
  /** The key of test mode. */
  readonly testKey: string
  /** The key of live mode, if there is one. */
  readonly liveKey?: string | undefined
  /** The account's own API version, for requests that name none. Default: 2019-05-29. */
  readonly apiVersion?: string | undefined
  /** Milliseconds until a new customer is found by a search. Default: 0. */
  readonly searchLag?: number | undefined
  /** Customers that are there from the start, in the wire's names; live ones where `livemode` is true. */
  readonly seed?: ReadonlyArray<Body>
}

/** What an account holds in one mode. */
interface Ledger {
  readonly mode: Mode
  readonly store: Store
  readonly usedTokens: Set<string>
  readonly newId: (prefix: "cust" | "card") => string
}

const makeLedger = (mode: Mode): Ledger => {
  const store = makeStore()
  let made = 0
  return {
    mode,
    store,
    usedTokens: new Set(),
    newId: (prefix) => {
      const start = mode === "test" ? `${prefix}_test_` : `${prefix}_`
      let id: string
      do id = `${start}${(++made).toString(36).padStart(19, "0")}`
      while (store.get(id) !== undefined)
      return id
    }
  }
}

const isText = (value: unknown): boolean => typeof value === "string"

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

/** The customer after `body`, which has been found good; a token in it is spent. */
const changed = (ledger: Ledger, old: StoredCustomer, body: Body, now: number): StoredCustomer => {
  const { card, default_card: chosen, linked_account: account, metadata } = body
  const text = (name: "email" | "description"): string | null => {
    const given = body[name]
    return typeof given === "string" || given === null ? given : old[name]
  }
  const added: Array<StoredCard> = []
  if (typeof card === "string") {
    ledger.usedTokens.add(card)
    added.push({ id: ledger.newId("card"), created: now })
  }
  return {
    ...old,
    email: text("email"),
    description: text("description"),
    // assumed: replaced as a whole
    metadata: isRecord(metadata) ? metadata : old.metadata,
    cards: [...old.cards, ...added],
    // assumed: the first card is the default until another is chosen
    defaultCard: typeof chosen === "string" ? chosen : (old.defaultCard ?? added[0]?.id ?? null),
    // assumed: all of it
    linkedAccounts:
      typeof account === "string"
        ? [...old.linkedAccounts, { object: "linked_account", id: account }]
        : old.linkedAccounts
  }
}

const wholeSecond = (millis: number): number => Math.floor(millis / 1000) * 1000

const fresh = (id: string, created: number, stored: number): StoredCustomer => ({
  id,
  created,
  stored,
  email: null,
  description: null,
  metadata: {},
  cards: [],
  defaultCard: null,
  linkedAccounts: []
})

/** Without a time of its own a customer is as old as the clock of a test. */
const sow = (ledger: Ledger, body: Body): void => {
  const id = isText(body.id) ? String(body.id) : ledger.newId("cust")
  const created = wholeSecond(isText(body.created_at) ? Date.parse(String(body.created_at)) : 0)
  ledger.store.put(changed(ledger, fresh(id, created, Number.NEGATIVE_INFINITY), body, created))
}

/** `a=1&metadata[b]=2`: what Omise's PHP and Ruby SDKs send. */
const formBody = (text: string): Body => {
  const body: Record<string, unknown> = {}
  const metadata: Record<string, string> = {}
  for (const [name, value] of new URLSearchParams(text)) {
    const key = /^metadata\[(.+)\]$/.exec(name)?.[1]
    if (key === undefined) body[name] = value
    else body.metadata = Object.assign(metadata, { [key]: value })
  }
  return body
}

const bodyOf = (request: EmulatorRequest): Body | undefined => {
  if (request.body === "") return {}
  if (request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded")) {
    return formBody(request.body)
  }
  const body = jsonBody(request)
  return isRecord(body) ? body : undefined
}

const create = (ledger: Ledger, request: EmulatorRequest, manner: Manner): EmulatorResponse => {
  const body = bodyOf(request)
  if (body === undefined) return malformed
  const refused = refusal(ledger, body, [])
  if (refused !== undefined) return refused
  const created = wholeSecond(manner.now)
  const stored = changed(ledger, fresh(ledger.newId("cust"), created, manner.now), body, created)
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
  id: string,
  request: EmulatorRequest,
  manner: Manner
): EmulatorResponse => {
  const stored = ledger.store.get(id)
  // assumed: for a deleted one too
  if (stored === undefined) return notFound(`customer ${id}`)
  switch (request.method) {
    case "GET":
      return json(200, customer(stored, manner))
    case "PATCH":
      return update(ledger, stored, request, manner)
    case "DELETE":
      ledger.store.remove(id)
      return json(200, deleted(stored, manner))
    default:
      return noRoute
  }
}

const route = (ledger: Ledger, request: EmulatorRequest, manner: Manner): EmulatorResponse => {
  const [collection, id, ...rest] = segments(request.path)
  if (rest.length > 0) return noRoute
  if (collection === "search" && id === undefined && request.method === "GET") {
    return Pages.search(ledger.store, request.query, manner)
  }
  if (collection !== "customers") return noRoute
  if (id !== undefined) return ofCustomer(ledger, id, request, manner)
  if (request.method === "GET") return Pages.list(ledger.store, request.query, manner)
  return request.method === "POST" ? create(ledger, request, manner) : noRoute
}

export const makeEmulator = (options: EmulatorOptions): Emulator => {
  const ledgers: Readonly<Record<Mode, Ledger>> = { test: makeLedger("test"), live: makeLedger("live") }
  for (const body of options.seed ?? []) sow(ledgers[body.livemode === true ? "live" : "test"], body)
  const { searchLag = 0 } = options
  let answered = 0

  const modeOf = (request: EmulatorRequest): Mode | undefined => {
    const { user, password } = basicCredentials(request) ?? {}
    if (user === undefined || password !== "") return undefined
    if (user === options.testKey) return "test"
    return user === options.liveKey ? "live" : undefined
  }

  const answer = (request: EmulatorRequest, now: number): EmulatorResponse => {
    const mode = modeOf(request)
    if (mode === undefined) return unauthorized
    const version = request.headers["omise-version"] ?? options.apiVersion ?? "2019-05-29"
    return route(ledgers[mode], request, { mode, latest: isLatest(version), now, searchLag })
  }

  return {
    customers: () =>
      Object.values(ledgers).flatMap(({ mode, store }) =>
        store.rows.map((stored) => customer(stored, { mode, latest: true, now: stored.created, searchLag }))
      ),
    handle: (request, now) => {
      answered += 1
      const { status, headers, body } = answer(request, now)
      // assumed: the form of it
      return { status, headers: { ...headers, "x-request-id": `req_${answered}` }, body }
    }
  }
}
