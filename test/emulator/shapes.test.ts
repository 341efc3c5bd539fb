/**
 * Every answer of every emulator against one that was recorded or is documented: key by key, type by type. What has
 * none says so.
 */
import { assert, describe, it } from "@effect/vitest"
import * as BePaid from "../../src/providers/bepaid/emulator/emulator.js"
import * as Omise from "../../src/providers/omise/emulator/emulator.js"
import * as Stancer from "../../src/providers/stancer/emulator/emulator.js"
import bepaidCreated from "../fixtures/bepaid/create.201.json" with { type: "json" }
import bepaidInvalid from "../fixtures/bepaid/create-invalid.422.json" with { type: "json" }
import bepaidList from "../fixtures/bepaid/list.200.json" with { type: "json" }
import cardList from "../fixtures/omise/cards.2019-05-29.json" with { type: "json" }
import oldCustomer from "../fixtures/omise/customer.2017-11-02.json" with { type: "json" }
import oldDeleted from "../fixtures/omise/deleted.2017-11-02.json" with { type: "json" }
import error from "../fixtures/omise/error-not-found.404.json" with { type: "json" }
import list from "../fixtures/omise/list.json" with { type: "json" }
import card from "../fixtures/omise/recorded.card.2019-05-29.json" with { type: "json" }
import customer from "../fixtures/omise/recorded.customer.2019-05-29.json" with { type: "json" }
import search from "../fixtures/omise/recorded.search.2019-05-29.json" with { type: "json" }
import token from "../fixtures/omise/token.2019-05-29.json" with { type: "json" }
import stancerCustomer from "../fixtures/stancer/customer.json" with { type: "json" }
import unauthorized from "../fixtures/stancer/unauthorized.401.json" with { type: "json" }
import { type Ask, asking, type Got, idOf } from "../support/asked.js"

/** What a value is, in the words in which two are compared. */
const kind = (value: unknown): string => {
  if (value === null) return "null"
  if (Array.isArray(value)) return "array"
  if (typeof value === "number") return Number.isInteger(value) ? "whole number" : "number"
  if (typeof value !== "string") return typeof value
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/.test(value)) return "time of a whole second"
  return /^\/\w/.test(value) ? "path" : "text"
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => kind(value) === "object"

/** What is not alike, as `path: recorded, ours`. An empty array says nothing of its rows. */
const differences = (recorded: unknown, ours: unknown, path = ""): ReadonlyArray<string> => {
  if (Array.isArray(recorded) && Array.isArray(ours)) {
    const [row] = recorded
    return row === undefined ? [] : ours.flatMap((each) => differences(row, each, `${path}[]`))
  }
  if (!isObject(recorded) || !isObject(ours)) {
    return kind(recorded) === kind(ours) ? [] : [`${path}: ${kind(recorded)}, ${kind(ours)}`]
  }
  const keys = [...new Set([...Object.keys(recorded), ...Object.keys(ours)])]
  return keys.flatMap((key) => {
    const at = path === "" ? key : `${path}.${key}`
    if (!Object.hasOwn(ours, key)) return [`${at}: ${kind(recorded[key])}, missing`]
    return Object.hasOwn(recorded, key)
      ? differences(recorded[key], ours[key], at)
      : [`${at}: missing, ${kind(ours[key])}`]
  })
}

const pan = {
  name: "Jane Doe",
  number: "4242424242424242",
  expiration_month: 11,
  expiration_year: 2027,
  security_code: "123",
  city: "Bangkok",
  postal_code: "10320"
}

/** A customer as the recorded one, with the card of a token, and what is asked with either key. */
interface Held {
  readonly ask: Ask
  /** With the public key. */
  readonly vault: Ask
  readonly created: Got
  readonly path: string
  readonly card: string
}

