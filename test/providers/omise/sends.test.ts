/** What is sent to Omise for customers, held against its documentation; what is refused is not sent at all. */
import { assert, describe, it } from "@effect/vitest"
import * as Omise from "effect-payment-customers/Omise"
import * as Stream from "#line/Stream"
import * as Config from "#line/test/Config"
import * as Effect from "#line/test/Effect"
import * as Result from "#line/test/Result"
import customer from "../../fixtures/omise/customer.2019-05-29.json" with { type: "json" }
import listed from "../../fixtures/omise/list.json" with { type: "json" }
import searched from "../../fixtures/omise/search.json" with { type: "json" }
import type { FixedAnswer } from "../../support/recording.js"
import { answer, breakOff, cut, refused, reset, tooMany } from "../../support/scripted.js"
import {
  describeIds,
  describeRefused,
  describeRepeated,
  describeSent,
  describeStreamed,
  exchange,
  failsAfter,
  playing,
  type Refused,
  type Sent,
  type Use
} from "../../support/sends.js"
import { anything, omise, rules, utc } from "./sender.js"

type Row = Sent<Omise.Service, Omise.Options>
type Refusal = Refused<Omise.Service, Omise.Options>

const id = "cust_test_4xtrb759599jsxlhkrb"
const edward = { email: "edward@omise.co", description: "Home is when I’m alone with you" }
const lucius = { email: "lucius@omise.co", description: "You know, it almost makes me wish for rain" }
const grouplove = {
  email: "grouplove@omise.co",
  description: "Don't take me tongue tied",
  card: "tokn_test_51yer81s9aqqyktdoeh"
}

/** The calls that the documentation of the Elixir client shows, in the library's words. */
const documented: ReadonlyArray<Row> = [
  ["create a customer without attaching a card", ({ create }) => create(lucius), "POST /customers", lucius],
  ["create a customer and attach a card", ({ create }) => create(grouplove), "POST /customers", grouplove],
  ["destroy", (omise) => omise.delete(id), `DELETE /customers/${id}`],
  ["list", ({ list }) => list(), "GET /customers"],
  ["list with a limit", ({ list }) => list({ limit: 5 }), "GET /customers?limit=5"],
  ["retrieve", ({ retrieve }) => retrieve(id), `GET /customers/${id}`],
  [
    "search by the day of creation",
    ({ search }) => search({ filters: { created: "2016-09-09" } }),
    "GET /search?scope=customer&filters%5Bcreated%5D=2016-09-09"
  ],
  [
    "search by a query",
    ({ search }) => search({ query: "eleven@omise.co" }),
    "GET /search?scope=customer&query=eleven%40omise.co"
  ],
  ["update email and description", ({ update }) => update(id, edward), `PATCH /customers/${id}`, edward],
  [
    "attach a card",
    ({ update }) => update(id, { card: "tokn_test_4xs9408a642a1htto8z" }),
    `PATCH /customers/${id}`,
    { card: "tokn_test_4xs9408a642a1htto8z" }
  ]
]

describeSent("each documented example sends what it shows", omise, documented)

for (const apiVersion of ["2019-05-29", "2017-11-02"] as const) {
  describeSent(
    `Omise-Version ${apiVersion} goes with every request`,
    { ...omise, headers: { "omise-version": apiVersion } },
    documented.map(([name, use, request, body]): Row => [name, use, request, body, { apiVersion }])
  )
}

const everything = {
  email: "",
  description: "ลูกค้า 🦬\n",
  card: "tokn_test_1",
  metadata: { plan: "basic", tags: ["a", null, 7], nested: { deep: true } }
}

