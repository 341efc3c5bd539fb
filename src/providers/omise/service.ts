/** What Omise can do: its customers, their cards and their schedules. */
import * as Context from "#line/Context"
import type * as Effect from "#line/Effect"
import type * as Stream from "#line/Stream"
import type { CreateError, DeleteError, ListError, RetrieveError, UpdateError } from "../../Customers.js"
import type { CommonError, InvalidInput, NotFound, ValidationFailed } from "../../CustomersError.js"
import type { Card, DeletedCard, UpdateCardInput } from "./card.js"
import type { CreateInput, Customer, DeletedCustomer, UpdateInput } from "./customer.js"
import type { ListOptions, SearchOptions } from "./options.js"
import type { CardPage, CustomerPage, CustomerSearchPage, SchedulePage } from "./pages.js"
import type { Schedule } from "./schedule.js"

/**
 * What `search` and `searchStream` can fail with.
 *
 * @since 0.1.0
 * @category errors
 */
export type SearchError = ValidationFailed | CommonError

/**
 * What `cards.list` and `cards.stream` can fail with.
 *
 * @since 0.1.0
 * @category errors
 */
export type CardListError = ValidationFailed | NotFound | CommonError

/**
 * What `cards.retrieve` can fail with.
 *
 * @since 0.1.0
 * @category errors
 */
export type CardRetrieveError = InvalidInput | NotFound | CommonError

/**
 * What `cards.update` can fail with.
 *
 * @since 0.1.0
 * @category errors
 */
export type CardUpdateError = ValidationFailed | NotFound | CommonError

/**
 * What `cards.delete` can fail with.
 *
 * @since 0.1.0
 * @category errors
 */
export type CardDeleteError = InvalidInput | NotFound | CommonError

/**
 * The cards of a customer. A card is added by a token: `create` or `update` of the customer with `card`.
 *
 * Each function fails with `ValidationFailed` before anything is sent when an id can't be one: the customer's under
 * `errors.id`, the card's under `errors.card_id` (empty, unsafe in a path, a card token, the id of something else).
 *
 * Omise answers 404 for an unknown customer and for an unknown card alike. `NotFound` names the customer in either
 * case (`customerId`); its `detail` has Omise's words for what was not found.
 *
 * @since 0.1.0
 * @category models
 */
export interface Cards {
  /**
   * One page of the cards of a customer.
   *
   * Fails with `NotFound` for an unknown customer, with `ValidationFailed` when an option breaks its rule; then
   * nothing was sent.
   */
  readonly list: (customerId: string, options?: ListOptions) => Effect.Effect<CardPage, CardListError>
  /**
   * All cards of a customer from `offset` on, one by one; pages are asked for as they are needed. A card that is there
   * from beginning to end is in it, whatever is added and deleted meanwhile.
   *
   * Fails as `list` does, and with `UnexpectedResponse` where the list does not end.
   */
  readonly stream: (customerId: string, options?: ListOptions) => Stream.Stream<Card, CardListError>
  /**
   * One card of a customer by its id.
   *
   * Fails with `NotFound`, which names the customer, when Omise knows no such customer or the customer no such card.
   */
  readonly retrieve: (customerId: string, cardId: string) => Effect.Effect<Card, CardRetrieveError>
  /**
   * Changes what the patch names. Sent again when its answer was lost: it does no more than once.
   *
   * Fails with `NotFound` as `retrieve` does, and with `ValidationFailed` when Omise refuses the data or, before
   * anything is sent, when a field breaks its rule or the patch is empty (`errors.base`).
   */
  readonly update: (
    customerId: string,
    cardId: string,
    patch: UpdateCardInput
  ) => Effect.Effect<Card, CardUpdateError>
  /**
   * Takes a card away from its customer.
   *
   * Fails with `NotFound` as `retrieve` does. A delete whose answer was lost is repeated; if the repeated one meets a
   * 404, the card is deleted.
   */
  readonly delete: (customerId: string, cardId: string) => Effect.Effect<DeletedCard, CardDeleteError>
}

/**
 * What `schedules.list` and `schedules.stream` can fail with.
 *
 * @since 0.1.0
 * @category errors
 */
export type ScheduleListError = ValidationFailed | NotFound | CommonError

/**
 * The schedules that charge a customer.
 *
 * @since 0.1.0
 * @category models
 */
