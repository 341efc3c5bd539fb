/** Streams of API v2's lists: lazy, and on to where the provider says that they end. */
import { assert, describe, it } from "@effect/vitest"
import { deepStrictEqual } from "@effect/vitest/utils"
import * as Redacted from "effect/Redacted"
import * as Customers from "effect-payment-customers/Customers"
import * as Stancer from "effect-payment-customers/Stancer"
import { StancerTest } from "effect-payment-customers/testing"
import * as Layer from "#line/Layer"
import * as Stream from "#line/Stream"
import * as Effect from "#line/test/Effect"
import * as HttpClient from "#line/test/HttpClient"
import * as Option from "#line/test/Option"
import { BufferedResponse } from "../../src/emulator/inProcess.js"
import { type FixedAnswer, recording } from "../support/recording.js"

const secretKey = Redacted.make("stest_0123456789abcdefghijklmn")

const page = (has_more: boolean, ...ids: ReadonlyArray<string>): FixedAnswer => ({
  status: 200,
  // What a server says of end and count decides nothing.
  body: { range: { end: 7, limit: 10, count: 3, has_more }, customers: ids.map((id) => ({ id })) }
})

interface Case {
  readonly name: string
  readonly answers: ReadonlyArray<FixedAnswer>
  readonly use: (stancer: Stancer.ServiceV2) => Stream.Stream<Stancer.Customer, Stancer.ListError>
  readonly ids: ReadonlyArray<string>
  /** The queries. */
  readonly asked: ReadonlyArray<string>
}

