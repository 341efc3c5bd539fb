/** What is sent to Omise for the cards and the schedules of a customer, what is refused, what is sent again. */
import { assert, describe, it } from "@effect/vitest"
import * as Omise from "effect-payment-customers/Omise"
import * as Stream from "#line/Stream"
import * as Effect from "#line/test/Effect"
import * as Result from "#line/test/Result"
import listed from "../../fixtures/omise/cards.2019-05-29.json" with { type: "json" }
import documented from "../../fixtures/omise/error-not-found.404.json" with { type: "json" }
import schedules from "../../fixtures/omise/schedules.2019-05-29.json" with { type: "json" }
import { answer, breakOff, cut, refused, reset, tooMany } from "../../support/scripted.js"
import {
  describeRefused,
  describeRepeated,
  describeSent,
  describeStreamed,
  exchange,
  playing,
  type Refused,
  type Use
} from "../../support/sends.js"
import { collectSpans } from "../../support/spans.js"
import { anything, omise, rules, utc } from "./sender.js"

type Refusal = Refused<Omise.Service, Omise.Options>

const id = "cust_test_5xtrb759599jsxlhkrb"
const liveId = "cust_4xtrb759599jsxlhkrb"
const cardId = "card_test_5xtrb7wxyq8vmkfr3a1"
const one = `/customers/${id}/cards/${cardId}`

const options: Omise.ListOptions = {
  offset: 40,
  limit: 100,
  from: utc("2025-03-20T16:12:02+07:00"),
  to: utc("2025-03-20T09:12:02.500Z"),
  order: "reverse_chronological"
}
const query =
  "offset=40&limit=100&from=2025-03-20T09%3A12%3A02Z&to=2025-03-20T09%3A12%3A02.500Z&order=reverse_chronological"

describeSent("each call is sent in Omise's words", omise, [
  ["cards.list", ({ cards }) => cards.list(id), `GET /customers/${id}/cards`],
  [
    "cards.list with every option, times in UTC",
    ({ cards }) => cards.list(id, options),
    `GET /customers/${id}/cards?${query}`
  ],
  ["cards.retrieve", ({ cards }) => cards.retrieve(id, cardId), `GET ${one}`],
  [
    "cards.update of every field",
    ({ cards }) =>
      cards.update(id, cardId, {
        name: "JANE DOE",
        expirationMonth: 12,
        expirationYear: 2031,
        postalCode: "10330",
        city: "กรุงเทพ"
      }),
    `PATCH ${one}`,
    { name: "JANE DOE", expiration_month: 12, expiration_year: 2031, postal_code: "10330", city: "กรุงเทพ" }
  ],
  [
    "cards.update of one field; what is undefined is not sent, what is empty is",
    ({ cards }) => cards.update(id, cardId, { name: undefined, city: "" }),
    `PATCH ${one}`,
    { city: "" }
  ],
  ["cards.delete", ({ cards }) => cards.delete(id, cardId), `DELETE ${one}`],
  [
    "ids of forms that nobody documents, encoded",
    ({ cards }) => cards.retrieve("50%&ü", "my card"),
    "GET /customers/50%25%26%C3%BC/cards/my%20card"
  ],
  ["schedules.list", ({ schedules }) => schedules.list(id), `GET /customers/${id}/schedules`],
  [
    "schedules.list with options",
    ({ schedules }) => schedules.list(id, options),
    `GET /customers/${id}/schedules?${query}`
  ]
])

/** Every call of a card, for the customer of this id. */
const calls: ReadonlyArray<readonly [operation: string, use: (id: string) => Use<Omise.Service>]> = [
  [
    "cards.list",
    (id) =>
      ({ cards }) =>
        cards.list(id)
  ],
  [
    "cards.retrieve",
    (id) =>
      ({ cards }) =>
        cards.retrieve(id, cardId)
  ],
  [
    "cards.update",
    (id) =>
      ({ cards }) =>
        cards.update(id, cardId, { city: "x" })
  ],
  [
    "cards.delete",
    (id) =>
      ({ cards }) =>
        cards.delete(id, cardId)
  ],
  [
    "schedules.list",
    (id) =>
      ({ schedules }) =>
        schedules.list(id)
  ]
]