describeSent("what else Omise takes is sent in its words", omise, [
  ["create from nothing", ({ create }) => create({}), "POST /customers", {}],
  [
    "create with every field",
    ({ create }) => create({ ...everything, linkedAccount: "linked" }),
    "POST /customers",
    { ...everything, linked_account: "linked" }
  ],
  [
    "fields that are undefined are not sent",
    ({ update }) => update("cust_1", { email: undefined, card: undefined, description: "x" }),
    "PATCH /customers/cust_1",
    { description: "x" }
  ],
  [
    "update of the default card, and of metadata to nothing",
    ({ update }) => update("cust_1", { defaultCard: "card_test_1", metadata: {} }),
    "PATCH /customers/cust_1",
    { metadata: {}, default_card: "card_test_1" }
  ],
  [
    "list with every option, times in UTC",
    ({ list }) =>
      list({
        offset: 40,
        limit: 100,
        from: utc("2025-03-20T16:12:02+07:00"),
        to: utc("2025-03-20T09:12:02.500Z"),
        order: "reverse_chronological"
      }),
    "GET /customers?offset=40&limit=100&from=2025-03-20T09%3A12%3A02Z&to=2025-03-20T09%3A12%3A02.500Z&order=reverse_chronological"
  ],
  [
    "list from the beginning, with from the same as to",
    ({ list }) => {
      const at = utc("2025-03-20T00:00:00Z")
      return list({ offset: 0, limit: 1, from: at, to: at })
    },
    "GET /customers?offset=0&limit=1&from=2025-03-20T00%3A00%3A00Z&to=2025-03-20T00%3A00%3A00Z"
  ],
  [
    "search with every option",
    ({ search }) =>
      search({
        query: "a b&c=d+é",
        filters: { created: { from: "2016-09-09", to: "2016-09-10" } },
        order: "chronological",
        page: 2,
        perPage: 100
      }),
    "GET /search?scope=customer&query=a+b%26c%3Dd%2B%C3%A9&order=chronological&page=2&per_page=100&filters%5Bcreated%5D=2016-09-09..2016-09-10"
  ],
  [
    "search for everything, by filters that name nothing",
    ({ search }) => search({ filters: { created: undefined } }),
    "GET /search?scope=customer"
  ]
])

describe("Omise-Version", () => {
  it.effect.each(["2014-07-27", "", "latest", 2019])("%j is refused", (apiVersion) =>
    Effect.gen(function* () {
      const made = exchange(omise, [], ({ list }) => list(), { apiVersion: anything(apiVersion) })
      const error = yield* Effect.flip(made)
      assert.deepStrictEqual(Config.pathOf(error), ["apiVersion"])
      assert.include(String(error), "must be 2019-05-29 or 2017-11-02")
    })
  )
})

const noDays = [
  ...["", "2016-9-9", "09.09.2016", "2016-09-09T00:00:00Z", "2016-13-01", "2016-02-30", "2015-02-29"],
  ...["2016-09-09..2016-09-10", "yesterday", ["2016-09-09", "2016-09-10"], new Date(0), null],
  { from: "2016-09-10", to: "2016-09-09" },
  { from: "2016-09-09" },
  { from: "2016-09-09", to: "2016-09-31" },
  { from: 20160909, to: 20160910 }
]

const loop: Record<string, unknown> = {}
loop.self = loop

const noText = ["must be a string"]
const noObject = { base: ["must be an object"] }
const noJson = { metadata: ["must be data that can be written as JSON"] }