const omise =
  (ours: (held: Held) => Got, version = "2019-05-29") =>
  (): Got => {
    const emulator = Omise.makeEmulator({ testKey: "skey_test_a", testPublicKey: "pkey_test_a" })
    const headers = { "omise-version": version }
    const ask = asking(emulator, "skey_test_a:", { headers })
    const vault = asking(emulator, "pkey_test_a:", { headers })
    const card = idOf(vault("POST /tokens", { card: pan }))
    const created = ask("POST /customers", { email: "jane.doe@example.com", description: "Jane Doe", card })
    const path = `/customers/${idOf(created)}`
    return ours({ ask, vault, created, path, card: `${path}/cards/${created.json.default_card}` })
  }

const stancer = (request: string, data?: unknown) => (): Got =>
  asking(Stancer.makeEmulator({ testKey: "stest_a", seed: [stancerCustomer] }), "stest_a:")(request, data)

const bepaid = (request: string, data?: unknown) => (): Got =>
  asking(BePaid.makeEmulator({ shopId: "361", secretKey: "secret", seed: bepaidList }), "361:secret")(
    request,
    data
  )

const { id: _, created: __, live_mode: ___, ...david } = stancerCustomer

/** An answer, what was recorded of it, ours, and where the two may differ and why. */
type Row = readonly [
  answer: string,
  recorded: unknown,
  ours: () => Got,
  apart?: Readonly<Record<string, string>>
]

// the recorded customer was made without metadata; the fixture of the list has some
const ownMetadata = {
  "data[].metadata.plan: text, missing": "the other's own data",
  "data[].metadata.tags: array, missing": "the other's own data"
}
const shortList = Object.fromEntries(
  ["from", "limit", "location", "offset", "order", "to", "total"].map((key) => [
    key,
    "the fixture of the list is older than the recording, whose linked accounts are a full list"
  ])
)

const shortLists = Object.fromEntries(
  Object.entries(shortList).map(([key, reason]) => [`data[].linked_accounts.${key}: missing`, reason])
)
const searching = "GET /search?scope=customer&query=jane&filters[created]=2017-01-01..2030-12-21&per_page=2"
const fullCard = { ...pan, street1: "1 Road", phone_number: "0123456789" }
const oldMetadata = { "metadata: missing, object": "absent in the oldest customers alone" }

const rows: ReadonlyArray<Row> = [
  ["omise create", customer, omise(({ created }) => created)],
  ["omise retrieve", customer, omise(({ ask, path }) => ask(`GET ${path}`))],
  ["omise update", customer, omise(({ ask, path }) => ask(`PATCH ${path}`, { description: "John Doe" }))],
  [
    "omise retrieve, expanded",
    { ...customer, default_card: card },
    omise(({ ask, path }) => ask(`GET ${path}?expand=true`))
  ],
  ["omise delete", { ...customer, deleted: true }, omise(({ ask, path }) => ask(`DELETE ${path}`))],
  ["omise list", list, omise(({ ask }) => ask("GET /customers")), { ...ownMetadata, ...shortLists }],
  ["omise search", { ...search, data: [customer] }, omise(({ ask }) => ask(searching))],
  ["omise cards.list", cardList, omise(({ ask, path }) => ask(`GET ${path}/cards`))],
  ["omise cards.retrieve", card, omise(({ ask, card }) => ask(`GET ${card}`))],
  ["omise cards.update", card, omise(({ ask, card }) => ask(`PATCH ${card}`, { name: "John Doe" }))],
  ["omise cards.delete", { ...card, deleted: true }, omise(({ ask, card }) => ask(`DELETE ${card}`))],
  ["omise tokens.create", token, omise(({ vault }) => vault("POST /tokens", { card: fullCard }))],
  [
    "omise tokens.retrieve",
    token,
    omise(({ vault }) => vault(`GET /tokens/${idOf(vault("POST /tokens", { card: fullCard }))}`))
  ],
  [
    "omise retrieve, 2017-11-02",
    oldCustomer,
    omise(({ ask, path }) => ask(`GET ${path}`), "2017-11-02"),
    oldMetadata
  ],
  ["omise delete, 2017-11-02", oldDeleted, omise(({ ask, path }) => ask(`DELETE ${path}`), "2017-11-02")],
  ["omise error", error, omise(({ ask }) => ask("GET /customers/cust_test_000000000000000000"))],
  ["omise error, of a refusal", error, omise(({ ask }) => ask("POST /customers", { card: "none" }))],
  ["omise error, of a wrong key", error, omise(({ vault }) => vault("GET /customers"))],
  ["stancer create", stancerCustomer, stancer("POST /v1/customers/", { ...david, name: "Eve" })],
  ["stancer retrieve", stancerCustomer, stancer(`GET /v1/customers/${stancerCustomer.id}`)],
  [
    "stancer error, of a wrong key",
    unauthorized,
    () => asking(Stancer.makeEmulator({ testKey: "stest_a" }), "stest_b:")("GET /v1/customers/")
  ],
  ["bepaid create", bepaidCreated, bepaid("POST /customers", bepaidCreated)],
  ["bepaid retrieve", bepaidCreated, bepaid(`GET /customers/${bepaidList[0]?.id}`)],
  ["bepaid list", bepaidList, bepaid("GET /customers")],
  ["bepaid error", bepaidInvalid, bepaid("POST /customers", { email: "customer@example.com" })]
]

