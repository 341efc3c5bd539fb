/** The emulator as what it is: a function from a request to a response. */
import { assert, describe, it } from "@effect/vitest"
import { type EmulatorOptions, makeEmulator } from "../../../src/providers/omise/emulator/emulator.js"
import latest from "../../fixtures/omise/customer.2019-05-29.json" with { type: "json" }
import documented from "../../fixtures/omise/error-not-found.404.json" with { type: "json" }

const testKey = "skey_test_5xpiwb0o3sqo5y7n6h1"
const liveKey = "skey_5xpiwb0o3sqo5y7n6h1"

interface Sent {
  readonly method?: string
  /** With its query. */
  readonly path: string
  /** `curl -u`; `null` sends no credentials. */
  readonly user?: string | null
  /** A string is sent as it is, anything else as JSON. */
  readonly data?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** Default: the time of the fixtures. */
  readonly at?: string
}

interface Got {
  readonly status: number
  readonly json: Readonly<Record<string, unknown>>
  readonly headers: Readonly<Record<string, string>>
}

/** A fresh emulator; `ask` sends to it and answers what came back. */
const emulator = (options: Partial<EmulatorOptions> = {}) => {
  const { handle } = makeEmulator({ testKey, liveKey, ...options })
  return ({ method = "GET", path, user = `${testKey}:`, data = "", headers = {}, at }: Sent): Got => {
    const url = new URL(path, "https://api.omise.co")
    const { body, ...answer } = handle(
      {
        method,
        path: url.pathname,
        query: url.searchParams,
        headers: { ...(user === null ? {} : { authorization: `Basic ${btoa(user)}` }), ...headers },
        body: typeof data === "string" ? data : JSON.stringify(data)
      },
      Date.parse(at ?? "2025-03-20T09:12:02.900Z")
    )
    return { ...answer, json: JSON.parse(body) }
  }
}

type Ask = ReturnType<typeof emulator>

const create = (ask: Ask, data: unknown, more: Partial<Sent> = {}): Got =>
  ask({ method: "POST", path: "/customers", data, ...more })

const idOf = ({ json }: Got): string => (typeof json.id === "string" ? json.id : assert.fail("no id"))

const idsOf = ({ json }: Got): ReadonlyArray<unknown> =>
  (json.data as ReadonlyArray<{ readonly id: unknown }>).map(({ id }) => id)

const error = (status: number, code: string, message?: string) => ({ status, code, message })

/** The status and the body of an error, whose form is always the documented one. */
const errorOf = ({ status, json }: Got, withMessage: boolean) => {
  const { object, location, code, message } = json
  assert.deepStrictEqual(Object.keys(json).sort(), Object.keys(documented).sort())
  assert.strictEqual(object, "error")
  assert.strictEqual(location, `https://www.omise.co/api-errors#${String(code).replaceAll("_", "-")}`)
  return error(status, String(code), withMessage ? String(message) : undefined)
}

const old = { "omise-version": "2017-11-02" }
const newest = { "omise-version": "2019-05-29" }

describe("a customer", () => {
  const data = { email: latest.email, description: latest.description, metadata: latest.metadata }

  it("is created, and has the shape that Omise answers", () => {
    const got = create(emulator(), data)
    const id = idOf(got)
    assert.match(id, /^cust_test_[0-9a-z]{19}$/)
    assert.strictEqual(got.status, 200)
    const { cards, default_card, id: _, location: __, linked_accounts: ___, ...fields } = latest
    const { cards: emptyCards, linked_accounts, ...rest } = got.json
    assert.deepStrictEqual(rest, { ...fields, id, location: `/customers/${id}`, default_card: null })
    for (const [name, list] of Object.entries({ cards: emptyCards, linked_accounts })) {
      const location = `/customers/${id}/${name}`
      assert.deepStrictEqual(list, { ...cards, data: [], total: 0, location })
    }
  })

  it("is created from nothing, and from a body without anything", () => {
    for (const body of ["", "{}"]) {
      const { status, json } = create(emulator(), body)
      assert.deepStrictEqual([status, json.email, json.description, json.metadata], [200, null, null, {}])
    }
  })

  it("is created from a form, as the official PHP and Ruby SDKs send it", () => {
    const { json } = create(
      emulator(),
      "email=a%40example.com&description&metadata%5Bplan%5D=basic&metadata[tags][]=a&metadata[tags][]=b",
      {
        headers: { "content-type": "application/x-www-form-urlencoded; charset=utf-8" }
      }
    )
    assert.deepStrictEqual(
      [json.email, json.description, json.metadata],
      ["a@example.com", null, { plan: "basic", tags: ["a", "b"] }]
    )
  })

  it("is what was created when it is retrieved, and changed where a patch names something", () => {
    const ask = emulator()
    const created = create(ask, data)
    const path = `/customers/${idOf(created)}`
    assert.deepStrictEqual(ask({ path }).json, created.json)
    const patched = ask({ method: "PATCH", path, data: { description: "changed", metadata: { a: 1 } } })
    assert.deepStrictEqual(patched.json, { ...created.json, description: "changed", metadata: { a: 1 } })
    assert.deepStrictEqual(ask({ path }).json, patched.json)
    assert.deepStrictEqual(ask({ method: "PATCH", path, data: { email: null } }).json.email, null)
  })

  it("is gone after its delete: the second delete, a retrieve and a patch find nothing", () => {
    const ask = emulator()
    const path = `/customers/${idOf(create(ask, data))}`
    assert.strictEqual(ask({ method: "DELETE", path }).status, 200)
    for (const method of ["DELETE", "GET", "PATCH"]) {
      assert.deepStrictEqual(errorOf(ask({ method, path, data: {} }), false), error(404, "not_found"))
    }
    assert.deepStrictEqual(idsOf(ask({ path: "/customers" })), [])
  })

  it("never gets an id that was there before", () => {
    const ask = emulator({ seed: [{ id: "cust_test_0000000000000000001" }] })
    const first = create(ask, {})
    assert.notStrictEqual(idOf(first), "cust_test_0000000000000000001")
    ask({ method: "DELETE", path: `/customers/${idOf(first)}` })
    assert.notStrictEqual(idOf(create(ask, {})), idOf(first))
  })
})

