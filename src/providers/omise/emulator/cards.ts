/** The cards of a customer. "assumed" marks what no documentation or recording settles. */
import type { EmulatorResponse } from "../../../emulator/http.js"
import { error } from "./shapes.js"
import type { CardFields, StoredCard, StoredCustomer } from "./store.js"

type Body = Readonly<Record<string, unknown>>

export const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined)

/** A form's numbers are text. */
export const whole = (least: number, most: number) => (value: unknown) => {
  const number = typeof value === "string" && /^\d{1,4}$/.test(value) ? Number(value) : value
  return typeof number === "number" && Number.isInteger(number) && number >= least && number <= most
    ? number
    : undefined
}

/** What can be changed of a card, and how it is read; `undefined` for what it can't be. */
const parameters: Readonly<
  Partial<Record<keyof CardFields, (value: unknown) => string | number | undefined>>
> = {
  name: text,
  city: text,
  postal_code: text,
  expiration_month: whole(1, 12),
  expiration_year: whole(1000, 9999)
}

/** The customer with the card after `body`, or the refusal. */
export const update = (
  customer: StoredCustomer,
  card: StoredCard,
  body: Body
): StoredCustomer | EmulatorResponse => {
  const fields: Record<string, unknown> = {}
  for (const [name, read] of Object.entries(parameters)) {
    if (body[name] === undefined || body[name] === null) continue
    fields[name] = read(body[name])
    // assumed: the code and the words
    if (fields[name] === undefined) return error(400, "invalid_card", `${name} is invalid`)
  }
  const next: StoredCard = { ...card, fields: { ...card.fields, ...fields } }
  return { ...customer, cards: customer.cards.map((other) => (other === card ? next : other)) }
}

/** The card that was added last becomes the default in its place. */
export const without = (customer: StoredCustomer, card: StoredCard): StoredCustomer => {
  const cards = customer.cards.filter((other) => other !== card)
  const defaultCard = customer.defaultCard === card.id ? (cards.at(-1)?.id ?? null) : customer.defaultCard
  return { ...customer, cards, defaultCard }
}
