/**
 * Card tokens, as Omise's vault makes them: of a card's number nothing is kept but its last digits. "assumed" marks what
 * no documentation or recording settles.
 */
import { refusal } from "../../../emulator/desk.js"
import { notEmulated } from "../../../emulator/elsewhere.js"
import { type EmulatorResponse, json } from "../../../emulator/http.js"
import { isRecord } from "../../../wire/json.js"
import { text, whole } from "./cards.js"
import { card, createdAt, error, type Manner } from "./shapes.js"
import type { StoredCard } from "./store.js"

type Body = Readonly<Record<string, unknown>>

/** Numbers that are no card's. Any other is refused: a real one has no business here. */
const testCards: Readonly<Record<string, string>> = {
  "4242424242424242": "Visa",
  "4111111111111111": "Visa",
  "5555555555554444": "MasterCard",
  "5454545454545454": "MasterCard",
  "3530111333300000": "JCB",
  "3566111111111113": "JCB"
}

// assumed: the code and the words
const invalid = (field: string): EmulatorResponse => error(400, "invalid_card", `${field} is invalid`)

/** `YY` or `YYYY`. */
const year = (value: unknown): number | undefined => {
  const short = whole(0, 99)(value)
  return short === undefined ? whole(1000, 9999)(value) : 2000 + short
}

const optionalTexts = [
  "street1",
  "street2",
  "city",
  "state",
  "country",
  "postal_code",
  "phone_number",
  "email"
] as const

/** The card of a request, or the refusal. */
export const cardOf = (body: Body, id: () => string, created: number): StoredCard | EmulatorResponse => {
  const given = body.card
  if (!isRecord(given)) return invalid("card")
  const name = text(given.name)
  const number = String(given.number ?? "").replaceAll(/\s/g, "")
  const month = whole(1, 12)(given.expiration_month)
  const expires = year(given.expiration_year)
  const wrong = optionalTexts.find((field) => given[field] != null && text(given[field]) === undefined)
  if (name === undefined || name === "") return invalid("name")
  if (!/^\d{12,19}$/.test(number)) return invalid("number")
  if (month === undefined) return invalid("expiration_month")
  if (expires === undefined) return invalid("expiration_year")
  if (wrong !== undefined) return invalid(wrong)
  const brand = testCards[number]
  if (brand === undefined)
    return notEmulated("a card number that is no test card's, such as 4242424242424242")
  const texts = optionalTexts.flatMap((field) => (given[field] == null ? [] : [[field, given[field]]]))
  return {
    id: id(),
    created,
    fields: {
      ...Object.fromEntries(texts),
      name,
      brand,
      last_digits: number.slice(-4),
      expiration_month: month,
      expiration_year: expires,
      // assumed: it passes where there is one
      security_code_check: given.security_code != null && given.security_code !== ""
    }
  }
}

/** How many tokens are kept. */
const most = 10_000

export const tooMany = refusal(507, `this emulator holds ${most} card tokens at the most: reset it`)

export const areTooMany = (count: number): boolean => count >= most

export const token = (id: string, made: StoredCard, used: boolean, manner: Manner): EmulatorResponse =>
  json(200, {
    object: "token",
    id,
    livemode: manner.mode === "live",
    // assumed: the host of the vault is this one
    location: `https://vault.omise.co/tokens/${id}`,
    used,
    charge_status: "unknown",
    card: card(made, null, manner),
    ...createdAt(made.created, manner)
  })
