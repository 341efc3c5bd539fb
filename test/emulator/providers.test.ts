/** What the emulators know beyond what this library asks of them: Stancer's v2, Omise's cards, rate limits, forms. */
import { assert, describe, it } from "@effect/vitest"
import * as Emulator from "effect-payment-customers/emulator"
import * as OmiseProvider from "effect-payment-customers/Omise"
import * as StancerProvider from "effect-payment-customers/Stancer"
import { OmiseTest, StancerTest } from "effect-payment-customers/testing"
import * as Effect from "#line/test/Effect"
import * as Option from "#line/test/Option"
import { formBody, jsonBody } from "../../src/emulator/http.js"
import { makeLimiter } from "../../src/emulator/rateLimit.js"
import * as Omise from "../../src/providers/omise/emulator/emulator.js"
import * as Stancer from "../../src/providers/stancer/emulator/emulator.js"

const now = Date.parse("2025-03-20T09:12:02Z")

interface Got {
  readonly status: number
  readonly json: Readonly<Record<string, unknown>>
}

/** Asks an emulator with a key; `data` is sent as JSON. */
const asking =
  ({ handle }: Pick<ReturnType<typeof Stancer.makeEmulator>, "handle">, key: string) =>
  (method: string, target: string, data?: unknown): Got => {
    const { pathname, searchParams } = new URL(target, "http://localhost")
    const { status, body } = handle(
      {
        method,
        path: pathname,
        query: searchParams,
        headers: { authorization: `Basic ${btoa(`${key}:`)}` },
        body: data === undefined ? "" : JSON.stringify(data)
      },
      now
    )
    return { status, json: body === "" ? {} : JSON.parse(body) }
  }

const stancer = (seed: Stancer.EmulatorOptions["seed"] = []) =>
  asking(Stancer.makeEmulator({ testKey: "stest_a", liveKey: "sprod_a", seed }), "stest_a")

const david = { email: "david@example.net", mobile: "+33639980102", name: "David Coaster" }