export interface Schedules {
  /**
   * One page of the schedules of a customer.
   *
   * Fails with `NotFound` for an unknown customer, with `ValidationFailed` when the id can't be a customer's
   * (`errors.id`) or an option breaks its rule; then nothing was sent.
   */
  readonly list: (customerId: string, options?: ListOptions) => Effect.Effect<SchedulePage, ScheduleListError>
  /** All schedules of a customer from `offset` on, one by one; pages are asked for as they are needed. */
  readonly stream: (customerId: string, options?: ListOptions) => Stream.Stream<Schedule, ScheduleListError>
}

/**
 * What Omise can do with its customers, their cards and their schedules, in Omise's own fields.
 *
 * @since 0.1.0
 * @category models
 */
export interface Service {
  /**
   * Creates a customer. Sent once, unless it certainly did not arrive or was turned away with 429.
   *
   * Fails with `ValidationFailed` when Omise refuses the data (400 or 422; a spent or unknown card token stands
   * under `errors.card`); with `Unavailable` and `outcome: "Unknown"` when the answer was lost: the customer may be
   * there, and a card token that was given may be spent.
   */
  readonly create: (input: CreateInput) => Effect.Effect<Customer, CreateError>
  /**
   * One customer by its id.
   *
   * Fails with `NotFound` when Omise knows no such id, with `ValidationFailed` (`errors.id`) when the id can't be
   * one: empty, unsafe in a path, a card token or card id, of another provider's form, of the other mode than the
   * key.
   */
  readonly retrieve: (id: string) => Effect.Effect<Customer, RetrieveError>
  /**
   * Changes what the patch names. A patch with a `card` token adds the card, and like one with a `linkedAccount` it
   * is not repeated when its answer is lost.
   *
   * Fails with `NotFound`, and with `ValidationFailed` when Omise refuses the data or, before anything is sent, when
   * the patch is empty (`errors.base`) or the id can't be one (`errors.id`).
   */
  readonly update: (id: string, patch: UpdateInput) => Effect.Effect<Customer, UpdateError>
  /**
   * Deletes a customer and its cards.
   *
   * Fails with `NotFound` when Omise knows no such id, with `ValidationFailed` (`errors.id`) when the id can't be
   * one. A delete whose answer was lost is repeated; if the repeated one meets a 404, the customer is deleted.
   */
  readonly delete: (id: string) => Effect.Effect<DeletedCustomer, DeleteError>
  /**
   * One page of the customers.
   *
   * Fails with `ValidationFailed` when an option breaks its rule; then nothing was sent.
   */
  readonly list: (options?: ListOptions) => Effect.Effect<CustomerPage, ListError>
  /**
   * All customers from `offset` on, one by one; pages of `limit` customers are asked for as they are needed.
   *
   * Who is there from beginning to end is in it, once, whatever is created and deleted meanwhile; who comes or goes
   * meanwhile may be.
   *
   * Fails as `list` does, and with `UnexpectedResponse` where Omise says a hundred times that customers follow and
   * gives none that is new.
   */
  readonly stream: (options?: ListOptions) => Stream.Stream<Customer, ListError>
  /**
   * One page of the customers that match. Omise's index may lag behind.
   *
   * Fails with `ValidationFailed` when an option breaks its rule (nothing was sent then), or when Omise refuses it.
   */
  readonly search: (options?: SearchOptions) => Effect.Effect<CustomerSearchPage, SearchError>
  /**
   * All the customers that match from `page` on, one by one; pages are asked for as they are needed.
   *
   * Pages of a search are numbered: customers that are created, changed or deleted while it runs move the others, and one
   * may be passed over or come twice. Where all have to come, use `stream`.
   */
  readonly searchStream: (options?: SearchOptions) => Stream.Stream<Customer, SearchError>
  /** The cards of a customer. */
  readonly cards: Cards
  /** The schedules that charge a customer. */
  readonly schedules: Schedules
}

/**
 * Omise's customers.
 *
 * @example
 * ```ts
 * import * as Omise from "effect-payment-customers/Omise"
 * import * as Effect from "effect/Effect"
 *
 * export const program = Effect.gen(function* () {
 *   const omise = yield* Omise.Omise
 *   const customer = yield* omise.create({
 *     email: "customer@example.com",
 *     metadata: { plan: "basic" }
 *   })
 *   return yield* omise.update(customer.id, {
 *     description: "moved to another plan"
 *   })
 * })
 * ```
 *
 * @since 0.1.0
 * @category services
 */
export class Omise extends Context.Service<Omise, Service>()("effect-payment-customers/Omise") {}