describe("the API versions", () => {
  const data = { email: "a@example.com", card: "tokn_test_1", metadata: { a: 1 } }

  it("2019-05-29 is the default, and what is later", () => {
    for (const headers of [{}, newest, { "omise-version": "2030-01-01" }]) {
      const { json } = create(emulator(), data, { headers })
      assert.containsAllKeys(json, ["created_at", "deleted", "linked_accounts"])
      assert.notProperty(json, "created")
    }
  })

  it("2017-11-02 has created, no deleted, no linked accounts, and no order in its cards", () => {
    for (const headers of [old, { "omise-version": "2014-07-27" }]) {
      const { json } = create(emulator(), data, { headers })
      assert.strictEqual(json.created, "2025-03-20T09:12:02Z")
      assert.doesNotHaveAnyKeys(json, ["created_at", "deleted", "linked_accounts"])
      const cards = json.cards as { readonly order: unknown; readonly data: ReadonlyArray<object> }
      assert.isNull(cards.order)
      assert.property(cards.data[0], "created")
      assert.doesNotHaveAnyKeys(cards.data[0], ["created_at", "deleted"])
    }
  })

  it("the account's own version counts where the request names none", () => {
    const ask = emulator({ apiVersion: "2017-11-02" })
    assert.property(create(ask, {}).json, "created")
    assert.property(create(ask, {}, { headers: newest }).json, "created_at")
  })

  it("a delete answers the customer as it was, or a stub", () => {
    const ask = emulator()
    const [a, b] = [create(ask, data), create(ask, {})]
    const deleted = ask({ method: "DELETE", path: `/customers/${idOf(a)}`, headers: newest })
    assert.deepStrictEqual(deleted.json, { ...a.json, deleted: true })
    const stub = ask({ method: "DELETE", path: `/customers/${idOf(b)}`, headers: old })
    assert.deepStrictEqual(stub.json, { object: "customer", id: idOf(b), livemode: false, deleted: true })
  })
})

describe("card tokens", () => {
  it("one is good once, whatever it is used for, and its card is the default", () => {
    const ask = emulator()
    const { json } = create(ask, { card: "tokn_test_51yer81s9aqqyktdoeh" })
    const cards = json.cards as {
      readonly total: number
      readonly data: ReadonlyArray<{ readonly id: string }>
    }
    const card = cards.data[0] ?? assert.fail("no card")
    assert.deepStrictEqual([cards.total, json.default_card], [1, card.id])
    assert.match(card.id, /^card_test_[0-9a-z]{19}$/)
    assert.containsAllKeys(card, [
      "last_digits",
      "expiration_month",
      "expiration_year",
      "brand",
      "created_at"
    ])
    const again = [
      create(ask, { card: "tokn_test_51yer81s9aqqyktdoeh" }),
      ask({
        method: "PATCH",
        path: `/customers/${json.id}`,
        data: { email: "b@example.com", card: "tokn_test_51yer81s9aqqyktdoeh" }
      })
    ]
    for (const got of again) assert.deepStrictEqual(errorOf(got, false), error(400, "used_token"))
    assert.isNull(ask({ path: `/customers/${json.id}` }).json.email, "a refused patch changes nothing")
    assert.deepStrictEqual(idsOf(ask({ path: "/customers" })), [json.id], "a refused create leaves nothing")
  })

  it("a second one adds a card, and the default is chosen by id", () => {
    const ask = emulator()
    const first = create(ask, { card: "tokn_test_1" })
    const path = `/customers/${idOf(first)}`
    const second = ask({ method: "PATCH", path, data: { card: "tokn_test_2" } })
    const ids = (second.json.cards as { readonly data: ReadonlyArray<{ readonly id: string }> }).data.map(
      ({ id }) => id
    )
    assert.deepStrictEqual([ids.length, second.json.default_card], [2, ids[0]])
    const chosen = ask({ method: "PATCH", path, data: { default_card: ids[1] } })
    assert.strictEqual(chosen.json.default_card, ids[1])
  })

  it("a refused request spends none", () => {
    const ask = emulator()
    create(ask, { card: "tokn_test_1", email: 7 })
    assert.strictEqual(create(ask, { card: "tokn_test_1" }).status, 200)
  })
})