describeRefused("what breaks a rule is refused by the wire's name of the field, and nothing is sent", omise, [
  ...[0, -1, 101, 1.5, Number.NaN, Number.POSITIVE_INFINITY].map(
    (limit): Refusal => ["list", `a limit of ${limit}`, ({ list }) => list({ limit }), rules.limit]
  ),
  ...[-1, 0.5, Number.NaN].map(
    (offset): Refusal => ["list", `from offset ${offset}`, ({ list }) => list({ offset }), rules.offset]
  ),
  [
    "list",
    "from after to",
    ({ list }) => list({ from: utc("2025-03-20T00:00:01Z"), to: utc("2025-03-20T00:00:00Z") }),
    rules.from
  ],
  [
    "list",
    "another order, with a limit in text",
    ({ list }) => list(anything({ order: "newest", limit: "5" })),
    { limit: ["must be a number"], ...rules.order }
  ],
  [
    "list",
    "from a day in text",
    ({ list }) => list(anything({ from: "2025-03-20", to: new Date(0) })),
    { from: ["must be a DateTime.Utc instance"], to: ["must be a DateTime.Utc instance"] }
  ],
  ["list", "streamed with a limit of 0", ({ stream }) => Stream.runDrain(stream({ limit: 0 })), rules.limit],
  ["list", "streamed from -1", ({ stream }) => Stream.runDrain(stream({ offset: -1 })), rules.offset],
  ...[0, -1, 1.5].map(
    (page): Refusal => ["search", `page ${page}`, ({ search }) => search({ page }), rules.page]
  ),
  ...[0, 101].map(
    (perPage): Refusal => [
      "search",
      `${perPage} on a page`,
      ({ search }) => search({ perPage }),
      { per_page: rules.limit.limit }
    ]
  ),
  ["search", "another order", ({ search }) => search(anything({ order: "newest" })), rules.order],
  ["search", "a query that is no text", ({ search }) => search(anything({ query: 7 })), { query: noText }],
  [
    "search",
    "streamed from page 0",
    ({ searchStream }) => Stream.runDrain(searchStream({ page: 0 })),
    rules.page
  ],
  ...noDays.map(
    (created): Refusal => [
      "search",
      `the day ${JSON.stringify(created)}`,
      ({ search }) => search({ filters: { created: anything(created) } }),
      {
        "filters.created": ["must be a day such as 2016-09-09, or { from, to } with from no later than to"]
      }
    ]
  ),
  ["update", "nothing", ({ update }) => update("cust_1", {}), rules.patch],
  [
    "update",
    "nothing but undefined",
    ({ update }) => update("cust_1", { email: undefined, metadata: undefined }),
    rules.patch
  ],
  [
    "update",
    "fields that Omise does not have",
    ({ update }) => update("cust_1", anything({ name: "John" })),
    rules.patch
  ],
  [
    "update",
    "a token for the default card",
    ({ update }) => update("cust_1", { defaultCard: "tokn_test_5xpiwbghl3sqo5y7n6h" }),
    { default_card: ["must be the id of a card, not a card token"] }
  ],
  [
    "create",
    "fields of other types",
    ({ create }) => create(anything({ email: null, linkedAccount: 7, metadata: ["a"] })),
    { email: noText, metadata: ["must be an object"], linked_account: noText }
  ],
  ["create", "a bigint in metadata", ({ create }) => create({ metadata: { a: 1n } }), noJson],
  ["create", "a cycle in metadata", ({ create }) => create({ metadata: loop }), noJson],
  ["create", "what is no object", ({ create }) => create(anything(null)), noObject],
  ["update", "what is no object", ({ update }) => update("cust_1", anything("cust_1")), noObject],
  ["list", "what is no object", ({ list }) => list(anything(null)), noObject],
  ["search", "what is no object", ({ search }) => search(anything("eleven@omise.co")), noObject]
])

describeIds("omise", omise, "/customers/", [
  [
    "retrieve",
    "GET",
    (id) =>
      ({ retrieve }) =>
        retrieve(id)
  ],
  [
    "update",
    "PATCH",
    (id) =>
      ({ update }) =>
        update(id, { email: "a@b.c" }),
    { email: "a@b.c" }
  ],
  ["delete", "DELETE", (id) => (omise) => omise.delete(id)]
])

const card = { card: "tokn_test_5xpiwbghl3sqo5y7n6h" }
const ok = answer(200, customer)
const gone = answer(404, { object: "error", code: "not_found" })
const remove: Use<Omise.Service, Omise.DeletedCustomer> = (omise) => omise.delete("cust_1")

