/** What Stancer can do, by either version of its API. */
import type * as Option from "effect/Option"
import * as Context from "#line/Context"
import type * as Effect from "#line/Effect"
import type * as Stream from "#line/Stream"
import type { CreateError, DeleteError, ListError, RetrieveError, UpdateError } from "../../Customers.js"
import type { CreateInput, Customer, UpdateInput } from "./customer.js"
import type { ListOptions } from "./options.js"
import type { CustomerPage } from "./pages.js"

/**
 * What Stancer's API v1 can do with its customers, in Stancer's own fields.
 *
 * @since 0.1.0
 * @category models
 */
export interface Service {
  /**
   * Creates a customer. Sent once, unless it certainly did not arrive or was turned away with 429.
   *
   * Fails with `Conflict` when Stancer has a customer of the same name, e-mail, mobile and external id, whose id is
   * `existingId` (API v1; v2 makes another customer where there is no external id); with `ValidationFailed` when
   * Stancer refuses the data, or before sending when there is neither `email` nor `mobile`, when a text is not of the
   * documented length, when the API's version does not know a field, or when `liveMode` contradicts the key; with
   * `Unavailable` and `outcome: "Unknown"` when the answer was lost: the customer may be there.
   */
  readonly create: (input: CreateInput) => Effect.Effect<Customer, CreateError>
  /**
   * One customer by its id.
   *
   * Fails with `NotFound` when Stancer knows no such id in the key's mode, with `ValidationFailed` (`errors.id`)
   * when the id can't be one: empty, unsafe in a path, of another provider's form.
   */
  readonly retrieve: (id: string) => Effect.Effect<Customer, RetrieveError>
  /**
   * Changes the fields that `patch` has and leaves the others as they are. Gives the customer where Stancer answers it: it
   * documents an answer without one, and does not always keep to that.
   *
   * Fails with `NotFound`, and with `ValidationFailed` when Stancer refuses the data, or before sending when `patch`
   * changes nothing, when a text is not of the documented length, when the API's version does not know a field, or for
   * an id as in `retrieve`.
   */
  readonly update: (id: string, patch: UpdateInput) => Effect.Effect<Option.Option<Customer>, UpdateError>
  /**
   * Deletes a customer.
   *
   * Fails with `NotFound` when Stancer knows no such id, with `ValidationFailed` for an id as in `retrieve`. A
   * repeated attempt that meets 404 after one whose answer was lost is a success.
   */
  readonly delete: (id: string) => Effect.Effect<void, DeleteError>
}

/**
 * Stancer's customers, by either version of its API.
 *
 * @example
 * ```ts
 * import * as Stancer from "effect-payment-customers/Stancer"
 * import * as Effect from "effect/Effect"
 *
 * export const program = Effect.gen(function* () {
 *   const stancer = yield* Stancer.Stancer
 *   return yield* stancer.create({
 *     email: "david@example.net",
 *     name: "David Coaster"
 *   })
 * })
 * ```
 *
 * @since 0.1.0
 * @category services
 */
export class Stancer extends Context.Service<Stancer, Service>()("effect-payment-customers/Stancer") {}

/**
 * What Stancer's API v2 adds to v1: lists of the customers.
 *
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
 * import * as Stream from "effect/Stream"
 *
 * export const program = Effect.gen(function* () {
 *   const stancer = yield* Stancer.StancerV2
 *   return yield* Stream.runCollect(
 *     stancer.stream({ country: "FR", limit: 100 })
 *   )
 * })
 * ```
 *
 * @since 0.1.0
 * @category services
 */
export class StancerV2 extends Context.Service<StancerV2, ServiceV2>()(
  "effect-payment-customers/StancerV2"
) {}
