/** What is read, and the worlds that it is read in. */

import * as Redacted from "effect/Redacted"
import * as BePaid from "effect-payment-customers/BePaid"
import * as Customers from "effect-payment-customers/Customers"
import * as Omise from "effect-payment-customers/Omise"
import * as Stancer from "effect-payment-customers/Stancer"
import type * as Layer from "#line/Layer"
import type * as Config from "#line/test/Config"
import * as Effect from "#line/test/Effect"
import type * as HttpClient from "#line/test/HttpClient"
import * as Option from "#line/test/Option"
import * as Stream from "#line/test/Stream"
import { type Manner, makeWorld, type Order, randomOf } from "./world.js"

const omise = Omise.layer({ secretKey: Redacted.make("skey_test_5xpiwb0o3sqo5y7n6h1") })
const bepaid = BePaid.layer({ shopId: "361", secretKey: Redacted.make("a-secret-key") })
const stancer = Stancer.layerV2({ secretKey: Redacted.make("stest_0123456789abcdefghijklmn") })

/** Page after page, each from the cursor of the one before. */
const byCursors = (limit: number) =>
  Stream.paginate(Option.none<Customers.Cursor>(), (from) =>
    Effect.map(
      Customers.list({ limit, from: Option.getOrUndefined(from) }),
      ({ customers, next }) => [customers, Option.map(next, Option.some)] as const
    )
  )

/** A page, and from its cursor on a stream. */
const fromCursor = (limit: number) =>
  Stream.unwrap(
    Effect.map(Customers.list({ limit }), ({ customers, next }) =>
      Stream.concat(
        Stream.fromIterable(customers),
        Option.match(next, {
          onNone: () => Stream.empty,
          onSome: (from) => Customers.stream({ limit, from })
        })
      )
    )
  )

type Rows<R> = Stream.Stream<{ readonly id: string }, unknown, R>

export interface Subject {
  readonly name: string
  readonly orders: ReadonlyArray<Order>
  /** What is read, over the world's client. */
  readonly read: (limit: number) => Rows<HttpClient.HttpClient>
  /** A cursor knows the last rows alone: what it was given before can come again. */
  readonly repeats?: boolean
}

const over = <R>(
  layer: Layer.Layer<R, Config.ConfigError, HttpClient.HttpClient>,
  read: (limit: number) => Rows<NoInfer<R>>
) => ({ read: (limit: number) => Stream.provide(read(limit), layer) })

const customerId = "cust_test_5g0221fe8iwtayocgja"

const ofOmise = (read: (omise: Omise.Service, limit: number) => Rows<never>) =>
  over(omise, (limit) => Stream.unwrap(Effect.map(Omise.Omise, (service) => read(service, limit))))

const ofStancer = over(stancer, (limit) =>
  Stream.unwrap(Effect.map(Stancer.StancerV2, (service) => service.stream({ limit })))
)

const neutral = (
  provider: string,
  orders: ReadonlyArray<Order>,
  layer: Layer.Layer<Customers.List, Config.ConfigError, HttpClient.HttpClient>
): ReadonlyArray<Subject> => [
  {
    name: `${provider}, Customers.stream`,
    orders,
    ...over(layer, (limit) => Customers.stream({ limit }))
  },
  {
    name: `${provider}, Customers.list from cursor to cursor`,
    orders,
    repeats: true,
    ...over(layer, byCursors)
  },
  {
    name: `${provider}, Customers.stream from a cursor`,
    orders,
    repeats: true,
    ...over(layer, fromCursor)
  }
]

const ofBePaid = over(bepaid, () => Stream.unwrap(Effect.map(BePaid.BePaid, (service) => service.stream())))

const newestFirst = { order: "reverse_chronological" } as const

const documented = ["oldest first"] as const

const ordersOfStancer = ["oldest first", "newest first", "by name"] as const

export const subjects: ReadonlyArray<Subject> = [
  { name: "Omise, stream", orders: documented, ...ofOmise(({ stream }, limit) => stream({ limit })) },
  {
    name: "Omise, stream of the newest first",
    orders: documented,
    ...ofOmise(({ stream }, limit) => stream({ limit, ...newestFirst }))
  },
  {
    name: "Omise, stream where the newest come first unasked",
    orders: ["newest first"],
    ...ofOmise(({ stream }, limit) => stream({ limit }))
  },
  {
    name: "Omise, cards.stream",
    orders: documented,
    ...ofOmise(({ cards }, limit) => cards.stream(customerId, { limit }))
  },
  {
    name: "Omise, cards.stream of the newest first",
    orders: documented,
    ...ofOmise(({ cards }, limit) => cards.stream(customerId, { limit, ...newestFirst }))
  },
  {
    name: "Omise, schedules.stream",
    orders: documented,
    ...ofOmise(({ schedules }, limit) => schedules.stream(customerId, { limit }))
  },
  {
    name: "Omise, schedules.stream of the newest first",
    orders: documented,
    ...ofOmise(({ schedules }, limit) => schedules.stream(customerId, { limit, ...newestFirst }))
  },
  ...neutral("Omise", documented, omise),
  { name: "Stancer, stream", orders: ordersOfStancer, ...ofStancer },
  ...neutral("Stancer", ordersOfStancer, stancer),
  { name: "bePaid, stream", orders: documented, ...ofBePaid },
  ...neutral("bePaid", documented, bepaid)
]

/** Pages of one row, of a few, and of all that a provider gives. */
const limits = [1, 2, 3, 7, 20, 99, 100]

const pick = <A>(random: (below: number) => number, of: ReadonlyArray<A>): A =>
  of[Math.floor(random(of.length))] as A

/** What Omise and Stancer say of themselves; of `inclusive` Stancer alone does. */
export const asDocumented = { inclusive: true, tells: true, timeless: false, filters: true }

export interface Setting {
  readonly orders: ReadonlyArray<Order>
  readonly calm?: boolean
  readonly manner?: Partial<Omit<Manner, "order">>
}

export const worldOf = (seed: number, { orders, calm = false, manner = {} }: Setting) => {
  const random = randomOf(seed)
  const order = pick(random, orders)
  const limit = pick(random, limits)
  const coin = () => random(2) < 1
  const any = { order, inclusive: coin(), tells: coin(), timeless: random(4) < 1, filters: random(4) >= 1 }
  const size = Math.floor(random(limit < 10 ? 25 : 160))
  return { limit, size, world: makeWorld(random, { ...any, ...manner }, { calm, size }) }
}
