/** API versions 2019-05-29 and 2017-11-02, expanded cards and both forms of what is deleted: the same classes. */
import { assert, describe, it } from "@effect/vitest"
// chai's deep equality, which is `assert`'s, takes Option.none() and any Option.some() for equal
import { deepStrictEqual } from "@effect/vitest/utils"
import * as Equal from "effect/Equal"
import * as Omise from "effect-payment-customers/Omise"
import * as DateTime from "#line/DateTime"
import * as Effect from "#line/test/Effect"
import * as Option from "#line/test/Option"
import * as Result from "#line/test/Result"
import * as Schema from "#line/test/Schema"
import * as calls from "../../../src/providers/omise/calls.js"
import { dialect } from "../../../src/providers/omise/errors.js"
import * as OmiseTest from "../../../src/providers/omise/testing.js"
import old from "../../fixtures/omise/customer.2017-11-02.json" with { type: "json" }
import latest from "../../fixtures/omise/customer.2019-05-29.json" with { type: "json" }
import deletedOld from "../../fixtures/omise/deleted.2017-11-02.json" with { type: "json" }
import deletedLatest from "../../fixtures/omise/deleted.2019-05-29.json" with { type: "json" }
import list from "../../fixtures/omise/list.json" with { type: "json" }
import search from "../../fixtures/omise/search.json" with { type: "json" }
import { mapper } from "../../support/mapper.js"

const retrieve = (json: unknown) => Result.getOrThrow(mapper(dialect, calls.retrieve(latest.id))(200, json))
const remove = (json: unknown) => Result.getOrThrow(mapper(dialect, calls.remove(latest.id))(200, json))
const listing = (json: unknown) => Result.getOrThrow(mapper(dialect, calls.list({}))(200, json))
const searching = (json: unknown) => Result.getOrThrow(mapper(dialect, calls.search({}))(200, json))

const cardId = latest.cards.data[0]?.id ?? assert.fail("the fixture has no card")
const card = latest.cards.data[0]
const cardOld = old.cards.data[0]

const cardsOf = (customer: Omise.Customer): Omise.CardList => Option.getOrThrow(customer.cards)
const firstCard = (customer: Omise.Customer): Omise.Card =>
  cardsOf(customer).cards[0] ?? assert.fail("no card was read")

const texts = (customer: Omise.Customer) => ({
  id: String(customer.id),
  email: Option.getOrNull(customer.email),
  description: Option.getOrNull(customer.description),
  location: Option.getOrNull(customer.location),
  liveMode: Option.getOrNull(customer.liveMode),
  defaultCard: Option.getOrNull(Option.map(customer.defaultCard, String)),
  createdAt: Option.getOrNull(Option.map(customer.createdAt, DateTime.formatIso)),
  deleted: customer.deleted
})

