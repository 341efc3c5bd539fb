/** What the page shows, as JSON: who is held and what was asked, or what of it fits a search. */
import * as Effect from "#line/Effect"
import { isRecord } from "../../wire/json.js"
import type { Desk, FaultRule } from "../desk.js"
import { type EmulatorRequest, type EmulatorResponse, json, jsonBody } from "../http.js"
import { type Log, type Logged, targetOf } from "./log.js"

/** A provider's card. */
export interface Card {
  readonly title: string
  /** Made up, so they are shown. */
  readonly keys: ReadonlyArray<{ readonly name: string; readonly value: string }>
  /** What follows the base URL in a first request by curl. */
  readonly first: string
  /** What the next request may meet, as the control endpoint takes it. */
  readonly faults: Readonly<Record<string, unknown>>
}

type Customer = Readonly<Record<string, unknown>>

const shownRequests = 100
const shownCustomers = 50

const modeOf = ({ livemode, live_mode }: Customer): "live" | "test" | undefined => {
  const live = livemode ?? live_mode
  return typeof live === "boolean" ? (live ? "live" : "test") : undefined
}

const isText = (value: unknown): value is string => typeof value === "string" && value !== ""

/** Who it is, in a line. */
const whoOf = (one: Customer): string => {
  const whole = [one.first_name, one.last_name].filter(isText).join(" ")
  const ofMetadata = isRecord(one.metadata) ? one.metadata.name : undefined
  const name = [whole, one.name, ofMetadata, one.description].find(isText)
  return [one.email, name].filter(isText).join(" · ").slice(0, 500)
}

/** Names a customer: the two modes may have the same id. */
const idOf = (provider: string, one: Customer): string => [provider, modeOf(one), one.id].join(" ")

const ruleOf = ({ fault, operation, times = 1, after = 0 }: FaultRule) => ({
  fault: fault._tag === "Answer" ? `Answer ${fault.status}` : fault._tag,
  operation,
  times,
  after
})

const statusOf = ({ answer }: Logged): number | null => answer?.status ?? null

const requestOf = (entry: Logged) => ({
  id: entry.id,
  at: entry.at,
  provider: entry.provider,
  method: entry.request.method,
  path: targetOf(entry.request),
  status: statusOf(entry),
  millis: entry.millis ?? null,
  fault: entry.fault ?? null
})

/** A header says nothing where it has no value. */
const headersOf = (headers: EmulatorRequest["headers"]) =>
  Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined))

/** JSON as a reader reads it, if it is whole. */
const indented = (body: string): string => {
  const value = jsonBody({ body })
  return typeof value === "object" ? JSON.stringify(value, null, 2) : body
}

const detailsOf = ({ request, answer }: Logged) => ({
  sent: {
    target: `${request.method} ${targetOf(request)}`,
    headers: headersOf(request.headers),
    body: indented(request.body)
  },
  answered: answer && { target: String(answer.status), headers: answer.headers, body: indented(answer.body) }
})

export interface PageOptions {
  readonly desks: ReadonlyMap<string, Desk>
  readonly cards: Readonly<Record<string, Card>>
  readonly log: Log
  /** Another one whenever there is something new to see. */
  readonly version: () => string
  /** Where a provider is, if it has a port of its own. */
  readonly baseUrl: (provider: string) => string | undefined
}

/** The page's questions, by the last word of their path. */
export const makePage = ({ desks, cards, log, version, baseUrl }: PageOptions) => {
  const provider = (wanted: string) => [...desks].filter(([name]) => wanted === "" || name === wanted)

  const heldBy = (desk: Desk, most?: number): ReadonlyArray<Customer> =>
    desk
      .emulator()
      .held(most)
      .map(({ shown }) => shown())

  const customersAt = (name: string): ReadonlyArray<Customer> => {
    const desk = desks.get(name)
    return desk === undefined ? [] : heldBy(desk)
  }

  const customersOf = (
    desk: Desk,
    words: string
  ): { readonly found: number; readonly rows: ReadonlyArray<Customer> } => {
    if (words === "") return { found: desk.emulator().count(), rows: heldBy(desk, shownCustomers) }
    const rows = heldBy(desk).filter((one) => JSON.stringify(one).toLowerCase().includes(words))
    return { found: rows.length, rows: rows.slice(-shownCustomers) }
  }

  const isAbout = (words: string) => (entry: Logged) =>
    [
      `${entry.request.method} ${targetOf(entry.request)} ${statusOf(entry) ?? ""} ${entry.fault ?? ""}`,
      entry.request.body,
      entry.answer?.body ?? ""
    ].some((text) => text.toLowerCase().includes(words))

  const state = ({ query }: EmulatorRequest): EmulatorResponse => {
    const now = version()
    if (query.get("since") === now) return { status: 204, headers: {}, body: "" }
    const words = (query.get("q") ?? "").trim().toLowerCase()
    const wanted = query.get("provider") ?? ""
    const customers = provider(wanted).map(([name, desk]) => ({ name, ...customersOf(desk, words) }))
    const requests = log
      .entries()
      .filter((entry) => (wanted === "" || entry.provider === wanted) && isAbout(words)(entry))
    return json(200, {
      version: now,
      providers: [...desks].map(([name, desk]) => ({
        name,
        held: desk.emulator().count(),
        armed: Effect.runSync(desk.control.faults).map(ruleOf)
      })),
      requests: requests.slice(0, shownRequests).map(requestOf),
      asked: requests.length,
      customers: customers.flatMap(({ name, rows }) =>
        [...rows].reverse().map((one) => ({
          id: idOf(name, one),
          provider: name,
          shown: one.id,
          who: whoOf(one),
          mode: modeOf(one)
        }))
      ),
      found: customers.reduce((sum, { found }) => sum + found, 0)
    })
  }

  const request = ({ query }: EmulatorRequest): EmulatorResponse => {
    const entry = log.entries().find(({ id }) => String(id) === query.get("id"))
    return json(200, entry === undefined ? null : detailsOf(entry))
  }

  const customer = ({ query }: EmulatorRequest): EmulatorResponse => {
    const id = query.get("id") ?? ""
    const [name = ""] = id.split(" ")
    return json(200, customersAt(name).find((one) => idOf(name, one) === id) ?? null)
  }

  return {
    /** What stays as it is while the emulator runs; keys are in it. */
    cards: (): EmulatorResponse =>
      json(
        200,
        [...desks.keys()].map((name) => ({ name, baseUrl: baseUrl(name), ...cards[name] }))
      ),
    /** Of these any text may have come from a client. */
    told: new Map([
      ["state", state],
      ["request", request],
      ["customer", customer]
    ])
  }
}
