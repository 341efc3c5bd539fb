/** The calls for the cards of a customer, https://docs.omise.co/cards-api. */
import * as Result from "#line/Result"
import * as Schema from "#line/Schema"
import type { InvalidInput } from "../CustomersError.js"
import type { Call, Endpoint } from "../internal/call.js"
import { cardParams, customerParams } from "../internal/ids.js"
import { decoder, inputEncoder } from "../internal/issues.js"
import { lazily } from "../internal/lazily.js"
import { Card, DeletedCard, UpdateCardInput } from "./card.js"
import { provider } from "./errors.js"
import type { Mode } from "./mode.js"
import { ListOptions, listQuery } from "./options.js"
import { CardPage, placeOnWire } from "./pages.js"
import { latestCard, latestCardPage } from "./wire.js"

const endpoints = {
  list: {
    operation: "cards.list",
    method: "GET",
    template: "/customers/:id/cards",
    expects: ["NotFound", "ValidationFailed"],
    repeatable: true
  } satisfies Endpoint<"NotFound" | "ValidationFailed">,
  retrieve: {
    operation: "cards.retrieve",
    method: "GET",
    template: "/customers/:id/cards/:cardId",
    expects: ["NotFound"],
    repeatable: true
  } satisfies Endpoint<"NotFound">,
  update: {
    operation: "cards.update",
    method: "PATCH",
    template: "/customers/:id/cards/:cardId",
    expects: ["NotFound", "ValidationFailed"],
    repeatable: true
  } satisfies Endpoint<"NotFound" | "ValidationFailed">,
  delete: {
    operation: "cards.delete",
    method: "DELETE",
    template: "/customers/:id/cards/:cardId",
    expects: ["NotFound"],
    repeatable: true
  } satisfies Endpoint<"NotFound">
}

const encodeList = inputEncoder(ListOptions)
const encodeUpdate = inputEncoder(UpdateCardInput)
const decodeCard = decoder(Card, latestCard)
const decodeDeleted = decoder(DeletedCard, latestCard)
const decodePage = decoder(CardPage, latestCardPage, placeOnWire)
const deletedFromId = lazily(() => Schema.decodeSync(DeletedCard))

/** @param mode the mode of the key that the call is made with, where the key tells */
export const list = (
  id: string,
  options: ListOptions,
  mode?: Mode
): Call<CardPage, "NotFound" | "ValidationFailed", InvalidInput> => ({
  endpoint: endpoints.list,
  request: Result.all({
    params: customerParams(provider, "cards.list", id, mode),
    query: Result.map(encodeList(provider, "cards.list", options), listQuery)
  }),
  decode: decodePage
})

/** @param mode as in `list` */
export const retrieve = (id: string, cardId: string, mode?: Mode): Call<Card, "NotFound", InvalidInput> => ({
  endpoint: endpoints.retrieve,
  request: Result.map(cardParams(provider, "cards.retrieve", id, cardId, mode), (params) => ({ params })),
  decode: decodeCard
})

/** @param mode as in `list` */
export const update = (
  id: string,
  cardId: string,
  patch: UpdateCardInput,
  mode?: Mode
): Call<Card, "NotFound" | "ValidationFailed", InvalidInput> => ({
  endpoint: endpoints.update,
  request: Result.all({
    params: cardParams(provider, "cards.update", id, cardId, mode),
    body: encodeUpdate(provider, "cards.update", patch)
  }),
  decode: decodeCard
})

/** @param mode as in `list` */
export const remove = (
  id: string,
  cardId: string,
  mode?: Mode
): Call<DeletedCard, "NotFound", InvalidInput> => ({
  endpoint: endpoints.delete,
  request: Result.map(cardParams(provider, "cards.delete", id, cardId, mode), (params) => ({ params })),
  decode: decodeDeleted,
  gone: () => deletedFromId({ id: cardId, deleted: true })
})
