/** The control endpoint: what `Control` does for a test in the same process, by HTTP. */
import { assert, describe, it } from "@effect/vitest"
import * as Emulator from "effect-payment-customers/emulator"
import * as Effect from "#line/test/Effect"
import { endpoints } from "../../src/providers/omise/endpoints.js"

const key = Emulator.keys.omise.testKey
const authorization = `Basic ${btoa(`${key}:`)}`

interface Got {
  readonly status: number
  readonly json: unknown
}

const emulator = (options: Emulator.Options = {}) => {
  const handler = Emulator.makeHandler(options)
  return (method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}) =>
    Effect.promise(async (): Promise<Got> => {
      const response = await handler(
        new Request(`http://localhost${path}`, {
          method,
          headers: { ...(path.startsWith("/_") ? {} : { authorization }), ...headers },
          ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) })
        })
      )
      const text = await response.text()
      return { status: response.status, json: text === "" ? undefined : JSON.parse(text) }
    })
}

const ids = (customers: unknown) => (customers as ReadonlyArray<{ readonly id: unknown }>).map(({ id }) => id)

const broken = { _tag: "Answer", status: 503, headers: { "retry-after": "1" }, body: "{}" }
const done = { status: 204, json: undefined }

describe("POST /_control/<provider>/faults", () => {
  it.effect("strikes the operation that it names, as often as it says, after as many as it says", () =>
    Effect.gen(function* () {
      const ask = emulator()
      const rule = { fault: broken, operation: "list", times: 2, after: 1 }
      assert.deepStrictEqual(yield* ask("POST", "/_control/omise/faults", rule), done)
      assert.strictEqual((yield* ask("POST", "/omise/customers", {})).status, 200)
      const statuses = yield* Effect.forEach([1, 2, 3, 4], () => ask("GET", "/omise/customers"))
      assert.deepStrictEqual(
        statuses.map(({ status }) => status),
        [200, 503, 503, 200]
      )
    })
  )

  it.effect("takes several, and what an answer leaves out", () =>
    Effect.gen(function* () {
      const ask = emulator()
      const rules = [{ fault: { _tag: "Answer", status: 500 } }, { fault: { _tag: "Truncate" } }]
      assert.deepStrictEqual(yield* ask("POST", "/_control/omise/faults", rules), done)
      assert.deepStrictEqual(yield* ask("GET", "/omise/customers"), { status: 500, json: undefined })
    })
  )

  it.effect("is the provider's alone, and a DELETE takes all back", () =>
    Effect.gen(function* () {
      const ask = emulator()
      yield* ask("POST", "/_control/omise/faults", { fault: broken, times: 5 })
      assert.strictEqual((yield* ask("GET", "/stancer/v1/customers/")).status, 401)
      assert.strictEqual((yield* ask("GET", "/omise/customers")).status, 503)
      assert.deepStrictEqual(yield* ask("DELETE", "/_control/omise/faults"), done)
      assert.strictEqual((yield* ask("GET", "/omise/customers")).status, 200)
    })
  )

  it.effect("takes every operation that a test in the same process can name", () =>
    Effect.gen(function* () {
      const ask = emulator()
      for (const operation of Object.keys(endpoints)) {
        const got = yield* ask("POST", "/_control/omise/faults", { fault: broken, operation })
        assert.deepStrictEqual(got, done, operation)
      }
      const struck = yield* ask("GET", "/omise/customers/cust_test_1/cards")
      assert.strictEqual(struck.status, 503)
    })
  )

  it.effect("GET answers what is still to strike, as it could be sent again", () =>
    Effect.gen(function* () {
      const ask = emulator()
      const rules = [
        { fault: broken, operation: "list", times: 2, after: 1 },
        { fault: { _tag: "Delay", by: 2000, whenAbandoned: "drop" } },
        { fault: { _tag: "NeverAnswer", carriedOut: true }, operation: "cards.list" }
      ]
      assert.deepStrictEqual((yield* ask("GET", "/_control/omise/faults")).json, [])
      yield* ask("POST", "/_control/omise/faults", rules)
      yield* ask("GET", "/omise/customers")
      const armed = yield* ask("GET", "/_control/omise/faults")
      assert.deepStrictEqual(armed, {
        status: 200,
        json: [
          { ...rules[0], after: 0 },
          { ...rules[1], times: 1, after: 0 },
          { ...rules[2], times: 1, after: 0 }
        ]
      })
      yield* ask("DELETE", "/_control/omise/faults")
      assert.deepStrictEqual(yield* ask("POST", "/_control/omise/faults", armed.json), done)
      assert.deepStrictEqual(yield* ask("GET", "/_control/omise/faults"), armed)
    })
  )

  const refused: ReadonlyArray<readonly [body: unknown, words: string]> = [
    ["", "0: must be an object"],
    ["{", "0: must be an object"],
    [{}, "fault: is missing"],
    [{ fault: "LoseAnswer" }, "fault"],
    [{ fault: { _tag: "Explode" } }, '_tag: must be "Answer" or "LoseAnswer"'],
    [{ fault: { _tag: "Answer" } }, "status: is missing"],
    [{ fault: { ...broken, status: 101 } }, "from 200 to 599"],
    [{ fault: { ...broken, status: 600 } }, "from 200 to 599"],
    [{ fault: { ...broken, headers: { "a b": "c" } } }, "headers that HTTP can carry"],
    [{ fault: { ...broken, headers: { a: "b\r\nc: d" } } }, "headers that HTTP can carry"],
    [{ fault: { ...broken, headers: { "content-length": "7" } } }, "headers that HTTP can carry"],
    [{ fault: { _tag: "Delay", by: 1, whenAbandoned: "perhaps" } }, "whenAbandoned"],
    [{ fault: broken, operation: "explode" }, "operation"],
    [{ fault: broken, times: 0 }, "times"],
    [{ fault: broken, after: -1 }, "after"],
    [{ fault: broken, time: 1 }, "time: is unexpected"],
    [[{ fault: broken }, { fault: broken, times: "2" }], "1.times"]
  ]
  for (const [body, words] of refused) {
    it.effect(`refuses ${JSON.stringify(body)}, and adds nothing`, () =>
      Effect.gen(function* () {
        const ask = emulator()
        const { status, json } = yield* ask("POST", "/_control/omise/faults", body)
        assert.strictEqual(status, 400)
        assert.include((json as { readonly emulator: string }).emulator, words)
        assert.strictEqual((yield* ask("GET", "/omise/customers")).status, 200)
      })
    )
  }
})

