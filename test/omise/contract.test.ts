/** What is sent to Omise, held against its documentation; what is refused is not sent at all. */
import { assert, describe, it } from "@effect/vitest"
import * as Redacted from "effect/Redacted"
import type { CustomersError } from "effect-payment-customers/CustomersError"
import * as Omise from "effect-payment-customers/Omise"
import * as DateTime from "#line/DateTime"
import * as Fiber from "#line/Fiber"
import * as Stream from "#line/Stream"
import * as Config from "#line/test/Config"
import * as Effect from "#line/test/Effect"
import * as Result from "#line/test/Result"
import * as TestClock from "#line/test/TestClock"
import customer from "../fixtures/omise/customer.2019-05-29.json" with { type: "json" }
import deleted from "../fixtures/omise/deleted.2019-05-29.json" with { type: "json" }
import listed from "../fixtures/omise/list.json" with { type: "json" }
import searched from "../fixtures/omise/search.json" with { type: "json" }
import { type FixedAnswer, recording } from "../support/recording.js"
import { answer, breakOff, fail, fetchFailed, nodeError, type Step, scripted } from "../support/scripted.js"

const secretKey = Redacted.make("skey_test_5xpiwb0o3sqo5y7n6h1")

type Use = (omise: Omise.Service) => Effect.Effect<unknown, CustomersError>

const ok = (body: unknown): FixedAnswer => ({ status: 200, body })

/** Calls Omise over a client that gives one answer, and tells what that client was asked to send. */
const exchange = (answer: FixedAnswer, use: Use, options: Partial<Omise.Options> = {}) =>
  Effect.gen(function* () {
    const client = recording([answer])
    const omise = yield* Effect.provide(Omise.make({ secretKey, ...options }), client.layer)
    const result = yield* Effect.result(use(omise))
    return { result, requests: client.requests }
  })

const utc = (text: string) => DateTime.toUtc(DateTime.makeUnsafe(text))

interface Sent {
  readonly name: string
  readonly use: Use
  readonly answer: unknown
  readonly sent: { readonly method: string; readonly url: string; readonly body?: unknown }
}

const api = "https://api.omise.co"

/** The calls that the documentation of the Elixir client shows, in the library's words. */
const documented: ReadonlyArray<Sent> = [
  {
    name: "create a customer without attaching a card",
    use: (omise) =>
      omise.create({
        email: "lucius@omise.co",
        description: "You know, it almost makes me wish for rain"
      }),
    answer: customer,
    sent: {
      method: "POST",
      url: `${api}/customers`,
      body: { email: "lucius@omise.co", description: "You know, it almost makes me wish for rain" }
    }
  },
  {
    name: "create a customer and attach a card",
    use: (omise) =>
      omise.create({
        email: "grouplove@omise.co",
        description: "Don't take me tongue tied",
        card: "tokn_test_51yer81s9aqqyktdoeh"
      }),
    answer: customer,
    sent: {
      method: "POST",
      url: `${api}/customers`,
      body: {
        email: "grouplove@omise.co",
        description: "Don't take me tongue tied",
        card: "tokn_test_51yer81s9aqqyktdoeh"
      }
    }
  },
  {
    name: "destroy",
    use: (omise) => omise.delete("cust_test_4xtrb759599jsxlhkrb"),
    answer: deleted,
    sent: { method: "DELETE", url: `${api}/customers/cust_test_4xtrb759599jsxlhkrb` }
  },
  {
    name: "list",
    use: (omise) => omise.list(),
    answer: listed,
    sent: { method: "GET", url: `${api}/customers` }
  },
  {
    name: "list with a limit",
    use: (omise) => omise.list({ limit: 5 }),
    answer: listed,
    sent: { method: "GET", url: `${api}/customers?limit=5` }
  },
  {
    name: "retrieve",
    use: (omise) => omise.retrieve("cust_test_4xtrb759599jsxlhkrb"),
    answer: customer,
    sent: { method: "GET", url: `${api}/customers/cust_test_4xtrb759599jsxlhkrb` }
  },
  {
    name: "search by the day of creation",
    use: (omise) => omise.search({ filters: { created: "2016-09-09" } }),
    answer: searched,
    sent: { method: "GET", url: `${api}/search?scope=customer&filters%5Bcreated%5D=2016-09-09` }
  },
  {
    name: "search by a query",
    use: (omise) => omise.search({ query: "eleven@omise.co" }),
    answer: searched,
    sent: { method: "GET", url: `${api}/search?scope=customer&query=eleven%40omise.co` }
  },
  {
    name: "update email and description",
    use: (omise) =>
      omise.update("cust_test_51yerhn3ghztgv31n4p", {
        email: "edward@omise.co",
        description: "Home is when I’m alone with you"
      }),
    answer: customer,
    sent: {
      method: "PATCH",
      url: `${api}/customers/cust_test_51yerhn3ghztgv31n4p`,
      body: { email: "edward@omise.co", description: "Home is when I’m alone with you" }
    }
  },
  {
    name: "attach a card",
    use: (omise) => omise.update("cust_test_4xtrb759599jsxlhkrb", { card: "tokn_test_4xs9408a642a1htto8z" }),
    answer: customer,
    sent: {
      method: "PATCH",
      url: `${api}/customers/cust_test_4xtrb759599jsxlhkrb`,
      body: { card: "tokn_test_4xs9408a642a1htto8z" }
    }
  }
]

