/** Every operation over Omise. */

import * as Redacted from "effect/Redacted"
import * as Customers from "effect-payment-customers/Customers"
import type { CustomersError } from "effect-payment-customers/CustomersError"
import * as Omise from "effect-payment-customers/Omise"
import * as Stream from "#line/Stream"
import * as Effect from "#line/test/Effect"
import { about, keys } from "../markers.js"
import { customer, id, operationsOf, patch } from "./operation.js"

export const layer = (options: Partial<Omise.Options> = {}) =>
  Omise.layer({ secretKey: Redacted.make(keys.omise), ...options })

/** A call of the native service. */
const native = <A>(use: (service: Omise.Service) => Effect.Effect<A, CustomersError>) =>
  Effect.flatMap(Omise.Omise, use)

const metadata = {
  [about.metadataKey]: about.metadata,
  name: about.name,
  phone: about.phone,
  external_id: about.externalId
}

const card = {
  object: "card",
  id: "card_test_5xuy4w91xqz7d1w9u0t",
  livemode: false,
  street1: about.address,
  city: about.city,
  phone_number: about.phone,
  postal_code: about.zip,
  name: about.name,
  fingerprint: about.cardToken,
  created_at: "2025-03-20T09:12:02Z"
}

const omiseCustomer = {
  object: "customer",
  id: "cust_test_5xuy4w91xqz7d1w9u0t",
  livemode: false,
  location: "/customers/cust_test_5xuy4w91xqz7d1w9u0t",
  deleted: false,
  metadata,
  cards: { object: "list", data: [card], limit: 20, offset: 0, total: 1, location: `/${about.email}` },
  default_card: card,
  linked_accounts: { object: "list", data: [{ id: about.linkedAccount }] },
  description: about.description,
  email: about.email,
  created_at: "2025-03-20T09:12:02Z"
}

const omiseDeleted = { ...omiseCustomer, deleted: true }

const omiseList = {
  object: "list",
  data: [omiseCustomer],
  limit: 20,
  offset: 0,
  total: 1,
  location: `/customers?${about.query}`
}

const schedule = {
  object: "schedule",
  id: "schd_test_5xuy4w91xqz7d1w9u0t",
  status: about.name,
  in_words: about.description,
  on: { [about.metadataKey]: about.metadata },
  occurrences: { data: [{ message: about.email }] },
  charge: {
    amount: 100,
    customer: about.email,
    card: about.cardId,
    description: about.description,
    metadata
  }
}

const omiseSearch = {
  object: "search",
  data: [omiseCustomer],
  page: 1,
  per_page: 30,
  total: 1,
  total_pages: 1,
  filters: { [about.metadataKey]: about.metadata },
  query: about.query,
  order: "chronological",
  scope: "customer",
  location: `/search?query=${encodeURIComponent(about.query)}`
}

/** A page of a list and of a search alike. */
const nobody = { data: [], limit: 20, offset: 0, total: 0, page: 1, total_pages: 0 }

const omiseInput: Omise.CreateInput = {
  email: about.email,
  description: about.description,
  card: about.cardToken,
  metadata,
  linkedAccount: about.linkedAccount
}

const omiseSent = [
  about.email,
  about.description,
  about.cardToken,
  about.metadataKey,
  about.metadata,
  about.name,
  about.linkedAccount
]

export const omise = operationsOf(
  "omise",
  "omise",
  layer,
  omiseCustomer
)({
  "Omise.create": [native((service) => service.create(omiseInput)), omiseSent],
  "Omise.retrieve": [native((service) => service.retrieve(id)), [id]],
  "Omise.update": [
    native((service) => service.update(id, { ...omiseInput, defaultCard: about.cardId })),
    [...omiseSent, about.cardId]
  ],
  "Omise.delete": [native((service) => service.delete(id)), [id], omiseDeleted],
  "Omise.list": [native((service) => service.list({ limit: 20 })), undefined, omiseList],
  "Omise.stream": [native((service) => Stream.runCollect(service.stream())), undefined, omiseList],
  "Omise.search": [native((service) => service.search({ query: about.query })), [about.query], omiseSearch],
  "Omise.searchStream": [
    native((service) => Stream.runCollect(service.searchStream({ query: about.query }))),
    [about.query],
    omiseSearch
  ],
  "Omise.cards.list": [native(({ cards }) => cards.list(id)), [id], { ...omiseList, data: [card] }],
  "Omise.cards.stream": [
    native(({ cards }) => Stream.runCollect(cards.stream(id))),
    [id],
    { ...omiseList, data: [card] }
  ],
  "Omise.cards.retrieve": [native(({ cards }) => cards.retrieve(id, about.cardId)), [id, about.cardId], card],
  "Omise.cards.update": [
    native(({ cards }) =>
      cards.update(id, about.cardId, { name: about.name, city: about.city, postalCode: about.zip })
    ),
    [id, about.cardId, about.name, about.city, about.zip],
    card
  ],
  "Omise.cards.delete": [
    native(({ cards }) => cards.delete(id, about.cardId)),
    [id, about.cardId],
    { ...card, deleted: true }
  ],
  "Omise.schedules.list": [
    native(({ schedules }) => schedules.list(id)),
    [id],
    { ...omiseList, data: [schedule] }
  ],
  "Omise.schedules.stream": [
    native(({ schedules }) => Stream.runCollect(schedules.stream(id))),
    [id],
    { ...omiseList, data: [schedule] }
  ],
  "Customers.create": [Customers.create(customer), [about.email, about.name, about.phone, about.externalId]],
  "Customers.retrieve": [Customers.retrieve(id), [id]],
  "Customers.update": [Customers.update(id, patch), [id]],
  "Customers.delete": [Customers.delete(id), [id], omiseDeleted],
  "Customers.list": [Customers.list(), undefined, omiseList],
  "Customers.stream": [Stream.runCollect(Customers.stream()), undefined, omiseList],
  "Customers.search": [Customers.search(about.query), [about.query], omiseSearch],
  "Customers.searchStream": [
    Stream.runCollect(Customers.searchStream(about.query)),
    [about.query],
    omiseSearch
  ],
  "Customers.findByEmail": [
    Stream.runCollect(Customers.findByEmail(about.email)),
    [about.email],
    omiseSearch
  ],
  "Customers.findByExternalId": [
    Stream.runCollect(Customers.findByExternalId(about.externalId)),
    [about.externalId],
    omiseSearch
  ],
  "Customers.ensure": [Customers.ensure(customer), [about.externalId], omiseSearch],
  "Customers.ensure, which creates": [
    Customers.ensure(customer),
    [about.email, about.name, about.phone, about.externalId],
    undefined,
    [nobody, nobody, nobody]
  ]
})
