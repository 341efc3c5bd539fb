/** The schedules of a customer: what is sent, what becomes of the answers, of either API version. */
import { inspect } from "node:util"
import { assert, describe, it } from "@effect/vitest"
// chai's deep equality, which is `assert`'s, takes Option.none() and any Option.some() for equal
import { deepStrictEqual } from "@effect/vitest/utils"
import * as Equal from "effect/Equal"
import * as Redacted from "effect/Redacted"
import type { CustomersError } from "effect-payment-customers/CustomersError"
import * as Omise from "effect-payment-customers/Omise"
import * as DateTime from "#line/DateTime"
import * as Stream from "#line/Stream"
import * as Effect from "#line/test/Effect"
import * as Option from "#line/test/Option"
import * as Result from "#line/test/Result"
import * as Schema from "#line/test/Schema"
import * as calls from "../../src/providers/omise/calls.js"
import { dialect } from "../../src/providers/omise/errors.js"
import documented from "../fixtures/omise/error-not-found.404.json" with { type: "json" }
import listedOld from "../fixtures/omise/schedules.2017-11-02.json" with { type: "json" }
import listed from "../fixtures/omise/schedules.2019-05-29.json" with { type: "json" }
import { type Body, describeMatrix, jsonBody, mapper, strayBodies } from "../support/mapper.js"
import { decodesWithoutDefect, encodesAndDecodesToItself, mapsWithoutDefect } from "../support/properties.js"
import { type FixedAnswer, recording } from "../support/recording.js"
import { answer, inTheEnd, reset, scripted } from "../support/scripted.js"

const secretKey = Redacted.make("skey_test_5xpiwb0o3sqo5y7n6h1")
const id = "cust_test_5xtrb759599jsxlhkrb"
const canary = "canary@example.com"

const operation = calls.listSchedules(id, { limit: 5 })
const list = (json: unknown) => Result.getOrThrow(mapper(dialect, operation)(200, json))
const latest = listed.data[0] ?? assert.fail("the fixture has no schedule")
const only = (json: unknown): Omise.Schedule => list(json).schedules[0] ?? assert.fail("no schedule was read")
const one = (schedule: unknown): Omise.Schedule => only({ ...listed, data: [schedule] })

const good: ReadonlyArray<Body> = [
  jsonBody("a list of 2019-05-29", listed),
  jsonBody("a list of 2017-11-02", listedOld),
  jsonBody("an empty list", { ...listed, data: [], total: 0 }),
  jsonBody("an id alone", { ...listed, data: [{ id: "schd_1" }] }),
  jsonBody("null fields", {
    ...listed,
    data: [{ ...Object.fromEntries(Object.keys(latest).map((key) => [key, null])), id: "schd_1" }]
  }),
  jsonBody("a charge that is a text", { ...listed, data: [{ ...latest, charge: canary }] }),
  jsonBody("days that are numbers", { ...listed, data: [{ ...latest, next_occurrences_on: [20250501] }] }),
  jsonBody("fields of later days", {
    ...listed,
    data: [{ ...latest, state: "Active", deleted_by: canary, retries: {}, status: "resting" }]
  })
]

const broken: ReadonlyArray<Body> = [
  jsonBody("an error under any status", { object: "error", code: "bad_request", message: canary }),
  jsonBody("a schedule that is no list", latest),
  jsonBody("a schedule without an id", { ...listed, data: [{ in_words: canary }] })
]

describeMatrix("schedules.list", {
  dialect,
  canary,
  call: operation,
  bodies: [...strayBodies(canary), ...good, ...broken],
  successes: good.map(({ name }) => name),
  tags: { 400: "ValidationFailed", 422: "ValidationFailed", 404: "NotFound" }
})