/** What else Omise takes. */
const further: ReadonlyArray<Sent> = [
  {
    name: "create from nothing",
    use: (omise) => omise.create({}),
    answer: customer,
    sent: { method: "POST", url: `${api}/customers`, body: {} }
  },
  {
    name: "create with every field",
    use: (omise) =>
      omise.create({
        email: "",
        description: "ลูกค้า 🦬\n",
        card: "tokn_test_1",
        metadata: { plan: "basic", tags: ["a", null, 7], nested: { deep: true } },
        linkedAccount: "linked"
      }),
    answer: customer,
    sent: {
      method: "POST",
      url: `${api}/customers`,
      body: {
        email: "",
        description: "ลูกค้า 🦬\n",
        card: "tokn_test_1",
        metadata: { plan: "basic", tags: ["a", null, 7], nested: { deep: true } },
        linked_account: "linked"
      }
    }
  },
  {
    name: "fields that are undefined are not sent",
    use: (omise) => omise.update("cust_1", { email: undefined, card: undefined, description: "x" }),
    answer: customer,
    sent: { method: "PATCH", url: `${api}/customers/cust_1`, body: { description: "x" } }
  },
  {
    name: "update of the default card, and of metadata to nothing",
    use: (omise) => omise.update("cust_1", { defaultCard: "card_test_1", metadata: {} }),
    answer: customer,
    sent: {
      method: "PATCH",
      url: `${api}/customers/cust_1`,
      body: { metadata: {}, default_card: "card_test_1" }
    }
  },
  {
    name: "list with every option, times in UTC",
    use: (omise) =>
      omise.list({
        offset: 40,
        limit: 100,
        from: utc("2025-03-20T16:12:02+07:00"),
        to: utc("2025-03-20T09:12:02.500Z"),
        order: "reverse_chronological"
      }),
    answer: listed,
    sent: {
      method: "GET",
      url: `${api}/customers?offset=40&limit=100&from=2025-03-20T09%3A12%3A02Z&to=2025-03-20T09%3A12%3A02.500Z&order=reverse_chronological`
    }
  },
  {
    name: "list from the beginning, with from the same as to",
    use: (omise) =>
      omise.list({ offset: 0, limit: 1, from: utc("2025-03-20T00:00:00Z"), to: utc("2025-03-20T00:00:00Z") }),
    answer: listed,
    sent: {
      method: "GET",
      url: `${api}/customers?offset=0&limit=1&from=2025-03-20T00%3A00%3A00Z&to=2025-03-20T00%3A00%3A00Z`
    }
  },
  {
    name: "stream from an offset, a page of so many",
    use: (omise) => Stream.runDrain(omise.stream({ offset: 7, limit: 50 })),
    answer: { ...listed, offset: 7, total: 9 },
    sent: { method: "GET", url: `${api}/customers?offset=7&limit=50` }
  },
  {
    name: "search with every option",
    use: (omise) =>
      omise.search({
        query: "a b&c=d+é",
        filters: { created: { from: "2016-09-09", to: "2016-09-10" } },
        order: "chronological",
        page: 2,
        perPage: 100
      }),
    answer: searched,
    sent: {
      method: "GET",
      url: `${api}/search?scope=customer&query=a+b%26c%3Dd%2B%C3%A9&order=chronological&page=2&per_page=100&filters%5Bcreated%5D=2016-09-09..2016-09-10`
    }
  },
  {
    name: "search for everything, by filters that name nothing",
    use: (omise) => omise.search({ filters: { created: undefined } }),
    answer: searched,
    sent: { method: "GET", url: `${api}/search?scope=customer` }
  },
  {
    name: "searchStream begins at the page that is asked for",
    use: (omise) => Stream.runDrain(omise.searchStream({ query: "eleven", page: 3, perPage: 10 })),
    answer: { ...searched, page: 3, total_pages: 3 },
    sent: { method: "GET", url: `${api}/search?scope=customer&query=eleven&page=3&per_page=10` }
  }
]

