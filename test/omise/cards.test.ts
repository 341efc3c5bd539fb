/** The cards of a customer: what is sent for them, what is refused, what is sent again. */
import { assert, describe, it } from "@effect/vitest"
import * as Redacted from "effect/Redacted"
import type { CustomersError } from "effect-payment-customers/CustomersError"
import * as Omise from "effect-payment-customers/Omise"
import * as DateTime from "#line/DateTime"
import * as Stream from "#line/Stream"
import * as Effect from "#line/test/Effect"
import * as Result from "#line/test/Result"
import listed from "../fixtures/omise/cards.2019-05-29.json" with { type: "json" }
import documented from "../fixtures/omise/error-not-found.404.json" with { type: "json" }
import { type FixedAnswer, recording } from "../support/recording.js"
import {
  answer,
  breakOff,
  cut,
  inTheEnd,
  refused,
  reset,
  type Step,
  scripted,
  tooMany
} from "../support/scripted.js"
import { collectSpans } from "../support/spans.js"

const secretKey = Redacted.make("skey_test_5xpiwb0o3sqo5y7n6h1")
const api = "https://api.omise.co"
const id = "cust_test_5xtrb759599jsxlhkrb"
const cardId = "card_test_5xtrb7wxyq8vmkfr3a1"
const card = listed.data[0]
const deleted = { ...card, deleted: true }

type Use = (omise: Omise.Service) => Effect.Effect<unknown, CustomersError>

const ok = (body: unknown): FixedAnswer => ({ status: 200, body })

/** Calls Omise over a client that gives these answers, and tells what that client was asked to send. */
const exchange = (answers: ReadonlyArray<FixedAnswer>, use: Use) =>
  Effect.gen(function* () {
    const client = recording(answers)
    const omise = yield* Effect.provide(Omise.make({ secretKey }), client.layer)
    const result = yield* Effect.result(use(omise))
    return { result, requests: client.requests }
  })

const utc = (text: string) => DateTime.toUtc(DateTime.makeUnsafe(text))

describe("each call is sent in Omise's words", () => {
  const calls: ReadonlyArray<{
    readonly name: string
    readonly use: Use
    readonly answer: unknown
    readonly sent: { readonly method: string; readonly path: string; readonly body?: unknown }
  }> = [
    {
      name: "list",
      use: (omise) => omise.cards.list(id),
      answer: listed,
      sent: { method: "GET", path: `/customers/${id}/cards` }
    },
    {
      name: "list with every option, times in UTC",
      use: (omise) =>
        omise.cards.list(id, {
          offset: 40,
          limit: 100,
          from: utc("2025-03-20T16:12:02+07:00"),
          to: utc("2025-03-20T09:12:02.500Z"),
          order: "reverse_chronological"
        }),
      answer: listed,
      sent: {
        method: "GET",
        path: `/customers/${id}/cards?offset=40&limit=100&from=2025-03-20T09%3A12%3A02Z&to=2025-03-20T09%3A12%3A02.500Z&order=reverse_chronological`
      }
    },
    {
      name: "stream from an offset, a page of so many",
      use: (omise) => Stream.runDrain(omise.cards.stream(id, { offset: 7, limit: 50 })),
      answer: { ...listed, offset: 7, total: 9 },
      sent: { method: "GET", path: `/customers/${id}/cards?offset=7&limit=50` }
    },
    {
      name: "retrieve",
      use: (omise) => omise.cards.retrieve(id, cardId),
      answer: card,
      sent: { method: "GET", path: `/customers/${id}/cards/${cardId}` }
    },
    {
      name: "update of every field",
      use: (omise) =>
        omise.cards.update(id, cardId, {
          name: "JANE DOE",
          expirationMonth: 12,
          expirationYear: 2031,
          postalCode: "10330",
          city: "กรุงเทพ"
        }),
      answer: card,
      sent: {
        method: "PATCH",
        path: `/customers/${id}/cards/${cardId}`,
        body: {
          name: "JANE DOE",
          expiration_month: 12,
          expiration_year: 2031,
          postal_code: "10330",
          city: "กรุงเทพ"
        }
      }
    },
    {
      name: "update of one field; what is undefined is not sent, what is empty is",
      use: (omise) => omise.cards.update(id, cardId, { name: undefined, city: "" }),
      answer: card,
      sent: { method: "PATCH", path: `/customers/${id}/cards/${cardId}`, body: { city: "" } }
    },
    {
      name: "delete",
      use: (omise) => omise.cards.delete(id, cardId),
      answer: deleted,
      sent: { method: "DELETE", path: `/customers/${id}/cards/${cardId}` }
    },
    {
      name: "ids of forms that nobody documents, encoded",
      use: (omise) => omise.cards.retrieve("50%&ü", "my card"),
      answer: card,
      sent: { method: "GET", path: "/customers/50%25%26%C3%BC/cards/my%20card" }
    }
  ]
  for (const { name, use, answer, sent } of calls) {
    it.effect(name, () =>
      Effect.gen(function* () {
        const { requests, result } = yield* exchange([ok(answer)], use)
        assert.isTrue(Result.isSuccess(result))
        const { method, url, body, headers } = requests[0] ?? assert.fail("nothing was sent")
        assert.deepStrictEqual(
          { method, path: url.replace(api, ""), body },
          { ...sent, body: sent.body ?? undefined }
        )
        assert.strictEqual(headers.authorization, `Basic ${btoa("skey_test_5xpiwb0o3sqo5y7n6h1:")}`)
        assert.strictEqual(headers["omise-version"], "2019-05-29")
      })
    )
  }
})