describe("a schedule", () => {
  for (const [version, json] of Object.entries({ "2019-05-29": listed, "2017-11-02": listedOld })) {
    it(`of ${version} is read whole`, () => {
      const { id, every, period, inWords, status, startOn, endOn, nextOccurrencesOn, createdAt, ...rest } =
        only(json)
      assert.strictEqual(String(id), "schd_test_5xtrc0f3wq7m2k9d1ab")
      deepStrictEqual(
        { every, period, inWords, status, startOn, endOn },
        {
          every: Option.some(2),
          period: Option.some("month"),
          inWords: Option.some("Every 2 month(s) on the 1st and 15th"),
          status: Option.some("running"),
          startOn: Option.some("2025-03-20"),
          endOn: Option.some("2025-05-31")
        }
      )
      assert.deepStrictEqual([...nextOccurrencesOn], ["2025-05-01", "2025-05-15"])
      assert.strictEqual(DateTime.formatIso(Option.getOrThrow(createdAt)), "2025-03-20T09:12:03.000Z")
      assert.deepStrictEqual(JSON.parse(JSON.stringify(Option.getOrThrow(rest.on))), {
        days_of_month: [1, 15]
      })
      assert.strictEqual(rest.deleted, false)
      deepStrictEqual([rest.endedAt, rest.transfer], [Option.none(), Option.none()])
      const charge = Option.getOrThrow(rest.charge)
      deepStrictEqual(
        [charge.amount, charge.description],
        [Option.some(12345), Option.some("Subscription for coffee beans")]
      )
      assert.deepStrictEqual(
        [charge.customer, charge.card].map((id: Option.Option<string>) => Option.getOrThrow(id)),
        ["cust_test_5xtrb759599jsxlhkrb", "card_test_5xtrb7wxyq8vmkfr3a1"]
      )
    })
  }

  it("of 2017-11-02 differs only in what that version does not tell, or tells otherwise", () => {
    const { occurrences, charge, active, deleted } = latest
    const asLatest = { ...listedOld.data[0], occurrences, charge, active, deleted }
    assert.isTrue(Equal.equals(one(asLatest), one(latest)))
  })

  it("has its days to come by any of the three names that they have had", () => {
    const { next_occurrences_on: days, ...without } = latest
    for (const name of ["next_occurrences_on", "next_occurrence_dates", "next_occurrences"]) {
      assert.isTrue(Equal.equals(one({ ...without, [name]: days }), one(latest)), name)
    }
  })

  it("has the state and the time of day that Omise answers, whatever their form", () => {
    for (const time of ["09:00", { hour: 9, minute: 0 }, 540]) {
      const { state, executeTime } = one({ ...latest, state: "active", execute_time: time })
      deepStrictEqual(state, Option.some("active"))
      assert.deepStrictEqual(JSON.parse(JSON.stringify(Option.getOrThrow(executeTime))), time)
    }
  })

  it("that has a field by both names has the one of 2019-05-29", () => {
    const both = one({
      ...latest,
      start_date: "1999-01-01",
      next_occurrence_dates: [],
      created: "1999-01-01T00:00:00Z"
    })
    assert.isTrue(Equal.equals(both, one(latest)))
  })

  it("has the ids of a customer and of a card that Omise expands", () => {
    const expanded = { ...latest.charge, card: { id: "card_test_1" }, customer: { id: "cust_test_1" } }
    const charge = Option.getOrThrow(one({ ...latest, charge: expanded }).charge)
    assert.deepStrictEqual(
      [charge.customer, charge.card].map((id: Option.Option<string>) => Option.getOrThrow(id)),
      ["cust_test_1", "card_test_1"]
    )
  })

  it("without occurrences to come has none", () => {
    for (const next of [undefined, null, []]) {
      assert.deepStrictEqual([...one({ ...latest, next_occurrences_on: next }).nextOccurrencesOn], [])
    }
  })

  it("equal ones are equal, written and read again too", () => {
    assert.isTrue(Equal.equals(list(listed), list(structuredClone(listed))))
    assert.isFalse(Equal.equals(one(latest), one({ ...latest, on: { days_of_month: [2, 15] } })))
    const again = Schema.decodeUnknownSync(Omise.Schedule)(JSON.parse(JSON.stringify(one(latest))))
    assert.isTrue(Equal.equals(again, one(latest)))
  })

  it("shows its id and its mode where people look, and nothing of what it charges", () => {
    for (const sample of [one(latest), list(listed)]) {
      for (const text of [String(sample), inspect({ deep: [sample] }, { depth: 9 })]) {
        assert.include(text, "schd_test_5xtrc0f3wq7m2k9d1ab")
        for (const secret of ["coffee", "12345", "cust_test_", "card_test_", "2025-05"]) {
          assert.notInclude(text, secret)
        }
      }
    }
  })
})

describe("whatever comes", () => {
  const keys = ["id", "data", "total", "created", "start_date", "charge", "on", "next_occurrence_dates"]
  it("decodes to an Either", () => decodesWithoutDefect(operation, keys))
  it("becomes a value or an error", () => mapsWithoutDefect(dialect, operation, keys))
  it("a schedule is what it was", () => encodesAndDecodesToItself(Omise.Schedule))
  it("a page is what it was", () => encodesAndDecodesToItself(Omise.SchedulePage))
})

