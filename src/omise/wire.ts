/**
 * What older API versions and expanded objects write differently, brought to the form of 2019-05-29 before the
 * classes read it. Plain data to plain data: what has another shape is left for the decoder to refuse.
 */
import { isRecord } from "../internal/json.js"

/** 2017-11-02 says `created`. */
const latestCard = (json: unknown): unknown =>
  isRecord(json) && json.created !== undefined && json.created_at === undefined
    ? { ...json, created_at: json.created }
    : json

const latestData = (json: unknown, each: (row: unknown) => unknown): unknown =>
  isRecord(json) && Array.isArray(json.data) ? { ...json, data: json.data.map(each) } : json

export const latestCustomer = (json: unknown): unknown => {
  const customer = latestCard(json)
  if (!isRecord(customer)) return customer
  const { cards, default_card: card } = customer
  return {
    ...customer,
    cards: latestData(cards, latestCard),
    ...(isRecord(card) ? { default_card: card.id, expanded_default_card: latestCard(card) } : {})
  }
}

/** A list or a search result. */
export const latestPage = (json: unknown): unknown => latestData(json, latestCustomer)
