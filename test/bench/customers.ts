/** The customers on the loopback server: Omise's documented one, and Stripe's of much the same content. */
import documented from "../fixtures/omise/customer.2019-05-29.json" with { type: "json" }

/** How many customers the list holds. */
export const total = 10_000

/** How many of them a page holds. */
export const pageSize = 100

/** The customer that is retrieved. */
export const customerId = documented.id

/** What a customer is created from. */
export const input = {
  email: documented.email,
  description: documented.description,
  metadata: documented.metadata
}

/** Fit for Omise's layer and SDK alike. */
export const omiseKey = "skey_test_5xtrb759599jsxlhkrb"

const numbered = (index: number) => String(index).padStart(9, "0")

export const omiseCustomer = documented

/** A page of the list: every customer is the documented one under an id of its own. */
export const omisePage = (offset: number, limit = pageSize) => ({
  object: "list",
  data: Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, row) => ({
    ...documented,
    id: `cust_test_5xtrb75959${numbered(offset + row)}`
  })),
  limit,
  offset,
  total,
  location: "/customers",
  order: "chronological",
  from: "1970-01-01T00:00:00Z",
  to: "2025-03-20T09:15:00Z"
})

const stripeId = (index: number) => `cus_Bench${numbered(index)}`

/** The index that `stripeId` was made of. */
export const stripeIndex = (id: string) => Number(id.slice("cus_Bench".length))

/** https://docs.stripe.com/api/customers/object */
export const stripeCustomer = (index = 0) => ({
  id: stripeId(index),
  object: "customer",
  address: { city: "Bangkok", country: "TH", line1: null, line2: null, postal_code: "10320", state: null },
  balance: 0,
  created: 1_742_461_922,
  currency: null,
  default_source: null,
  delinquent: false,
  description: documented.description,
  discount: null,
  email: documented.email,
  invoice_prefix: "0759E54C",
  invoice_settings: {
    custom_fields: null,
    default_payment_method: null,
    footer: null,
    rendering_options: null
  },
  livemode: false,
  metadata: { plan: "basic" },
  name: "John Doe",
  next_invoice_sequence: 1,
  phone: null,
  preferred_locales: [],
  shipping: null,
  tax_exempt: "none",
  test_clock: null
})

export const stripePage = (start: number) => ({
  object: "list",
  url: "/v1/customers",
  has_more: start + pageSize < total,
  data: Array.from({ length: pageSize }, (_, row) => stripeCustomer(start + row))
})
