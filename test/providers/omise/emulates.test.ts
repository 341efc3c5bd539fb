/** What Omise's emulator answers for customers: each operation, either API version, keys, lists, searches, refusals. */
import { assert, describe, it } from "@effect/vitest"
import * as Omise from "effect-payment-customers/Omise"
import { OmiseTest } from "effect-payment-customers/testing"
import * as Effect from "#line/test/Effect"
import { type EmulatorOptions, makeEmulator } from "../../../src/providers/omise/emulator/emulator.js"
import latest from "../../fixtures/omise/customer.2019-05-29.json" with { type: "json" }
import documented from "../../fixtures/omise/error-not-found.404.json" with { type: "json" }
import { type Ask, asking, type Got, idOf } from "../../support/asked.js"

const testKey = "skey_test_5xpiwb0o3sqo5y7n6h1"
const liveKey = "skey_5xpiwb0o3sqo5y7n6h1"
const live = { user: `${liveKey}:` }

const emulator = (options: Partial<EmulatorOptions> = {}): Ask =>
  asking(makeEmulator({ testKey, liveKey, ...options }), `${testKey}:`)

const create = "POST /customers"
const list = "GET /customers"

interface Row {
  readonly id: string
  readonly deleted?: boolean
  readonly email?: string
}

const rowsOf = ({ json }: Got): ReadonlyArray<Row> => json.data

const idsOf = (got: Got): ReadonlyArray<string> => rowsOf(got).map(({ id }) => id)

/** The answer is an error of such a code, whose form is always the documented one. */
const isError = ({ status, json }: Got, ofStatus: number, code: string, words = ""): void => {
  assert.deepStrictEqual(Object.keys(json).sort(), Object.keys(documented).sort())
  const location = `https://www.omise.co/api-errors#${code.replaceAll("_", "-")}`
  assert.deepStrictEqual([status, json.object, json.location, json.code], [ofStatus, "error", location, code])
  assert.include(json.message, words)
}

const old = { "omise-version": "2017-11-02" }
const newest = { "omise-version": "2019-05-29" }

describe("a customer", () => {
  const data = { email: latest.email, description: latest.description, metadata: latest.metadata }

  it("is created, and has the shape that Omise answers", () => {
    const got = emulator()(create, data)
    const id = idOf(got)
    assert.match(id, /^cust_test_[0-9a-z]{19}$/)
    assert.strictEqual(got.status, 200)
    const { cards, default_card, id: _, location: __, linked_accounts: ___, ...fields } = latest
    const { cards: emptyCards, linked_accounts, ...rest } = got.json
    assert.deepStrictEqual(rest, { ...fields, id, location: `/customers/${id}`, default_card: null })
    for (const [name, list] of Object.entries({ cards: emptyCards, linked_accounts })) {
      const location = `/customers/${id}/${name}`
      assert.deepStrictEqual<unknown>(list, { ...cards, data: [], total: 0, location })
    }
  })

  it.each(["", "{}"])("is created from the body '%s'", (body) => {
    const { status, json } = emulator()(create, body)
    assert.deepStrictEqual([status, json.email, json.description, json.metadata], [200, null, null, {}])
  })

  it("is created from a form, as the official PHP and Ruby SDKs send it", () => {
    const form =
      "email=a%40example.com&description&metadata%5Bplan%5D=basic&metadata[tags][]=a&metadata[tags][]=b"
    const headers = { "content-type": "application/x-www-form-urlencoded; charset=utf-8" }
    const { json } = emulator()(create, form, { headers })
    const metadata = { plan: "basic", tags: ["a", "b"] }
    assert.deepStrictEqual([json.email, json.description, json.metadata], ["a@example.com", null, metadata])
  })

  it("is what was created when it is retrieved, and changed where a patch names something", () => {
    const ask = emulator()
    const created = ask(create, data)
    const path = `/customers/${idOf(created)}`
    assert.deepStrictEqual(ask(`GET ${path}`).json, created.json)
    const patched = ask(`PATCH ${path}`, { description: "changed", metadata: { a: 1 } })
    assert.deepStrictEqual(patched.json, { ...created.json, description: "changed", metadata: { a: 1 } })
    assert.deepStrictEqual(ask(`GET ${path}`).json, patched.json)
    assert.isNull(ask(`PATCH ${path}`, { email: null }).json.email)
  })

  it("is gone after its delete: the second delete, a retrieve and a patch find nothing", () => {
    const ask = emulator()
    const path = `/customers/${idOf(ask(create, data))}`
    assert.strictEqual(ask(`DELETE ${path}`).status, 200)
    for (const method of ["DELETE", "GET", "PATCH"]) isError(ask(`${method} ${path}`, {}), 404, "not_found")
    assert.deepStrictEqual(idsOf(ask(list)), [])
  })

  it("never gets an id that was there before", () => {
    const ask = emulator({ seed: [{ id: "cust_test_0000000000000000001" }] })
    const first = idOf(ask(create, {}))
    assert.notStrictEqual(first, "cust_test_0000000000000000001")
    ask(`DELETE /customers/${first}`)
    assert.notStrictEqual(idOf(ask(create, {})), first)
  })
})

