/** The stores of turns that processes share, each on a server of its own. */
import * as Redacted from "effect/Redacted"
import * as turnsPostgres from "effect-payment-customers/turnsPostgres"
import * as turnsRedis from "effect-payment-customers/turnsRedis"
import { Redis } from "ioredis"
import type * as Duration from "#line/Duration"
import * as Layer from "#line/Layer"
import type * as Scope from "#line/Scope"
import * as SqlClient from "#line/SqlClient"
import * as Effect from "#line/test/Effect"
import * as PgClient from "#line/test/PgClient"
import { postgresServer } from "./postgres.js"
import { redisOn } from "./redis.js"

/** Where a store is, for another process. */
export type Address =
  | { readonly store: "Postgres"; readonly url: string }
  | { readonly store: "Redis"; readonly port: number }

interface Options {
  readonly expiration?: Duration.Input
  /** Of Redis alone. */
  readonly longestAttempt?: Duration.Input
}

export const clientOf = (url: string) => PgClient.layer({ url: Redacted.make(url), maxConnections: 10 })

export const turnsAt = (address: Address, { expiration, longestAttempt }: Options = {}) =>
  address.store === "Postgres"
    ? Layer.provide(turnsPostgres.layer({ expiration }), clientOf(address.url))
    : turnsRedis.layer({ host: "127.0.0.1", port: address.port, expiration, longestAttempt })

export interface Store {
  readonly address: Address
  /** How many rows of turns there are. */
  readonly rows: Effect.Effect<number, unknown>
  readonly freeze: Effect.Effect<unknown>
  readonly thaw: Effect.Effect<unknown>
  readonly stop: Effect.Effect<unknown>
  readonly start: Effect.Effect<unknown, unknown, Scope.Scope>
}

const postgres: Effect.Effect<Store, unknown, Scope.Scope> = Effect.gen(function* () {
  const { url, ...server } = yield* postgresServer
  yield* Effect.provide(turnsPostgres.migrate(), clientOf(url))
  return {
    ...server,
    address: { store: "Postgres", url },
    rows: Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      return (yield* sql`SELECT 1 AS row FROM effect_payment_customers_turns`).length
    }).pipe(Effect.provide(clientOf(url)))
  }
})

const redis: Effect.Effect<Store, unknown, Scope.Scope> = Effect.gen(function* () {
  const { port, ...server } = yield* redisOn()
  return {
    ...server,
    address: { store: "Redis", port },
    start: redisOn(port),
    rows: Effect.promise(async () => {
      const client = new Redis(port)
      const keys = await client.keys("*:turns:1:*")
      client.disconnect()
      // one tells since when this run of the server has been asked
      return keys.filter((key) => !key.endsWith(":server")).length
    })
  }
})

export const stores = [
  { name: "Postgres", serve: postgres },
  { name: "Redis", serve: redis }
] as const