describe("Stancer's API v2", () => {
  const collection = "/v2/customers/"

  it("creates, retrieves, updates and deletes; what was not given is null", () => {
    const ask = stancer()
    const address = "addr_9Cle7TXKkjhwqcWx4Kl5cQYk"
    const created = ask("POST", collection, { ...david, country: "FR", billing_address: address })
    const { id, ...fields } = created.json
    assert.match(String(id), /^cust_[0-9A-Za-z]{24}$/)
    assert.strictEqual(created.status, 200)
    assert.deepStrictEqual(fields, {
      ...david,
      external_id: null,
      country: "FR",
      date_birth: null,
      legal_id: null,
      billing_address: address,
      shipping_address: null,
      created: Math.floor(now / 1000),
      deleted: false
    })
    const path = `${collection}${id}`
    assert.deepStrictEqual(ask("GET", path), created)
    assert.strictEqual(ask("PATCH", path, { external_id: "7b1e" }).status, 204)
    assert.strictEqual(ask("GET", path).json.external_id, "7b1e")
    assert.strictEqual(ask("DELETE", path).status, 204)
    assert.deepStrictEqual(ask("GET", path), {
      status: 404,
      json: { error: { type: "invalid_request_error", message: `Customer \`${id}\` not found` } }
    })
  })

  it("shows v1's customers and v1 shows its own, each in its way", () => {
    const ask = stancer()
    const { id } = ask("POST", collection, { ...david, legal_id: "7", country: "FR" }).json
    const v1 = ask("GET", `/v1/customers/${id}`).json
    assert.deepInclude(v1, { ...david, live_mode: false, country: "FR" })
    assert.notProperty(v1, "legal_id")
    assert.notProperty(ask("GET", `${collection}${id}`).json, "live_mode")
  })

  describe("a create whose external id is there already", () => {
    const known = { ...david, external_id: "7b1e" }
    const eve = { email: "eve@example.net", external_id: "7b1e" }
    const repeating = (repeatedExternalId?: Stancer.RepeatedExternalId) => {
      const options = { testKey: "stest_a", liveKey: "sprod_a", repeatedExternalId }
      const emulator = Stancer.makeEmulator(options)
      return { ask: asking(emulator, "stest_a"), live: asking(emulator, "sprod_a") }
    }
    const idsIn = (ask: ReturnType<typeof stancer>) =>
      (ask("GET", collection).json.customers as ReadonlyArray<{ readonly id: unknown }>).map(({ id }) => id)

    for (const flag of [undefined, "another"] as const) {
      it(`${flag ?? "by default"}: makes another customer each time`, () => {
        const { ask } = repeating(flag)
        const made = [known, known, eve].map((body) => ask("POST", collection, body))
        assert.deepStrictEqual(
          made.map(({ status }) => status),
          [200, 200, 200]
        )
        assert.strictEqual(new Set(made.map(({ json }) => json.id)).size, 3)
      })
    }

    it("same: answers the first one as it is, whatever else is sent", () => {
      const { ask } = repeating("same")
      const first = ask("POST", collection, known)
      for (const body of [known, eve]) assert.deepStrictEqual(ask("POST", collection, body), first)
      assert.deepStrictEqual(idsIn(ask), [first.json.id])
    })

    it("conflict: 409 that names the first one, whatever else is sent", () => {
      const { ask } = repeating("conflict")
      const { id } = ask("POST", collection, known).json
      const error = "Customer already exists, you may want to update it instead creating a new one"
      for (const body of [known, eve]) {
        assert.deepStrictEqual(ask("POST", collection, body), {
          status: 409,
          json: { error: { type: "invalid_request_error", message: { error, id } } }
        })
      }
      assert.deepStrictEqual(idsIn(ask), [id])
    })

    for (const flag of ["same", "conflict"] as const) {
      it(`${flag}: is by the external id as it is now, in the same mode, of who is not deleted`, () => {
        const { ask, live } = repeating(flag)
        const { id } = ask("POST", collection, known).json
        const isNew = (answer: Got) => answer.status === 200 && answer.json.id !== id
        assert.isTrue(isNew(ask("POST", collection, { ...known, external_id: "8" })), "another external id")
        assert.isTrue(isNew(ask("POST", collection, david)), "none")
        assert.isTrue(isNew(ask("POST", collection, david)), "none, again")
        assert.isTrue(isNew(live("POST", collection, known)), "in live mode")
        ask("PATCH", `${collection}${id}`, { external_id: "9" })
        assert.isFalse(isNew(ask("POST", collection, { ...eve, external_id: "9" })), "the changed one")
        const second = ask("POST", collection, known)
        assert.isTrue(isNew(second), "the one from before")
        ask("DELETE", `${collection}${second.json.id}`)
        const third = ask("POST", collection, known)
        assert.isTrue(isNew(third) && third.json.id !== second.json.id, "after a delete")
      })

      it(`${flag}: v1 goes by all four fields all the same`, () => {
        const { ask } = repeating(flag)
        ask("POST", "/v1/customers/", known)
        assert.strictEqual(ask("POST", "/v1/customers/", eve).status, 200)
        assert.strictEqual(ask("POST", "/v1/customers/", known).status, 409)
      })
    }

    it("is an option of the emulators and of the test layer", async () => {
      for (const repeatedExternalId of ["another", "same", "conflict"] as const) {
        const handler = Emulator.makeHandler({ stancer: { repeatedExternalId } })
        const authorization = `Basic ${btoa(`${Emulator.keys.stancer.testKey}:`)}`
        const send = () =>
          handler(
            new Request("http://localhost/stancer/v2/customers/", {
              method: "POST",
              headers: { authorization },
              body: JSON.stringify(known)
            })
          )
        const answers = [await send(), await send()]
        assert.strictEqual(answers[1]?.status, repeatedExternalId === "conflict" ? 409 : 200)
        const create = Effect.flatMap(StancerProvider.Stancer, ({ create }) =>
          create({ email: david.email, externalId: "7b1e" })
        )
        const exits = await Effect.runPromise(
          Effect.all([Effect.exit(create), Effect.exit(create)]).pipe(
            Effect.provide(StancerTest.layerV2({ repeatedExternalId }))
          )
        )
        const ids = exits.flatMap((exit) => (exit._tag === "Success" ? [exit.value.id] : []))
        const counts = { another: [2, 2], same: [2, 1], conflict: [1, 1] }[repeatedExternalId]
        assert.deepStrictEqual([ids.length, new Set(ids).size], counts, repeatedExternalId)
      }
    })
  })

  describe("a seed that is deleted", () => {
    const gone = { id: "cust_gone", ...david, external_id: "7b1e", deleted: true }

    it("is shown as deleted, by itself and in lists, and v1 does not know it", () => {
      const ask = stancer([gone, { id: "cust_here", ...david }])
      assert.deepInclude(ask("GET", `${collection}cust_gone`), { status: 200 })
      assert.deepInclude(ask("GET", `${collection}cust_gone`).json, gone)
      const customers = ask("GET", collection).json.customers as ReadonlyArray<
        Readonly<Record<string, unknown>>
      >
      assert.deepStrictEqual(
        customers.map(({ id, deleted }) => [id, deleted]),
        [
          ["cust_gone", true],
          ["cust_here", false]
        ]
      )
      assert.strictEqual(ask("GET", "/v1/customers/cust_gone").status, 404)
      assert.notProperty(ask("GET", "/v1/customers/cust_here").json, "deleted")
    })

    it("is nobody that a create repeats", () => {
      for (const repeatedExternalId of ["same", "conflict"] as const) {
        const ask = asking(
          Stancer.makeEmulator({ testKey: "stest_a", seed: [gone], repeatedExternalId }),
          "stest_a"
        )
        for (const path of ["/v1/customers/", collection]) {
          const { status, json } = ask("POST", path, { ...david, external_id: "7b1e" })
          assert.strictEqual(status, 200)
          assert.notStrictEqual(json.id, gone.id)
          ask("DELETE", `${collection}${json.id}`)
        }
      }
    })

    it("no create makes one", () => {
      const ask = stancer()
      assert.strictEqual(ask("POST", collection, { ...david, deleted: true }).json.deleted, false)
      assert.strictEqual(ask("POST", "/v1/customers/", { ...david, deleted: true }).status, 409)
    })

    it.effect("comes from the test layer too", () =>
      Effect.gen(function* () {
        const stancer = yield* StancerProvider.Stancer
        const { deleted } = yield* stancer.retrieve("cust_gone")
        assert.deepStrictEqual(deleted, Option.some(true))
      }).pipe(
        Effect.provide(
          StancerTest.layerV2({ seed: [{ id: "cust_gone", email: david.email, deleted: true }] })
        )
      )
    )
  })

  const refusals: ReadonlyArray<readonly [data: unknown, field: string, msg: string, type: string]> = [
    [{ email: 7 }, "email", "str type expected", "type_error.str"],
    [
      { email: "e".repeat(65) },
      "email",
      "ensure this value has at most 64 characters",
      "value_error.any_str.max_length"
    ],
    [
      { mobile: "1".repeat(17) },
      "mobile",
      "ensure this value has at most 16 characters",
      "value_error.any_str.max_length"
    ],
    [
      { name: "n".repeat(65) },
      "name",
      "ensure this value has at most 64 characters",
      "value_error.any_str.max_length"
    ],
    [
      { legal_id: "1".repeat(17) },
      "legal_id",
      "ensure this value has at most 16 characters",
      "value_error.any_str.max_length"
    ],
    [
      { country: "F" },
      "country",
      "ensure this value has at least 2 characters",
      "value_error.any_str.min_length"
    ],
    [
      { country: "FRA" },
      "country",
      "ensure this value has at most 2 characters",
      "value_error.any_str.max_length"
    ],
    [
      { billing_address: "addr_1" },
      "billing_address",
      'string does not match regex "^addr_[a-zA-Z0-9]{24}$"',
      "value_error.str.regex"
    ],
    [
      { date_birth: "3 Feb 1981" },
      "date_birth",
      'string does not match regex "^\\d{4}-\\d{2}-\\d{2}$"',
      "value_error.str.regex"
    ],
    [
      { external_id: "" },
      "external_id",
      "ensure this value has at least 1 characters",
      "value_error.any_str.min_length"
    ],
    [{ country: null }, "country", "str type expected", "type_error.str"],
    [{ billing_address: {} }, "billing_address", "str type expected", "type_error.str"],
    [{ live_mode: false }, "live_mode", "extra fields not permitted", "value_error.extra"]
  ]
  for (const [data, field, msg, type] of refusals) {
    it(`refuses ${field} ${JSON.stringify(data).slice(0, 40)}`, () => {
      const ask = stancer([{ id: "cust_1", ...david }])
      const refused = { status: 422, json: { detail: [{ loc: ["body", field], msg, type }] } }
      assert.deepStrictEqual(ask("POST", collection, data), refused)
      assert.deepStrictEqual(ask("PATCH", `${collection}cust_1`, data), refused)
      assert.strictEqual((ask("GET", collection).json.customers as ReadonlyArray<unknown>).length, 1)
    })
  }

  it("refuses a body that is none", () => {
    const { status, json } = stancer()("POST", collection, [david])
    assert.deepStrictEqual(
      [status, json],
      [422, { detail: [{ loc: ["body"], msg: "value is not a valid dict", type: "type_error.dict" }] }]
    )
  })

  const people = Array.from({ length: 25 }, (_, index) => ({
    id: `cust_${index}`,
    name: index % 2 === 0 ? "Even" : "Odd",
    email: `${index}@example.net`,
    country: index < 5 ? "FR" : "BE",
    created: 1000 + index
  }))

  const lists: ReadonlyArray<
    readonly [query: string, ids: ReadonlyArray<number>, start: number, limit: number, more: boolean]
  > = [
    ["", [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 0, 10, true],
    ["?start=20", [20, 21, 22, 23, 24], 20, 10, false],
    ["?start=23&limit=2", [23, 24], 23, 2, false],
    ["?start=22&limit=2", [22, 23], 22, 2, true],
    ["?start=25", [], 25, 10, false],
    ["?start=1000&limit=100", [], 1000, 100, false],
    ["?name=Even&limit=3", [0, 2, 4], 0, 3, true],
    ["?country=FR&name=Odd", [1, 3], 0, 10, false],
    ["?email=7%40example.net", [7], 0, 10, false],
    ["?external_id=nobody", [], 0, 10, false],
    ["?created=1023", [23, 24], 0, 10, false]
  ]
  for (const [query, ids, start, limit, more] of lists) {
    it(`lists ${query || "without parameters"}`, () => {
      const { status, json } = stancer(people)("GET", `${collection}${query}`)
      const customers = json.customers as ReadonlyArray<{ readonly id: string }>
      assert.strictEqual(status, 200)
      assert.deepStrictEqual(
        customers.map(({ id }) => id),
        ids.map((index) => `cust_${index}`)
      )
      assert.deepStrictEqual(json.range, {
        start,
        end: start + ids.length,
        limit,
        count: ids.length,
        has_more: more
      })
    })
  }

  for (const [query, field, type] of [
    ["?limit=0", "limit", "value_error.number.not_ge"],
    ["?limit=101", "limit", "value_error.number.not_le"],
    ["?limit=ten", "limit", "type_error.integer"],
    ["?start=-1", "start", "value_error.number.not_ge"]
  ] as const) {
    it(`does not list ${query}`, () => {
      const { status, json } = stancer(people)("GET", `${collection}${query}`)
      assert.strictEqual(status, 422)
      assert.deepInclude((json.detail as ReadonlyArray<object>)[0], { loc: ["query", field], type })
    })
  }

  it("keeps the modes apart", () => {
    const emulator = Stancer.makeEmulator({ testKey: "stest_a", liveKey: "sprod_a" })
    const [test, live] = [asking(emulator, "stest_a"), asking(emulator, "sprod_a")]
    const { id } = live("POST", collection, david).json
    assert.strictEqual(test("GET", `${collection}${id}`).status, 404)
    assert.deepStrictEqual(test("GET", collection).json.customers, [])
    assert.strictEqual((live("GET", collection).json.customers as ReadonlyArray<unknown>).length, 1)
  })
})

describe("Omise's customers", () => {
  const omise = (seed: Omise.EmulatorOptions["seed"] = [], apiVersion = "2019-05-29") =>
    asking(Omise.makeEmulator({ testKey: "skey_test_a", seed, apiVersion }), "skey_test_a")
  const rows = ({ json }: Got) => json.data as ReadonlyArray<Readonly<Record<string, unknown>>>
  const places = ["/customers", "/search?scope=customer&query=gone&order=chronological"]

  const gone = { id: "cust_test_gone", email: "gone@example.com", deleted: true }

  it("a seed that is deleted is answered as such, by itself, in lists and in searches", () => {
    const ask = omise([gone, { id: "cust_test_here", email: "not-gone@example.com" }])
    assert.deepInclude(ask("GET", "/customers/cust_test_gone").json, gone)
    for (const path of places) {
      assert.deepStrictEqual(
        rows(ask("GET", path)).map(({ id, deleted }) => [id, deleted]),
        [
          ["cust_test_gone", true],
          ["cust_test_here", false]
        ],
        path
      )
    }
  })

  it("in version 2017-11-02 it is a stub", () => {
    const ask = omise([gone], "2017-11-02")
    const stub = { object: "customer", id: "cust_test_gone", livemode: false, deleted: true }
    assert.deepStrictEqual(ask("GET", "/customers/cust_test_gone").json, stub)
    for (const path of places) assert.deepStrictEqual(rows(ask("GET", path)), [stub], path)
  })

  it.effect("it comes from the test layer too", () =>
    Effect.gen(function* () {
      const { retrieve } = yield* OmiseProvider.Omise
      const { deleted } = yield* retrieve("cust_test_gone")
      assert.isTrue(deleted)
    }).pipe(Effect.provide(OmiseTest.layer({ seed: [{ id: "cust_test_gone", deleted: true }] })))
  )

  for (const query of ["John.Doe@Example.com", "john.doe@example.com", "JOHN.DOE@EXAMPLE.COM"]) {
    it(`a search for ${query} finds the address whatever the capitals of either`, () => {
      for (const email of ["John.Doe@example.com", "john.doe@EXAMPLE.com"]) {
        const found = rows(omise([{ email }])("GET", `/search?scope=customer&query=${query}`))
        assert.deepStrictEqual(
          found.map((row) => row.email),
          [email]
        )
      }
    })
  }
})

describe("an external id that is a number on the wire", () => {
  const seed = {
    bepaid: [{ id: "cst_1", email: "john@example.com", external_id: 42 }],
    omise: [{ id: "cust_test_1", email: "john@example.com", metadata: { external_id: 42 } }]
  }
  const { bepaid, omise } = Emulator.keys
  const handler = Emulator.makeHandler({ seed })
  const got = async (path: string, user: string): Promise<unknown> => {
    const headers = { authorization: `Basic ${btoa(user)}` }
    return (await handler(new Request(`http://localhost${path}`, { headers }))).json()
  }

  it("stays one in bePaid's answers", async () => {
    const user = `${bepaid.shopId}:${bepaid.secretKey}`
    assert.deepStrictEqual(await got("/bepaid/customers/cst_1", user), seed.bepaid[0])
    assert.deepStrictEqual(await got("/bepaid/customers", user), seed.bepaid)
  })

  it("stays one in Omise's answers, and is found", async () => {
    const user = `${omise.testKey}:`
    const expected = { metadata: { external_id: 42 } }
    assert.deepInclude(await got("/omise/customers/cust_test_1", user), expected)
    for (const path of ["/omise/customers", "/omise/search?scope=customer&query=42"]) {
      const { data } = (await got(path, user)) as { readonly data: ReadonlyArray<object> }
      assert.strictEqual(data.length, 1, path)
      assert.deepInclude(data[0], expected)
    }
  })
})

describe("Omise's cards", () => {
  const withCards = () => {
    const ask = asking(Omise.makeEmulator({ testKey: "skey_test_a" }), "skey_test_a")
    const { id } = ask("POST", "/customers", { card: "tokn_test_1" }).json
    const path = `/customers/${id}`
    const { cards } = ask("PATCH", path, { card: "tokn_test_2" }).json as {
      readonly cards: { readonly data: ReadonlyArray<{ readonly id: string }> }
    }
    const [first = "", second = ""] = cards.data.map((card) => card.id)
    return { ask, path, first, second }
  }

  it("are listed by pages, within a while", () => {
    const { ask, path, first, second } = withCards()
    const ids = (query: string) => {
      const { json } = ask("GET", `${path}/cards${query}`)
      return [json.total, ...(json.data as ReadonlyArray<{ readonly id: string }>).map(({ id }) => id)]
    }
    assert.deepStrictEqual(ids(""), [2, first, second])
    assert.deepStrictEqual(ids("?limit=1&offset=1"), [2, second])
    assert.deepStrictEqual(ids("?order=reverse_chronological&limit=1"), [2, second])
    assert.deepStrictEqual(ids("?to=2020-01-01T00:00:00Z"), [0])
    assert.deepStrictEqual(ids("?from=2030-01-01T00:00:00Z"), [0])
    assert.strictEqual(ask("GET", `${path}/cards?limit=0`).status, 400)
  })

  it("change where a patch names something that can be changed", () => {
    const { ask, path, first, second } = withCards()
    const patch = {
      name: "Jane Doe",
      expiration_month: "3",
      expiration_year: 2031,
      city: "Bangkok",
      brand: "JCB"
    }
    const before = ask("GET", `${path}/cards/${first}`).json
    const after = ask("PATCH", `${path}/cards/${first}`, patch).json
    const { brand: _, ...changed } = patch
    assert.deepStrictEqual(after, { ...before, ...changed, expiration_month: 3 })
    assert.deepStrictEqual(ask("GET", `${path}/cards/${first}`).json, after)
    assert.strictEqual(ask("GET", `${path}/cards/${second}`).json.name, "CARD HOLDER")
  })

  for (const data of [
    { name: 7 },
    { expiration_month: 13 },
    { expiration_month: "x" },
    { expiration_year: 31 }
  ]) {
    it(`refuse ${JSON.stringify(data)}`, () => {
      const { ask, path, first } = withCards()
      const { status, json } = ask("PATCH", `${path}/cards/${first}`, data)
      assert.deepStrictEqual([status, json.code], [400, "invalid_card"])
    })
  }

  it("go, and the default with them: the latest one added takes its place", () => {
    const { ask, path, first, second } = withCards()
    const { cards } = ask("PATCH", path, { card: "tokn_test_3" }).json as {
      readonly cards: { readonly data: ReadonlyArray<{ readonly id: string }> }
    }
    const third = cards.data[2]?.id
    const gone = ask("DELETE", `${path}/cards/${first}`).json
    assert.deepInclude(gone, { object: "card", id: first, deleted: true })
    assert.strictEqual(ask("GET", path).json.default_card, third)
    assert.strictEqual(ask("DELETE", `${path}/cards/${first}`).status, 404)
    ask("DELETE", `${path}/cards/${second}`)
    assert.strictEqual(ask("GET", path).json.default_card, third)
    ask("DELETE", `${path}/cards/${third}`)
    assert.strictEqual(ask("GET", path).json.default_card, null)
  })

  it("have no other paths", () => {
    const { ask, path, first } = withCards()
    for (const [method, target] of [
      ["POST", `${path}/cards`],
      ["GET", `${path}/cards/${first}/more`],
      ["PUT", `${path}/cards/${first}`],
      ["GET", `${path}/charges`],
      ["GET", "/customers/cust_test_nobody/cards"]
    ] as const) {
      const { status, json } = ask(method, target)
      assert.deepStrictEqual([status, json.code], [404, "not_found"], `${method} ${target}`)
    }
  })
})

describe("a rate limit", () => {
  it("counts each account for itself, anew from the first request of each while", () => {
    const isTooMany = makeLimiter({ requests: 2, perMillis: 1000 })
    const asked = (account: string, at: ReadonlyArray<number>) =>
      at.map((millis) => isTooMany(account, millis))
    assert.deepStrictEqual(asked("a", [500, 600, 700, 1499]), [false, false, true, true])
    assert.deepStrictEqual(asked("b", [700]), [false])
    assert.deepStrictEqual(asked("a", [1500, 1501, 1502, 9000]), [false, false, true, false])
  })

  it("of none is never met", () => {
    assert.isFalse(makeLimiter(undefined)("a", 0))
  })
})

describe("bodies", () => {
  const plain = (body: unknown) => JSON.parse(JSON.stringify(body ?? null))

  const forms: ReadonlyArray<readonly [form: string, body: unknown]> = [
    ["", {}],
    ["a=1&b=two+words&c=%40", { a: "1", b: "two words", c: "@" }],
    ["a=1&a=2", { a: "2" }],
    ["a[b]=1&a[c][d]=2", { a: { b: "1", c: { d: "2" } } }],
    ["metadata[tags][]=a&metadata[tags][]=b", { metadata: { tags: ["a", "b"] } }],
    ["a[]=1&a[]=2&b[]=", { a: ["1", "2"], b: [""] }],
    ["a[][x]=1&a[][y]=2&a[][x]=3", { a: [{ x: "1", y: "2" }, { x: "3" }] }],
    ["a[][x][z]=1&a[][x][y]=2&a[][x][z]=3", { a: [{ x: { z: "1", y: "2" } }, { x: { z: "3" } }] }],
    ["a[][x][]=1&a[][x][]=2", { a: [{ x: ["1", "2"] }] }],
    ["a&b=&c[d]&e[]", { a: null, b: "", c: { d: null }, e: [null] }],
    ["&&a=1&", { a: "1" }],
    ["a=b=c&d=%zz&e=%26", { a: "b=c", d: "%zz", e: "&" }],
    ["a[0][b]=1&a[1][b]=2", { a: { 0: { b: "1" }, 1: { b: "2" } } }],
    ["a[b=1", { "a[b": "1" }],
    ["[a]=1", { "[a]": "1" }],
    ["=1", { "": "1" }],
    ["__proto__[a]=1&constructor=2", JSON.parse('{"__proto__":{"a":"1"},"constructor":"2"}')]
  ]
  for (const [form, body] of forms) {
    it(`the form ${JSON.stringify(form)}`, () => assert.deepStrictEqual(plain(formBody(form)), body))
  }

  for (const form of ["a=1&a[b]=2", "a[]=1&a[b]=2", "a[b]=1&a[]=2", "a[][b]=1&a[][b][c]=2"]) {
    it(`the form ${form} is none: a name of two kinds`, () => assert.isUndefined(formBody(form)))
  }

  it("a form leaves the prototypes of others alone", () => {
    formBody("__proto__[polluted]=1&a[__proto__][polluted]=1")
    assert.notProperty({}, "polluted")
  })

  it("that are nested too deep to be written again are none", () => {
    assert.isUndefined(formBody(`a${"[b]".repeat(200)}=1`))
    assert.isUndefined(jsonBody({ body: `${"[".repeat(200_000)}${"]".repeat(200_000)}` }))
    assert.deepStrictEqual(jsonBody({ body: '{"a":[[[]]]}' }), { a: [[[]]] })
  })
})
