/** Every call of each provider with good input, as the tables of answers make it. */
import * as Option from "#line/test/Option"
import type { Dialect } from "../../src/call/call.js"
import * as ofBePaid from "../../src/providers/bepaid/calls.js"
import { dialect as bepaidDialect } from "../../src/providers/bepaid/errors.js"
import * as ofOmise from "../../src/providers/omise/calls.js"
import { dialect as omiseDialect } from "../../src/providers/omise/errors.js"
import { callsV1, callsV2, list } from "../../src/providers/stancer/calls.js"
import { dialect as stancerDialect } from "../../src/providers/stancer/errors.js"
import type { AnyCall } from "../support/mapper.js"

/** A text that stands for what a provider may echo of a customer. */
export const canary = "canary@example.com"

export const ids = {
  bepaid: "cst_7aee5afb954c7ef7",
  omise: "cust_test_5xtrb759599jsxlhkrb",
  card: "card_test_5xtrb7wxyq8vmkfr3a1",
  stancer: "cust_9y1U3mHPd1yPvbx07VBRqd9C"
}

export const bepaid = {
  create: ofBePaid.create({ email: canary, ip: "127.0.0.1" }),
  retrieve: ofBePaid.retrieve(ids.bepaid),
  list: ofBePaid.list
}

export const omise = {
  create: ofOmise.create({ email: canary, card: "tokn_test_4xs9408a642a1htto8z" }),
  retrieve: ofOmise.retrieve(ids.omise),
  update: ofOmise.update(ids.omise, { description: canary }),
  delete: ofOmise.remove(ids.omise),
  list: ofOmise.list({ limit: 5 }),
  search: ofOmise.search({ query: canary })
}

export const cards = {
  list: ofOmise.listCards(ids.omise, { limit: 5 }),
  retrieve: ofOmise.retrieveCard(ids.omise, ids.card),
  update: ofOmise.updateCard(ids.omise, ids.card, { name: canary }),
  delete: ofOmise.removeCard(ids.omise, ids.card)
}

export const schedules = { list: ofOmise.listSchedules(ids.omise, { limit: 5 }) }

export const stancer = {
  create: callsV1.create({ email: "david@example.net" }, Option.none()),
  retrieve: callsV1.retrieve(ids.stancer),
  update: callsV1.update(ids.stancer, { name: "David" }),
  delete: callsV1.remove(ids.stancer)
}

export const stancerV2 = {
  create: callsV2.create({ email: "david@example.net" }, Option.none()),
  retrieve: callsV2.retrieve(ids.stancer),
  update: callsV2.update(ids.stancer, { name: "David" }),
  delete: callsV2.remove(ids.stancer),
  list: list({ start: 40, limit: 20 })
}

/** What the shared tables of answers know of a provider. */
interface Subject {
  readonly dialect: Dialect
  readonly calls: Readonly<Record<string, AnyCall>>
  /** The keys that its answers have, errors and values, separated by blanks. */
  readonly keys: string
}

export const subjects: Readonly<Record<string, Subject>> = {
  bepaid: {
    dialect: bepaidDialect,
    calls: bepaid,
    keys: "id email phone external_id customers message errors response __proto__"
  },
  omise: {
    dialect: omiseDialect,
    calls: omise,
    keys: "object id email metadata cards default_card created created_at deleted data total code message __proto__"
  },
  "omise cards": {
    dialect: omiseDialect,
    calls: cards,
    keys: "object id deleted created created_at expiration_month data total code"
  },
  "omise schedules": {
    dialect: omiseDialect,
    calls: schedules,
    keys: "id data total created start_date charge on next_occurrence_dates"
  },
  stancer: {
    dialect: stancerDialect,
    calls: { ...stancer, list: stancerV2.list },
    keys: "id email created live_mode error message type detail loc msg range start limit has_more customers __proto__"
  }
}
