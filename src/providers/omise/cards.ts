/** The cards of a customer, as a part of Omise's service. */
import type * as Effect from "#line/Effect"
import type * as Stream from "#line/Stream"
import type { CommonError, InvalidInput, NotFound, ValidationFailed } from "../../CustomersError.js"
import { streamOf } from "../../call/paging.js"
import type { Pipeline } from "../../call/pipeline.js"
import * as calls from "./calls.js"
import type { Card, DeletedCard, UpdateCardInput } from "./card.js"
import { endpoints } from "./endpoints.js"
import { listing } from "./listing.js"
import type { Mode } from "./mode.js"
import type { ListOptions } from "./options.js"
import type { CardPage } from "./pages.js"

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

/** @param mode the mode of the key, where the key tells */
export const makeCards = ({ run }: Pipeline, mode: Mode | undefined): Cards => {
  const list = (customerId: string, options: ListOptions = {}) =>
    run(calls.listCards(customerId, options, mode))
  return {
    list,
    stream: (customerId, options = {}) =>
      streamOf(
        listing(
          endpoints["cards.list"],
          options,
          (options) => list(customerId, options),
          ({ cards }) => cards
        )
      ),
    retrieve: (customerId, cardId) => run(calls.retrieveCard(customerId, cardId, mode)),
    update: (customerId, cardId, patch) => run(calls.updateCard(customerId, cardId, patch, mode)),
    delete: (customerId, cardId) => run(calls.removeCard(customerId, cardId, mode))
  }
}