describe("what a test asks afterwards", () => {
  const seed = { omise: [{ id: "cust_test_seed", email: "seed@example.com" }] }

  it.effect("GET requests: what was asked, in order, without the key", () =>
    Effect.gen(function* () {
      const ask = emulator()
      yield* ask("POST", "/omise/customers", { email: "a@example.com" })
      yield* ask("GET", "/omise/search?scope=customer&query=a")
      const { status, json } = yield* ask("GET", "/_control/omise/requests")
      const requests = json as ReadonlyArray<Readonly<Record<string, unknown>>>
      assert.strictEqual(status, 200)
      assert.deepStrictEqual(
        requests.map(({ method, path, operation, query, body }) => [method, path, operation, query, body]),
        [
          ["POST", "/customers", "create", {}, '{"email":"a@example.com"}'],
          ["GET", "/search", "search", { scope: "customer", query: "a" }, ""]
        ]
      )
      assert.notInclude(JSON.stringify(json), key)
      assert.notInclude(JSON.stringify(json), authorization)
      assert.deepStrictEqual((yield* ask("GET", "/_control/stancer/requests")).json, [])
    })
  )

  it.effect("GET requests: the last 500, of each body the first 10,000 characters", () =>
    Effect.gen(function* () {
      const ask = emulator()
      yield* Effect.repeat(ask("POST", "/bepaid/customers", "x".repeat(20_000)), { times: 1200 })
      const { json } = yield* ask("GET", "/_control/bepaid/requests")
      const requests = json as ReadonlyArray<{ readonly body: string }>
      assert.deepStrictEqual([requests.length, requests[0]?.body.length], [500, 10_000])
    })
  )

  it.effect("GET customers: what is held, as the provider's JSON", () =>
    Effect.gen(function* () {
      const ask = emulator({ seed })
      const created = yield* ask("POST", "/omise/customers", { email: "a@example.com" })
      const { json } = yield* ask("GET", "/_control/omise/customers")
      const held = json as ReadonlyArray<{ readonly id: string }>
      assert.deepStrictEqual(
        held.map(({ id }) => id),
        ["cust_test_seed", (created.json as { readonly id: string }).id]
      )
    })
  )

  it.effect("GET customers: oldest first, of test and of live mode, and so is the page's newest", () =>
    Effect.gen(function* () {
      const of = (key: string) => ({ authorization: `Basic ${btoa(`${key}:`)}` })
      const { omise, stancer } = Emulator.keys
      const ask = emulator({
        seed: {
          omise: [
            { id: "cust_c", livemode: true, created_at: "2020-01-03T00:00:00Z" },
            { id: "cust_test_b", created_at: "2020-01-02T00:00:00Z" },
            { id: "cust_a", livemode: true, created_at: "2020-01-01T00:00:00Z" }
          ],
          stancer: [
            { id: "cust_c", live_mode: true, created: 3 },
            { id: "cust_b", created: 2.9 },
            { id: "cust_a", live_mode: true, created: 1 }
          ]
        }
      })
      const made: Record<string, Array<unknown>> = {
        omise: ["cust_a", "cust_test_b", "cust_c"],
        stancer: ["cust_a", "cust_b", "cust_c"]
      }
      for (const key of [omise.testKey, omise.liveKey, omise.testKey]) {
        const { json } = yield* ask("POST", "/omise/customers", {}, of(key))
        made.omise?.push((json as { readonly id: unknown }).id)
      }
      for (const key of [stancer.liveKey, stancer.testKey, stancer.liveKey]) {
        const { json } = yield* ask(
          "POST",
          "/stancer/v1/customers/",
          { name: key.slice(0, 20) + made.stancer?.length },
          of(key)
        )
        made.stancer?.push((json as { readonly id: unknown }).id)
      }
      for (const name of ["omise", "stancer"]) {
        const held = (yield* ask("GET", `/_control/${name}/customers`)).json
        assert.deepStrictEqual(ids(held), made[name], name)
        const { customers } = (yield* ask("GET", `/_page/state?provider=${name}`)).json as {
          readonly customers: ReadonlyArray<{ readonly shown: unknown }>
        }
        const newestFirst = customers.map(({ shown }) => shown)
        assert.deepStrictEqual(newestFirst.reverse(), made[name], name)
      }
    })
  )

  it.effect("POST reset: the seed again, no faults, no requests; other providers stay as they are", () =>
    Effect.gen(function* () {
      const ask = emulator({ seed })
      const stancer = { authorization: `Basic ${btoa(`${Emulator.keys.stancer.testKey}:`)}` }
      yield* ask("POST", "/omise/customers", {})
      yield* ask("POST", "/stancer/v1/customers/", { name: "David Coaster" }, stancer)
      yield* ask("POST", "/_control/omise/faults", { fault: broken })
      assert.deepStrictEqual(yield* ask("POST", "/_control/omise/reset"), done)
      const customers = (yield* ask("GET", "/_control/omise/customers")).json as ReadonlyArray<unknown>
      assert.strictEqual(customers.length, 1)
      assert.deepStrictEqual((yield* ask("GET", "/_control/omise/requests")).json, [])
      assert.strictEqual((yield* ask("GET", "/omise/customers")).status, 200)
      const others = (yield* ask("GET", "/_control/stancer/customers")).json as ReadonlyArray<unknown>
      assert.strictEqual(others.length, 1)
    })
  )
})

describe("who may", () => {
  for (const [method, path] of [
    ["GET", "/_control/stripe/customers"],
    ["GET", "/_control/omise"],
    ["GET", "/_control/omise/constructor"],
    ["PUT", "/_control/omise/faults"],
    ["GET", "/_control/omise/faults/1"]
  ] as const) {
    it.effect(`${method} ${path} is nothing`, () =>
      Effect.map(emulator()(method, path), ({ status }) => assert.strictEqual(status, 404))
    )
  }

  it.effect("not a page of another site in the same browser", () =>
    Effect.gen(function* () {
      const ask = emulator()
      for (const [site, status] of [
        ["cross-site", 403],
        ["same-site", 403],
        ["same-origin", 204],
        ["none", 204]
      ] as const) {
        const got = yield* ask("POST", "/_control/omise/reset", undefined, { "sec-fetch-site": site })
        assert.strictEqual(got.status, status, site)
      }
    })
  )
})