for (const [title, operations] of Object.entries({
  "each documented example sends what it shows": documented,
  "what else Omise takes is sent in its words": further
})) {
  describe(title, () => {
    for (const { name, use, answer, sent } of operations) {
      it.effect(name, () =>
        Effect.gen(function* () {
          const { requests, result } = yield* exchange(ok(answer), use)
          assert.isTrue(Result.isSuccess(result))
          assert.strictEqual(requests.length, 1)
          const { method, url, body, headers } = requests[0] ?? assert.fail("nothing was sent")
          assert.deepStrictEqual({ method, url, body }, { body: undefined, ...sent })
          // User name: the key; password: empty.
          assert.strictEqual(headers.authorization, `Basic ${btoa("skey_test_5xpiwb0o3sqo5y7n6h1:")}`)
          assert.strictEqual(headers["omise-version"], "2019-05-29")
          assert.strictEqual(headers["content-type"], body === undefined ? undefined : "application/json")
        })
      )
    }
  })
}

describe("Omise-Version", () => {
  for (const apiVersion of ["2019-05-29", "2017-11-02"] as const) {
    it.effect(`${apiVersion} goes with every request`, () =>
      Effect.gen(function* () {
        for (const { use, answer } of documented) {
          const { requests } = yield* exchange(ok(answer), use, { apiVersion })
          assert.strictEqual(requests[0]?.headers["omise-version"], apiVersion)
        }
      })
    )
  }

  for (const apiVersion of ["2014-07-27", "", "latest", 2019]) {
    it.effect(`${JSON.stringify(apiVersion)} is refused`, () =>
      Effect.gen(function* () {
        const options = { secretKey, apiVersion } as Omise.Options
        const error = yield* Effect.flip(Effect.provide(Omise.make(options), recording([]).layer))
        assert.deepStrictEqual(Config.pathOf(error), ["apiVersion"])
        assert.include(String(error), "must be 2019-05-29 or 2017-11-02")
      })
    )
  }
})

