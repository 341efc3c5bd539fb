/** What each API version answers. "assumed" marks what no documentation or recording settles. */
import { type EmulatorResponse, json } from "../../../emulator/http.js"
import type { Mode } from "../../../wire/mode.js"
import type { StoredCard, StoredCustomer } from "./store.js"

/** How one request is answered. */
export interface Manner {
  readonly mode: Mode
  /** API version 2019-05-29, as against 2017-11-02. */
  readonly latest: boolean
  readonly now: number
  /** Milliseconds until a customer is found by a search. */
  readonly searchLag: number
  /** `expand=true`: objects in the place of their ids. */
  readonly expand: boolean
}

// assumed: that a version that is neither is answered as the known one before it
export const isLatest = (version: string): boolean => version >= "2019-05-29"

export const iso = (millis: number): string => new Date(millis).toISOString().replace(/\.\d{3}Z$/, "Z")

export const createdAt = (created: number, { latest }: Manner) =>
  latest ? { created_at: iso(created) } : { created: iso(created) }

const undeleted = ({ latest }: Manner) => (latest ? { deleted: false } : {})

/** What all recorded cards of 2019-05-29 have, and those of 2017-11-02 have not. */
const latestFields = ({ fields }: StoredCard) => ({
  street1: fields?.street1 ?? null,
  street2: fields?.street2 ?? null,
  state: fields?.state ?? null,
  phone_number: fields?.phone_number ?? null,
  first_digits: null,
  tokenization_method: null
})

// assumed: what is on a card whose token was not made here
export const card = (stored: StoredCard, customer: Pick<StoredCustomer, "id"> | null, manner: Manner) => {
  const { id, created, fields = {} } = stored
  return {
    object: "card",
    id,
    livemode: manner.mode === "live",
    // the card of a token is nobody's
    location: customer && `/customers/${customer.id}/cards/${id}`,
    ...undeleted(manner),
    ...(manner.latest ? latestFields(stored) : {}),
    city: fields.city ?? null,
    postal_code: fields.postal_code ?? null,
    country: fields.country ?? "us",
    financing: "credit",
    bank: "",
    brand: fields.brand ?? "Visa",
    // assumed: of the card and not of its number, of which nothing stays here
    fingerprint: `fingerprint of ${id}`,
    last_digits: fields.last_digits ?? "4242",
    name: fields.name ?? "CARD HOLDER",
    expiration_month: fields.expiration_month ?? 12,
    expiration_year: fields.expiration_year ?? new Date(created).getUTCFullYear() + 3,
    security_code_check: fields.security_code_check ?? true,
    // documented for Singapore; no recorded card has one
    ...(fields.email === undefined ? {} : { email: fields.email }),
    ...createdAt(created, manner)
  }
}

/** A list in full, as it stands within another object: the first page, as of a list without parameters. */
const nested = <Row>(
  rows: ReadonlyArray<Row>,
  location: string,
  manner: Manner,
  shown: (row: Row) => unknown
) => ({
  object: "list",
  data: rows.slice(0, 20).map(shown),
  limit: 20,
  offset: 0,
  total: rows.length,
  location,
  order: manner.latest ? "chronological" : null,
  from: iso(0),
  to: iso(manner.now)
})

const whole = (stored: StoredCustomer, manner: Manner) => {
  const location = `/customers/${stored.id}`
  const each = (row: StoredCard) => card(row, stored, manner)
  const chosen = stored.cards.find(({ id }) => id === stored.defaultCard)
  return {
    object: "customer",
    id: stored.id,
    livemode: manner.mode === "live",
    location,
    ...undeleted(manner),
    metadata: stored.metadata,
    cards: nested(stored.cards, `${location}/cards`, manner, each),
    default_card: manner.expand && chosen !== undefined ? each(chosen) : stored.defaultCard,
    ...(manner.latest
      ? {
          linked_accounts: nested(
            stored.linkedAccounts,
            `${location}/linked_accounts`,
            manner,
            (account) => account
          )
        }
      : {}),
    description: stored.description,
    email: stored.email,
    ...createdAt(stored.created, manner)
  }
}

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
