/** The layers of the providers, each with every operation that it has, native and neutral. */

import * as BePaid from "effect-payment-customers/BePaid"
import * as Customers from "effect-payment-customers/Customers"
import type { CustomersError } from "effect-payment-customers/CustomersError"
import * as Omise from "effect-payment-customers/Omise"
import * as Stancer from "effect-payment-customers/Stancer"
import { BePaidTest, OmiseTest, StancerTest } from "effect-payment-customers/testing"
import * as Stream from "#line/Stream"
import * as Effect from "#line/test/Effect"
import { all, ids, none, one, page, type Spec, type Subject, subjectOf } from "./operation.js"

const john = { email: "john@example.com", ip: "127.0.0.1" }
const jane = { email: "jane@example.com" }
const externalId = "crm-1"

const create: Spec<Customers.Create> = {
  method: "create",
  kind: "create",
  run: one(Customers.create(john))
}
const retrieve = (id: string): Spec<Customers.Retrieve> => ({
  method: "retrieve",
  kind: "read",
  run: one(Customers.retrieve(id))
})
const list: Spec<Customers.List> = { method: "list", kind: "read", run: page(Customers.list()) }

/** @param struck what the provider is asked to find a customer by */
const find = (struck: "list" | "search"): ReadonlyArray<Spec<Customers.Find>> => [
  { method: "findByEmail", kind: "read", struck, run: all(Customers.findByEmail(jane.email)) },
  { method: "findByExternalId", kind: "read", struck, run: all(Customers.findByExternalId(externalId)) }
]

/** A stream of two pages. The fault strikes the request for the one, or for the other. */
const twoPages = <R>(
  spec: Pick<Spec<R>, "method" | "run"> & { readonly struck: string }
): ReadonlyArray<Spec<R>> => [
  { ...spec, kind: "read", how: "on the first page", following: 1 },
  { ...spec, kind: "read", how: "on the second page", before: 1, passing: 1 }
]

const bepaidId = "cst_1d2b48a3dbf8ab0a"
const bepaid = <A>(use: (bepaid: BePaid.Service) => Effect.Effect<A, CustomersError>) =>
  Effect.flatMap(BePaid.BePaid, use)
const bepaidSubject = subjectOf<BePaid.Provided, BePaidTest.Control>({
  name: "bepaid",
  control: BePaidTest.Control,
  layer: (options) => BePaidTest.layer({ seed: [{ id: bepaidId, externalId }, jane], ...options }),
  native: [
    { method: "create", kind: "create", run: one(bepaid((bepaid) => bepaid.create(john))) },
    { method: "retrieve", kind: "read", run: one(bepaid((bepaid) => bepaid.retrieve(bepaidId))) },
    { method: "list", kind: "read", run: page(bepaid((bepaid) => bepaid.list())) },
    {
      method: "stream",
      kind: "read",
      struck: "list",
      run: all(Stream.unwrap(Effect.map(BePaid.BePaid, (service) => service.stream())))
    }
  ],
  neutral: [
    create,
    retrieve(bepaidId),
    list,
    { method: "stream", kind: "read", struck: "list", run: all(Customers.stream()) },
    ...find("list")
  ]
})

const omiseId = "cust_test_5xpiwb0o3sqo5y7n6h1"
const cardId = "card_test_0000000000000000001"
const token = "tokn_test_4xs9408a642a1htto8z"
const omise = <A>(use: (omise: Omise.Service) => Effect.Effect<A, CustomersError>) =>
  Effect.flatMap(Omise.Omise, use)
const cards = <A>(use: (cards: Omise.Service["cards"]) => Effect.Effect<A, CustomersError>) =>
  Effect.flatMap(Omise.Omise, (service) => use(service.cards))
const schedules = <A>(use: (schedules: Omise.Service["schedules"]) => Effect.Effect<A, CustomersError>) =>
  Effect.flatMap(Omise.Omise, (service) => use(service.schedules))

