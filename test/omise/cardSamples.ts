/** The card calls that both tables of them make, and the documented cards. */
import { assert } from "@effect/vitest"
import * as calls from "../../src/providers/omise/calls.js"
import listed from "../fixtures/omise/cards.2019-05-29.json" with { type: "json" }
import customerOld from "../fixtures/omise/customer.2017-11-02.json" with { type: "json" }

/** A text that stands for what Omise may echo of a customer. */
export const canary = "canary@example.com"

const id = "cust_test_5xtrb759599jsxlhkrb"
export const latest = listed.data[0] ?? assert.fail("the fixture has no card")
export const old = customerOld.cards.data[0] ?? assert.fail("the fixture has no card")

export const operations = {
  list: calls.listCards(id, { limit: 5 }),
  retrieve: calls.retrieveCard(id, latest.id),
  update: calls.updateCard(id, latest.id, { name: canary }),
  delete: calls.removeCard(id, latest.id)
}

/** What 2017-11-02 answers to a delete. */
export const stub = { object: "card", id: latest.id, livemode: false, deleted: true }
