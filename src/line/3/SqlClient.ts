import { type SqlClient, TransactionConnection } from "@effect/sql/SqlClient"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"

export * from "@effect/sql/SqlClient"

/** Not in a transaction that the caller has open. */
export const outsideTransaction =
  (_: SqlClient) =>
  <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    Effect.mapInputContext(
      self,
      (context: Context.Context<R>) =>
        Context.omit(TransactionConnection)(
          context as Context.Context<R | TransactionConnection>
        ) as Context.Context<R>
    )
