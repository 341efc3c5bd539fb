/** Streams of lists and searches: lazy, by the rows that came, and with an end whatever the server does. */

import { HttpClient } from "@effect/platform/HttpClient"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Stream from "effect/Stream"
import * as Omise from "effect-payment-customers/Omise"
import { inProcessClient } from "../../src/emulator/inProcess.js"
import { makeEmulator } from "../../src/omise/emulator.js"
import * as OmiseTest from "../../src/omise/testing.js"
import { type FixedAnswer, recording } from "../support/recording.js"

const secretKey = Redacted.make("skey_test_5xpiwb0o3sqo5y7n6h1")

const rows = (...ids: ReadonlyArray<string>) => ids.map((id) => ({ object: "customer", id }))

const listPage = (total: number, ...ids: ReadonlyArray<string>): FixedAnswer => ({
  status: 200,
  // What a server says of offset and limit decides nothing.
  body: { object: "list", data: rows(...ids), offset: 0, limit: 20, total }
})

const searchPage = (total_pages: number, ...ids: ReadonlyArray<string>): FixedAnswer => ({
  status: 200,
  body: { object: "search", data: rows(...ids), page: 1, total: 1000, total_pages }
})

type Streaming = (omise: Omise.Service) => Stream.Stream<Omise.Customer, Omise.ListError>