describe("the API versions", () => {
  const data = { email: "a@example.com", card: "tokn_test_1", metadata: { a: 1 } }

  it.each([{}, newest, { "omise-version": "2030-01-01" }])("%j: 2019-05-29, or what is later", (headers) => {
    const { json } = emulator()(create, data, { headers })
    assert.containsAllKeys(json, ["created_at", "deleted", "linked_accounts"])
    assert.notProperty(json, "created")
  })

  it.each([old, { "omise-version": "2014-07-27" }])(
    "%j: created, no deleted, no linked accounts",
    (headers) => {
      const { json } = emulator()(create, data, { headers })
      assert.strictEqual(json.created, "2025-03-20T09:12:02Z")
      assert.doesNotHaveAnyKeys(json, ["created_at", "deleted", "linked_accounts"])
      assert.isNull(json.cards.order)
      assert.property(json.cards.data[0], "created")
      assert.doesNotHaveAnyKeys(json.cards.data[0], ["created_at", "deleted"])
    }
  )

  it("the account's own version counts where the request names none", () => {
    const ask = emulator({ apiVersion: "2017-11-02" })
    assert.property(ask(create, {}).json, "created")
    assert.property(ask(create, {}, { headers: newest }).json, "created_at")
  })

  it("a delete answers the customer as it was, or a stub", () => {
    const ask = emulator()
    const [a, b] = [ask(create, data), ask(create, {})]
    const deleted = ask(`DELETE /customers/${idOf(a)}`, "", { headers: newest })
    assert.deepStrictEqual(deleted.json, { ...a.json, deleted: true })
    const stub = ask(`DELETE /customers/${idOf(b)}`, "", { headers: old })
    assert.deepStrictEqual(stub.json, { object: "customer", id: idOf(b), livemode: false, deleted: true })
  })
})

describe("card tokens", () => {
  it("one is good once, whatever it is used for, and its card is the default", () => {
    const ask = emulator()
    const card = "tokn_test_51yer81s9aqqyktdoeh"
    const { json } = ask(create, { card })
    const [held] = json.cards.data
    assert.deepStrictEqual([json.cards.total, json.default_card], [1, held.id])
    assert.match(held.id, /^card_test_[0-9a-z]{19}$/)
    const keys = ["last_digits", "expiration_month", "expiration_year", "brand", "created_at"]
    assert.containsAllKeys(held, keys)
    isError(ask(create, { card }), 400, "used_token")
    isError(ask(`PATCH /customers/${json.id}`, { email: "b@example.com", card }), 400, "used_token")
    assert.isNull(ask(`GET /customers/${json.id}`).json.email, "a refused patch changes nothing")
    assert.deepStrictEqual(idsOf(ask(list)), [json.id], "a refused create leaves nothing")
  })

  it("a second one adds a card, and the default is chosen by id", () => {
    const ask = emulator()
    const path = `/customers/${idOf(ask(create, { card: "tokn_test_1" }))}`
    const { json } = ask(`PATCH ${path}`, { card: "tokn_test_2" })
    const [first, second, ...more] = json.cards.data
    assert.deepStrictEqual([more, json.default_card], [[], first.id])
    assert.strictEqual(ask(`PATCH ${path}`, { default_card: second.id }).json.default_card, second.id)
  })

  it("a refused request spends none", () => {
    const ask = emulator()
    ask(create, { card: "tokn_test_1", email: 7 })
    assert.strictEqual(ask(create, { card: "tokn_test_1" }).status, 200)
  })
})