const omiseSubject = subjectOf<Omise.Provided, OmiseTest.Control>({
  name: "omise",
  control: OmiseTest.Control,
  layer: (options) =>
    OmiseTest.layer({
      seed: [
        { id: omiseId, card: "tokn_test_1", metadata: { external_id: externalId } },
        jane,
        { email: "third@example.com" }
      ],
      ...options
    }),
  native: [
    { method: "create", kind: "create", run: one(omise((omise) => omise.create(john))) },
    {
      method: "create",
      how: "with a card",
      kind: "create",
      run: one(omise((omise) => omise.create({ card: token })))
    },
    { method: "retrieve", kind: "read", run: one(omise((omise) => omise.retrieve(omiseId))) },
    { method: "update", kind: "update", run: one(omise((omise) => omise.update(omiseId, jane))) },
    {
      method: "update",
      how: "with a card",
      kind: "spend",
      run: one(omise((omise) => omise.update(omiseId, { card: token })))
    },
    {
      method: "update",
      how: "with a linked account",
      kind: "spend",
      run: one(omise((omise) => omise.update(omiseId, { linkedAccount: "account" })))
    },
    { method: "delete", kind: "delete", run: one(omise((omise) => omise.delete(omiseId))) },
    { method: "list", kind: "read", run: page(omise((omise) => omise.list())) },
    ...twoPages({
      method: "stream",
      struck: "list",
      run: all(Stream.unwrap(Effect.map(Omise.Omise, (service) => service.stream({ limit: 2 }))))
    }),
    { method: "search", kind: "read", run: page(omise((omise) => omise.search())) },
    ...twoPages({
      method: "searchStream",
      struck: "search",
      run: all(Stream.unwrap(Effect.map(Omise.Omise, (service) => service.searchStream({ perPage: 2 }))))
    }),
    {
      method: "cards.list",
      kind: "read",
      run: cards((cards) => Effect.map(cards.list(omiseId), (page) => ids(page.cards)))
    },
    {
      method: "cards.stream",
      kind: "read",
      struck: "cards.list",
      run: cards((cards) => all(cards.stream(omiseId)))
    },
    { method: "cards.retrieve", kind: "read", run: cards((cards) => one(cards.retrieve(omiseId, cardId))) },
    {
      method: "cards.update",
      kind: "update",
      run: cards((cards) => one(cards.update(omiseId, cardId, { city: "Bangkok" })))
    },
    { method: "cards.delete", kind: "delete", run: cards((cards) => one(cards.delete(omiseId, cardId))) },
    {
      method: "schedules.list",
      kind: "read",
      run: schedules((schedules) => Effect.map(schedules.list(omiseId), (page) => ids(page.schedules)))
    },
    {
      method: "schedules.stream",
      kind: "read",
      struck: "schedules.list",
      run: schedules((schedules) => all(schedules.stream(omiseId)))
    }
  ],
  neutral: [
    create,
    retrieve(omiseId),
    { method: "update", kind: "update", run: none(Customers.update(omiseId, jane)) },
    {
      method: "update",
      how: "of metadata, on the read",
      kind: "read",
      struck: "retrieve",
      following: 1,
      run: none(Customers.update(omiseId, { name: "Jane Doe" }))
    },
    {
      method: "update",
      how: "of metadata, on the write",
      kind: "update",
      before: 1,
      run: none(Customers.update(omiseId, { name: "Jane Doe" }))
    },
    { method: "delete", kind: "delete", run: none(Customers.delete(omiseId)) },
    list,
    ...twoPages({ method: "stream", struck: "list", run: all(Customers.stream({ limit: 2 })) }),
    { method: "search", kind: "read", run: page(Customers.search("")) },
    ...twoPages({
      method: "searchStream",
      struck: "search",
      run: all(Customers.searchStream("", { limit: 2 }))
    }),
    ...find("search")
  ]
})

const stancerId = "cust_9Cle7TXKkjhwqcWx4Kl5cQYk"
const stancer = <A>(use: (stancer: Stancer.Service) => Effect.Effect<A, CustomersError>) =>
  Effect.flatMap(Stancer.Stancer, use)
const stancerV2 = <A>(use: (stancerV2: Stancer.ServiceV2) => Effect.Effect<A, CustomersError>) =>
  Effect.flatMap(Stancer.StancerV2, use)
const stancerSeed = [{ id: stancerId, externalId }, jane, { email: "third@example.com" }]

/** What both versions of the API have. Neither answers the customer to an update or a delete. */
const stancerNative: ReadonlyArray<Spec<Stancer.Provided>> = [
  { method: "create", kind: "create", run: one(stancer((stancer) => stancer.create({ email: john.email }))) },
  { method: "retrieve", kind: "read", run: one(stancer((stancer) => stancer.retrieve(stancerId))) },
  {
    method: "update",
    kind: "update",
    bodiless: true,
    run: none(stancer((stancer) => stancer.update(stancerId, jane)))
  },
  {
    method: "delete",
    kind: "delete",
    bodiless: true,
    run: none(stancer((stancer) => stancer.delete(stancerId)))
  }
]
const stancerNeutral: ReadonlyArray<Spec<Stancer.Provided>> = [
  create,
  retrieve(stancerId),
  { method: "update", kind: "update", bodiless: true, run: none(Customers.update(stancerId, jane)) },
  { method: "delete", kind: "delete", bodiless: true, run: none(Customers.delete(stancerId)) }
]

const stancerSubject = subjectOf<Stancer.Provided, StancerTest.Control>({
  name: "stancer",
  control: StancerTest.Control,
  layer: (options) => StancerTest.layer({ seed: stancerSeed, ...options }),
  native: stancerNative,
  neutral: stancerNeutral
})

const stancerV2Subject = subjectOf<Stancer.ProvidedV2, StancerTest.Control>({
  name: "stancer v2",
  provider: "stancer",
  control: StancerTest.Control,
  layer: (options) => StancerTest.layerV2({ seed: stancerSeed, ...options }),
  native: [
    ...stancerNative,
    { method: "list", kind: "read", run: page(stancerV2((stancerV2) => stancerV2.list())) },
    ...twoPages({
      method: "stream",
      struck: "list",
      run: all(Stream.unwrap(Effect.map(Stancer.StancerV2, (service) => service.stream({ limit: 2 }))))
    })
  ],
  neutral: [
    ...stancerNeutral,
    list,
    ...twoPages({ method: "stream", struck: "list", run: all(Customers.stream({ limit: 2 })) }),
    ...find("list")
  ]
})

export const subjects: ReadonlyArray<Subject> = [
  bepaidSubject,
  omiseSubject,
  stancerSubject,
  stancerV2Subject
]