describe("what is sent", () => {
  type Use = (omise: Omise.Service) => Effect.Effect<unknown, CustomersError>

  const exchange = (answers: ReadonlyArray<FixedAnswer>, use: Use) =>
    Effect.gen(function* () {
      const client = recording(answers)
      const omise = yield* Effect.provide(Omise.make({ secretKey }), client.layer)
      const result = yield* Effect.result(use(omise))
      const asked = client.requests.map(
        ({ method, url }) => `${method} ${new URL(url).pathname}${new URL(url).search}`
      )
      return { result, asked }
    })
  const page = (total: number, ...ids: ReadonlyArray<string>) => ({
    status: 200,
    body: { ...listed, offset: undefined, data: ids.map((id) => ({ id })), total }
  })
  const path = `/customers/${id}/schedules`

  const sent: ReadonlyArray<{
    readonly name: string
    readonly answers: ReadonlyArray<FixedAnswer>
    readonly use: Use
    readonly asked: ReadonlyArray<string>
  }> = [
    {
      name: "list",
      answers: [page(0)],
      use: (omise) => omise.schedules.list(id),
      asked: [`GET ${path}`]
    },
    {
      name: "list with options",
      answers: [page(0)],
      use: (omise) =>
        omise.schedules.list(id, {
          offset: 20,
          limit: 10,
          to: DateTime.makeUnsafe("2025-03-20T00:00:00Z"),
          order: "chronological"
        }),
      asked: [`GET ${path}?offset=20&limit=10&to=2025-03-20T00%3A00%3A00Z&order=chronological`]
    },
    {
      name: "stream, by the rows that came",
      answers: [page(3, "a", "b"), page(3, "b", "c")],
      use: (omise) => Stream.runDrain(omise.schedules.stream(id)),
      asked: [`GET ${path}?offset=0`, `GET ${path}?offset=1&limit=21`]
    },
    {
      name: "stream, no more than is taken",
      answers: [page(300, "a", "b")],
      use: (omise) => Stream.runDrain(Stream.take(omise.schedules.stream(id, { limit: 2 }), 2)),
      asked: [`GET ${path}?offset=0&limit=2`]
    }
  ]
  for (const { name, answers, use, asked } of sent) {
    it.effect(name, () =>
      Effect.gen(function* () {
        const got = yield* exchange(answers, use)
        assert.deepStrictEqual([Result.isSuccess(got.result), got.asked], [true, asked])
      })
    )
  }

  const refusals: ReadonlyArray<readonly [name: string, use: Use, errors: object]> = [
    [
      "a limit of 101",
      (omise) => omise.schedules.list(id, { limit: 101 }),
      { limit: ["must be a whole number from 1 to 100"] }
    ],
    ["an empty id", (omise) => omise.schedules.list(""), { id: ["must not be empty"] }],
    [
      "a live customer with a test key",
      (omise) => Stream.runDrain(omise.schedules.stream("cust_4xtrb759599jsxlhkrb")),
      { id: ["must be the id of a test customer: the key is a test key"] }
    ]
  ]
  for (const [name, use, errors] of refusals) {
    it.effect(`${name} is refused, and nothing is sent`, () =>
      Effect.gen(function* () {
        const { result, asked } = yield* exchange([], use)
        assert.deepStrictEqual(asked, [])
        if (Result.isSuccess(result)) return assert.fail("it was accepted")
        const error = Result.getOrThrow(Result.flip(result))
        if (error._tag !== "ValidationFailed") return assert.fail(error._tag)
        assert.deepStrictEqual([error.origin, error.operation], ["client", "schedules.list"])
        assert.deepStrictEqual({ ...error.errors }, errors)
      })
    )
  }

  it.effect("an unknown customer is NotFound by its id", () =>
    Effect.gen(function* () {
      const { result } = yield* exchange([{ status: 404, body: documented }], (omise) =>
        omise.schedules.list(id)
      )
      if (Result.isSuccess(result)) return assert.fail("a success")
      assert.deepInclude(Result.getOrThrow(Result.flip(result)), {
        _tag: "NotFound",
        operation: "schedules.list",
        customerId: id
      })
    })
  )

  it.effect("a list is sent again after a lost answer", () =>
    Effect.gen(function* () {
      const script = scripted([reset, answer(200, listed)])
      const omise = yield* Effect.provide(Omise.make({ secretKey }), script.layer)
      const result = yield* inTheEnd(omise.schedules.list(id))
      assert.deepStrictEqual([Result.isSuccess(result), script.sent.length], [true, 2])
    })
  )
})