describeRepeated(omise, [
  ["a create is not", ({ create }) => create(card), [reset], "Unavailable"],
  ["a create that certainly did not arrive is", ({ create }) => create(card), [refused, ok], "success"],
  [
    "an update of plain values is",
    ({ update }) => update("cust_1", { email: "a@example.com", defaultCard: "card_1" }),
    [reset, answer(502, "<html>"), ok],
    "success"
  ],
  [
    "an update that spends a card token is not",
    ({ update }) => update("cust_1", { email: "a@example.com", ...card }),
    [reset],
    "Unavailable"
  ],
  [
    "an update that spends a card token and met a 503 is not",
    ({ update }) => update("cust_1", card),
    [answer(503)],
    "Unavailable"
  ],
  [
    "an update that spends a card token and was turned away with 429 is",
    ({ update }) => update("cust_1", card),
    [tooMany(), ok],
    "success"
  ],
  [
    "an update that adds a linked account is not",
    ({ update }) => update("cust_1", { linkedAccount: "linked" }),
    [reset],
    "Unavailable"
  ],
  [
    "a delete is; a 404 to the second says that the first has deleted",
    remove,
    [breakOff(200, cut), gone],
    "success"
  ],
  [
    "a delete that certainly did not arrive is; a 404 to the second is a NotFound",
    remove,
    [refused, gone],
    "NotFound"
  ],
  ["a retrieve is", ({ retrieve }) => retrieve("cust_1"), [answer(500), ok], "success"],
  ["a list is", ({ list }) => list(), [reset, answer(200, listed)], "success"],
  ["a search is", ({ search }) => search(), [reset, answer(200, searched)], "success"]
])

it.effect("the result of a delete that was sent again is made from the id", () =>
  Effect.gen(function* () {
    const { result } = yield* playing(omise, [answer(500), answer(404)], remove)
    const deleted = Result.getOrThrow(result)
    assert.instanceOf(deleted, Omise.DeletedCustomer)
    assert.deepInclude(JSON.parse(JSON.stringify(deleted)), { id: "cust_1", deleted: true })
  })
)

const rows = (ids: string) => Array.from(ids, (id) => ({ object: "customer", id }))
const page = (offset: number, total: number, ids = ""): FixedAnswer => ({
  status: 200,
  body: { object: "list", data: rows(ids), offset, limit: 20, total }
})
const bare = (ids: string, more: object = {}): FixedAnswer => ({
  status: 200,
  body: { data: rows(ids), ...more }
})
const found = (total_pages: number, ids = ""): FixedAnswer => ({
  status: 200,
  body: { object: "search", data: rows(ids), page: 1, total: 1000, total_pages }
})
const times = (count: number, query: string) => Array.from({ length: count }, () => query)