/** An update of a card with what a JavaScript caller can give. */
const patching = (name: string, patch: object, errors: Refusal[3]): Refusal => [
  "cards.update",
  name,
  ({ cards }) => cards.update(id, cardId, anything(patch)),
  errors
]

const noText = ["must be a string"]

describeRefused("what breaks a rule is refused by the wire's name of the field, and nothing is sent", omise, [
  patching("nothing", {}, rules.patch),
  patching("nothing but undefined", { name: undefined }, rules.patch),
  patching("fields that a card's patch does not have", { number: "4242424242424242" }, rules.patch),
  ...[0, 13, -1, 1.5, Number.NaN].map((expirationMonth) =>
    patching(
      `month ${expirationMonth}`,
      { expirationMonth },
      {
        expiration_month: ["must be a whole number from 1 to 12"]
      }
    )
  ),
  ...[2031.5, Number.POSITIVE_INFINITY].map((expirationYear) =>
    patching(`year ${expirationYear}`, { expirationYear }, { expiration_year: ["must be a whole number"] })
  ),
  patching(
    "fields of other types",
    { name: 7, expirationMonth: "12", postalCode: null },
    { name: noText, expiration_month: ["must be a number"], postal_code: noText }
  ),
  ...[0, 101, 1.5].map(
    (limit): Refusal => [
      "cards.list",
      `a limit of ${limit}`,
      ({ cards }) => cards.list(id, { limit }),
      rules.limit
    ]
  ),
  ["cards.list", "from offset -1", ({ cards }) => cards.list(id, { offset: -1 }), rules.offset],
  [
    "cards.list",
    "from after to",
    ({ cards }) => cards.list(id, { from: utc("2025-03-20T00:00:01Z"), to: utc("2025-03-20T00:00:00Z") }),
    rules.from
  ],
  [
    "cards.list",
    "streamed in another order",
    ({ cards }) => Stream.runDrain(cards.stream(id, { order: anything("newest") })),
    rules.order
  ],
  [
    "cards.retrieve",
    "both ids bad",
    ({ cards }) => cards.retrieve("", ".."),
    { id: ["must not be empty"], card_id: ["must not be a dot segment"] }
  ],
  [
    "cards.delete",
    "ids the other way round",
    ({ cards }) => cards.delete(cardId, id),
    {
      id: ["must be a customer id of omise, not a card id of Omise"],
      card_id: ["must be a card id of omise, not a customer id of Omise"]
    }
  ],
  [
    "cards.retrieve",
    "a card token for a card",
    ({ cards }) => cards.retrieve(id, "tokn_test_5xpiwbghl3sqo5y7n6h"),
    { card_id: ["must be a card id of omise, not a card token of Omise"] }
  ],
  ["schedules.list", "a limit of 101", ({ schedules }) => schedules.list(id, { limit: 101 }), rules.limit],
  [
    "schedules.list",
    "streamed for a live customer with a test key",
    ({ schedules }) => Stream.runDrain(schedules.stream(liveId)),
    rules.testId
  ],
  ...calls.flatMap(
    ([operation, use]): ReadonlyArray<Refusal> => [
      [operation, "an empty id", use(""), { id: ["must not be empty"] }],
      [operation, "a live customer with a test key", use(liveId), rules.testId]
    ]
  )
])

describe("NotFound names the customer, and has Omise's words", () => {
  it.effect.each(calls)("%s", ([operation, use]) =>
    Effect.gen(function* () {
      const { result } = yield* exchange(omise, [{ status: 404, body: documented }], use(id))
      assert.deepInclude(Result.getOrThrow(Result.flip(result)), {
        _tag: "NotFound",
        operation,
        customerId: id,
        code: "not_found",
        detail: documented.message
      })
    })
  )
})

const card = answer(200, listed.data[0])
const notFound = answer(404, documented)
const remove: Use<Omise.Service, Omise.DeletedCard> = ({ cards }) => cards.delete(id, cardId)

