/** What tells a customer apart: your own id, or the e-mail address among the customers that have none. */
import * as Option from "effect/Option"
import type * as Customers from "../Customers.js"

export interface Key {
  readonly field: "externalId" | "email"
  readonly value: string
}

/** ASCII alone: `toLowerCase` would make a `k` of the Kelvin sign, and one customer of two. */
const withoutCapitals = (email: string): string => email.replace(/[A-Z]/g, (letter) => letter.toLowerCase())

/** The key of an e-mail address is the same whatever its ASCII capitals: a provider may keep it in small letters. */
export const keyOf = ({ externalId, email }: Customers.CustomerInput): Key =>
  externalId === undefined
    ? { field: "email", value: withoutCapitals(email) }
    : { field: "externalId", value: externalId }

/** The key of a customer; `undefined` where nothing tells it apart. An external id that is empty is none. */
export const keyOfCustomer = ({ externalId, email }: Customers.Customer): Key | undefined => {
  if (Option.isSome(externalId) && externalId.value !== "")
    return { field: "externalId", value: externalId.value }
  return Option.isSome(email) ? { field: "email", value: withoutCapitals(email.value) } : undefined
}

const hasKey =
  ({ field, value }: Key) =>
  (customer: Customers.Customer): boolean => {
    const key = keyOfCustomer(customer)
    return key !== undefined && key.field === field && key.value === value
  }

/** Does the customer tell that it is another one's? A provider need not tell everything. */
export const isAnothers =
  (key: Key) =>
  ({ externalId, email }: Customers.Customer): boolean => {
    const id = Option.filter(externalId, (value) => value !== "")
    if (key.field === "externalId") return Option.isSome(id) && id.value !== key.value
    return Option.isSome(id) || Option.exists(email, (value) => withoutCapitals(value) !== key.value)
  }

/**
 * How `ensure` tells customers apart where it looks for them. An address that is the key is sent in small letters: a
 * provider's search and filters may mind capitals.
 */
export const identityOf = (input: Customers.CustomerInput) => {
  const key = keyOf(input)
  return {
    text: keyText(key),
    matches: hasKey(key),
    isAnothers: isAnothers(key),
    sent: key.field === "email" ? { ...input, email: key.value } : input
  }
}

/** The address as it was given, and as it may have been kept. */
export const formsOf = (email: string): ReadonlyArray<string> => [...new Set([email, withoutCapitals(email)])]

export const keyText = ({ field, value }: Key): string => `${field} ${value}`

/** Only what has exactly this value: a provider's search may answer more. */
export const exactly =
  ({ field, value }: Key) =>
  (customer: Customers.Customer): boolean =>
    Option.contains(customer[field], value)

/** The functions of `Customers.Find`, by one that finds the customers of which a field has the value. */
export const finders = <A>(find: (key: Key) => A) => ({
  findByEmail: (value: string): A => find({ field: "email", value }),
  findByExternalId: (value: string): A => find({ field: "externalId", value })
})