describe("the keys", () => {
  it("that of live mode has customers, ids and tokens of its own", () => {
    const ask = emulator()
    const a = ask(create, { card: "tokn_test_1" })
    const b = ask(create, { card: "tokn_1" }, live)
    assert.match(idOf(b), /^cust_[0-9a-z]{19}$/)
    assert.deepStrictEqual([a.json.livemode, b.json.livemode], [false, true])
    assert.strictEqual(ask(`GET /customers/${idOf(b)}`).status, 404)
    assert.strictEqual(ask(`GET /customers/${idOf(a)}`, "", live).status, 404)
    assert.deepStrictEqual(idsOf(ask(list, "", live)), [idOf(b)])
    assert.deepStrictEqual(idsOf(ask("GET /search?scope=customer")), [idOf(a)])
    isError(ask(create, { card: "tokn_test_2" }, live), 400, "invalid_card_token")
  })

  it("a seed is live where it says so", () => {
    const ask = emulator({ seed: [{ id: "cust_a", livemode: true }, { id: "cust_test_a" }] })
    assert.deepStrictEqual([idsOf(ask(list)), idsOf(ask(list, "", live))], [["cust_test_a"], ["cust_a"]])
  })

  it.each([null, ":", "skey_test_unknown:", `${testKey}:password`, `:${testKey}`, "pkey_test_1:"])(
    "%s is authentication_failure before anything else is looked at",
    (user) => {
      for (const request of [list, create, "GET /nothing", "GET /search?scope=nothing"]) {
        isError(emulator()(request, request === create ? "{" : "", { user }), 401, "authentication_failure")
      }
    }
  )

  it("every answer has a request id of its own", () => {
    const ask = emulator()
    const answers = [ask(list), ask("GET /nothing"), ask(list, "", { user: null })]
    const ids = answers.map(({ headers }) => headers["x-request-id"])
    assert.isTrue(ids.every((id) => typeof id === "string" && id !== ""))
    assert.strictEqual(new Set(ids).size, 3)
  })
})

/** Six customers, given out of order: "a" of the first of March to "f" of the sixth, at noon. */
const march = ["c", "a", "f", "b", "e", "d"].map((letter) => ({
  id: `cust_test_${letter}`,
  email: `${letter}@example.com`,
  description: letter < "d" ? "Early bird" : "late",
  created_at: `2025-03-0${"abcdef".indexOf(letter) + 1}T12:00:00Z`
}))

const inMarch = () => emulator({ seed: march })

const lettersOf = (got: Got) =>
  idsOf(got)
    .map((id) => String(id).at(-1))
    .join("")

