/** What each API version answers. "assumed" marks what no documentation or recording settles. */
import { type EmulatorResponse, json } from "../../emulator/http.js"
import type { Mode } from "../mode.js"
import type { StoredCard, StoredCustomer } from "./store.js"

/** How one request is answered. */
export interface Manner {
  readonly mode: Mode
  /** API version 2019-05-29, as against 2017-11-02. */
  readonly latest: boolean
  readonly now: number
  /** Milliseconds until a customer is found by a search. */
  readonly searchLag: number
}

// assumed: that a version that is neither is answered as the known one before it
export const isLatest = (version: string): boolean => version >= "2019-05-29"

export const iso = (millis: number): string => new Date(millis).toISOString().replace(/\.\d{3}Z$/, "Z")

const createdAt = (created: number, { latest }: Manner) =>
  latest ? { created_at: iso(created) } : { created: iso(created) }

const undeleted = ({ latest }: Manner) => (latest ? { deleted: false } : {})

// assumed: what is on the card. Tokens are made at another address, with a card that the emulator has not seen.
export const card = ({ id, created, fields }: StoredCard, customer: StoredCustomer, manner: Manner) => ({
  object: "card",
  id,
  livemode: manner.mode === "live",
  location: `/customers/${customer.id}/cards/${id}`,
  ...undeleted(manner),
  city: null,
  country: "us",
  postal_code: null,
  financing: "credit",
  bank: "",
  brand: "Visa",
  fingerprint: `fingerprint of ${id}`,
  first_digits: null,
  last_digits: "4242",
  name: "CARD HOLDER",
  expiration_month: 12,
  expiration_year: new Date(created).getUTCFullYear() + 3,
  security_code_check: true,
  ...fields,
  ...createdAt(created, manner)
})

const whole = (stored: StoredCustomer, manner: Manner) => ({
  object: "customer",
  id: stored.id,
  livemode: manner.mode === "live",
  location: `/customers/${stored.id}`,
  ...undeleted(manner),
  metadata: stored.metadata,
  cards: {
    object: "list",
    // the first page, as of a list without parameters
    data: stored.cards.slice(0, 20).map((each) => card(each, stored, manner)),
    limit: 20,
    offset: 0,
    total: stored.cards.length,
    location: `/customers/${stored.id}/cards`,
    order: manner.latest ? "chronological" : null,
    from: iso(0),
    to: iso(manner.now)
  },
  default_card: stored.defaultCard,
  ...(manner.latest ? { linked_accounts: { object: "list", data: stored.linkedAccounts } } : {}),
  description: stored.description,
  email: stored.email,
  ...createdAt(stored.created, manner)
})

export const deletedCard = (stored: StoredCard, of: StoredCustomer, manner: Manner) =>
  manner.latest
    ? { ...card(stored, of, manner), deleted: true }
    : { object: "card", id: stored.id, livemode: manner.mode === "live", deleted: true }

export const deleted = (stored: StoredCustomer, manner: Manner) =>
  manner.latest
    ? { ...whole(stored, manner), deleted: true }
    : { object: "customer", id: stored.id, livemode: manner.mode === "live", deleted: true }

// assumed: that one which is found although it was deleted is answered as the delete was
export const customer = (stored: StoredCustomer, manner: Manner) =>
  stored.deleted ? deleted(stored, manner) : whole(stored, manner)

export const error = (status: number, code: string, message: string): EmulatorResponse =>
  json(status, {
    object: "error",
    location: `https://www.omise.co/api-errors#${code.replaceAll("_", "-")}`,
    code,
    message
  })
