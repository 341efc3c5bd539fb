/**
 * Every operation of every provider, native and neutral, called with markers wherever it takes something: what is sent of
 * them, and the answer that would be a success.
 */
import type { HttpClient } from "@effect/platform/HttpClient"
import type { ConfigError } from "effect/ConfigError"
import * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as Stream from "effect/Stream"
import * as BePaid from "effect-payment-customers/BePaid"
import * as Customers from "effect-payment-customers/Customers"
import type { CustomersError } from "effect-payment-customers/CustomersError"
import * as Omise from "effect-payment-customers/Omise"
import * as Stancer from "effect-payment-customers/Stancer"
import type { ClientOptions } from "../../src/internal/settings.js"
import { about, keys, shopId } from "./markers.js"

export interface Operation {
  /** `bepaid: BePaid.create`, `bepaid: Customers.create`. */
  readonly name: string
  readonly provider: keyof typeof keys
  readonly run: (options: ClientOptions) => Effect.Effect<unknown, CustomersError | ConfigError, HttpClient>
  /** The markers that its requests hold, beside the key. */
  readonly sends: ReadonlyArray<string>
  /** The body of an answer that is a success. */
  readonly found: unknown
  /** The bodies that bring the operation as far as the request that is answered with its outcome. */
  readonly before: ReadonlyArray<unknown>
}

/** The id of the customer is what somebody might take for one. */
const id = about.email

const customer = {
  email: about.email,
  ip: about.ip,
  name: about.name,
  phone: about.phone,
  externalId: about.externalId
}
const { ip: _, ...patch } = customer

type Use<R> = () => Effect.Effect<unknown, CustomersError, R>

interface Row<R> {
  readonly use: Use<R>
  readonly sends?: ReadonlyArray<string>
  readonly found?: unknown
  readonly before?: ReadonlyArray<unknown>
}

/** The layers whose operations stand below. */
export const layers = {
  bepaid: (options: Partial<BePaid.Options> = {}) =>
    BePaid.layer({ shopId, secretKey: Redacted.make(keys.bepaid), ...options }),
  omise: (options: Partial<Omise.Options> = {}) =>
    Omise.layer({ secretKey: Redacted.make(keys.omise), ...options }),
  stancer: (options: Partial<Stancer.Options> = {}) =>
    Stancer.layer({ secretKey: Redacted.make(keys.stancer), ...options })
}

const provider =
  <R>(
    name: keyof typeof keys,
    layer: (options: ClientOptions) => Layer.Layer<R, ConfigError, HttpClient>,
    found: unknown
  ) =>
  (rows: Readonly<Record<string, Row<R>>>): ReadonlyArray<Operation> =>
    Object.entries(rows).map(([operation, row]) => ({
      name: `${name}: ${operation}`,
      provider: name,
      run: (options) => Effect.provide(row.use(), layer(options)),
      sends: row.sends ?? [],
      found: row.found ?? found,
      before: row.before ?? []
    }))

const all = <A, E, R>(stream: Stream.Stream<A, E, R>) => Stream.runCollect(stream)

const bepaidCustomer = {
  id: "cst_1d2b48a3dbf8ab0a",
  first_name: about.name,
  last_name: about.name,
  address: about.address,
  city: about.city,
  country: "US",
  zip: about.zip,
  state: "CA",
  phone: about.phone,
  email: about.email,
  ip: about.ip,
  external_id: about.externalId
}

const bepaid = provider(
  "bepaid",
  layers.bepaid,
  bepaidCustomer
)({
  "BePaid.create": {
    use: () =>
      Effect.flatMap(BePaid.BePaid, (service) =>
        service.create({
          firstName: about.name,
          lastName: about.name,
          address: about.address,
          city: about.city,
          zip: about.zip,
          phone: about.phone,
          email: about.email,
          ip: about.ip,
          externalId: about.externalId
        })
      ),
    sends: [
      about.email,
      about.ip,
      about.name,
      about.address,
      about.city,
      about.zip,
      about.phone,
      about.externalId
    ]
  },
  "BePaid.retrieve": {
    use: () => Effect.flatMap(BePaid.BePaid, (service) => service.retrieve(id)),
    sends: [id]
  },
  "BePaid.list": {
    use: () => Effect.flatMap(BePaid.BePaid, (service) => service.list()),
    found: [bepaidCustomer]
  },
  "BePaid.stream": {
    use: () => Effect.flatMap(BePaid.BePaid, (service) => all(service.stream())),
    found: [bepaidCustomer]
  },
  "Customers.create": {
    use: () => Customers.create(customer),
    sends: [about.email, about.ip, about.phone, about.externalId]
  },
  "Customers.retrieve": { use: () => Customers.retrieve(id), sends: [id] },
  "Customers.list": { use: () => Customers.list(), found: [bepaidCustomer] },
  "Customers.stream": { use: () => all(Customers.stream()), found: [bepaidCustomer] },
  "Customers.findByEmail": { use: () => all(Customers.findByEmail(about.email)), found: [bepaidCustomer] },
  "Customers.findByExternalId": {
    use: () => all(Customers.findByExternalId(about.externalId)),
    found: [bepaidCustomer]
  },
  "Customers.ensure": { use: () => Customers.ensure(customer), found: [bepaidCustomer] },
  "Customers.ensure, which creates": {
    use: () => Customers.ensure(customer),
    sends: [about.email, about.ip, about.phone, about.externalId],
    before: [[]]
  }
})

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