describe("what breaks a rule is refused by the wire's name of the field, and nothing is sent", () => {
  // What a JavaScript caller can do.
  const anything = (value: unknown) => value as never
  const day = "must be a day such as 2016-09-09, or { from, to } with from no later than to"
  const refusals: ReadonlyArray<{
    readonly name: string
    readonly use: Use
    readonly errors: Readonly<Record<string, ReadonlyArray<string>>>
  }> = [
    ...[0, -1, 101, 1.5, Number.NaN, Number.POSITIVE_INFINITY].map((limit) => ({
      name: `list with a limit of ${limit}`,
      use: (omise: Omise.Service) => omise.list({ limit }),
      errors: { limit: ["must be a whole number from 1 to 100"] }
    })),
    ...[-1, 0.5, Number.NaN].map((offset) => ({
      name: `list from offset ${offset}`,
      use: (omise: Omise.Service) => omise.list({ offset }),
      errors: { offset: ["must be a whole number from 0"] }
    })),
    {
      name: "list from after to",
      use: (omise) => omise.list({ from: utc("2025-03-20T00:00:01Z"), to: utc("2025-03-20T00:00:00Z") }),
      errors: { from: ["must be no later than to"] }
    },
    {
      name: "list in another order, with a limit in text",
      use: (omise) => omise.list(anything({ order: "newest", limit: "5" })),
      errors: { limit: ["must be a number"], order: ["must be chronological or reverse_chronological"] }
    },
    {
      name: "list from a day in text",
      use: (omise) => omise.list(anything({ from: "2025-03-20", to: new Date(0) })),
      errors: { from: ["must be a DateTime.Utc instance"], to: ["must be a DateTime.Utc instance"] }
    },
    {
      name: "stream with a limit of 0",
      use: (omise) => Stream.runDrain(omise.stream({ limit: 0 })),
      errors: { limit: ["must be a whole number from 1 to 100"] }
    },
    {
      name: "stream from offset -1",
      use: (omise) => Stream.runDrain(omise.stream({ offset: -1 })),
      errors: { offset: ["must be a whole number from 0"] }
    },
    ...[0, -1, 1.5].map((page) => ({
      name: `search for page ${page}`,
      use: (omise: Omise.Service) => omise.search({ page }),
      errors: { page: ["must be a whole number from 1"] }
    })),
    ...[0, 101].map((perPage) => ({
      name: `search with ${perPage} on a page`,
      use: (omise: Omise.Service) => omise.search({ perPage }),
      errors: { per_page: ["must be a whole number from 1 to 100"] }
    })),
    {
      name: "search in another order",
      use: (omise) => omise.search(anything({ order: "newest" })),
      errors: { order: ["must be chronological or reverse_chronological"] }
    },
    {
      name: "search for a query that is no text",
      use: (omise) => omise.search(anything({ query: 7 })),
      errors: { query: ["must be a string"] }
    },
    {
      name: "searchStream from page 0",
      use: (omise) => Stream.runDrain(omise.searchStream({ page: 0 })),
      errors: { page: ["must be a whole number from 1"] }
    },
    ...[
      "",
      "2016-9-9",
      "09.09.2016",
      "2016-09-09T00:00:00Z",
      "2016-13-01",
      "2016-02-30",
      "2015-02-29",
      "2016-09-09..2016-09-10",
      "yesterday",
      { from: "2016-09-10", to: "2016-09-09" },
      { from: "2016-09-09" },
      { from: "2016-09-09", to: "2016-09-31" },
      { from: 20160909, to: 20160910 },
      ["2016-09-09", "2016-09-10"],
      new Date(0),
      null
    ].map((created) => ({
      name: `search by the day ${JSON.stringify(created)}`,
      use: (omise: Omise.Service) => omise.search({ filters: { created: anything(created) } }),
      errors: { "filters.created": [day] }
    })),
    {
      name: "update with nothing",
      use: (omise) => omise.update("cust_1", {}),
      errors: { base: ["must be a patch that changes at least one field"] }
    },
    {
      name: "update with nothing but undefined",
      use: (omise) => omise.update("cust_1", { email: undefined, metadata: undefined }),
      errors: { base: ["must be a patch that changes at least one field"] }
    },
    {
      name: "update with fields that Omise does not have",
      use: (omise) => omise.update("cust_1", anything({ name: "John" })),
      errors: { base: ["must be a patch that changes at least one field"] }
    },
    {
      name: "update with a token for the default card",
      use: (omise) => omise.update("cust_1", { defaultCard: "tokn_test_5xpiwbghl3sqo5y7n6h" }),
      errors: { default_card: ["must be the id of a card, not a card token"] }
    },
    {
      name: "create with fields of other types",
      use: (omise) => omise.create(anything({ email: null, linkedAccount: 7, metadata: ["a"] })),
      errors: {
        email: ["must be a string"],
        metadata: ["must be an object"],
        linked_account: ["must be a string"]
      }
    },
    {
      name: "create with metadata that no JSON can hold: a bigint",
      use: (omise) => omise.create({ metadata: { a: 1n } }),
      errors: { metadata: ["must be data that can be written as JSON"] }
    },
    {
      name: "create with metadata that no JSON can hold: a cycle",
      use: (omise) => {
        const loop: Record<string, unknown> = {}
        loop.self = loop
        return omise.create({ metadata: loop })
      },
      errors: { metadata: ["must be data that can be written as JSON"] }
    },
    ...[
      { name: "create", use: (omise: Omise.Service) => omise.create(anything(null)) },
      { name: "update", use: (omise: Omise.Service) => omise.update("cust_1", anything("cust_1")) },
      { name: "list", use: (omise: Omise.Service) => omise.list(anything(null)) },
      { name: "search", use: (omise: Omise.Service) => omise.search(anything("eleven@omise.co")) }
    ].map(({ name, use }) => ({
      name: `${name} with something that is no object`,
      use,
      errors: { base: ["must be an object"] }
    }))
  ]

  for (const { name, use, errors } of refusals) {
    it.effect(name, () =>
      Effect.gen(function* () {
        const { requests, result } = yield* exchange(ok(customer), use)
        assert.deepStrictEqual(requests, [])
        if (Result.isSuccess(result)) return assert.fail("it was accepted")
        const error = Result.getOrThrow(Result.flip(result))
        if (error._tag !== "ValidationFailed") return assert.fail(error._tag)
        assert.strictEqual(error.origin, "client")
        assert.deepStrictEqual({ ...error.errors }, errors)
      })
    )
  }
})