/** Answers that nobody has recorded or documented whole, with the reason. */
const unrecorded: Readonly<Record<string, string>> = {
  "omise schedules.list": "the emulator has no schedules: what is in the list can't be compared",
  "stancer update": "204 has no body",
  "stancer delete": "204 has no body",
  "stancer list": "v2 alone: its reference names the keys, and types of few"
}

const operations: Readonly<Record<string, ReadonlyArray<string>>> = {
  bepaid: BePaid.makeEmulator({ shopId: "361", secretKey: "secret" }).operations.names,
  omise: Omise.makeEmulator({ testKey: "skey_test" }).operations.names,
  stancer: Stancer.makeEmulator({ testKey: "stest" }).operations.names
}

describe("answers have the shapes that were recorded or are documented", () => {
  for (const [answer, recorded, ours, apart = {}] of rows) {
    it(answer, () => {
      const left = differences(recorded, ours().json).filter(
        (difference) => !Object.keys(apart).some((known) => difference.startsWith(known))
      )
      assert.deepStrictEqual(left, [])
    })
  }

  it("of every operation of every provider, or it is said why not", () => {
    const held = rows.map(([answer]) => answer.split(",")[0])
    for (const [provider, names] of Object.entries(operations)) {
      for (const operation of [...names, "error"]) {
        const answer = `${provider} ${operation}`
        assert.strictEqual(
          [held, Object.keys(unrecorded)].filter((known) => known.includes(answer)).length,
          1,
          answer
        )
      }
    }
  })

  it("and what may differ does", () => {
    for (const [answer, recorded, ours, apart = {}] of rows) {
      const found = differences(recorded, ours().json)
      for (const known of Object.keys(apart)) {
        assert.isTrue(
          found.some((difference) => difference.startsWith(known)),
          `${answer}: ${known}`
        )
      }
    }
  })
})

describe("two shapes differ by", () => {
  it.each<[recorded: unknown, ours: unknown, found: ReadonlyArray<string>]>([
    [{ a: 1 }, {}, ["a: whole number, missing"]],
    [{}, { a: 1 }, ["a: missing, whole number"]],
    [{ a: 1 }, { a: 1.5 }, ["a: whole number, number"]],
    [{ a: null }, { a: "b" }, ["a: null, text"]],
    [{ a: "2025-03-20T09:12:02Z" }, { a: "2025-03-20T09:12:02.900Z" }, ["a: time of a whole second, text"]],
    [{ a: [{ b: 1 }] }, { a: [{ b: 1 }, { b: "1" }] }, ["a[].b: whole number, text"]],
    [{ a: "/customers/x" }, { a: "x" }, ["a: path, text"]]
  ])("%j against %j", (recorded, ours, found) => {
    assert.deepStrictEqual(differences(recorded, ours), found)
  })
})
