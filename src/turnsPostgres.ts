/**
 * Turns that processes share, in a table of Postgres. Over the `SqlClient` of the context, from `@effect/sql-pg`; on
 * Effect 3 with `@effect/sql`, which nothing else of the package needs.
 *
 * @module
 * @since 0.2.0
 */
import type * as Duration from "#line/Duration"
import * as Effect from "#line/Effect"
import * as Layer from "#line/Layer"
import * as Schema from "#line/Schema"
import * as SqlClient from "#line/SqlClient"
import type { SqlError } from "#line/SqlError"
import { Turns } from "./Turns.js"
import { leased, leaseOf } from "./turns/leased.js"
import { rowsIn, type Sql } from "./turns/postgres.js"

/** The version of the table that this library reads and writes. */
const version = 1

const defaultTable = "effect_payment_customers_turns"

/**
 * The table of turns is missing, or of another version.
 *
 * @since 0.2.0
 * @category errors
 */
export class TurnsTableError extends Schema.TaggedError<TurnsTableError>(
  "effect-payment-customers/TurnsTableError"
)("TurnsTableError", {
  table: Schema.String,
  /** The version that this library reads and writes. */
  expected: Schema.Number,
  /** What the table's comment says; absent where the table is missing. */
  found: Schema.optional(Schema.String)
}) {
  override get message(): string {
    return this.found === undefined
      ? `there is no table ${this.table}: run turnsPostgres.migrate, or the statements of turnsPostgres.migration`
      : `the table ${this.table} is "${this.found}", and this version of the library needs "${commentOf(this.expected)}"`
  }
}

/**
 * The table of the turns, and how long a turn is kept.
 *
 * @since 0.2.0
 * @category models
 */
export interface Options {
  /**
   * The table's name, with its schema where that is not in the search path: lower-case letters, digits and `_`. Default:
   * `effect_payment_customers_turns`.
   */
  readonly table?: string | undefined
  /**
   * For how long a turn is held without being renewed, from 1 second to 1 hour: for so long others wait for a process
   * that was killed. It is renewed three times as often. Default: 15 seconds.
   */
  readonly expiration?: Duration.Input | undefined
}

/**
 * The table of the turns.
 *
 * @since 0.2.0
 * @category models
 */
export type TableOptions = Pick<Options, "table">

const tableOf = ({ table = defaultTable }: TableOptions): string => {
  if (/^[a-z_][a-z0-9_]{0,62}(\.[a-z_][a-z0-9_]{0,62})?$/.test(table)) return table
  throw new RangeError("table must be a name of lower-case letters, digits and _, or schema.name")
}

const commentOf = (of: number) => `effect-payment-customers turns, version ${of}`

const statementsOf = (table: string): ReadonlyArray<string> => [
  `CREATE TABLE ${table} (
  -- HMAC-SHA-256 of account and customer under the layer's secret key, in 64 hex digits
  name text PRIMARY KEY,
  -- who has the turn, and until when without a renewal
  holder text,
  held_until timestamptz,
  -- when the attempt of a create whose end is not known is over
  attempt_over_at timestamptz,
  -- how often the holder has written it: a statement that comes late changes nothing
  writes integer NOT NULL DEFAULT 0
)`,
  `COMMENT ON TABLE ${table} IS '${commentOf(version)}'`
]

/**
 * The statements that make the table, for the tool that your other migrations are in. The comment tells the version.
 *
 * A program needs `SELECT`, `INSERT`, `UPDATE` and `DELETE` on it. A `table` that can't be a name throws a `RangeError`.
 *
 * @example
 * ```ts
 * import * as turnsPostgres from "effect-payment-customers/turnsPostgres"
 *
 * console.log(turnsPostgres.migration({ table: "payments.turns" }))
 * ```
 *
 * @since 0.2.0
 * @category migrations
 */
export const migration = (options: TableOptions = {}): string =>
  `${statementsOf(tableOf(options)).join(";\n")};\n`

const client = Effect.map(SqlClient.SqlClient, (sql): Sql => sql.withoutTransforms())

