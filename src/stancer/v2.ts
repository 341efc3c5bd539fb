/** What only API v2 of Stancer can do: lists. */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import type * as Stream from "effect/Stream"
import type { CommonError, ValidationFailed } from "../CustomersError.js"
import { streamByOffset } from "../internal/paging.js"
import type { Pipeline } from "../internal/pipeline.js"
import * as calls from "./calls.js"
import type { Customer } from "./customer.js"
import type { ListOptions } from "./options.js"
import type { CustomerPage } from "./pages.js"

/**
 * What `list` and `stream` can fail with.
 *
 * @since 0.1.0
 * @category errors
 */
export type ListError = ValidationFailed | CommonError

/**
 * @since 0.1.0
 * @category models
 */
export interface ServiceV2 {
  /**
   * One page of the customers that have all of what the options name. Where Stancer answers 404, the page is empty.
   *
   * Fails with `ValidationFailed` when an option breaks its rule (nothing was sent then), or when Stancer refuses it.
   */
  readonly list: (options?: ListOptions) => Effect.Effect<CustomerPage, ListError>
  /**
   * All such customers from `start` on, one by one; pages of `limit` customers are asked for as they are needed.
   *
   * While it runs, customers that are created or deleted move the others: one may be passed over.
   */
  readonly stream: (options?: ListOptions) => Stream.Stream<Customer, ListError>
}

/**
 * What only API v2 of Stancer can do. A layer of API v1 does not supply it.
 *
 * @example
 * ```ts
 * import * as Stancer from "effect-payment-customers/Stancer"
 * import * as Effect from "effect/Effect"
 * import * as Stream from "effect/Stream"
 *
 * export const program = Effect.gen(function* () {
 *   const stancer = yield* Stancer.StancerV2
 *   return yield* Stream.runCollect(stancer.stream({ country: "FR", limit: 100 }))
 * })
 * ```
 *
 * @since 0.1.0
 * @category services
 */
export class StancerV2 extends Context.Tag("effect-payment-customers/StancerV2")<StancerV2, ServiceV2>() {}

export const makeService = ({ run }: Pipeline): ServiceV2 => ({
  list: (options = {}) => run(calls.list(options)),
  stream: (options = {}) =>
    streamByOffset(options.start ?? 0, (start) =>
      Effect.map(run(calls.list({ ...options, start })), ({ customers, hasMore }) => ({
        rows: customers,
        more: () => hasMore
      }))
    )
})