describeStreamed("a stream", omise, "/customers?", [
  ["asks for one page where that is all", [page(0, 2, "ab")], ({ stream }) => stream(), "ab", ["offset=0"]],
  ["of nothing asks once", [page(0, 0)], ({ stream }) => stream(), "", ["offset=0"]],
  [
    "asks for a page of so many from an offset",
    [page(7, 9, "hi")],
    ({ stream }) => stream({ offset: 7, limit: 50 }),
    "hi",
    ["offset=7&limit=50"]
  ],
  [
    "begins each page with the last row of the one before, by the rows that came",
    [page(0, 5, "ab"), page(1, 5, "bc"), page(2, 5, "cde")],
    ({ stream }) => stream({ limit: 3 }),
    "abcde",
    ["offset=0&limit=3", "offset=1&limit=4", "offset=2&limit=4"]
  ],
  [
    "asks for no more than Omise gives",
    [page(0, 3, "ab"), page(1, 3, "bc")],
    ({ stream }) => stream({ limit: 100 }),
    "abc",
    ["offset=0&limit=100", "offset=1&limit=100"]
  ],
  [
    "begins at the offset that is given",
    [page(10, 13, "kl"), page(11, 13, "lm")],
    ({ stream }) => stream({ offset: 10, limit: 2 }),
    "klm",
    ["offset=10&limit=2", "offset=11&limit=3"]
  ],
  [
    "goes back where the rows have moved, and not behind the offset that is given",
    [page(4, 9, "ef"), page(5, 6, "i"), page(4, 6, "hi")],
    ({ stream }) => stream({ offset: 4, limit: 2 }),
    "efhi",
    ["offset=4&limit=2", "offset=5&limit=3", "offset=4&limit=3"]
  ],
  [
    "asks no more than is taken",
    [page(0, 1000, "ab")],
    ({ stream }) => Stream.take(stream({ limit: 2 }), 2),
    "ab",
    ["offset=0&limit=2"]
  ],
  [
    "asks for the second page for the third customer",
    [page(0, 1000, "ab"), page(1, 1000, "bcd")],
    ({ stream }) => Stream.take(stream({ limit: 2 }), 3),
    "abc",
    ["offset=0&limit=2", "offset=1&limit=3"]
  ],
  ["asks for nothing where nothing is taken", [], ({ stream }) => Stream.take(stream(), 0), "", []],
  [
    "gives a row once that a write has moved to the next page",
    [page(0, 3, "ab"), page(1, 4, "abc")],
    ({ stream }) => stream({ limit: 2, order: "reverse_chronological" }),
    "abc",
    ["offset=0&limit=2&order=reverse_chronological", "offset=1&limit=3&order=reverse_chronological"]
  ],
  [
    "takes a page that is another one than was asked for, and not for the last",
    [page(0, 3, "ab"), page(0, 3, "ab"), page(2, 3, "c"), page(0, 3, "abc")],
    ({ stream }) => stream({ limit: 2 }),
    "abc",
    ["offset=0&limit=2", "offset=1&limit=3", "offset=2&limit=3", "offset=0&limit=3"]
  ],
  [
    "goes on while new rows come, where each page is said to be the first and rows are deleted",
    [page(0, 6, "abc"), page(0, 5, "cd"), page(0, 4, "de"), page(0, 4, "e"), page(0, 4, "e")],
    ({ stream }) => stream({ limit: 3 }),
    "abcde",
    ["offset=0&limit=3", "offset=2&limit=4", "offset=3&limit=4", ...times(2, "offset=4&limit=4")]
  ],
  [
    "gives a row once that comes twice on a page",
    [page(0, 4, "aba"), page(1, 4, "bcc")],
    ({ stream }) => stream({ limit: 3 }),
    "abc",
    ["offset=0&limit=3", "offset=1&limit=4"]
  ],
  [
    "asks once more for a page that the server has answered empty",
    [page(0, 3, "ab"), page(1, 3), page(1, 3, "bc")],
    ({ stream }) => stream({ limit: 2 }),
    "abc",
    ["offset=0&limit=2", ...times(2, "offset=1&limit=3")]
  ],
  [
    "asks for what comes after a page that stays empty, where more is to follow",
    [page(0, 9, "ab"), page(1, 9), page(1, 9), page(1, 9), page(3, 4, "d"), page(1, 9), page(3, 4, "d")],
    ({ stream }) => stream({ limit: 2 }),
    "abd",
    [
      "offset=0&limit=2",
      ...times(3, "offset=1&limit=3"),
      ...["offset=3&limit=3", "offset=1&limit=3", "offset=3&limit=3"]
    ]
  ],
  [
    "looks back where rows come again after pages that were empty",
    [page(0, 4, "ab"), page(1, 4), page(1, 4), page(1, 4), page(3, 4, "d"), page(1, 4, "bcd")],
    ({ stream }) => stream({ limit: 2 }),
    "abcd",
    ["offset=0&limit=2", ...times(3, "offset=1&limit=3"), "offset=3&limit=3", "offset=1&limit=3"]
  ],
  [
    "goes on while new rows come, where the server tells nothing and gives less than is asked for",
    [bare("ab"), bare("bc"), bare("c"), bare("c")],
    ({ stream }) => stream({ limit: 10 }),
    "abc",
    ["offset=0&limit=10", "offset=1&limit=11", ...times(2, "offset=2&limit=11")]
  ],
  [
    "ends at a page that is not full by its own limit, where no total is told",
    [bare("ab", { limit: 2 }), bare("b", { limit: 2 }), bare("b", { limit: 2 })],
    ({ stream }) => stream({ limit: 10 }),
    "ab",
    ["offset=0&limit=10", ...times(2, "offset=1&limit=11")]
  ]
])

