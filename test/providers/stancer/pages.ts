/** Pages of Stancer's API v2, as they are answered, and what is none. */
import { type Body, jsonBody } from "../../support/mapper.js"
import { canary, ids } from "../calls.js"

export const customer = {
  id: ids.stancer,
  created: 1538562174,
  email: "david@example.net",
  mobile: "+33639980102",
  name: "David Coaster",
  external_id: "7b1e",
  country: "FR",
  billing_address: "addr_1",
  shipping_address: "addr_2",
  date_birth: "1981-02-03",
  legal_id: "552 081 317 00014",
  deleted: false
}

export const range = { start: 20, end: 29, limit: 10, count: 31, has_more: true }

const short = { start: 0, limit: 10, has_more: false }
const customers = [customer]

export const pages: ReadonlyArray<Body> = [
  jsonBody("a page", { range, customers: [customer, { id: "c2", email: canary }] }),
  jsonBody("an empty page", { range: { ...range, has_more: false }, customers: [] }),
  jsonBody("a page without end and count", { range: short, customers }),
  jsonBody("a page whose end and count are null", {
    range: { ...range, end: null, count: null },
    customers: []
  }),
  jsonBody("a page without a range", { customers }),
  jsonBody("a page with unknown keys", { range: { ...range, next: canary }, customers, more: 1 })
]

export const brokenPages: ReadonlyArray<Body> = [
  jsonBody("no customers", { range }),
  jsonBody("a bare list", customers),
  jsonBody("a customer", customer),
  jsonBody("a page of null", { range, customers: [null] }),
  jsonBody("a customer without an id on the page", { range, customers: [{ email: canary }] }),
  jsonBody("has_more as a text", { range: { ...range, has_more: canary }, customers }),
  jsonBody("a start that is no whole number", { range: { ...range, start: 1.5 }, customers }),
  // a range that can't be read may say that more follow
  ...[canary, "", 0, 7, true, false, [], [range]].map((odd) =>
    jsonBody(`a range that is ${JSON.stringify(odd)}`, { range: odd, customers })
  )
]
