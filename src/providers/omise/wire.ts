/**
 * What older API versions and expanded objects write differently, brought to the form of 2019-05-29 before the
 * classes read it. Plain data to plain data: what has another shape is left for the decoder to refuse.
 */
import { isRecord } from "../../wire/json.js"

/** A field's old name and the one that 2019-05-29 has for it. */
type Rename = readonly [old: string, name: string]

/** Each field under its newest name; one that is there under that name too stays as it is. */
const renamed = (json: unknown, names: ReadonlyArray<Rename>): unknown => {
  if (!isRecord(json)) return json
  const outdated = names.filter(([old, name]) => json[old] !== undefined && json[name] === undefined)
  return outdated.length === 0
    ? json
    : { ...json, ...Object.fromEntries(outdated.map(([old, name]) => [name, json[old]])) }
}

/** The time of creation, of whatever object. */
const created: ReadonlyArray<Rename> = [["created", "created_at"]]

export const latestCard = (json: unknown): unknown => renamed(json, created)

// An answer of 2019-05-29 is passed on as it is: a copy of each row would cost as much as reading it
const latestData = (json: unknown, each: (row: unknown) => unknown): unknown => {
  if (!isRecord(json) || !Array.isArray(json.data)) return json
  const data = json.data.map(each)
  const given: ReadonlyArray<unknown> = json.data
  return data.every((row, index) => row === given[index]) ? json : { ...json, data }
}

export const latestCustomer = (json: unknown): unknown => {
  const customer = renamed(json, created)
  if (!isRecord(customer)) return customer
  const { default_card: card } = customer
  const cards = latestData(customer.cards, latestCard)
  if (cards === customer.cards && !isRecord(card)) return customer
  return {
    ...customer,
    cards,
    ...(isRecord(card) ? { default_card: card.id, expanded_default_card: latestCard(card) } : {})
  }
}

const idOf = (json: unknown): unknown => (isRecord(json) ? json.id : json)

const latestCharge = (json: unknown): unknown => {
  const charge = renamed(json, created)
  return isRecord(charge) ? { ...charge, card: idOf(charge.card), customer: idOf(charge.customer) } : charge
}

const scheduleNames: ReadonlyArray<Rename> = [
  ...created,
  ["start_date", "start_on"],
  ["end_date", "end_on"],
  ["next_occurrences", "next_occurrences_on"],
  ["next_occurrence_dates", "next_occurrences_on"]
]

const latestSchedule = (json: unknown): unknown => {
  const schedule = renamed(json, scheduleNames)
  return isRecord(schedule) ? { ...schedule, charge: latestCharge(schedule.charge) } : schedule
}

/** A list or a search result of customers. */
export const latestPage = (json: unknown): unknown => latestData(json, latestCustomer)

export const latestCardPage = (json: unknown): unknown => latestData(json, latestCard)

export const latestSchedulePage = (json: unknown): unknown => latestData(json, latestSchedule)