describe("a customer", () => {
  for (const [version, json] of Object.entries({ "2019-05-29": latest, "2017-11-02": old })) {
    it(`of ${version} is read whole`, () => {
      assert.deepStrictEqual(texts(retrieve(json)), {
        id: "cust_test_5xtrb759599jsxlhkrb",
        email: "customer@example.com",
        description: "John Doe (id: 30)",
        location: "/customers/cust_test_5xtrb759599jsxlhkrb",
        liveMode: false,
        defaultCard: cardId,
        createdAt: "2025-03-20T09:12:02.000Z",
        deleted: false
      })
    })

    it(`of ${version} has its cards read whole`, () => {
      const { cards, limit, offset, total, from, to } = cardsOf(retrieve(json))
      assert.strictEqual(cards.length, 1)
      deepStrictEqual([limit, offset, total], [20, 0, 1].map(Option.some))
      assert.deepStrictEqual(
        [from, to].map((time) => DateTime.formatIso(Option.getOrThrow(time))),
        ["1970-01-01T00:00:00.000Z", "2025-03-20T09:12:02.000Z"]
      )
      const { id, deleted, createdAt, ...fields } = firstCard(retrieve(json))
      assert.deepStrictEqual([String(id), deleted], [cardId, false])
      assert.strictEqual(DateTime.formatIso(Option.getOrThrow(createdAt)), "2025-03-20T09:12:01.000Z")
      deepStrictEqual(fields, {
        liveMode: Option.some(false),
        location: Option.some(`/customers/${latest.id}/cards/${cardId}`),
        street1: Option.none(),
        street2: Option.none(),
        city: Option.some("Bangkok"),
        state: Option.none(),
        phoneNumber: Option.none(),
        postalCode: Option.some("10320"),
        country: Option.some("us"),
        // Omise writes some of what it does not know as an empty string.
        financing: Option.some(""),
        bank: Option.some(""),
        brand: Option.some("Visa"),
        fingerprint: Option.some("sRF/oMw2UQJJp/WbU+2/ZbVzwROjpMf1lPhOHhOqziw="),
        firstDigits: Option.none(),
        lastDigits: Option.some("4242"),
        name: Option.some("JOHN DOE"),
        email: Option.none(),
        expirationMonth: Option.some(10),
        expirationYear: Option.some(2028),
        securityCodeCheck: Option.some(true),
        tokenizationMethod: Option.none()
      })
    })
  }

  it("of 2017-11-02 differs only in what that version does not tell", () => {
    const read = retrieve(old)
    assert.deepStrictEqual({ ...read.metadata }, {})
    deepStrictEqual(read.linkedAccounts, Option.none())
    deepStrictEqual(cardsOf(read).order, Option.none())
    const asLatest = {
      ...old,
      metadata: latest.metadata,
      linked_accounts: latest.linked_accounts,
      cards: { ...old.cards, order: "chronological" }
    }
    assert.isTrue(Equal.equals(retrieve(asLatest), retrieve(latest)))
  })

  it("is equal to another one that reads the same, and to none that differs in its depth", () => {
    assert.isTrue(Equal.equals(retrieve(latest), retrieve(structuredClone(latest))))
    const metadata = { ...latest.metadata, tags: ["a", "c"] }
    assert.isFalse(Equal.equals(retrieve(latest), retrieve({ ...latest, metadata })))
    const linked_accounts = { ...latest.linked_accounts, data: [{ id: "another" }] }
    assert.isFalse(Equal.equals(retrieve(latest), retrieve({ ...latest, linked_accounts })))
  })

  it("keeps its metadata and its linked accounts as they are", () => {
    const metadata = { "": null, nested: { list: [1, { deep: [true] }] }, name: "ลูกค้า" }
    const read = retrieve({ ...latest, metadata, linked_accounts: { data: [{ any: "shape" }] } })
    assert.deepStrictEqual(JSON.parse(JSON.stringify(read.metadata)), metadata)
    assert.deepStrictEqual(JSON.parse(JSON.stringify(Option.getOrThrow(read.linkedAccounts))), {
      data: [{ any: "shape" }]
    })
  })

  it("takes no __proto__ from its metadata", () => {
    const read = retrieve(
      JSON.parse('{"id":"cust_1","metadata":{"__proto__":{"admin":true},"a":{"__proto__":{"b":1}}}}')
    )
    assert.deepStrictEqual(Object.keys(read.metadata), ["a"])
    assert.notProperty(read.metadata, "admin")
    assert.deepStrictEqual(Object.keys(read.metadata.a as object), [])
  })

  it("has each time of creation in UTC, whatever the zone it was written in", () => {
    const written = ["2025-03-20T09:12:02Z", "2025-03-20T09:12:02+00:00", "2025-03-20T16:12:02+07:00"]
    for (const key of ["created", "created_at"]) {
      for (const time of written) {
        const { createdAt } = retrieve({ id: "cust_1", [key]: time })
        assert.strictEqual(DateTime.formatIso(Option.getOrThrow(createdAt)), "2025-03-20T09:12:02.000Z", time)
      }
    }
  })

  it("that names both times of creation has the one of its own version", () => {
    const { createdAt } = retrieve({ ...latest, created: "1999-01-01T00:00:00Z" })
    assert.strictEqual(DateTime.formatIso(Option.getOrThrow(createdAt)), "2025-03-20T09:12:02.000Z")
  })
})

describe("the default card", () => {
  it("none, an id", () => {
    deepStrictEqual(retrieve({ ...latest, default_card: null }).defaultCard, Option.none())
    deepStrictEqual(retrieve(latest).defaultCard, Option.some(firstCard(retrieve(latest)).id))
    deepStrictEqual(retrieve(latest).expandedDefaultCard, Option.none())
  })

  for (const [version, json, expanded] of [
    ["2019-05-29", latest, card],
    ["2017-11-02", old, cardOld]
  ] as const) {
    it(`expanded in ${version}: its id, and all of it beside`, () => {
      const read = retrieve({ ...json, default_card: expanded })
      deepStrictEqual(read.defaultCard, Option.some(firstCard(read).id))
      assert.isTrue(Equal.equals(read.expandedDefaultCard, Option.some(firstCard(read))))
    })
  }

  it("expanded, and not on the first page of the cards", () => {
    const read = retrieve({ ...latest, default_card: { ...card, id: "card_test_21" } })
    assert.strictEqual(Option.getOrNull(read.defaultCard), "card_test_21")
    assert.deepStrictEqual(
      cardsOf(read).cards.map(({ id }) => String(id)),
      [cardId]
    )
  })
})