describe("the id of a retrieve, an update and a delete", () => {
  const operations: ReadonlyArray<readonly [name: string, use: (id: string) => Use, answer: unknown]> = [
    ["retrieve", (id) => (omise) => omise.retrieve(id), customer],
    ["update", (id) => (omise) => omise.update(id, { email: "a@example.com" }), customer],
    ["delete", (id) => (omise) => omise.delete(id), deleted]
  ]

  for (const [id, path] of [
    ["cust_test_5xtrb759599jsxlhkrb", "/customers/cust_test_5xtrb759599jsxlhkrb"],
    ["a form that nobody documents", "/customers/a%20form%20that%20nobody%20documents"],
    ["50%&ü", "/customers/50%25%26%C3%BC"]
  ] as const) {
    it.effect(`${JSON.stringify(id)} is sent, encoded`, () =>
      Effect.gen(function* () {
        for (const [, use, answer] of operations) {
          const { requests } = yield* exchange(ok(answer), use(id))
          assert.deepStrictEqual(
            requests.map((request) => request.path),
            [path]
          )
        }
      })
    )
  }

  for (const id of [
    "",
    " ",
    ".",
    "..",
    "cust_test_1/cards",
    "cust_test_1?expand=true",
    "cust_test_1#top",
    "cust_test_1\n",
    "tokn_test_5xpiwbghl3sqo5y7n6h",
    "card_test_5xpiwbghl3sqo5y7n6h",
    "cst_7aee5afb954c7ef7",
    "cust_9Cle7TXKkjhwqcWx4Kl5cQYk",
    undefined,
    null,
    7
  ]) {
    // The official SDK lists every customer for `retrieve(undefined)` and sends DELETE to the collection.
    it.effect(`${JSON.stringify(id) ?? "undefined"} is refused and not sent`, () =>
      Effect.gen(function* () {
        for (const [name, use, answer] of operations) {
          const { requests, result } = yield* exchange(ok(answer), use(id as string))
          assert.deepStrictEqual(requests, [], name)
          if (Result.isSuccess(result)) return assert.fail(`${name} accepted it`)
          const error = Result.getOrThrow(Result.flip(result))
          if (error._tag !== "ValidationFailed") return assert.fail(error._tag)
          assert.deepStrictEqual([error.origin, Object.keys(error.errors)], ["client", ["id"]])
        }
      })
    )
  }
})

