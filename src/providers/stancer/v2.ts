/** What only API v2 of Stancer can do: lists. */
import * as Option from "effect/Option"
import * as Context from "#line/Context"
import * as Effect from "#line/Effect"
import type * as Stream from "#line/Stream"
import type { CommonError, ValidationFailed } from "../../CustomersError.js"
import { endless } from "../../call/endless.js"
import { beginning, isFull, type Listing, type Position, streamOf } from "../../call/paging.js"
import type { Pipeline } from "../../call/pipeline.js"
import * as calls from "./calls.js"
import type { Customer } from "./customer.js"
import { v2 as endpoints } from "./endpoints.js"
import { defaultLimit, type ListOptions } from "./options.js"
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
   * Who is there from beginning to end is in it, once, whatever is created and deleted meanwhile; who comes or goes
   * meanwhile may be. That holds for whatever order Stancer gives them in, as long as it stays the same. The ids of the
   * customers that were given are kept in memory until the stream ends.
   *
   * Fails as `list` does, and with `UnexpectedResponse` where Stancer says a hundred times that customers follow and
   * gives none that is new.
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
import * as Option from "effect/Option"
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
export class StancerV2 extends Context.Service<StancerV2, ServiceV2>()(
  "effect-payment-customers/StancerV2"
) {}

/**
 * The order of the rows is not known, and with it no instant from which on they could be asked for.
 *
 * @param position where to begin, in place of `start`
 */
export const listing = (
  options: ListOptions,
  list: ServiceV2["list"],
  position: Position = beginning(options.start)
): Listing<Customer, ListError> => ({
  from: position,
  limit: options.limit,
  defaultLimit,
  instantOf: () => undefined,
  page: ({ offset, limit }) =>
    Effect.map(list({ ...options, start: offset, limit }), ({ customers, hasMore, limit, start }) => ({
      rows: customers,
      elsewhere: Option.exists(start, (told) => told !== offset),
      more: () => Option.getOrElse(hasMore, () => isFull(customers, limit))
    })),
  endless: () => endless(endpoints.list)
})

export const makeService = ({ run }: Pipeline): ServiceV2 => {
  const list = (options: ListOptions = {}) => run(calls.list(options))
  return { list, stream: (options = {}) => streamOf(listing(options, list)) }
}