describe("what breaks a rule is refused by the wire's name of the field, and nothing is sent", () => {
  // What a JavaScript caller can do.
  const anything = (value: unknown) => value as never
  const empty = { base: ["must be a patch that changes at least one field"] }
  const month = { expiration_month: ["must be a whole number from 1 to 12"] }
  const refusals: ReadonlyArray<{
    readonly name: string
    readonly use: Use
    readonly errors: Readonly<Record<string, ReadonlyArray<string>>>
  }> = [
    { name: "update with nothing", use: (omise) => omise.cards.update(id, cardId, {}), errors: empty },
    {
      name: "update with nothing but undefined",
      use: (omise) => omise.cards.update(id, cardId, { name: undefined }),
      errors: empty
    },
    {
      name: "update with fields that a card's patch does not have",
      use: (omise) => omise.cards.update(id, cardId, anything({ number: "4242424242424242" })),
      errors: empty
    },
    ...[0, 13, -1, 1.5, Number.NaN].map((expirationMonth) => ({
      name: `update to month ${expirationMonth}`,
      use: (omise: Omise.Service) => omise.cards.update(id, cardId, { expirationMonth }),
      errors: month
    })),
    ...[2031.5, Number.POSITIVE_INFINITY].map((expirationYear) => ({
      name: `update to year ${expirationYear}`,
      use: (omise: Omise.Service) => omise.cards.update(id, cardId, { expirationYear }),
      errors: { expiration_year: ["must be a whole number"] }
    })),
    {
      name: "update with fields of other types",
      use: (omise) =>
        omise.cards.update(id, cardId, anything({ name: 7, expirationMonth: "12", postalCode: null })),
      errors: {
        name: ["must be a string"],
        expiration_month: ["must be a number"],
        postal_code: ["must be a string"]
      }
    },
    ...[0, 101, 1.5].map((limit) => ({
      name: `list with a limit of ${limit}`,
      use: (omise: Omise.Service) => omise.cards.list(id, { limit }),
      errors: { limit: ["must be a whole number from 1 to 100"] }
    })),
    {
      name: "list from offset -1",
      use: (omise) => omise.cards.list(id, { offset: -1 }),
      errors: { offset: ["must be a whole number from 0"] }
    },
    {
      name: "list from after to",
      use: (omise) =>
        omise.cards.list(id, { from: utc("2025-03-20T00:00:01Z"), to: utc("2025-03-20T00:00:00Z") }),
      errors: { from: ["must be no later than to"] }
    },
    {
      name: "stream in another order",
      use: (omise) => Stream.runDrain(omise.cards.stream(id, { order: anything("newest") })),
      errors: { order: ["must be chronological or reverse_chronological"] }
    },
    {
      name: "both ids bad",
      use: (omise) => omise.cards.retrieve("", ".."),
      errors: { id: ["must not be empty"], card_id: ["must not be a dot segment"] }
    },
    {
      name: "ids the other way round",
      use: (omise) => omise.cards.delete(cardId, id),
      errors: {
        id: ["must be a customer id of omise, not a card id of Omise"],
        card_id: ["must be a card id of omise, not a customer id of Omise"]
      }
    },
    {
      name: "a card token for a card",
      use: (omise) => omise.cards.retrieve(id, "tokn_test_5xpiwbghl3sqo5y7n6h"),
      errors: { card_id: ["must be a card id of omise, not a card token of Omise"] }
    },
    ...[
      ["list", (omise: Omise.Service) => omise.cards.list("cust_4xtrb759599jsxlhkrb")],
      ["retrieve", (omise: Omise.Service) => omise.cards.retrieve("cust_4xtrb759599jsxlhkrb", cardId)],
      [
        "update",
        (omise: Omise.Service) => omise.cards.update("cust_4xtrb759599jsxlhkrb", cardId, { city: "x" })
      ],
      ["delete", (omise: Omise.Service) => omise.cards.delete("cust_4xtrb759599jsxlhkrb", cardId)]
    ].map(([name, use]) => ({
      name: `${name} for a live customer with a test key`,
      use: use as Use,
      errors: { id: ["must be the id of a test customer: the key is a test key"] }
    }))
  ]
  for (const { name, use, errors } of refusals) {
    it.effect(name, () =>
      Effect.gen(function* () {
        const { requests, result } = yield* exchange([], use)
        assert.deepStrictEqual(requests, [])
        if (Result.isSuccess(result)) return assert.fail("it was accepted")
        const error = Result.getOrThrow(Result.flip(result))
        if (error._tag !== "ValidationFailed") return assert.fail(error._tag)
        assert.strictEqual(error.origin, "client")
        assert.match(error.operation, /^cards\./)
        assert.deepStrictEqual({ ...error.errors }, errors)
      })
    )
  }
})

