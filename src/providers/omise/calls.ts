/** The calls of Omise's APIs for customers, their cards and their schedules. */
import * as Schema from "#line/Schema"
import { both, call, withBody, withQuery } from "../../call/call.js"
import { decoder, inputEncoder } from "../../wire/codec.js"
import { cardPath, customerPath } from "../../wire/ids.js"
import type { Mode } from "../../wire/mode.js"
import { Card, DeletedCard, UpdateCardInput } from "./card.js"
import { CreateInput, Customer, DeletedCustomer, UpdateInput } from "./customer.js"
import { endpoints } from "./endpoints.js"
import { neutralNames } from "./errors.js"
import { ListOptions, listQuery, SearchOptions, searchQuery } from "./options.js"
import {
  CardPage,
  CustomerPage,
  CustomerSearchPage,
  placeOnWire,
  SchedulePage,
  searchPlaceOnWire
} from "./pages.js"
import { latestCard, latestCardPage, latestCustomer, latestPage, latestSchedulePage } from "./wire.js"

const encodeCreate = inputEncoder(CreateInput, neutralNames)
const encodeUpdate = inputEncoder(UpdateInput, neutralNames)
const encodeUpdateCard = inputEncoder(UpdateCardInput)
const encodeList = inputEncoder(ListOptions)
const encodeSearch = inputEncoder(SearchOptions)
const decodeCustomer = decoder(Customer, latestCustomer)
const decodeDeleted = decoder(DeletedCustomer, latestCustomer)
const decodePage = decoder(CustomerPage, latestPage, placeOnWire)
const decodeSearchPage = decoder(CustomerSearchPage, latestPage, searchPlaceOnWire)
const decodeCard = decoder(Card, latestCard)
const decodeDeletedCard = decoder(DeletedCard, latestCard)
const decodeCardPage = decoder(CardPage, latestCardPage, placeOnWire)
const decodeSchedulePage = decoder(SchedulePage, latestSchedulePage, placeOnWire)

export const create = (input: CreateInput) =>
  call(endpoints.create, (of) => withBody(encodeCreate(of, input)), decodeCustomer)

// In what follows `mode` is the mode of the key that the call is made with, where the key tells.

export const retrieve = (id: string, mode?: Mode) =>
  call(endpoints.retrieve, (of) => customerPath(of, id, mode), decodeCustomer)

const updateOnce = { ...endpoints.update, repeatable: false }

/**
 * A token is spent by the first patch that arrives: the second would be refused, or would add the account twice. A patch
 * of a caller without types may be `null`.
 */
const spends = (patch: UpdateInput): boolean => (patch?.card ?? patch?.linkedAccount) !== undefined

export const update = (id: string, patch: UpdateInput, mode?: Mode) =>
  call(
    spends(patch) ? updateOnce : endpoints.update,
    (of) => both(customerPath(of, id, mode), withBody(encodeUpdate(of, patch))),
    decodeCustomer
  )

export const remove = (id: string, mode?: Mode) =>
  call(endpoints.delete, (of) => customerPath(of, id, mode), decodeDeleted, {
    gone: () => Schema.decodeSync(DeletedCustomer)({ id, deleted: true })
  })

export const list = (options: ListOptions) =>
  call(endpoints.list, (of) => withQuery(encodeList(of, options), listQuery), decodePage)

export const search = (options: SearchOptions) =>
  call(endpoints.search, (of) => withQuery(encodeSearch(of, options), searchQuery), decodeSearchPage)

export const listCards = (id: string, options: ListOptions, mode?: Mode) =>
  call(
    endpoints["cards.list"],
    (of) => both(customerPath(of, id, mode), withQuery(encodeList(of, options), listQuery)),
    decodeCardPage
  )

export const retrieveCard = (id: string, cardId: string, mode?: Mode) =>
  call(endpoints["cards.retrieve"], (of) => cardPath(of, id, cardId, mode), decodeCard)

export const updateCard = (id: string, cardId: string, patch: UpdateCardInput, mode?: Mode) =>
  call(
    endpoints["cards.update"],
    (of) => both(cardPath(of, id, cardId, mode), withBody(encodeUpdateCard(of, patch))),
    decodeCard
  )

export const removeCard = (id: string, cardId: string, mode?: Mode) =>
  call(endpoints["cards.delete"], (of) => cardPath(of, id, cardId, mode), decodeDeletedCard, {
    gone: () => Schema.decodeSync(DeletedCard)({ id: cardId, deleted: true })
  })

export const listSchedules = (id: string, options: ListOptions, mode?: Mode) =>
  call(
    endpoints["schedules.list"],
    (of) => both(customerPath(of, id, mode), withQuery(encodeList(of, options), listQuery)),
    decodeSchedulePage
  )
