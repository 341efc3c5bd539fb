/** What bePaid can do. */
import * as Context from "#line/Context"
import type * as Effect from "#line/Effect"
import type * as Stream from "#line/Stream"
import type { CreateError, RetrieveError } from "../../Customers.js"
import type { CommonError } from "../../CustomersError.js"
import type { CreateInput, Customer, CustomerPage } from "./customer.js"

/**
 * What `list` and `stream` can fail with.
 *
 * @since 0.1.0
 * @category errors
 */
export type ListError = CommonError

/**
 * What bePaid can do with its customers, in bePaid's own fields.
 *
 * @since 0.1.0
 * @category models
 */
export interface Service {
  /**
   * Creates a customer. Sent once, unless it certainly did not arrive or was turned away with 429.
   *
   * Fails with `ValidationFailed` when bePaid refuses the data (422; `errors` is its map) or when `email` or `ip`
   * is missing; with `Unavailable` and `outcome: "Unknown"` when the answer was lost: the customer may be there.
   */
  readonly create: (input: CreateInput) => Effect.Effect<Customer, CreateError>
  /**
   * One customer by its id.
   *
   * Fails with `NotFound` when bePaid knows no such id, with `ValidationFailed` (`errors.id`) when the id can't be
   * one: empty, unsafe in a path, of another provider's form.
   */
  readonly retrieve: (id: string) => Effect.Effect<Customer, RetrieveError>
  /** All customers: bePaid has no paging. */
  readonly list: () => Effect.Effect<CustomerPage, ListError>
  /** All customers, one by one. */
  readonly stream: () => Stream.Stream<Customer, ListError>
}

/**
 * bePaid's customers.
 *
 * @example
 * ```ts
 * import * as BePaid from "effect-payment-customers/BePaid"
 * import * as Effect from "effect/Effect"
 *
 * export const program = Effect.gen(function* () {
 *   const bepaid = yield* BePaid.BePaid
 *   return yield* bepaid.create({
 *     email: "customer@example.com",
 *     ip: "127.0.0.1"
 *   })
 * })
 * ```
 *
 * @since 0.1.0
 * @category services
 */
export class BePaid extends Context.Service<BePaid, Service>()("effect-payment-customers/BePaid") {}