describe("lists", () => {
  it.each([
    ["", "abcdef", 6],
    ["?limit=2", "ab", 6],
    ["?limit=2&offset=2", "cd", 6],
    ["?limit=4&offset=4", "ef", 6],
    ["?offset=6", "", 6],
    ["?offset=1000", "", 6],
    ["?order=chronological", "abcdef", 6],
    ["?order=reverse_chronological", "fedcba", 6],
    ["?order=reverse_chronological&limit=2&offset=1", "ed", 6],
    ["?order=reverse_chronological&limit=4&offset=4", "ba", 6],
    ["?order=reverse_chronological&offset=6", "", 6],
    ["?from=2025-03-03T12:00:00Z", "cdef", 4],
    ["?from=2025-03-03T12:00:01Z", "def", 3],
    ["?to=2025-03-03T12:00:00Z", "abc", 3],
    ["?to=2025-03-03T11:59:59Z", "ab", 2],
    ["?from=2025-03-02T19:00:00%2B07:00&to=2025-03-04T12:00:00Z&offset=1&limit=1", "c", 3],
    ["?from=2025-03-02T00:00:00Z&to=2025-03-05T00:00:00Z&order=reverse_chronological&limit=2", "dc", 3],
    ["?from=2025-03-05T00:00:00Z&to=2025-03-02T00:00:00Z", "", 0]
  ])("'%s': %s of %i", (query, letters, total) => {
    const got = inMarch()(`${list}${query}`)
    assert.deepStrictEqual([got.status, lettersOf(got), got.json.total], [200, letters, total])
  })

  it("say what was asked for", () => {
    const { data: _, ...fields } = inMarch()(`${list}?limit=2&from=2025-03-02T00:00:00%2B07:00`).json
    assert.deepStrictEqual(fields, {
      object: "list",
      limit: 2,
      offset: 0,
      total: 5,
      location: "/customers",
      order: "chronological",
      from: "2025-03-01T17:00:00Z",
      to: "2025-03-20T09:12:02Z"
    })
  })

  it("put those of the same second in the order of their creation", () => {
    const ask = emulator()
    const ids = Array.from({ length: 5 }, () => idOf(ask(create, {})))
    assert.deepStrictEqual(idsOf(ask(list)), ids)
    ask(`DELETE /customers/${ids[2]}`)
    ask(`PATCH /customers/${ids[1]}`, { email: "b@example.com" })
    assert.deepStrictEqual(
      idsOf(ask(list)),
      ids.filter((_, place) => place !== 2)
    )
  })

  it("leave out by default who is not created yet", () => {
    const ask = inMarch()
    assert.strictEqual(lettersOf(ask(list, "", { at: "2025-03-02T12:00:00Z" })), "ab")
    ask(create, {}, { at: "2025-03-02T13:00:00Z" })
    const ids = idsOf(ask(list))
    assert.deepStrictEqual([ids.length, ids[1], ids[3]], [7, "cust_test_b", "cust_test_c"])
  })

  it.each([
    "limit=0",
    "limit=101",
    "limit=five",
    "limit=",
    "offset=-1",
    "from=yesterday",
    "to=",
    "order=newest"
  ])("?%s is a bad_request that names the parameter", (query) =>
    isError(inMarch()(`${list}?${query}`), 400, "bad_request", query.split("=")[0])
  )
})

describe("searches", () => {
  const search = "GET /search?scope=customer"
  it.each([
    ["", "fedcba", 6, 1],
    ["&order=chronological", "abcdef", 6, 1],
    ["&query=a@example.com", "a", 1, 1],
    ["&query=EXAMPLE", "fedcba", 6, 1],
    ["&query=early+BIRD", "cba", 3, 1],
    ["&query=cust_test_d", "d", 1, 1],
    ["&query=nobody", "", 0, 0],
    ["&per_page=4", "fedc", 6, 2],
    ["&per_page=4&page=2", "ba", 6, 2],
    ["&per_page=4&page=3", "", 6, 2],
    ["&order=chronological&per_page=4&page=2", "ef", 6, 2],
    ["&order=reverse_chronological&per_page=4&page=2", "ba", 6, 2],
    ["&filters[created]=2025-03-02", "b", 1, 1],
    ["&filters%5Bcreated%5D=2025-03-02..2025-03-04", "dcb", 3, 1],
    ["&filters[created]=2025-03-02..2025-03-05&query=bird", "cb", 2, 1],
    ["&filters[created]=1999-01-01", "", 0, 0],
    ["&filters[created]=2025-03-04..2025-03-02", "", 0, 0]
  ])("'%s': %s of %i", (query, letters, total, pages) => {
    const got = inMarch()(`${search}${query}`)
    const { total: all, total_pages } = got.json
    assert.deepStrictEqual([got.status, lettersOf(got), all, total_pages], [200, letters, total, pages])
  })

  it("say what was asked for", () => {
    const asked = `${search}&query=bird&filters[created]=2025-03-02&page=1&per_page=5`
    const { data: _, ...fields } = inMarch()(asked).json
    assert.deepStrictEqual(fields, {
      object: "search",
      export: null,
      page: 1,
      per_page: 5,
      total: 1,
      total_pages: 1,
      filters: { created: "2025-03-02" },
      query: "bird",
      order: "reverse_chronological",
      scope: "customer",
      location: "/search",
      aggregate_level: null
    })
  })

  it.each([
    ["", "invalid_scope"],
    ["scope=cheque", "invalid_scope"],
    ["scope=customer&page=0", "invalid_page"],
    ["scope=customer&page=two", "invalid_page"],
    ["scope=customer&per_page=101", "bad_request"],
    ["scope=customer&order=newest", "bad_request"],
    ["scope=customer&filters[created]=yesterday", "invalid_filter"],
    ["scope=customer&filters[created]=2025-03-01..2025-03-02..2025-03-03", "invalid_filter"],
    ["scope=customer&filters[email]=a@example.com", "invalid_filter"]
  ])("'%s' is %s", (query, code) => isError(emulator()(`GET /search?${query}`), 400, code))

  it.each(["John.Doe@Example.com", "john.doe@example.com", "JOHN.DOE@EXAMPLE.COM"])(
    "for %s find the address whatever the capitals of either",
    (query) => {
      for (const email of ["John.Doe@example.com", "john.doe@EXAMPLE.com"]) {
        const found = rowsOf(emulator({ seed: [{ email }] })(`${search}&query=${query}`))
        assert.deepStrictEqual(
          found.map((row) => row.email),
          [email]
        )
      }
    }
  )
})

