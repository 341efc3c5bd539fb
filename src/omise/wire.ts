/**
 * What older API versions and expanded objects write differently, brought to the form of 2019-05-29 before the
 * classes read it. Plain data to plain data: what has another shape is left for the decoder to refuse.
 */
import { isRecord } from "../internal/json.js"

/** Each field under the name that 2019-05-29 has for it; one that is there under that name too stays as it is. */
const renamed = (json: unknown, names: Readonly<Record<string, string>>): unknown => {
  if (!isRecord(json)) return json
  const outdated = Object.entries(names).filter(
    ([old, name]) => json[old] !== undefined && json[name] === undefined
  )
  return outdated.length === 0
    ? json
    : { ...json, ...Object.fromEntries(outdated.map(([old, name]) => [name, json[old]])) }
}

/** The time of creation, of whatever object. */
const created = { created: "created_at" }

export const latestCard = (json: unknown): unknown => renamed(json, created)

const latestData = (json: unknown, each: (row: unknown) => unknown): unknown =>
  isRecord(json) && Array.isArray(json.data) ? { ...json, data: json.data.map(each) } : json

export const latestCustomer = (json: unknown): unknown => {
  const customer = renamed(json, created)
  if (!isRecord(customer)) return customer
  const { cards, default_card: card } = customer
  return {
    ...customer,
    cards: latestData(cards, latestCard),
    ...(isRecord(card) ? { default_card: card.id, expanded_default_card: latestCard(card) } : {})
  }
}

const idOf = (json: unknown): unknown => (isRecord(json) ? json.id : json)

const latestCharge = (json: unknown): unknown => {
  const charge = renamed(json, created)
  return isRecord(charge) ? { ...charge, card: idOf(charge.card), customer: idOf(charge.customer) } : charge
}

const scheduleNames = {
  ...created,
  start_date: "start_on",
  end_date: "end_on",
  next_occurrence_dates: "next_occurrences_on"
}

const latestSchedule = (json: unknown): unknown => {
  const schedule = renamed(json, scheduleNames)
  return isRecord(schedule) ? { ...schedule, charge: latestCharge(schedule.charge) } : schedule
}

/** A list or a search result of customers. */
export const latestPage = (json: unknown): unknown => latestData(json, latestCustomer)

export const latestCardPage = (json: unknown): unknown => latestData(json, latestCard)

export const latestSchedulePage = (json: unknown): unknown => latestData(json, latestSchedule)