const omise = provider(
  "omise",
  layers.omise,
  omiseCustomer
)({
  "Omise.create": {
    use: () => Effect.flatMap(Omise.Omise, (service) => service.create(omiseInput)),
    sends: omiseSent
  },
  "Omise.retrieve": {
    use: () => Effect.flatMap(Omise.Omise, (service) => service.retrieve(id)),
    sends: [id]
  },
  "Omise.update": {
    use: () =>
      Effect.flatMap(Omise.Omise, (service) =>
        service.update(id, { ...omiseInput, defaultCard: about.cardId })
      ),
    sends: [...omiseSent, about.cardId]
  },
  "Omise.delete": {
    use: () => Effect.flatMap(Omise.Omise, (service) => service.delete(id)),
    sends: [id],
    found: omiseDeleted
  },
  "Omise.list": {
    use: () => Effect.flatMap(Omise.Omise, (service) => service.list({ limit: 20 })),
    found: omiseList
  },
  "Omise.stream": {
    use: () => Effect.flatMap(Omise.Omise, (service) => all(service.stream())),
    found: omiseList
  },
  "Omise.search": {
    use: () => Effect.flatMap(Omise.Omise, (service) => service.search({ query: about.query })),
    sends: [about.query],
    found: omiseSearch
  },
  "Omise.searchStream": {
    use: () => Effect.flatMap(Omise.Omise, (service) => all(service.searchStream({ query: about.query }))),
    sends: [about.query],
    found: omiseSearch
  },
  "Customers.create": {
    use: () => Customers.create(customer),
    sends: [about.email, about.name, about.phone, about.externalId]
  },
  "Customers.retrieve": { use: () => Customers.retrieve(id), sends: [id] },
  "Customers.update": { use: () => Customers.update(id, patch), sends: [id] },
  "Customers.delete": { use: () => Customers.delete(id), sends: [id], found: omiseDeleted },
  "Customers.list": { use: () => Customers.list(), found: omiseList },
  "Customers.stream": { use: () => all(Customers.stream()), found: omiseList },
  "Customers.search": {
    use: () => Customers.search(about.query),
    sends: [about.query],
    found: omiseSearch
  },
  "Customers.searchStream": {
    use: () => all(Customers.searchStream(about.query)),
    sends: [about.query],
    found: omiseSearch
  },
  "Customers.findByEmail": {
    use: () => all(Customers.findByEmail(about.email)),
    sends: [about.email],
    found: omiseSearch
  },
  "Customers.findByExternalId": {
    use: () => all(Customers.findByExternalId(about.externalId)),
    sends: [about.externalId],
    found: omiseSearch
  },
  "Customers.ensure": {
    use: () => Customers.ensure(customer),
    sends: [about.externalId],
    found: omiseSearch
  },
  "Customers.ensure, which creates": {
    use: () => Customers.ensure(customer),
    sends: [about.email, about.name, about.phone, about.externalId],
    before: [nobody, nobody, nobody]
  }
})

const stancerCustomer = {
  id: "cust_9Cle7TXKkjhwqcWx4Kl5cQYk",
  email: about.email,
  mobile: about.phone,
  name: about.name,
  external_id: about.externalId,
  country: "FR",
  created: 1_538_492_150,
  live_mode: false
}

const stancerInput: Stancer.CreateInput = {
  email: about.email,
  mobile: about.phone,
  name: about.name,
  externalId: about.externalId
}

const stancerSent = [about.email, about.phone, about.name, about.externalId]

const stancer = provider(
  "stancer",
  layers.stancer,
  stancerCustomer
)({
  "Stancer.create": {
    use: () => Effect.flatMap(Stancer.Stancer, (service) => service.create(stancerInput)),
    sends: stancerSent
  },
  "Stancer.retrieve": {
    use: () => Effect.flatMap(Stancer.Stancer, (service) => service.retrieve(id)),
    sends: [id]
  },
  "Stancer.update": {
    use: () => Effect.flatMap(Stancer.Stancer, (service) => service.update(id, stancerInput)),
    sends: [id, ...stancerSent]
  },
  "Stancer.delete": {
    use: () => Effect.flatMap(Stancer.Stancer, (service) => service.delete(id)),
    sends: [id]
  },
  "Customers.create": { use: () => Customers.create(customer), sends: stancerSent },
  "Customers.retrieve": { use: () => Customers.retrieve(id), sends: [id] },
  "Customers.update": { use: () => Customers.update(id, patch), sends: [id, ...stancerSent] },
  "Customers.delete": { use: () => Customers.delete(id), sends: [id] },
  "Customers.ensure": { use: () => Customers.ensure(customer), sends: stancerSent }
})

export const operations: ReadonlyArray<Operation> = [...bepaid, ...omise, ...stancer]