/** What is wrong with the table, if anything is. */
const problemOf = (sql: Sql, table: string): Effect.Effect<TurnsTableError | undefined, SqlError> =>
  Effect.map(
    sql<{ readonly there: boolean; readonly comment: string | null }>`
      SELECT to_regclass(${table}) IS NOT NULL AS there, obj_description(to_regclass(${table}), 'pg_class') AS comment`,
    ([row]) => {
      const { there, comment } = row ?? { there: false, comment: null }
      if (there && comment === commentOf(version)) return undefined
      return new TurnsTableError({ table, expected: version, ...(there ? { found: comment ?? "" } : {}) })
    }
  )

/**
 * Makes the table where it is missing, in a transaction. Several processes may do so at once.
 *
 * Fails with `TurnsTableError` where a table of that name is of another version, and with the client's `SqlError`. A
 * `table` that can't be a name throws a `RangeError`.
 *
 * @example
 * ```ts
 * import * as turnsPostgres from "effect-payment-customers/turnsPostgres"
 * import * as Effect from "effect/Effect"
 *
 * // once, when a new version is deployed
 * export const migrate = turnsPostgres
 *   .migrate()
 *   .pipe(
 *     Effect.catchTag("TurnsTableError", (error) =>
 *       Effect.logError(error.message)
 *     )
 *   )
 * ```
 *
 * @since 0.2.0
 * @category migrations
 */
export const migrate = (
  options: TableOptions = {}
): Effect.Effect<void, TurnsTableError | SqlError, SqlClient.SqlClient> => {
  const table = tableOf(options)
  return Effect.flatMap(client, (sql) =>
    Effect.gen(function* () {
      // one at a time: CREATE TABLE IF NOT EXISTS fails where two run at once
      yield* sql`SELECT pg_advisory_xact_lock(hashtext(${commentOf(version)}))`
      const problem = yield* problemOf(sql, table)
      if (problem === undefined) return
      if (problem.found !== undefined) return yield* problem
      yield* Effect.forEach(statementsOf(table), (statement) => sql.unsafe(statement), { discard: true })
    }).pipe(sql.withTransaction)
  )
}

/** Rows that are over are looked for so often. */
const sweepEvery = "10 minutes"

/**
 * Turns in a table of Postgres, for processes on any number of machines. The table is made by {@link migrate} or by the
 * statements of {@link migration}.
 *
 * A turn is a row with an expiry, which is renewed while the turn lasts; no connection is held meanwhile, and no
 * transaction, so it works behind a pooler. A caller's own transaction is left aside. A process that is killed loses its
 * turns by time, and what it had written of an attempt stays. Rows hold a digest, a random id and two times, and are
 * removed when they are over. What is promised, and what not: see the guide to `ensure`.
 *
 * Fails with `TurnsTableError` where the table is missing or of another version, and with the client's `SqlError` where
 * the database does not answer. Options out of their range throw a `RangeError` at once. Later failures are logged, with
 * the database's code, and `ensure` fails with an `Unavailable` that is `NotSent` and retryable.
 *
 * @example
 * ```ts
 * import * as PgClient from "@effect/sql-pg/PgClient"
 * import * as FetchClient from "effect-payment-customers/FetchClient"
 * import * as Omise from "effect-payment-customers/Omise"
 * import * as turnsPostgres from "effect-payment-customers/turnsPostgres"
 * import * as Layer from "effect/Layer"
 * import * as Redacted from "effect/Redacted"
 *
 * export const OmiseLive = Omise.layerConfig().pipe(
 *   Layer.provide([FetchClient.layer, turnsPostgres.layer()]),
 *   Layer.provide(
 *     PgClient.layer({
 *       url: Redacted.make("postgresql://shop@db.internal/shop")
 *     })
 *   )
 * )
 * ```
 *
 * @since 0.2.0
 * @category layers
 */
export const layer = (
  options: Options = {}
): Layer.Layer<never, TurnsTableError | SqlError, SqlClient.SqlClient> => {
  const table = tableOf(options)
  const lease = leaseOf(options.expiration)
  return Layer.effect(
    Turns,
    Effect.gen(function* () {
      const sql = yield* client
      const problem = yield* problemOf(sql, table)
      if (problem !== undefined) return yield* problem
      const { sweep, ...rows } = rowsIn(sql, table, lease)
      yield* Effect.forkScoped(Effect.forever(Effect.andThen(sweep, Effect.sleep(sweepEvery))))
      return yield* leased(rows, lease)
    })
  )
}
