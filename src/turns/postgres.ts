/** The rows of turns in a table of Postgres. */
import * as Option from "effect/Option"
import * as Effect from "#line/Effect"
import * as SqlClient from "#line/SqlClient"
import type { Row, Rows } from "./leased.js"

export type Sql = SqlClient.SqlClient

/** An attempt that has been over for longer tells nobody anything: no layer's settling time is longer. */
const longest = "1 hour"

export const rowsIn = (
  sql: Sql,
  table: string,
  lease: number
): Rows & { readonly sweep: Effect.Effect<void> } => {
  const turns = sql(table)
  const alone = SqlClient.outsideTransaction(sql)
  const until = sql`clock_timestamp() + ${lease} * interval '1 millisecond'`
  /** Further away than any is held: the database's clock was set back. */
  const isFree = sql`(turn.held_until IS NULL OR turn.held_until <= clock_timestamp()
    OR turn.held_until > clock_timestamp() + interval '1 hour')`
  const own = ({ name, holder }: Row) => sql`turn.name = ${name} AND turn.holder = ${holder}`

  return {
    store: "Postgres",
    hold: ({ name, holder }) =>
      alone(sql<{ readonly over: number | null }>`
        INSERT INTO ${turns} AS turn (name, holder, held_until) VALUES (${name}, ${holder}, ${until})
        ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, held_until = ${until}, writes = 0
        WHERE ${isFree}
        RETURNING (extract(epoch FROM clock_timestamp() - turn.attempt_over_at) * 1000)::float8 AS over`).pipe(
        Effect.map(([row]) =>
          row === undefined
            ? Option.none()
            : Option.some(row.over === null ? Option.none() : Option.some(row.over))
        )
      ),
    renew: (row) => alone(sql`UPDATE ${turns} AS turn SET held_until = ${until} WHERE ${own(row)}`),
    write: (row, place, lasting) =>
      Effect.map(
        alone(sql`
          UPDATE ${turns} AS turn
          SET attempt_over_at = clock_timestamp() + ${lasting ?? null}::float8 * interval '1 millisecond', writes = ${place}
          WHERE ${own(row)} AND turn.writes < ${place} RETURNING 1 AS written`),
        ({ length }) => length === 1
      ),
    free: (row) =>
      alone(sql`
        WITH gone AS (DELETE FROM ${turns} AS turn WHERE ${own(row)} AND turn.attempt_over_at IS NULL)
        UPDATE ${turns} AS turn SET holder = NULL, held_until = NULL WHERE ${own(row)} AND turn.attempt_over_at IS NOT NULL`),
    sweep: Effect.ignore(
      alone(sql`
        DELETE FROM ${turns} AS turn WHERE ${isFree}
        AND (turn.attempt_over_at IS NULL OR turn.attempt_over_at < clock_timestamp() - ${longest}::interval)`)
    )
  }
}