describeRepeated(omise, [
  ["a list of cards is", ({ cards }) => cards.list(id), [reset, answer(200, listed)], "success"],
  [
    "a list of schedules is",
    ({ schedules }) => schedules.list(id),
    [reset, answer(200, schedules)],
    "success"
  ],
  ["a retrieve is", ({ cards }) => cards.retrieve(id, cardId), [answer(502, "<html>"), card], "success"],
  [
    "an update is",
    ({ cards }) => cards.update(id, cardId, { name: "JANE DOE", expirationMonth: 1 }),
    [reset, card],
    "success"
  ],
  [
    "a delete is; a 404 to the second says that the first has deleted",
    remove,
    [breakOff(200, cut), notFound],
    "success"
  ],
  [
    "a delete that certainly did not arrive is; a 404 to the second is a NotFound",
    remove,
    [refused, notFound],
    "NotFound"
  ],
  [
    "a delete that was turned away with 429 is; a 404 to the second is a NotFound",
    remove,
    [tooMany(), notFound],
    "NotFound"
  ]
])

it.effect("the result of a delete that was sent again is made from the card's id", () =>
  Effect.gen(function* () {
    const { result } = yield* playing(omise, [answer(500), notFound], remove)
    assert.instanceOf(Result.getOrThrow(result), Omise.DeletedCard)
    assert.deepStrictEqual(JSON.parse(JSON.stringify(Result.getOrThrow(result))), {
      id: cardId,
      deleted: true
    })
  })
)

const page = (offset: number | undefined, total: number, ids = "") => ({
  status: 200,
  body: { ...listed, data: Array.from(ids, (id) => ({ id })), offset, total }
})

describeStreamed("a stream of cards", omise, `/customers/${id}/cards?`, [
  [
    "asks for a page of so many from an offset",
    [page(7, 9, "hi")],
    ({ cards }) => cards.stream(id, { offset: 7, limit: 50 }),
    "hi",
    ["offset=7&limit=50"]
  ],
  [
    "begins each page with the last row of the one before, by the rows that came",
    [page(0, 5, "ab"), page(1, 5, "bc"), page(2, 5, "cde")],
    ({ cards }) => cards.stream(id, { limit: 3 }),
    "abcde",
    ["offset=0&limit=3", "offset=1&limit=4", "offset=2&limit=4"]
  ],
  [
    "asks no more than is taken",
    [page(0, 1000, "ab")],
    ({ cards }) => Stream.take(cards.stream(id, { limit: 2 }), 2),
    "ab",
    ["offset=0&limit=2"]
  ],
  ["asks for nothing where nothing is taken", [], ({ cards }) => Stream.take(cards.stream(id), 0), "", []],
  ["of a customer without cards asks once", [page(0, 0)], ({ cards }) => cards.stream(id), "", ["offset=0"]]
])

describeStreamed("a stream of schedules", omise, `/customers/${id}/schedules?`, [
  [
    "goes on by the rows that came",
    [page(undefined, 3, "ab"), page(undefined, 3, "bc")],
    ({ schedules }) => schedules.stream(id),
    "abc",
    ["offset=0", "offset=1&limit=21"]
  ],
  [
    "asks no more than is taken",
    [page(undefined, 300, "ab")],
    ({ schedules }) => Stream.take(schedules.stream(id, { limit: 2 }), 2),
    "ab",
    ["offset=0&limit=2"]
  ]
])

it.effect("a span has the operation's name and its template, and no id", () =>
  Effect.gen(function* () {
    const { tracer, spans } = collectSpans()
    const answers = [{ status: 200, body: listed.data[0] }]
    yield* Effect.withTracer(
      exchange(omise, answers, ({ cards }) => cards.retrieve(id, cardId)),
      tracer
    )
    const [span] = spans.filter(({ name }) => name.startsWith("omise."))
    assert.strictEqual(span?.name, "omise.customers.cards.retrieve")
    assert.strictEqual(span?.attributes.get("url.template"), "/customers/:id/cards/:cardId")
    assert.strictEqual(span?.attributes.get("payment.operation"), "cards.retrieve")
    for (const shown of span?.attributes.values() ?? []) assert.notInclude(String(shown), "_test_")
  })
)
