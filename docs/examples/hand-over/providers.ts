/** A provider as the source of a hand-over, and one as its target. */
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Customers from "effect-payment-customers/Customers"
import { rowOf, type Source, type Target } from "./page.js"

/** The customers of a provider, a page of 100 at a time. */
export const sourceOf = <E, R>(
  name: string,
  provider: Layer.Layer<Customers.List, E, R>
) =>
  Effect.map(
    Layer.build(provider),
    (context): Source => ({
      name,
      page: (from) =>
        Customers.list({
          limit: 100,
          ...(from === null ? {} : { from: Customers.Cursor.make(from) })
        }).pipe(
          Effect.map(({ customers, next }) => ({
            rows: customers.map(rowOf),
            next: Option.getOrNull(next)
          })),
          Effect.provide(context)
        )
    })
  )

/** A provider that lacks `Ensure` does not compile. */
export const targetOf = <E, R>(
  name: string,
  provider: Layer.Layer<Customers.Ensure, E, R>,
  options: Pick<Target, "ip" | "concurrency">
) =>
  Effect.map(
    Layer.build(provider),
    (context): Target => ({
      name,
      ensure: (input) => Effect.provide(Customers.ensure(input), context),
      ...options
    })
  )
