/** The schedules of a customer: what becomes of the answers, of either API version. */
import { inspect } from "node:util"
import { assert, describe, it } from "@effect/vitest"
// chai's deep equality, which is `assert`'s, takes Option.none() and any Option.some() for equal
import { deepStrictEqual } from "@effect/vitest/utils"
import * as Equal from "effect/Equal"
import * as Omise from "effect-payment-customers/Omise"
import * as DateTime from "#line/DateTime"
import * as Option from "#line/test/Option"
import * as Result from "#line/test/Result"
import * as Schema from "#line/test/Schema"
import { dialect } from "../../../src/providers/omise/errors.js"
import listedOld from "../../fixtures/omise/schedules.2017-11-02.json" with { type: "json" }
import listed from "../../fixtures/omise/schedules.2019-05-29.json" with { type: "json" }
import { mapper } from "../../support/mapper.js"
import { schedules } from "../calls.js"

const list = (json: unknown) => Result.getOrThrow(mapper(dialect, schedules.list)(200, json))
const latest = listed.data[0] ?? assert.fail("the fixture has no schedule")
const only = (json: unknown): Omise.Schedule => list(json).schedules[0] ?? assert.fail("no schedule was read")
const one = (schedule: unknown): Omise.Schedule => only({ ...listed, data: [schedule] })

describe("a schedule", () => {
  for (const [version, json] of Object.entries({ "2019-05-29": listed, "2017-11-02": listedOld })) {
    it(`of ${version} is read whole`, () => {
      const { id, every, period, inWords, status, startOn, endOn, nextOccurrencesOn, createdAt, ...rest } =
        only(json)
      assert.strictEqual(String(id), "schd_test_5xtrc0f3wq7m2k9d1ab")
      deepStrictEqual(
        { every, period, inWords, status, startOn, endOn },
        {
          every: Option.some(2),
          period: Option.some("month"),
          inWords: Option.some("Every 2 month(s) on the 1st and 15th"),
          status: Option.some("running"),
          startOn: Option.some("2025-03-20"),
          endOn: Option.some("2025-05-31")
        }
      )
      assert.deepStrictEqual([...nextOccurrencesOn], ["2025-05-01", "2025-05-15"])
      assert.strictEqual(DateTime.formatIso(Option.getOrThrow(createdAt)), "2025-03-20T09:12:03.000Z")
      assert.deepStrictEqual(JSON.parse(JSON.stringify(Option.getOrThrow(rest.on))), {
        days_of_month: [1, 15]
      })
      assert.strictEqual(rest.deleted, false)
      deepStrictEqual([rest.endedAt, rest.transfer], [Option.none(), Option.none()])
      const charge = Option.getOrThrow(rest.charge)
      deepStrictEqual(
        [charge.amount, charge.description],
        [Option.some(12345), Option.some("Subscription for coffee beans")]
      )
      assert.deepStrictEqual(
        [charge.customer, charge.card].map((id: Option.Option<string>) => Option.getOrThrow(id)),
        ["cust_test_5xtrb759599jsxlhkrb", "card_test_5xtrb7wxyq8vmkfr3a1"]
      )
    })
  }

  it("of 2017-11-02 differs only in what that version does not tell, or tells otherwise", () => {
    const { occurrences, charge, active, deleted } = latest
    const asLatest = { ...listedOld.data[0], occurrences, charge, active, deleted }
    assert.isTrue(Equal.equals(one(asLatest), one(latest)))
  })

  it("has its days to come by any of the three names that they have had", () => {
    const { next_occurrences_on: days, ...without } = latest
    for (const name of ["next_occurrences_on", "next_occurrence_dates", "next_occurrences"]) {
      assert.isTrue(Equal.equals(one({ ...without, [name]: days }), one(latest)), name)
    }
  })

  it("has the state and the time of day that Omise answers, whatever their form", () => {
    for (const time of ["09:00", { hour: 9, minute: 0 }, 540]) {
      const { state, executeTime } = one({ ...latest, state: "active", execute_time: time })
      deepStrictEqual(state, Option.some("active"))
      assert.deepStrictEqual(JSON.parse(JSON.stringify(Option.getOrThrow(executeTime))), time)
    }
  })

  it("that has a field by both names has the one of 2019-05-29", () => {
    const both = one({
      ...latest,
      start_date: "1999-01-01",
      next_occurrence_dates: [],
      created: "1999-01-01T00:00:00Z"
    })
    assert.isTrue(Equal.equals(both, one(latest)))
  })

  it("has the ids of a customer and of a card that Omise expands", () => {
    const expanded = { ...latest.charge, card: { id: "card_test_1" }, customer: { id: "cust_test_1" } }
    const charge = Option.getOrThrow(one({ ...latest, charge: expanded }).charge)
    assert.deepStrictEqual(
      [charge.customer, charge.card].map((id: Option.Option<string>) => Option.getOrThrow(id)),
      ["cust_test_1", "card_test_1"]
    )
  })

  it("without occurrences to come has none", () => {
    for (const next of [undefined, null, []]) {
      assert.deepStrictEqual([...one({ ...latest, next_occurrences_on: next }).nextOccurrencesOn], [])
    }
  })

  it("equal ones are equal, written and read again too", () => {
    assert.isTrue(Equal.equals(list(listed), list(structuredClone(listed))))
    assert.isFalse(Equal.equals(one(latest), one({ ...latest, on: { days_of_month: [2, 15] } })))
    const again = Schema.decodeUnknownSync(Omise.Schedule)(JSON.parse(JSON.stringify(one(latest))))
    assert.isTrue(Equal.equals(again, one(latest)))
  })

  it("shows its id and its mode where people look, and nothing of what it charges", () => {
    for (const sample of [one(latest), list(listed)]) {
      for (const text of [String(sample), inspect({ deep: [sample] }, { depth: 9 })]) {
        assert.include(text, "schd_test_5xtrc0f3wq7m2k9d1ab")
        for (const secret of ["coffee", "12345", "cust_test_", "card_test_", "2025-05"]) {
          assert.notInclude(text, secret)
        }
      }
    }
  })
})