/** What the stream gives over these answers, and the parameters that it asks with. */
const streamed = (answers: ReadonlyArray<FixedAnswer>, use: Streaming) =>
  Effect.gen(function* () {
    const client = recording(answers)
    const omise = yield* Effect.provide(Omise.make({ secretKey }), client.layer)
    const customers = yield* Stream.runCollect(use(omise))
    return {
      ids: Array.from(customers, ({ id }) => String(id)),
      asked: client.requests.map(({ url }) => url.replace(/^https:\/\/api\.omise\.co\//, ""))
    }
  })

interface Case {
  readonly name: string
  readonly answers: ReadonlyArray<FixedAnswer>
  readonly use: Streaming
  readonly ids: ReadonlyArray<string>
  readonly asked: ReadonlyArray<string>
}

const check = (cases: ReadonlyArray<Case>) => {
  for (const { name, answers, use, ids, asked } of cases) {
    it.effect(name, () =>
      Effect.map(streamed(answers, use), (got) => assert.deepStrictEqual(got, { ids, asked }))
    )
  }
}

describe("stream", () => {
  check([
    {
      name: "asks for one page where that is all",
      answers: [listPage(2, "a", "b")],
      use: (omise) => omise.stream(),
      ids: ["a", "b"],
      asked: ["customers?offset=0"]
    },
    {
      name: "of nothing asks once",
      answers: [listPage(0)],
      use: (omise) => omise.stream(),
      ids: [],
      asked: ["customers?offset=0"]
    },
    {
      name: "goes on by the rows that came, not by the rows that were asked for",
      answers: [listPage(5, "a", "b"), listPage(5, "c"), listPage(5, "d", "e")],
      use: (omise) => omise.stream({ limit: 3 }),
      ids: ["a", "b", "c", "d", "e"],
      asked: ["customers?offset=0&limit=3", "customers?offset=2&limit=3", "customers?offset=3&limit=3"]
    },
    {
      name: "begins at the offset that is given",
      answers: [listPage(13, "k", "l"), listPage(13, "m")],
      use: (omise) => omise.stream({ offset: 10, limit: 2 }),
      ids: ["k", "l", "m"],
      asked: ["customers?offset=10&limit=2", "customers?offset=12&limit=2"]
    },
    {
      name: "asks no more than is taken",
      answers: [listPage(1000, "a", "b")],
      use: (omise) => Stream.take(omise.stream({ limit: 2 }), 2),
      ids: ["a", "b"],
      asked: ["customers?offset=0&limit=2"]
    },
    {
      name: "asks for the second page for the third customer",
      answers: [listPage(1000, "a", "b"), listPage(1000, "c", "d")],
      use: (omise) => Stream.take(omise.stream({ limit: 2 }), 3),
      ids: ["a", "b", "c"],
      asked: ["customers?offset=0&limit=2", "customers?offset=2&limit=2"]
    },
    {
      name: "asks for nothing where nothing is taken",
      answers: [],
      use: (omise) => Stream.take(omise.stream(), 0),
      ids: [],
      asked: []
    },
    {
      name: "ends where a page stays empty, whatever the total says",
      answers: [listPage(1000, "a"), listPage(1000), listPage(1000)],
      use: (omise) => omise.stream(),
      ids: ["a"],
      asked: ["customers?offset=0", "customers?offset=1", "customers?offset=1"]
    },
    {
      name: "ends where the server ignores the offset, and gives nobody twice",
      answers: [listPage(1000, "a", "b"), listPage(1000, "a", "b"), listPage(1000, "a", "b")],
      use: (omise) => omise.stream(),
      ids: ["a", "b"],
      asked: ["customers?offset=0", "customers?offset=2", "customers?offset=2"]
    },
    {
      name: "gives a row once that a write has moved to the next page",
      answers: [listPage(3, "a", "b"), listPage(4, "b", "c"), listPage(4, "c"), listPage(4, "c")],
      use: (omise) => omise.stream({ limit: 2, order: "reverse_chronological" }),
      ids: ["a", "b", "c"],
      asked: [0, 2, 3, 3].map((offset) => `customers?offset=${offset}&limit=2&order=reverse_chronological`)
    },
    {
      name: "asks once more for a page that the server has answered with the one before",
      answers: [listPage(4, "a", "b"), listPage(4, "a", "b"), listPage(4, "c", "d")],
      use: (omise) => omise.stream({ limit: 2 }),
      ids: ["a", "b", "c", "d"],
      asked: ["customers?offset=0&limit=2", "customers?offset=2&limit=2", "customers?offset=2&limit=2"]
    },
    {
      name: "asks once more for a page that the server has answered empty",
      answers: [listPage(3, "a", "b"), listPage(3), listPage(3, "c")],
      use: (omise) => omise.stream({ limit: 2 }),
      ids: ["a", "b", "c"],
      asked: ["customers?offset=0&limit=2", "customers?offset=2&limit=2", "customers?offset=2&limit=2"]
    }
  ])

  it.effect("a failure on a later page comes after the customers before it", () =>
    Effect.gen(function* () {
      const client = recording([
        listPage(4, "a", "b"),
        { status: 401, body: { code: "authentication_failure" } }
      ])
      const omise = yield* Effect.provide(Omise.make({ secretKey }), client.layer)
      const seen: Array<string> = []
      const error = yield* omise.stream().pipe(
        Stream.runForEach(({ id }) => Effect.sync(() => seen.push(id))),
        Effect.flip
      )
      assert.deepStrictEqual([error._tag, seen], ["Unauthorized", ["a", "b"]])
    })
  )
})

describe("searchStream", () => {
  check([
    {
      name: "goes from page to page up to the last",
      answers: [searchPage(3, "a", "b"), searchPage(3, "c", "d"), searchPage(3, "e")],
      use: (omise) => omise.searchStream({ perPage: 2 }),
      ids: ["a", "b", "c", "d", "e"],
      asked: [
        "search?scope=customer&page=1&per_page=2",
        "search?scope=customer&page=2&per_page=2",
        "search?scope=customer&page=3&per_page=2"
      ]
    },
    {
      name: "begins at the page that is given",
      answers: [searchPage(3, "c"), searchPage(3, "d")],
      use: (omise) => omise.searchStream({ page: 2 }),
      ids: ["c", "d"],
      asked: ["search?scope=customer&page=2", "search?scope=customer&page=3"]
    },
    {
      name: "asks no more than is taken",
      answers: [searchPage(500, "a", "b")],
      use: (omise) => Stream.take(omise.searchStream({ query: "a" }), 2),
      ids: ["a", "b"],
      asked: ["search?scope=customer&query=a&page=1"]
    },
    {
      name: "of nothing asks once",
      answers: [searchPage(0)],
      use: (omise) => omise.searchStream({ query: "a" }),
      ids: [],
      asked: ["search?scope=customer&query=a&page=1"]
    },
    {
      name: "ends on an empty page, whatever the number of pages",
      answers: [searchPage(500, "a"), searchPage(500)],
      use: (omise) => omise.searchStream(),
      ids: ["a"],
      asked: ["search?scope=customer&page=1", "search?scope=customer&page=2"]
    },
    {
      name: "ends after the last page where the server ignores which one is asked for",
      answers: [searchPage(2, "a"), searchPage(2, "a")],
      use: (omise) => omise.searchStream(),
      ids: ["a", "a"],
      asked: ["search?scope=customer&page=1", "search?scope=customer&page=2"]
    }
  ])
})

describe("over the emulator", () => {
  const seed = Array.from({ length: 45 }, (_, n) => ({ id: `cust_test_${n}`, email: `${n % 3}@example.com` }))
  const ids = (customers: Iterable<Omise.Customer>) => Array.from(customers, ({ id }) => String(id))
  const all = seed.map(({ id }) => id)

  for (const limit of [1, 7, 45, 100]) {
    it.effect(`a stream of pages of ${limit} gives each customer once, either way round`, () =>
      Effect.gen(function* () {
        const omise = yield* Omise.Omise
        assert.deepStrictEqual(ids(yield* Stream.runCollect(omise.stream({ limit }))), all)
        const reversed = omise.stream({ limit, order: "reverse_chronological" })
        assert.deepStrictEqual(ids(yield* Stream.runCollect(reversed)), [...all].reverse())
        const found = omise.searchStream({ query: "1@example", perPage: limit })
        assert.deepStrictEqual(
          ids(yield* Stream.runCollect(found)),
          all.filter((_, n) => n % 3 === 1)
        )
      }).pipe(Effect.provide(OmiseTest.layer({ seed })))
    )
  }

  it.effect(
    "100,000 customers are streamed",
    () =>
      Effect.gen(function* () {
        const key = "skey_test_1"
        const many = Array.from({ length: 100_000 }, (_, n) => ({ id: `cust_test_${n}` }))
        const client = inProcessClient(makeEmulator({ testKey: key, seed: many }))
        const omise = yield* Effect.provideService(
          Omise.make({ secretKey: Redacted.make(key) }),
          HttpClient,
          client
        )
        const count = yield* Stream.runCount(omise.stream({ limit: 100 }))
        assert.strictEqual(count, 100_000)
      }),
    60_000
  )
})
