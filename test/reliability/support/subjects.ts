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

const spec = <R>(
  method: string,
  kind: Spec<R>["kind"],
  run: Spec<R>["run"],
  more: Partial<Spec<R>> = {}
): Spec<R> => ({ method, kind, run, ...more })

const create = spec("create", "create", one(Customers.create(john)))
const retrieve = (id: string) => spec("retrieve", "read", one(Customers.retrieve(id)))
const list = spec("list", "read", page(Customers.list()))

/** @param struck what the provider is asked to find a customer by */
const find = (struck: "list" | "search"): ReadonlyArray<Spec<Customers.Find>> => [
  spec("findByEmail", "read", all(Customers.findByEmail(jane.email)), { struck }),
  spec("findByExternalId", "read", all(Customers.findByExternalId(externalId)), { struck })
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
    spec("create", "create", one(bepaid((bepaid) => bepaid.create(john)))),
    spec("retrieve", "read", one(bepaid((bepaid) => bepaid.retrieve(bepaidId)))),
    spec("list", "read", page(bepaid((bepaid) => bepaid.list()))),
    spec("stream", "read", all(Stream.unwrap(Effect.map(BePaid.BePaid, (service) => service.stream()))), {
      struck: "list"
    })
  ],
  neutral: [
    create,
    retrieve(bepaidId),
    list,
    spec("stream", "read", all(Customers.stream()), { struck: "list" }),
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
    spec("create", "create", one(omise((omise) => omise.create(john)))),
    spec("create", "create", one(omise((omise) => omise.create({ card: token }))), { how: "with a card" }),
    spec("retrieve", "read", one(omise((omise) => omise.retrieve(omiseId)))),
    spec("update", "update", one(omise((omise) => omise.update(omiseId, jane)))),
    spec("update", "spend", one(omise((omise) => omise.update(omiseId, { card: token }))), {
      how: "with a card"
    }),
    spec("update", "spend", one(omise((omise) => omise.update(omiseId, { linkedAccount: "account" }))), {
      how: "with a linked account"
    }),
    spec("delete", "delete", one(omise((omise) => omise.delete(omiseId)))),
    spec("list", "read", page(omise((omise) => omise.list()))),
    ...twoPages({
      method: "stream",
      struck: "list",
      run: all(Stream.unwrap(Effect.map(Omise.Omise, (service) => service.stream({ limit: 2 }))))
    }),
    spec("search", "read", page(omise((omise) => omise.search()))),
    ...twoPages({
      method: "searchStream",
      struck: "search",
      run: all(Stream.unwrap(Effect.map(Omise.Omise, (service) => service.searchStream({ perPage: 2 }))))
    }),
    spec(
      "cards.list",
      "read",
      cards((cards) => Effect.map(cards.list(omiseId), (page) => ids(page.cards)))
    ),
    spec(
      "cards.stream",
      "read",
      cards((cards) => all(cards.stream(omiseId))),
      { struck: "cards.list" }
    ),
    spec(
      "cards.retrieve",
      "read",
      cards((cards) => one(cards.retrieve(omiseId, cardId)))
    ),
    spec(
      "cards.update",
      "update",
      cards((cards) => one(cards.update(omiseId, cardId, { city: "Bangkok" })))
    ),
    spec(
      "cards.delete",
      "delete",
      cards((cards) => one(cards.delete(omiseId, cardId)))
    ),
    spec(
      "schedules.list",
      "read",
      schedules((schedules) => Effect.map(schedules.list(omiseId), (page) => ids(page.schedules)))
    ),
    spec(
      "schedules.stream",
      "read",
      schedules((schedules) => all(schedules.stream(omiseId))),
      { struck: "schedules.list" }
    )
  ],
  neutral: [
    create,
    retrieve(omiseId),
    spec("update", "update", none(Customers.update(omiseId, jane))),
    spec("update", "read", none(Customers.update(omiseId, { name: "Jane Doe" })), {
      how: "of metadata, on the read",
      struck: "retrieve",
      following: 1
    }),
    spec("update", "update", none(Customers.update(omiseId, { name: "Jane Doe" })), {
      how: "of metadata, on the write",
      before: 1
    }),
    spec("delete", "delete", none(Customers.delete(omiseId))),
    list,
    ...twoPages({ method: "stream", struck: "list", run: all(Customers.stream({ limit: 2 })) }),
    spec("search", "read", page(Customers.search(""))),
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
  spec("create", "create", one(stancer((stancer) => stancer.create({ email: john.email })))),
  spec("retrieve", "read", one(stancer((stancer) => stancer.retrieve(stancerId)))),
  spec("update", "update", none(stancer((stancer) => stancer.update(stancerId, jane))), { bodiless: true }),
  spec("delete", "delete", none(stancer((stancer) => stancer.delete(stancerId))), { bodiless: true })
]
const stancerNeutral: ReadonlyArray<Spec<Stancer.Provided>> = [
  create,
  retrieve(stancerId),
  spec("update", "update", none(Customers.update(stancerId, jane)), { bodiless: true }),
  spec("delete", "delete", none(Customers.delete(stancerId)), { bodiless: true })
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
    spec("list", "read", page(stancerV2((stancerV2) => stancerV2.list()))),
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