describe("stream", () => {
  const cases: ReadonlyArray<Case> = [
    {
      name: "asks for one page where that is all",
      answers: [page(false, "a", "b")],
      use: (stancer) => stancer.stream(),
      ids: ["a", "b"],
      asked: ["start=0"]
    },
    {
      name: "of nothing asks once, whether the page is empty",
      answers: [page(false)],
      use: (stancer) => stancer.stream(),
      ids: [],
      asked: ["start=0"]
    },
    {
      name: "or is not found",
      answers: [{ status: 404, body: { error: { message: "No such customer" } } }],
      use: (stancer) => stancer.stream({ email: "nobody@example.net" }),
      ids: [],
      asked: ["email=nobody%40example.net&start=0"]
    },
    {
      name: "ends where the page after the last is not found, and nothing comes before it",
      answers: [
        page(true, "a", "b"),
        { status: 404, body: { detail: "Not Found" } },
        page(false, "a", "b"),
        page(false, "a", "b")
      ],
      use: (stancer) => stancer.stream(),
      ids: ["a", "b"],
      asked: ["start=0", "start=1&limit=11", "start=0&limit=11", "start=0&limit=11"]
    },
    {
      name: "begins each page with the last row of the one before, by the rows that came",
      answers: [page(true, "a", "b"), page(true, "b", "c"), page(false, "c", "d", "e")],
      use: (stancer) => stancer.stream({ limit: 3 }),
      ids: ["a", "b", "c", "d", "e"],
      asked: ["start=0&limit=3", "start=1&limit=4", "start=2&limit=4"]
    },
    {
      name: "begins where it is told to, and keeps its filters",
      answers: [page(true, "k", "l"), page(false, "l", "m")],
      use: (stancer) => stancer.stream({ country: "FR", start: 10, limit: 2 }),
      ids: ["k", "l", "m"],
      asked: ["country=FR&start=10&limit=2", "country=FR&start=11&limit=3"]
    },
    {
      name: "goes back until it meets a row that has come",
      answers: [page(true, "a", "b", "c", "d"), page(false, "g", "h"), page(false, "b", "e", "f", "g", "h")],
      use: (stancer) => stancer.stream({ limit: 4 }),
      ids: ["a", "b", "c", "d", "e", "f", "g", "h"],
      asked: ["start=0&limit=4", "start=3&limit=5", "start=0&limit=5"]
    },
    {
      name: "asks no more than is taken",
      answers: [page(true, "a", "b")],
      use: (stancer) => Stream.take(stancer.stream({ limit: 2 }), 2),
      ids: ["a", "b"],
      asked: ["start=0&limit=2"]
    },
    {
      name: "asks for the second page for the third customer",
      answers: [page(true, "a", "b"), page(true, "b", "c", "d")],
      use: (stancer) => Stream.take(stancer.stream({ limit: 2 }), 3),
      ids: ["a", "b", "c"],
      asked: ["start=0&limit=2", "start=1&limit=3"]
    },
    {
      name: "asks for nothing where nothing is taken",
      answers: [],
      use: (stancer) => Stream.take(stancer.stream(), 0),
      ids: [],
      asked: []
    },
    {
      name: "gives a row once that a write has moved to the next page",
      answers: [page(true, "a", "b"), page(false, "a", "b", "c")],
      use: (stancer) => stancer.stream({ limit: 2 }),
      ids: ["a", "b", "c"],
      asked: ["start=0&limit=2", "start=1&limit=3"]
    },
    {
      name: "goes on while new rows come, where the server tells nothing and gives less than is asked for",
      answers: [
        { status: 200, body: { range: {}, customers: [{ id: "a" }, { id: "b" }] } },
        { status: 200, body: { customers: [{ id: "b" }, { id: "c" }] } },
        { status: 200, body: { customers: [{ id: "c" }] } },
        { status: 200, body: { customers: [{ id: "c" }] } }
      ],
      use: (stancer) => stancer.stream({ limit: 10 }),
      ids: ["a", "b", "c"],
      asked: ["start=0&limit=10", "start=1&limit=11", "start=2&limit=11", "start=2&limit=11"]
    },
    {
      name: "is not ended by an empty page where rows have come",
      answers: [
        page(true),
        page(true),
        page(true),
        page(false, "f", "g"),
        page(false),
        page(false, "f", "g")
      ],
      use: (stancer) => stancer.stream({ limit: 5 }),
      ids: ["f", "g"],
      asked: [
        ...Array.from({ length: 3 }, () => "start=0&limit=5"),
        ...["start=5&limit=5", "start=0&limit=5", "start=5&limit=5"]
      ]
    },
    {
      name: "goes on after a page that says that it is another one, and the last",
      answers: [
        { status: 200, body: { range: { start: 4, has_more: false }, customers: [{ id: "e" }] } },
        { status: 200, body: { range: { start: 0, has_more: true }, customers: [{ id: "a" }, { id: "b" }] } },
        ...Array.from({ length: 2 }, () => ({
          status: 200,
          body: { range: { start: 1, has_more: false }, customers: [{ id: "b" }, { id: "e" }] }
        }))
      ],
      use: (stancer) => stancer.stream({ limit: 2 }),
      ids: ["e", "a", "b"],
      asked: ["start=0&limit=2", "start=0&limit=3", "start=1&limit=3", "start=1&limit=3"]
    }
  ]
  for (const { name, answers, use, ids, asked } of cases) {
    it.effect(name, () =>
      Effect.gen(function* () {
        const client = recording(answers)
        const stancer = yield* Effect.provide(Stancer.makeV2({ secretKey }), client.layer)
        const customers = yield* Stream.runCollect(use(stancer))
        assert.deepStrictEqual(
          {
            ids: Array.from(customers, ({ id }) => String(id)),
            asked: client.requests.map(({ url }) => new URL(url).search.slice(1))
          },
          { ids, asked }
        )
      })
    )
  }

  it.effect("a failure on a later page comes after the customers before it", () =>
    Effect.gen(function* () {
      const client = recording([page(true, "a", "b"), { status: 401 }])
      const stancer = yield* Effect.provide(Stancer.makeV2({ secretKey }), client.layer)
      const seen: Array<string> = []
      const error = yield* stancer.stream().pipe(
        Stream.runForEach(({ id }) => Effect.sync(() => seen.push(id))),
        Effect.flip
      )
      assert.deepStrictEqual([error._tag, seen], ["Unauthorized", ["a", "b"]])
    })
  )

  it.effect("a page that somebody else does not find ends nothing: the rest would be missing", () =>
    Effect.gen(function* () {
      const client = recording([page(true, "a", "b"), { status: 404, body: "<html>404</html>" }])
      const stancer = yield* Effect.provide(Stancer.makeV2({ secretKey }), client.layer)
      const error = yield* Effect.flip(Stream.runDrain(stancer.stream()))
      assert.deepInclude(error, { _tag: "UnexpectedResponse", status: 404, outcome: "Refused" })
    })
  )
})

