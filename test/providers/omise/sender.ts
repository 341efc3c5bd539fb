/** Omise's service over a client that plays Omise, and the rules that its tables name. */
import * as Redacted from "effect/Redacted"
import * as Omise from "effect-payment-customers/Omise"
import * as DateTime from "#line/DateTime"
import cards from "../../fixtures/omise/cards.2019-05-29.json" with { type: "json" }
import customer from "../../fixtures/omise/customer.2019-05-29.json" with { type: "json" }
import deleted from "../../fixtures/omise/deleted.2019-05-29.json" with { type: "json" }
import listed from "../../fixtures/omise/list.json" with { type: "json" }
import schedules from "../../fixtures/omise/schedules.2019-05-29.json" with { type: "json" }
import searched from "../../fixtures/omise/search.json" with { type: "json" }
import type { Sender } from "../../support/sends.js"

const key = "skey_test_5xpiwb0o3sqo5y7n6h1"

export const omise: Sender<Omise.Service, Omise.Options> = {
  make: (options) => Omise.make({ secretKey: Redacted.make(key), ...options }),
  api: "https://api.omise.co",
  // User name: the key; password: empty.
  headers: { authorization: `Basic ${btoa(`${key}:`)}`, "omise-version": "2019-05-29" },
  body: (method, path) => {
    const last = path.split("/").at(-1) ?? ""
    if (method !== "GET") {
      const one = path.includes("/cards/") ? cards.data[0] : customer
      return method === "DELETE" ? { ...deleted, ...one, deleted: true } : one
    }
    return (
      { customers: listed, search: searched, cards, schedules }[last] ??
      (path.includes("/cards/") ? cards.data[0] : customer)
    )
  }
}

/** What a JavaScript caller can do. */
export const anything = (value: unknown) => value as never

export const utc = (text: string) => DateTime.toUtc(DateTime.makeUnsafe(text))

/** What a refusal says of the parameters that several operations have. */
export const rules = {
  limit: { limit: ["must be a whole number from 1 to 100"] },
  offset: { offset: ["must be a whole number from 0"] },
  page: { page: ["must be a whole number from 1"] },
  from: { from: ["must be no later than to"] },
  order: { order: ["must be chronological or reverse_chronological"] },
  patch: { base: ["must be a patch that changes at least one field"] },
  testId: { id: ["must be the id of a test customer: the key is a test key"] }
}
