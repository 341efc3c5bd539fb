/** Every operation over Omise. */

import * as Redacted from "effect/Redacted"
import * as Customers from "effect-payment-customers/Customers"
import * as Omise from "effect-payment-customers/Omise"
import * as Stream from "#line/Stream"
import * as Effect from "#line/test/Effect"
import { about, keys } from "../markers.js"
import { customer, id, operationsOf, patch } from "./operation.js"

export const layer = (options: Partial<Omise.Options> = {}) =>
  Omise.layer({ secretKey: Redacted.make(keys.omise), ...options })

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
  "Omise.create": {
    use: Effect.flatMap(Omise.Omise, (service) => service.create(omiseInput)),
    sends: omiseSent
  },
  "Omise.retrieve": {
    use: Effect.flatMap(Omise.Omise, (service) => service.retrieve(id)),
    sends: [id]
  },
  "Omise.update": {
    use: Effect.flatMap(Omise.Omise, (service) =>
      service.update(id, { ...omiseInput, defaultCard: about.cardId })
    ),
    sends: [...omiseSent, about.cardId]
  },
  "Omise.delete": {
    use: Effect.flatMap(Omise.Omise, (service) => service.delete(id)),
    sends: [id],
    found: omiseDeleted
  },
  "Omise.list": {
    use: Effect.flatMap(Omise.Omise, (service) => service.list({ limit: 20 })),
    found: omiseList
  },
  "Omise.stream": {
    use: Effect.flatMap(Omise.Omise, (service) => Stream.runCollect(service.stream())),
    found: omiseList
  },
  "Omise.search": {
    use: Effect.flatMap(Omise.Omise, (service) => service.search({ query: about.query })),
    sends: [about.query],
    found: omiseSearch
  },
  "Omise.searchStream": {
    use: Effect.flatMap(Omise.Omise, (service) =>
      Stream.runCollect(service.searchStream({ query: about.query }))
    ),
    sends: [about.query],
    found: omiseSearch
  },
  "Omise.cards.list": {
    use: Effect.flatMap(Omise.Omise, ({ cards }) => cards.list(id)),
    sends: [id],
    found: { ...omiseList, data: [card] }
  },
  "Omise.cards.stream": {
    use: Effect.flatMap(Omise.Omise, ({ cards }) => Stream.runCollect(cards.stream(id))),
    sends: [id],
    found: { ...omiseList, data: [card] }
  },
  "Omise.cards.retrieve": {
    use: Effect.flatMap(Omise.Omise, ({ cards }) => cards.retrieve(id, about.cardId)),
    sends: [id, about.cardId],
    found: card
  },
  "Omise.cards.update": {
    use: Effect.flatMap(Omise.Omise, ({ cards }) =>
      cards.update(id, about.cardId, { name: about.name, city: about.city, postalCode: about.zip })
    ),
    sends: [id, about.cardId, about.name, about.city, about.zip],
    found: card
  },
  "Omise.cards.delete": {
    use: Effect.flatMap(Omise.Omise, ({ cards }) => cards.delete(id, about.cardId)),
    sends: [id, about.cardId],
    found: { ...card, deleted: true }
  },
  "Omise.schedules.list": {
    use: Effect.flatMap(Omise.Omise, ({ schedules }) => schedules.list(id)),
    sends: [id],
    found: { ...omiseList, data: [schedule] }
  },
  "Omise.schedules.stream": {
    use: Effect.flatMap(Omise.Omise, ({ schedules }) => Stream.runCollect(schedules.stream(id))),
    sends: [id],
    found: { ...omiseList, data: [schedule] }
  },
  "Customers.create": {
    use: Customers.create(customer),
    sends: [about.email, about.name, about.phone, about.externalId]
  },
  "Customers.retrieve": { use: Customers.retrieve(id), sends: [id] },
  "Customers.update": { use: Customers.update(id, patch), sends: [id] },
  "Customers.delete": { use: Customers.delete(id), sends: [id], found: omiseDeleted },
  "Customers.list": { use: Customers.list(), found: omiseList },
  "Customers.stream": { use: Stream.runCollect(Customers.stream()), found: omiseList },
  "Customers.search": {
    use: Customers.search(about.query),
    sends: [about.query],
    found: omiseSearch
  },
  "Customers.searchStream": {
    use: Stream.runCollect(Customers.searchStream(about.query)),
    sends: [about.query],
    found: omiseSearch
  },
  "Customers.findByEmail": {
    use: Stream.runCollect(Customers.findByEmail(about.email)),
    sends: [about.email],
    found: omiseSearch
  },
  "Customers.findByExternalId": {
    use: Stream.runCollect(Customers.findByExternalId(about.externalId)),
    sends: [about.externalId],
    found: omiseSearch
  },
  "Customers.ensure": {
    use: Customers.ensure(customer),
    sends: [about.externalId],
    found: omiseSearch
  },
  "Customers.ensure, which creates": {
    use: Customers.ensure(customer),
    sends: [about.email, about.name, about.phone, about.externalId],
    before: [nobody, nobody, nobody]
  }
})