describe("over the emulator", () => {
  const seed = Array.from({ length: 45 }, (_, n) => ({
    id: `cust_${n}`,
    email: `${n}@example.com`,
    country: n % 3 === 1 ? "FR" : "DE"
  }))
  const ids = (customers: Iterable<Stancer.Customer>) => Array.from(customers, ({ id }) => String(id))
  const all = seed.map(({ id }) => id)

  for (const limit of [1, 7, 45, 100, undefined]) {
    it.effect(`a stream of pages of ${limit ?? "no limit given"} gives each customer once`, () =>
      Effect.gen(function* () {
        const stancer = yield* Stancer.StancerV2
        assert.deepStrictEqual(ids(yield* Stream.runCollect(stancer.stream({ limit }))), all)
        assert.deepStrictEqual(
          ids(yield* Stream.runCollect(stancer.stream({ limit, country: "FR" }))),
          all.filter((_, n) => n % 3 === 1)
        )
        assert.deepStrictEqual(ids(yield* Stream.runCollect(stancer.stream({ limit, start: 44 }))), [
          "cust_44"
        ])
      }).pipe(Effect.provide(StancerTest.layerV2({ seed })))
    )
  }

  it.effect("a page holds ten customers where no limit is given", () =>
    Effect.gen(function* () {
      const stancer = yield* Stancer.StancerV2
      const { customers, start, limit, hasMore } = yield* stancer.list({ start: 30 })
      deepStrictEqual(
        { start, limit, hasMore },
        { start: Option.some(30), limit: Option.some(10), hasMore: Option.some(true) }
      )
      assert.deepStrictEqual(ids(customers), all.slice(30, 40))
    }).pipe(Effect.provide(StancerTest.layerV2({ seed })))
  )
})

it.effect(
  "from a cursor, the newest first: nobody comes again where a page of customers is created meanwhile",
  () =>
    Effect.gen(function* () {
      let ids: ReadonlyArray<string> = Array.from({ length: 100 }, (_, place) => `c${place}`)
      const before = ids
      let requests = 0
      const client = HttpClient.make((request, url) =>
        Effect.sync(() => {
          requests += 1
          if (requests === 3) ids = [...Array.from({ length: 35 }, (_, place) => `new${place}`), ...ids]
          const [start, limit] = ["start", "limit"].map((name) => Number(url.searchParams.get(name)))
          const customers = ids.slice(start, Number(start) + Number(limit)).map((id) => ({ id }))
          const range = { start, limit, has_more: Number(start) + customers.length < ids.length }
          return new BufferedResponse(request, {
            status: 200,
            headers: {},
            body: JSON.stringify({ customers, range })
          })
        })
      )
      const given = yield* Effect.gen(function* () {
        const { customers, next } = yield* Customers.list({ limit: 20 })
        const rest = yield* Stream.runCollect(Customers.stream({ limit: 20, from: Option.getOrThrow(next) }))
        return [...customers, ...rest].map(({ id }) => id)
      }).pipe(
        Effect.provide(
          Stancer.layerV2({ secretKey }).pipe(Layer.provide(Layer.succeed(HttpClient.HttpClient, client)))
        )
      )
      assert.deepStrictEqual(given, before)
    })
)