describe("what was not found", () => {
  const operations: Readonly<Record<string, Use>> = {
    "cards.list": (omise) => omise.cards.list(id),
    "cards.retrieve": (omise) => omise.cards.retrieve(id, cardId),
    "cards.update": (omise) => omise.cards.update(id, cardId, { city: "x" }),
    "cards.delete": (omise) => omise.cards.delete(id, cardId)
  }
  for (const [operation, use] of Object.entries(operations)) {
    it.effect(`${operation}: NotFound names the customer, and has Omise's words`, () =>
      Effect.gen(function* () {
        const { result } = yield* exchange([{ status: 404, body: documented }], use)
        if (Result.isSuccess(result)) return assert.fail("a success")
        assert.deepInclude(Result.getOrThrow(Result.flip(result)), {
          _tag: "NotFound",
          operation,
          customerId: id,
          code: "not_found",
          detail: documented.message
        })
      })
    )
  }
})

describe("what is sent again after a lost answer", () => {
  const notFound = answer(404, documented)
  const cases: ReadonlyArray<{
    readonly name: string
    readonly steps: ReadonlyArray<Step>
    readonly use: Use
    readonly end: string
  }> = [
    {
      name: "a list, a retrieve and an update are",
      steps: [reset, answer(200, listed), answer(502, "<html>"), answer(200, card), reset, answer(200, card)],
      use: (omise) =>
        omise.cards
          .list(id)
          .pipe(
            Effect.andThen(omise.cards.retrieve(id, cardId)),
            Effect.andThen(omise.cards.update(id, cardId, { name: "JANE DOE", expirationMonth: 1 }))
          ),
      end: "a success"
    },
    {
      name: "a delete is; a 404 to the second says that the first has deleted",
      steps: [breakOff(200, cut), notFound],
      use: (omise) => omise.cards.delete(id, cardId),
      end: "a success"
    },
    {
      name: "a delete that certainly did not arrive is; a 404 to the second is a NotFound",
      steps: [refused, notFound],
      use: (omise) => omise.cards.delete(id, cardId),
      end: "NotFound"
    },
    {
      name: "a delete that was turned away with 429 is; a 404 to the second is a NotFound",
      steps: [tooMany(), notFound],
      use: (omise) => omise.cards.delete(id, cardId),
      end: "NotFound"
    }
  ]
  const run = (steps: ReadonlyArray<Step>, use: Use) =>
    Effect.gen(function* () {
      const script = scripted(steps)
      const omise = yield* Effect.provide(Omise.make({ secretKey }), script.layer)
      return { result: yield* inTheEnd(use(omise)), sent: script.sent }
    })
  for (const { name, steps, use, end } of cases) {
    it.effect(name, () =>
      Effect.gen(function* () {
        const { result, sent } = yield* run(steps, use)
        const ended = Result.isSuccess(result) ? "a success" : Result.getOrThrow(Result.flip(result))._tag
        assert.deepStrictEqual([ended, sent.length], [end, steps.length])
      })
    )
  }

  it.effect("the result of such a delete is made from the card's id", () =>
    Effect.gen(function* () {
      const { result } = yield* run([answer(500), notFound], (omise) => omise.cards.delete(id, cardId))
      if (Result.isFailure(result)) return assert.fail(Result.getOrThrow(Result.flip(result))._tag)
      assert.instanceOf(Result.getOrThrow(result), Omise.DeletedCard)
      assert.deepStrictEqual(JSON.parse(JSON.stringify(Result.getOrThrow(result))), {
        id: cardId,
        deleted: true
      })
    })
  )
})