describe("the keys", () => {
  it("that of live mode has customers, ids and tokens of its own", () => {
    const ask = emulator()
    const live = { user: `${liveKey}:` }
    const a = create(ask, { card: "tokn_test_1" })
    const b = create(ask, { card: "tokn_1" }, live)
    assert.match(idOf(b), /^cust_[0-9a-z]{19}$/)
    assert.deepStrictEqual([a.json.livemode, b.json.livemode], [false, true])
    assert.strictEqual(ask({ path: `/customers/${idOf(b)}` }).status, 404)
    assert.strictEqual(ask({ path: `/customers/${idOf(a)}`, ...live }).status, 404)
    assert.deepStrictEqual(idsOf(ask({ path: "/customers", ...live })), [idOf(b)])
    assert.deepStrictEqual(idsOf(ask({ path: "/search?scope=customer" })), [idOf(a)])
    assert.deepStrictEqual(
      errorOf(create(ask, { card: "tokn_test_2" }, live), false),
      error(400, "invalid_card_token")
    )
  })

  it("a seed is live where it says so", () => {
    const ask = emulator({ seed: [{ id: "cust_a", livemode: true }, { id: "cust_test_a" }] })
    assert.deepStrictEqual(idsOf(ask({ path: "/customers" })), ["cust_test_a"])
    assert.deepStrictEqual(idsOf(ask({ path: "/customers", user: `${liveKey}:` })), ["cust_a"])
  })

  for (const user of [
    null,
    ":",
    "skey_test_unknown:",
    `${testKey}:password`,
    `:${testKey}`,
    "pkey_test_1:"
  ]) {
    it(`${user} is authentication_failure before anything else is looked at`, () => {
      const ask = emulator()
      for (const sent of [
        { path: "/customers" },
        { method: "POST", path: "/customers", data: "{" },
        { path: "/nothing" },
        { path: "/search?scope=nothing" }
      ]) {
        assert.deepStrictEqual(errorOf(ask({ ...sent, user }), false), error(401, "authentication_failure"))
      }
    })
  }

  it("every answer has a request id of its own", () => {
    const ask = emulator()
    const answers = [
      ask({ path: "/customers" }),
      ask({ path: "/nothing" }),
      ask({ path: "/customers", user: null })
    ]
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

const lettersOf = (got: Got) =>
  idsOf(got)
    .map((id) => String(id).at(-1))
    .join("")

describe("lists", () => {
  const lists: ReadonlyArray<readonly [query: string, letters: string, total: number]> = [
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
  ]
  for (const [query, letters, total] of lists) {
    it(`${query || "without parameters"}: ${letters || "nobody"} of ${total}`, () => {
      const got = emulator({ seed: march })({ path: `/customers${query}` })
      assert.deepStrictEqual([got.status, lettersOf(got), got.json.total], [200, letters, total])
    })
  }

  it("say what was asked for", () => {
    const got = emulator({ seed: march })({ path: "/customers?limit=2&from=2025-03-02T00:00:00%2B07:00" })
    const { data: _, ...fields } = got.json
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
    const ids = Array.from({ length: 5 }, () => idOf(create(ask, {})))
    assert.deepStrictEqual(idsOf(ask({ path: "/customers" })), ids)
    ask({ method: "DELETE", path: `/customers/${ids[2]}` })
    ask({ method: "PATCH", path: `/customers/${ids[1]}`, data: { email: "b@example.com" } })
    assert.deepStrictEqual(idsOf(ask({ path: "/customers" })), [ids[0], ids[1], ids[3], ids[4]])
  })

  it("leave out by default who is not created yet", () => {
    const ask = emulator({ seed: march })
    assert.strictEqual(lettersOf(ask({ path: "/customers", at: "2025-03-02T12:00:00Z" })), "ab")
    create(ask, {}, { at: "2025-03-02T13:00:00Z" })
    const ids = idsOf(ask({ path: "/customers" }))
    assert.deepStrictEqual([ids.length, ids[1], ids[3]], [7, "cust_test_b", "cust_test_c"])
  })

  for (const [query, parameter] of [
    ["?limit=0", "limit"],
    ["?limit=101", "limit"],
    ["?limit=five", "limit"],
    ["?limit=", "limit"],
    ["?offset=-1", "offset"],
    ["?from=yesterday", "from"],
    ["?to=", "to"],
    ["?order=newest", "order"]
  ] as const) {
    it(`${query} is a bad_request that names the parameter`, () => {
      const got = emulator({ seed: march })({ path: `/customers${query}` })
      assert.deepStrictEqual(errorOf(got, false), error(400, "bad_request"))
      assert.include(got.json.message, parameter)
    })
  }
})

describe("searches", () => {
  const searches: ReadonlyArray<readonly [query: string, letters: string, total: number, pages: number]> = [
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
  ]
  for (const [query, letters, total, pages] of searches) {
    it(`${query || "for everything"}: ${letters || "nobody"} of ${total}`, () => {
      const got = emulator({ seed: march })({ path: `/search?scope=customer${query}` })
      assert.deepStrictEqual(
        [got.status, lettersOf(got), got.json.total, got.json.total_pages],
        [200, letters, total, pages]
      )
    })
  }

  it("say what was asked for", () => {
    const path = "/search?scope=customer&query=bird&filters[created]=2025-03-02&page=1&per_page=5"
    const { data: _, ...fields } = emulator({ seed: march })({ path }).json
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

  for (const [query, code] of [
    ["", "invalid_scope"],
    ["scope=cheque", "invalid_scope"],
    ["scope=customer&page=0", "invalid_page"],
    ["scope=customer&page=two", "invalid_page"],
    ["scope=customer&per_page=101", "bad_request"],
    ["scope=customer&order=newest", "bad_request"],
    ["scope=customer&filters[created]=yesterday", "invalid_filter"],
    ["scope=customer&filters[created]=2025-03-01..2025-03-02..2025-03-03", "invalid_filter"],
    ["scope=customer&filters[email]=a@example.com", "invalid_filter"]
  ] as const) {
    it(`${query || "no scope"} is ${code}`, () => {
      assert.deepStrictEqual(errorOf(emulator()({ path: `/search?${query}` }), false), error(400, code))
    })
  }
})

describe("every other question", () => {
  const questions: ReadonlyArray<{
    readonly name: string
    readonly sent: Sent
    readonly got: ReturnType<typeof error>
  }> = [
    {
      name: "an unknown id, in the documented words",
      sent: { path: "/customers/cust_test_000000000000000000" },
      got: error(404, documented.code, documented.message)
    },
    { name: "another path", sent: { path: "/cheques" }, got: error(404, "not_found") },
    {
      name: "a path below a search",
      sent: { path: "/search/customers?scope=customer" },
      got: error(404, "not_found")
    },
    {
      name: "a delete of the collection",
      sent: { method: "DELETE", path: "/customers" },
      got: error(404, "not_found")
    },
    {
      name: "a PUT",
      sent: { method: "PUT", path: "/customers/cust_test_a", data: {} },
      got: error(404, "not_found")
    },
    {
      name: "a body that is no JSON",
      sent: { method: "POST", path: "/customers", data: "{" },
      got: error(400, "bad_request")
    },
    {
      name: "JSON that is no object",
      sent: { method: "POST", path: "/customers", data: [1] },
      got: error(400, "bad_request")
    },
    {
      name: "a patch that is no JSON",
      sent: { method: "PATCH", path: "/customers/cust_test_a", data: "email" },
      got: error(400, "bad_request")
    },
    {
      name: "an e-mail that is no text",
      sent: { method: "POST", path: "/customers", data: { email: 7 } },
      got: error(400, "bad_request", "email is invalid")
    },
    {
      name: "metadata that is no object",
      sent: { method: "POST", path: "/customers", data: { metadata: "plan" } },
      got: error(400, "bad_request", "metadata is invalid")
    },
    {
      name: "a card that is no token",
      sent: { method: "POST", path: "/customers", data: { card: "card_test_1" } },
      got: error(400, "invalid_card_token")
    },
    {
      name: "a default card that the customer does not have",
      sent: { method: "PATCH", path: "/customers/cust_test_a", data: { default_card: "card_test_1" } },
      got: error(400, "invalid_card")
    }
  ]
  for (const { name, sent, got } of questions) {
    it(name, () => {
      assert.deepStrictEqual(errorOf(emulator({ seed: march })(sent), got.message !== undefined), got)
    })
  }

  it("a trailing slash makes no difference", () => {
    const ask = emulator({ seed: march })
    assert.strictEqual(lettersOf(ask({ path: "/customers/" })), "abcdef")
    assert.strictEqual(ask({ path: "/customers/cust_test_a/" }).json.id, "cust_test_a")
  })
})
