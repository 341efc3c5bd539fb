/** What an account holds in one mode, and how a customer in it comes to be and changes. */
import type { Counters } from "../../../emulator/held.js"
import { isRecord } from "../../../wire/json.js"
import type { Mode } from "../../../wire/mode.js"
import { makeStore, type Store, type StoredCard, type StoredCustomer } from "./store.js"

export type Body = Readonly<Record<string, unknown>>

export interface Ledger {
  readonly mode: Mode
  readonly store: Store
  readonly usedTokens: Set<string>
  readonly place: () => number
  /** The cards of the tokens that were made here, by the token. */
  readonly tokens: Map<string, StoredCard>
  readonly newId: (prefix: "cust" | "card" | "tokn") => string
}

export const makeLedger = (mode: Mode, { ids, places }: Counters): Ledger => {
  const store = makeStore()
  return {
    mode,
    store,
    usedTokens: new Set(),
    tokens: new Map(),
    place: places,
    newId: (prefix) => {
      const start = mode === "test" ? `${prefix}_test_` : `${prefix}_`
      let id: string
      do id = `${start}${ids().toString(36).padStart(19, "0")}`
      while (store.get(id) !== undefined)
      return id
    }
  }
}

export const isText = (value: unknown): boolean => typeof value === "string"

/** The customer after `body`, which has been found good; a token in it is spent. */
export const changed = (ledger: Ledger, old: StoredCustomer, body: Body, now: number): StoredCustomer => {
  const { card, default_card: chosen, linked_account: account, metadata } = body
  const text = (name: "email" | "description"): string | null => {
    const given = body[name]
    return typeof given === "string" || given === null ? given : old[name]
  }
  const added: Array<StoredCard> = []
  if (typeof card === "string") {
    ledger.usedTokens.add(card)
    added.push(ledger.tokens.get(card) ?? { id: ledger.newId("card"), created: now })
  }
  return {
    ...old,
    email: text("email"),
    description: text("description"),
    // assumed: replaced as a whole
    metadata: isRecord(metadata) ? metadata : old.metadata,
    cards: [...old.cards, ...added],
    // the first card is the default until another is chosen
    defaultCard: typeof chosen === "string" ? chosen : (old.defaultCard ?? added[0]?.id ?? null),
    // assumed: all of it
    linkedAccounts:
      typeof account === "string"
        ? [...old.linkedAccounts, { object: "linked_account", id: account }]
        : old.linkedAccounts
  }
}

export const wholeSecond = (millis: number): number => Math.floor(millis / 1000) * 1000

export const fresh = (
  { place }: Ledger,
  id: string,
  created: number,
  stored: number,
  deleted = false
): StoredCustomer => ({
  id,
  nth: place(),
  created,
  stored,
  email: null,
  description: null,
  metadata: {},
  cards: [],
  defaultCard: null,
  linkedAccounts: [],
  deleted
})

const timeOf = (body: Body, otherwise: number): number =>
  wholeSecond(typeof body.created_at === "string" ? Date.parse(body.created_at) : otherwise)

/** An array of cards, or the list that a customer's JSON has. */
const cardsOf = ({ cards }: Body): ReadonlyArray<Body> => {
  const rows = isRecord(cards) ? cards.data : cards
  return Array.isArray(rows) ? rows.filter(isRecord) : []
}

/** Without a time of its own a customer is as old as the clock of a test. */
export const sow = (ledger: Ledger, body: Body): void => {
  const id = isText(body.id) ? String(body.id) : ledger.newId("cust")
  const created = timeOf(body, 0)
  const cards = cardsOf(body).map(
    ({ id: given, ...card }): StoredCard => ({
      id: typeof given === "string" ? given : ledger.newId("card"),
      created: timeOf(card, created),
      fields: card
    })
  )
  const old = fresh(ledger, id, created, Number.NEGATIVE_INFINITY, body.deleted === true)
  const [first] = cards
  ledger.store.put(changed(ledger, { ...old, cards, defaultCard: first?.id ?? null }, body, created))
}