describe("stream", () => {
  const page = (offset: number, total: number, ...ids: ReadonlyArray<string>) =>
    ok({ ...listed, data: ids.map((id) => ({ object: "card", id })), offset, total })
  const cases: ReadonlyArray<{
    readonly name: string
    readonly answers: ReadonlyArray<FixedAnswer>
    readonly use: (cards: Omise.Cards) => Stream.Stream<Omise.Card, Omise.CardListError>
    readonly ids: ReadonlyArray<string>
    readonly asked: ReadonlyArray<string>
  }> = [
    {
      name: "begins each page with the last row of the one before, by the rows that came",
      answers: [page(0, 5, "a", "b"), page(1, 5, "b", "c"), page(2, 5, "c", "d", "e")],
      use: (cards) => cards.stream(id, { limit: 3 }),
      ids: ["a", "b", "c", "d", "e"],
      asked: ["?offset=0&limit=3", "?offset=1&limit=4", "?offset=2&limit=4"]
    },
    {
      name: "asks no more than is taken",
      answers: [page(0, 1000, "a", "b")],
      use: (cards) => Stream.take(cards.stream(id, { limit: 2 }), 2),
      ids: ["a", "b"],
      asked: ["?offset=0&limit=2"]
    },
    {
      name: "asks for nothing where nothing is taken",
      answers: [],
      use: (cards) => Stream.take(cards.stream(id), 0),
      ids: [],
      asked: []
    },
    {
      name: "of a customer without cards asks once",
      answers: [page(0, 0)],
      use: (cards) => cards.stream(id),
      ids: [],
      asked: ["?offset=0"]
    }
  ]
  for (const { name, answers, use, ids, asked } of cases) {
    it.effect(name, () =>
      Effect.gen(function* () {
        const client = recording(answers)
        const omise = yield* Effect.provide(Omise.make({ secretKey }), client.layer)
        const cards = yield* Stream.runCollect(use(omise.cards))
        assert.deepStrictEqual(
          {
            ids: Array.from(cards, ({ id }) => String(id)),
            asked: client.requests.map(({ url }) => url.replace(`${api}/customers/${id}/cards`, ""))
          },
          { ids, asked }
        )
      })
    )
  }
})

it.effect("a span has the operation's name and its template, and no id", () =>
  Effect.gen(function* () {
    const { tracer, spans } = collectSpans()
    yield* Effect.withTracer(
      exchange([ok(card)], (omise) => omise.cards.retrieve(id, cardId)),
      tracer
    )
    const [span] = spans.filter(({ name }) => name.startsWith("omise."))
    assert.strictEqual(span?.name, "omise.customers.cards.retrieve")
    assert.strictEqual(span?.attributes.get("url.template"), "/customers/:id/cards/:cardId")
    assert.strictEqual(span?.attributes.get("payment.operation"), "cards.retrieve")
    for (const shown of span?.attributes.values() ?? []) assert.notInclude(String(shown), "_test_")
  })
)
