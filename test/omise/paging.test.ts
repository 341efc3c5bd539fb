/** Streams of lists and searches: lazy, and on to where the provider says that they end. */

import { assert, describe, it } from "@effect/vitest"
import * as Redacted from "effect/Redacted"
import * as Omise from "effect-payment-customers/Omise"
import * as Stream from "#line/Stream"
import * as Effect from "#line/test/Effect"
import { HttpClient } from "#line/test/HttpClient"
import { inProcessClient } from "../../src/emulator/inProcess.js"
import { makeEmulator } from "../../src/providers/omise/emulator/emulator.js"
import * as OmiseTest from "../../src/providers/omise/testing.js"
import { type FixedAnswer, recording } from "../support/recording.js"

const secretKey = Redacted.make("skey_test_5xpiwb0o3sqo5y7n6h1")

const rows = (...ids: ReadonlyArray<string>) => ids.map((id) => ({ object: "customer", id }))

const listPage = (offset: number, total: number, ...ids: ReadonlyArray<string>): FixedAnswer => ({
  status: 200,
  body: { object: "list", data: rows(...ids), offset, limit: 20, total }
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
      answers: [listPage(0, 2, "a", "b")],
      use: (omise) => omise.stream(),
      ids: ["a", "b"],
      asked: ["customers?offset=0"]
    },
    {
      name: "of nothing asks once",
      answers: [listPage(0, 0)],
      use: (omise) => omise.stream(),
      ids: [],
      asked: ["customers?offset=0"]
    },
    {
      name: "begins each page with the last row of the one before, by the rows that came",
      answers: [listPage(0, 5, "a", "b"), listPage(1, 5, "b", "c"), listPage(2, 5, "c", "d", "e")],
      use: (omise) => omise.stream({ limit: 3 }),
      ids: ["a", "b", "c", "d", "e"],
      asked: ["customers?offset=0&limit=3", "customers?offset=1&limit=4", "customers?offset=2&limit=4"]
    },
    {
      name: "asks for no more than Omise gives",
      answers: [listPage(0, 3, "a", "b"), listPage(1, 3, "b", "c")],
      use: (omise) => omise.stream({ limit: 100 }),
      ids: ["a", "b", "c"],
      asked: ["customers?offset=0&limit=100", "customers?offset=1&limit=100"]
    },
    {
      name: "begins at the offset that is given",
      answers: [listPage(10, 13, "k", "l"), listPage(11, 13, "l", "m")],
      use: (omise) => omise.stream({ offset: 10, limit: 2 }),
      ids: ["k", "l", "m"],
      asked: ["customers?offset=10&limit=2", "customers?offset=11&limit=3"]
    },
    {
      name: "goes back where the rows have moved, and not behind the offset that is given",
      answers: [listPage(4, 9, "e", "f"), listPage(5, 6, "i"), listPage(4, 6, "h", "i")],
      use: (omise) => omise.stream({ offset: 4, limit: 2 }),
      ids: ["e", "f", "h", "i"],
      asked: ["customers?offset=4&limit=2", "customers?offset=5&limit=3", "customers?offset=4&limit=3"]
    },
    {
      name: "asks no more than is taken",
      answers: [listPage(0, 1000, "a", "b")],
      use: (omise) => Stream.take(omise.stream({ limit: 2 }), 2),
      ids: ["a", "b"],
      asked: ["customers?offset=0&limit=2"]
    },
    {
      name: "asks for the second page for the third customer",
      answers: [listPage(0, 1000, "a", "b"), listPage(1, 1000, "b", "c", "d")],
      use: (omise) => Stream.take(omise.stream({ limit: 2 }), 3),
      ids: ["a", "b", "c"],
      asked: ["customers?offset=0&limit=2", "customers?offset=1&limit=3"]
    },
    {
      name: "asks for nothing where nothing is taken",
      answers: [],
      use: (omise) => Stream.take(omise.stream(), 0),
      ids: [],
      asked: []
    },
    {
      name: "gives a row once that a write has moved to the next page",
      answers: [listPage(0, 3, "a", "b"), listPage(1, 4, "a", "b", "c")],
      use: (omise) => omise.stream({ limit: 2, order: "reverse_chronological" }),
      ids: ["a", "b", "c"],
      asked: [
        "customers?offset=0&limit=2&order=reverse_chronological",
        "customers?offset=1&limit=3&order=reverse_chronological"
      ]
    },
    {
      name: "takes a page that is another one than was asked for, and not for the last",
      answers: [
        listPage(0, 3, "a", "b"),
        listPage(0, 3, "a", "b"),
        listPage(2, 3, "c"),
        listPage(0, 3, "a", "b", "c")
      ],
      use: (omise) => omise.stream({ limit: 2 }),
      ids: ["a", "b", "c"],
      asked: [
        "customers?offset=0&limit=2",
        "customers?offset=1&limit=3",
        "customers?offset=2&limit=3",
        "customers?offset=0&limit=3"
      ]
    },
    {
      name: "goes on while new rows come, where each page is said to be the first and rows are deleted",
      answers: [
        listPage(0, 6, "a", "b", "c"),
        listPage(0, 5, "c", "d"),
        listPage(0, 4, "d", "e"),
        listPage(0, 4, "e"),
        listPage(0, 4, "e")
      ],
      use: (omise) => omise.stream({ limit: 3 }),
      ids: ["a", "b", "c", "d", "e"],
      asked: [
        "customers?offset=0&limit=3",
        "customers?offset=2&limit=4",
        "customers?offset=3&limit=4",
        ...["customers?offset=4&limit=4", "customers?offset=4&limit=4"]
      ]
    },
    {
      name: "gives a row once that comes twice on a page",
      answers: [listPage(0, 4, "a", "b", "a"), listPage(1, 4, "b", "c", "c")],
      use: (omise) => omise.stream({ limit: 3 }),
      ids: ["a", "b", "c"],
      asked: ["customers?offset=0&limit=3", "customers?offset=1&limit=4"]
    },
    {
      name: "asks once more for a page that the server has answered empty",
      answers: [listPage(0, 3, "a", "b"), listPage(1, 3), listPage(1, 3, "b", "c")],
      use: (omise) => omise.stream({ limit: 2 }),
      ids: ["a", "b", "c"],
      asked: ["customers?offset=0&limit=2", "customers?offset=1&limit=3", "customers?offset=1&limit=3"]
    },
    {
      name: "asks for what comes after a page that stays empty, where more is to follow",
      answers: [
        listPage(0, 9, "a", "b"),
        listPage(1, 9),
        listPage(1, 9),
        listPage(1, 9),
        listPage(3, 4, "d"),
        listPage(1, 9),
        listPage(3, 4, "d")
      ],
      use: (omise) => omise.stream({ limit: 2 }),
      ids: ["a", "b", "d"],
      asked: [
        "customers?offset=0&limit=2",
        ...Array.from({ length: 3 }, () => "customers?offset=1&limit=3"),
        "customers?offset=3&limit=3",
        "customers?offset=1&limit=3",
        "customers?offset=3&limit=3"
      ]
    },
    {
      name: "looks back where rows come again after pages that were empty",
      answers: [
        listPage(0, 4, "a", "b"),
        listPage(1, 4),
        listPage(1, 4),
        listPage(1, 4),
        listPage(3, 4, "d"),
        listPage(1, 4, "b", "c", "d")
      ],
      use: (omise) => omise.stream({ limit: 2 }),
      ids: ["a", "b", "c", "d"],
      asked: [
        "customers?offset=0&limit=2",
        ...Array.from({ length: 3 }, () => "customers?offset=1&limit=3"),
        "customers?offset=3&limit=3",
        "customers?offset=1&limit=3"
      ]
    },
    {
      name: "goes on while new rows come, where the server tells nothing and gives less than is asked for",
      answers: [rows("a", "b"), rows("b", "c"), rows("c"), rows("c")].map((data) => ({
        status: 200,
        body: { data }
      })),
      use: (omise) => omise.stream({ limit: 10 }),
      ids: ["a", "b", "c"],
      asked: [
        "customers?offset=0&limit=10",
        "customers?offset=1&limit=11",
        ...["customers?offset=2&limit=11", "customers?offset=2&limit=11"]
      ]
    },
    {
      name: "ends at a page that is not full by its own limit, where no total is told",
      answers: [
        { status: 200, body: { data: rows("a", "b"), limit: 2 } },
        { status: 200, body: { data: rows("b"), limit: 2 } },
        { status: 200, body: { data: rows("b"), limit: 2 } }
      ],
      use: (omise) => omise.stream({ limit: 10 }),
      ids: ["a", "b"],
      asked: [
        "customers?offset=0&limit=10",
        ...["customers?offset=1&limit=11", "customers?offset=1&limit=11"]
      ]
    }
  ])

  it.effect("reads the whole list again where the order turns out to be another one", () =>
    Effect.gen(function* () {
      const page = (total: number, ...seconds: ReadonlyArray<number>): FixedAnswer => ({
        status: 200,
        body: {
          data: seconds.map((second) => ({
            id: `at ${second}`,
            created_at: new Date(second * 1000).toISOString()
          })),
          total
        }
      })
      const got = yield* streamed(
        [page(5, 10, 20), page(4, 20, 50, 30), page(5, 10, 20, 5), page(5, 5, 50, 30)],
        (omise) => omise.stream({ limit: 2 })
      )
      assert.deepStrictEqual([...new Set(got.ids)].sort(), ["at 10", "at 20", "at 30", "at 5", "at 50"])
      assert.deepStrictEqual(got.asked, [
        "customers?offset=0&limit=2",
        "customers?offset=0&limit=3&from=1970-01-01T00%3A00%3A19Z",
        "customers?offset=0&limit=3",
        "customers?offset=2&limit=3"
      ])
    })
  )

  it.effect("that does not end fails, after the customers that came", () =>
    Effect.gen(function* () {
      const page = listPage(0, 1000, "a", "b")
      const client = recording(Array.from({ length: 101 }, () => page))
      const omise = yield* Effect.provide(Omise.make({ secretKey }), client.layer)
      const seen: Array<string> = []
      const error = yield* omise.stream().pipe(
        Stream.runForEach(({ id }) => Effect.sync(() => seen.push(id))),
        Effect.flip
      )
      assert.deepInclude(error, {
        _tag: "UnexpectedResponse",
        operation: "list",
        issues: [{ path: "", expected: "a new row within 100 pages, or the end of the list" }]
      })
      assert.deepStrictEqual([seen, client.requests.length], [["a", "b"], 101])
    })
  )

  it.effect("a failure on a later page comes after the customers before it", () =>
    Effect.gen(function* () {
      const client = recording([
        listPage(0, 4, "a", "b"),
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
        const found = omise.searchStream({ query: "1@example", perPage: limit, order: "chronological" })
        const some = all.filter((_, n) => n % 3 === 1)
        assert.deepStrictEqual(ids(yield* Stream.runCollect(found)), some)
        const newestFirst = omise.searchStream({ query: "1@example", perPage: limit })
        assert.deepStrictEqual(ids(yield* Stream.runCollect(newestFirst)), [...some].reverse())
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