describe("what is sent again after a lost answer", () => {
  const reset = fail(fetchFailed(nodeError("ECONNRESET")))
  const refused = fail(fetchFailed(nodeError("ECONNREFUSED", { syscall: "connect" })))

  const run = (steps: ReadonlyArray<Step>, use: Use) =>
    Effect.gen(function* () {
      const script = scripted(steps)
      const omise = yield* Effect.provide(Omise.make({ secretKey }), script.layer)
      const fiber = yield* Effect.forkChild(Effect.result(use(omise)))
      yield* TestClock.adjust("1 hour")
      const result = yield* Fiber.join(fiber)
      return {
        sent: script.sent.length,
        outcome: Result.isSuccess(result) ? "a success" : Result.getOrThrow(Result.flip(result))._tag,
        result
      }
    })

  const card = { card: "tokn_test_5xpiwbghl3sqo5y7n6h" }
  const cases: ReadonlyArray<{
    readonly name: string
    readonly steps: ReadonlyArray<Step>
    readonly use: Use
    readonly sent: number
    readonly outcome: string
  }> = [
    {
      name: "a create is not",
      steps: [reset],
      use: (omise) => omise.create(card),
      sent: 1,
      outcome: "Unavailable"
    },
    {
      name: "a create that certainly did not arrive is",
      steps: [refused, answer(200, customer)],
      use: (omise) => omise.create(card),
      sent: 2,
      outcome: "a success"
    },
    {
      name: "an update of plain values is",
      steps: [reset, answer(502, "<html>"), answer(200, customer)],
      use: (omise) => omise.update("cust_1", { email: "a@example.com", defaultCard: "card_1" }),
      sent: 3,
      outcome: "a success"
    },
    {
      name: "an update that spends a card token is not",
      steps: [reset],
      use: (omise) => omise.update("cust_1", { email: "a@example.com", ...card }),
      sent: 1,
      outcome: "Unavailable"
    },
    {
      name: "an update that spends a card token and met a 503 is not",
      steps: [answer(503)],
      use: (omise) => omise.update("cust_1", card),
      sent: 1,
      outcome: "Unavailable"
    },
    {
      name: "an update that spends a card token and was turned away with 429 is",
      steps: [answer(429), answer(200, customer)],
      use: (omise) => omise.update("cust_1", card),
      sent: 2,
      outcome: "a success"
    },
    {
      name: "an update that adds a linked account is not",
      steps: [reset],
      use: (omise) => omise.update("cust_1", { linkedAccount: "linked" }),
      sent: 1,
      outcome: "Unavailable"
    },
    {
      name: "a delete is; a 404 to the second says that the first has deleted",
      steps: [breakOff(200, nodeError("ECONNRESET")), answer(404, { object: "error", code: "not_found" })],
      use: (omise) => omise.delete("cust_1"),
      sent: 2,
      outcome: "a success"
    },
    {
      name: "a delete that certainly did not arrive is; a 404 to the second is a NotFound",
      steps: [refused, answer(404, { object: "error", code: "not_found" })],
      use: (omise) => omise.delete("cust_1"),
      sent: 2,
      outcome: "NotFound"
    },
    {
      name: "a retrieve, a list and a search are",
      steps: [answer(500), answer(200, customer), reset, answer(200, listed), reset, answer(200, searched)],
      use: (omise) => Effect.andThen(Effect.andThen(omise.retrieve("cust_1"), omise.list()), omise.search()),
      sent: 6,
      outcome: "a success"
    }
  ]
  for (const { name, steps, use, sent, outcome } of cases) {
    it.effect(name, () =>
      Effect.gen(function* () {
        const got = yield* run(steps, use)
        assert.deepStrictEqual({ sent: got.sent, outcome: got.outcome }, { sent, outcome })
      })
    )
  }

  it.effect("the result of such a delete is made from the id", () =>
    Effect.gen(function* () {
      const { result } = yield* run([answer(500), answer(404)], (omise) => omise.delete("cust_test_1"))
      if (Result.isFailure(result)) return assert.fail(Result.getOrThrow(Result.flip(result))._tag)
      assert.instanceOf(Result.getOrThrow(result), Omise.DeletedCustomer)
      assert.deepInclude(JSON.parse(JSON.stringify(Result.getOrThrow(result))), {
        id: "cust_test_1",
        deleted: true
      })
    })
  )
})
