/** What is read from Omise's answers about cards, in both API versions; printed and written. */
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
import listed from "../../fixtures/omise/cards.2019-05-29.json" with { type: "json" }
import customerOld from "../../fixtures/omise/customer.2017-11-02.json" with { type: "json" }
import { mapper } from "../../support/mapper.js"
import { cards as operations } from "../calls.js"

const latest = listed.data[0] ?? assert.fail("the fixture has no card")
const old = customerOld.cards.data[0] ?? assert.fail("the fixture has no card")

/** What 2017-11-02 answers to a delete. */
const stub = { object: "card", id: latest.id, livemode: false, deleted: true }

const retrieve = (json: unknown) => Result.getOrThrow(mapper(dialect, operations.retrieve)(200, json))
const list = (json: unknown) => Result.getOrThrow(mapper(dialect, operations.list)(200, json))
const remove = (json: unknown) => Result.getOrThrow(mapper(dialect, operations.delete)(200, json))

describe("both API versions become the same card", () => {
  it("2017-11-02 says `created`, and differs in nothing else that it tells", () => {
    assert.isTrue(Equal.equals(retrieve(old), retrieve(latest)))
    assert.strictEqual(
      DateTime.formatIso(Option.getOrThrow(retrieve(old).createdAt)),
      "2025-03-20T09:12:01.000Z"
    )
  })

  it("a card has the fields of the wire", () => {
    const { expirationMonth, expirationYear, lastDigits, firstDigits, postalCode, bank } = retrieve(latest)
    deepStrictEqual(
      { expirationMonth, expirationYear, lastDigits, firstDigits, postalCode, bank },
      {
        expirationMonth: Option.some(10),
        expirationYear: Option.some(2028),
        lastDigits: Option.some("4242"),
        firstDigits: Option.none(),
        postalCode: Option.some("10320"),
        bank: Option.some("")
      }
    )
  })

  it("a page has its cards, and where they stand", () => {
    const page = list(listed)
    assert.deepStrictEqual(
      page.cards.map(({ id }) => String(id)),
      ["card_test_5xtrb7wxyq8vmkfr3a1", "card_test_5xtrbb2mzn4c6v8x0l9"]
    )
    assert.deepStrictEqual([page.offset, page.limit, page.total].map(Option.getOrNull), [0, 20, 2])
    deepStrictEqual(page.order, Option.some("chronological"))
    const pageOld = list(customerOld.cards)
    deepStrictEqual(pageOld.order, Option.none())
    assert.isTrue(Equal.equals(pageOld.cards[0], page.cards[0]))
    assert.isTrue(Equal.equals(list(structuredClone(listed)), page))
  })
})

describe("what is deleted", () => {
  it("2019-05-29 answers the card as it was, 2017-11-02 a stub", () => {
    const [whole, short] = [remove({ ...latest, deleted: true }), remove(stub)]
    assert.deepStrictEqual([String(whole.id), whole.deleted], [latest.id, true])
    deepStrictEqual(whole.lastDigits, Option.some("4242"))
    assert.deepStrictEqual([String(short.id), short.deleted], [latest.id, true])
    deepStrictEqual([short.liveMode, short.lastDigits], [Option.some(false), Option.none()])
  })
})

describe("where people look", () => {
  const secrets = ["4242", "4444", "JOHN DOE", "Bangkok", "10320", "sRF/", "Visa", "2028"]
  const samples = {
    "a card": retrieve(latest),
    "a deleted card": remove({ ...latest, deleted: true }),
    "a page of cards": list(listed)
  }
  for (const [name, sample] of Object.entries(samples)) {
    it(`${name} shows its id and its mode, and nothing of what is on it`, () => {
      for (const text of [String(sample), inspect({ deep: { sample } }, { depth: 9 })]) {
        assert.include(text, latest.id)
        assert.include(text, "liveMode: false")
        for (const secret of secrets) assert.notInclude(text, secret)
      }
    })
  }

  it("where programs read, it is whole", () => {
    const again = Schema.decodeUnknownSync(Omise.Card)(JSON.parse(JSON.stringify(samples["a card"])))
    assert.isTrue(Equal.equals(again, samples["a card"]))
  })
})