describe("every other question", () => {
  const a = "/customers/cust_test_a"
  it.each<[name: string, request: string, status: number, code: string, words?: string, data?: unknown]>([
    [
      "an unknown id, in the documented words",
      "GET /customers/cust_test_000000000000000000",
      404,
      documented.code,
      documented.message
    ],
    ["another path", "GET /cheques", 404, "not_found"],
    ["a path below a search", "GET /search/customers?scope=customer", 404, "not_found"],
    ["a delete of the collection", "DELETE /customers", 404, "not_found"],
    ["a PUT", `PUT ${a}`, 404, "not_found", "", {}],
    ["a body that is no JSON", create, 400, "bad_request", "", "{"],
    ["JSON that is no object", create, 400, "bad_request", "", [1]],
    ["a patch that is no JSON", `PATCH ${a}`, 400, "bad_request", "", "email"],
    ["an e-mail that is no text", create, 400, "bad_request", "email is invalid", { email: 7 }],
    ["metadata that is no object", create, 400, "bad_request", "metadata is invalid", { metadata: "plan" }],
    ["a card that is no token", create, 400, "invalid_card_token", "", { card: "card_test_1" }],
    [
      "a default card of somebody else",
      `PATCH ${a}`,
      400,
      "invalid_card",
      "",
      { default_card: "card_test_1" }
    ]
  ])("%s", (_, request, status, code, words, data) => isError(inMarch()(request, data), status, code, words))

  it("a trailing slash makes no difference", () => {
    assert.strictEqual(lettersOf(inMarch()(`${list}/`)), "abcdef")
    assert.strictEqual(inMarch()(`GET ${a}/`).json.id, "cust_test_a")
  })
})

describe("a seed that is deleted", () => {
  const places = [list, "GET /search?scope=customer&query=gone&order=chronological"]
  const gone = { id: "cust_test_gone", email: "gone@example.com", deleted: true }

  it("is answered as such, by itself, in lists and in searches", () => {
    const ask = emulator({ seed: [gone, { id: "cust_test_here", email: "not-gone@example.com" }] })
    assert.deepInclude(ask("GET /customers/cust_test_gone").json, gone)
    for (const place of places) {
      assert.deepStrictEqual(
        rowsOf(ask(place)).map(({ id, deleted }) => [id, deleted]),
        [
          ["cust_test_gone", true],
          ["cust_test_here", false]
        ],
        place
      )
    }
  })

  it("is a stub in version 2017-11-02", () => {
    const ask = emulator({ seed: [gone], apiVersion: "2017-11-02" })
    const stub = { object: "customer", id: "cust_test_gone", livemode: false, deleted: true }
    assert.deepStrictEqual(ask("GET /customers/cust_test_gone").json, stub)
    for (const place of places) assert.deepStrictEqual<unknown>(rowsOf(ask(place)), [stub], place)
  })

  it.effect("comes from the test layer too", () =>
    Effect.gen(function* () {
      const { retrieve } = yield* Omise.Omise
      assert.isTrue((yield* retrieve("cust_test_gone")).deleted)
    }).pipe(Effect.provide(OmiseTest.layer({ seed: [{ id: "cust_test_gone", deleted: true }] })))
  )
})