describe("what is deleted", () => {
  it("2019-05-29 answers the customer as it was", () => {
    const read = remove(deletedLatest)
    assert.strictEqual(read.deleted, true)
    assert.deepStrictEqual(
      [read.email, read.description, read.liveMode],
      [Option.some("customer@example.com"), Option.some("John Doe (id: 30)"), Option.some(false)]
    )
    assert.deepStrictEqual(JSON.parse(JSON.stringify(read.metadata)), latest.metadata)
  })

  it("2017-11-02 answers a stub", () => {
    const read = remove(deletedOld)
    assert.deepStrictEqual([String(read.id), read.deleted], [latest.id, true])
    assert.deepStrictEqual(
      [read.liveMode, read.email, read.createdAt],
      [Option.some(false), Option.none(), Option.none()]
    )
  })

  it("a deleted customer and a deleted card may stand in any answer, in either form", () => {
    const stub = { object: "card", id: cardId, livemode: false, deleted: true }
    const { customers } = listing({ ...list, data: [deletedLatest, deletedOld] })
    assert.deepStrictEqual(
      customers.map(({ deleted }) => deleted),
      [true, true]
    )
    for (const each of [stub, { ...card, deleted: true }]) {
      const read = retrieve({ ...latest, cards: { ...latest.cards, data: [each] } })
      assert.deepStrictEqual([firstCard(read).deleted, String(firstCard(read).id)], [true, cardId])
    }
  })
})

describe("pages", () => {
  it("a list of either version has its customers, and where they stand", () => {
    for (const json of [
      list,
      { ...list, data: [old, old], order: null, from: "1970-01-01T00:00:00+00:00" }
    ]) {
      const page = listing(json)
      assert.strictEqual(
        texts(page.customers[0] ?? assert.fail("no row")).createdAt,
        "2025-03-20T09:12:02.000Z"
      )
      assert.deepStrictEqual([page.limit, page.offset, page.total].map(Option.getOrNull), [20, 0, 2])
      assert.lengthOf(page.customers, 2)
      assert.strictEqual(DateTime.toEpochMillis(Option.getOrThrow(page.from)), 0)
    }
    deepStrictEqual(listing(list).order, Option.some("chronological"))
  })

  it("a search has its customers, and what was asked for", () => {
    const page = searching({ ...search, data: [latest, old], total: 31, total_pages: 2, export: { any: 1 } })
    assert.strictEqual(page.customers.length, 2)
    deepStrictEqual(
      [page.page, page.total, page.totalPages, page.perPage].map(Option.getOrNull),
      [1, 31, 2, 30]
    )
    assert.deepStrictEqual([page.query, page.order, page.scope, page.location].map(Option.getOrNull), [
      "customer@example.com",
      "chronological",
      "customer",
      "/search"
    ])
    assert.deepStrictEqual({ ...(Option.getOrThrow(page.filters) as object) }, { created: "2025-03-20" })
    assert.deepStrictEqual({ ...(Option.getOrThrow(page.export) as object) }, { any: 1 })
  })

  it("a page of both versions has its rows read in each", () => {
    for (const data of [
      [latest, old],
      [old, latest]
    ]) {
      const { customers } = listing({ ...list, data })
      assert.deepStrictEqual(
        customers.map((customer) => Option.map(customer.createdAt, DateTime.formatIso)).map(Option.getOrNull),
        ["2025-03-20T09:12:02.000Z", "2025-03-20T09:12:02.000Z"]
      )
    }
  })

  it("equal pages are equal", () => {
    assert.isTrue(Equal.equals(listing(list), listing(structuredClone(list))))
    assert.isTrue(Equal.equals(searching(search), searching(structuredClone(search))))
  })
})

describe("a customer that is written as JSON is read as an equal one", () => {
  for (const [name, json] of Object.entries({
    "2019-05-29": latest,
    "2017-11-02": old,
    "an expanded default card": { ...latest, default_card: card },
    "an expanded default card of 2017-11-02": { ...old, default_card: cardOld },
    deleted: deletedLatest,
    "a stub": deletedOld,
    "a time at the edge of the calendar": { id: "cust_1", created_at: "9999-12-31T23:59:59-07:00" }
  })) {
    it(name, () => {
      const read = retrieve(json)
      const written = JSON.stringify(read)
      assert.isTrue(Equal.equals(Schema.decodeUnknownSync(Omise.Customer)(JSON.parse(written)), read))
      assert.isTrue(Equal.equals(retrieve(JSON.parse(written)), read), "as an answer")
    })
  }
})

describe("a program does not notice which version it speaks", () => {
  const program = Effect.gen(function* () {
    const omise = yield* Omise.Omise
    const { id } = yield* omise.create({ email: "a@example.com", card: "tokn_test_1", metadata: { a: [1] } })
    const customer = yield* omise.update(id, { description: "changed" })
    const page = yield* omise.list()
    const found = yield* omise.search({ query: "a@example.com" })
    const deleted = yield* omise.delete(id)
    return {
      customer: texts(customer),
      card: String(firstCard(customer).id),
      metadata: JSON.stringify(customer.metadata),
      listed: page.customers.map(texts),
      found: found.customers.map(texts),
      deleted: [String(deleted.id), deleted.deleted]
    }
  })

  it.effect("create, update, list, search and delete give the same", () =>
    Effect.gen(function* () {
      const run = (apiVersion: Omise.ApiVersion) => Effect.provide(program, OmiseTest.layer({ apiVersion }))
      const [a, b] = [yield* run("2019-05-29"), yield* run("2017-11-02")]
      assert.deepStrictEqual(a, b)
      assert.deepStrictEqual(a.listed, [a.customer])
    })
  )
})