describe("a stream", () => {
  it.effect("reads the whole list again where the order turns out to be another one", () =>
    Effect.gen(function* () {
      const at = (second: number) => ({
        id: `at ${second}`,
        created_at: new Date(second * 1000).toISOString()
      })
      const pages = [
        [5, 10, 20],
        [4, 20, 50, 30],
        [5, 10, 20, 5],
        [5, 5, 50, 30]
      ].map(([total, ...seconds]) => ({ status: 200, body: { data: seconds.map(at), total } }))
      const { result, requests } = yield* exchange(omise, pages, ({ stream }) =>
        Stream.runCollect(stream({ limit: 2 }))
      )
      const ids = Array.from(Result.getOrThrow(result), ({ id }) => String(id))
      assert.deepStrictEqual([...new Set(ids)].sort(), ["at 10", "at 20", "at 30", "at 5", "at 50"])
      assert.deepStrictEqual(
        requests.map(({ url }) => url.replace("https://api.omise.co/customers?", "")),
        [
          "offset=0&limit=2",
          "offset=0&limit=3&from=1970-01-01T00%3A00%3A19Z",
          "offset=0&limit=3",
          "offset=2&limit=3"
        ]
      )
    })
  )

  it.effect("that does not end fails, after the customers that came", () =>
    failsAfter(
      omise,
      Array.from({ length: 101 }, () => page(0, 1000, "ab")),
      ({ stream }) => stream(),
      {
        _tag: "UnexpectedResponse",
        operation: "list",
        issues: [{ path: "", expected: "a new row within 100 pages, or the end of the list" }]
      },
      "ab"
    )
  )

  it.effect("that fails on a later page does so after the customers before it", () =>
    failsAfter(
      omise,
      [page(0, 4, "ab"), { status: 401, body: { code: "authentication_failure" } }],
      ({ stream }) => stream(),
      { _tag: "Unauthorized" },
      "ab"
    )
  )
})

describeStreamed("a stream of a search", omise, "/search?scope=customer&", [
  [
    "goes from page to page up to the last",
    [found(3, "ab"), found(3, "cd"), found(3, "e")],
    ({ searchStream }) => searchStream({ perPage: 2 }),
    "abcde",
    ["page=1&per_page=2", "page=2&per_page=2", "page=3&per_page=2"]
  ],
  [
    "begins at the page that is given",
    [found(3, "c"), found(3, "d")],
    ({ searchStream }) => searchStream({ page: 2 }),
    "cd",
    ["page=2", "page=3"]
  ],
  [
    "asks no more than is taken",
    [found(500, "ab")],
    ({ searchStream }) => Stream.take(searchStream({ query: "a" }), 2),
    "ab",
    ["query=a&page=1"]
  ],
  [
    "of nothing asks once",
    [found(0)],
    ({ searchStream }) => searchStream({ query: "a" }),
    "",
    ["query=a&page=1"]
  ],
  [
    "ends on an empty page, whatever the number of pages",
    [found(500, "a"), found(500)],
    ({ searchStream }) => searchStream(),
    "a",
    ["page=1", "page=2"]
  ],
  [
    "ends after the last page where the server ignores which one is asked for",
    [found(2, "a"), found(2, "a")],
    ({ searchStream }) => searchStream(),
    "aa",
    ["page=1", "page=2"]
  ]
])