describe("a customer's cards", () => {
  const withCards = () => {
    const ask = emulator()
    const path = `/customers/${idOf(ask(create, { card: "tokn_test_1" }))}`
    const [first, second] = ask(`PATCH ${path}`, { card: "tokn_test_2" }).json.cards.data
    return { ask, path, first: String(first.id), second: String(second.id) }
  }

  it("are listed by pages, within a while", () => {
    const { ask, path, first, second } = withCards()
    const listed = (query: string) => {
      const got = ask(`GET ${path}/cards${query}`)
      return [got.json.total, ...idsOf(got)]
    }
    assert.deepStrictEqual(listed(""), [2, first, second])
    assert.deepStrictEqual(listed("?limit=1&offset=1"), [2, second])
    assert.deepStrictEqual(listed("?order=reverse_chronological&limit=1"), [2, second])
    assert.deepStrictEqual(listed("?to=2020-01-01T00:00:00Z"), [0])
    assert.deepStrictEqual(listed("?from=2030-01-01T00:00:00Z"), [0])
    assert.strictEqual(ask(`GET ${path}/cards?limit=0`).status, 400)
  })

  it("change where a patch names something that can be changed", () => {
    const { ask, path, first, second } = withCards()
    const changed = { name: "Jane Doe", expiration_month: "3", expiration_year: 2031, city: "Bangkok" }
    const before = ask(`GET ${path}/cards/${first}`).json
    const after = ask(`PATCH ${path}/cards/${first}`, { ...changed, brand: "JCB" }).json
    assert.deepStrictEqual(after, { ...before, ...changed, expiration_month: 3 })
    assert.deepStrictEqual(ask(`GET ${path}/cards/${first}`).json, after)
    assert.strictEqual(ask(`GET ${path}/cards/${second}`).json.name, "CARD HOLDER")
  })

  it.each([{ name: 7 }, { expiration_month: 13 }, { expiration_month: "x" }, { expiration_year: 31 }])(
    "refuse %j",
    (data) => {
      const { ask, path, first } = withCards()
      isError(ask(`PATCH ${path}/cards/${first}`, data), 400, "invalid_card")
    }
  )

  it("go, and the default with them: the latest one added takes its place", () => {
    const { ask, path, first, second } = withCards()
    const third = ask(`PATCH ${path}`, { card: "tokn_test_3" }).json.cards.data[2].id
    const gone = ask(`DELETE ${path}/cards/${first}`).json
    assert.deepInclude(gone, { object: "card", id: first, deleted: true })
    assert.strictEqual(ask(`GET ${path}`).json.default_card, third)
    assert.strictEqual(ask(`DELETE ${path}/cards/${first}`).status, 404)
    ask(`DELETE ${path}/cards/${second}`)
    assert.strictEqual(ask(`GET ${path}`).json.default_card, third)
    ask(`DELETE ${path}/cards/${third}`)
    assert.isNull(ask(`GET ${path}`).json.default_card)
  })

  it("have no other paths", () => {
    const { ask, path, first } = withCards()
    isError(ask(`POST ${path}/cards`), 404, "not_found")
    isError(ask(`GET ${path}/cards/${first}/more`), 404, "not_found")
    isError(ask(`PUT ${path}/cards/${first}`), 404, "not_found")
    isError(ask(`GET ${path}/charges`), 404, "not_found")
    isError(ask("GET /customers/cust_test_nobody/cards"), 404, "not_found")
  })
})
