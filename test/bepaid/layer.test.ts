/** `BePaidTest.layer`: the real client over the emulator, as a user's own tests see it. */
import { assert, describe, it } from "@effect/vitest"
import { deepStrictEqual } from "@effect/vitest/utils"
import * as Equal from "effect/Equal"
import * as Redacted from "effect/Redacted"
import * as BePaid from "effect-payment-customers/BePaid"
import { BePaidTest } from "effect-payment-customers/testing"
import * as Fiber from "#line/Fiber"
import * as Stream from "#line/Stream"
import * as Clock from "#line/test/Clock"
import * as Effect from "#line/test/Effect"
import * as Option from "#line/test/Option"
import * as TestClock from "#line/test/TestClock"

const john = { email: "john@example.com", ip: "127.0.0.1", firstName: "John", externalId: "order-42" }
const mark = { email: "mark@example.com", ip: "10.10.0.4", firstName: "Mark" }
const ids = (customers: Iterable<BePaid.Customer>) => Array.from(customers, ({ id }) => String(id))
const emails = (customers: Iterable<BePaid.Customer>) =>
  Array.from(customers, ({ email }) => Option.getOrNull(email))

describe("create, retrieve, list, stream", () => {
  it.effect("a created customer is the one that is retrieved, listed and streamed", () =>
    Effect.gen(function* () {
      const bepaid = yield* BePaid.BePaid
      const created = yield* bepaid.create(john)
      deepStrictEqual(
        {
          email: created.email,
          ip: created.ip,
          firstName: created.firstName,
          externalId: created.externalId
        },
        {
          email: Option.some("john@example.com"),
          ip: Option.some("127.0.0.1"),
          firstName: Option.some("John"),
          externalId: Option.some("order-42")
        }
      )
      deepStrictEqual(created.lastName, Option.none())

      const retrieved = yield* bepaid.retrieve(created.id)
      const { customers } = yield* bepaid.list()
      const streamed = yield* Stream.runCollect(bepaid.stream())
      assert.isTrue(Equal.equals(retrieved, created))
      assert.isTrue(Equal.equals(customers[0], created))
      assert.isTrue(Equal.equals(Array.from(streamed)[0], created))
      assert.deepStrictEqual([customers.length, streamed.length], [1, 1])
    }).pipe(Effect.provide(BePaidTest.layer()))
  )

  it.effect("without a seed the list is empty", () =>
    Effect.gen(function* () {
      const bepaid = yield* BePaid.BePaid
      assert.deepStrictEqual(ids((yield* bepaid.list()).customers), [])
      assert.deepStrictEqual(ids(yield* Stream.runCollect(bepaid.stream())), [])
    }).pipe(Effect.provide(BePaidTest.layer()))
  )

  it.effect("two pages of the same customers are equal", () =>
    Effect.gen(function* () {
      const bepaid = yield* BePaid.BePaid
      assert.isTrue(Equal.equals(yield* bepaid.list(), yield* bepaid.list()))
    }).pipe(Effect.provide(BePaidTest.layer({ seed: [john, mark] })))
  )

  it.effect("a stream gives as many as are taken, in bePaid's order", () =>
    Effect.gen(function* () {
      const bepaid = yield* BePaid.BePaid
      const two = yield* bepaid.stream().pipe(Stream.take(2), Stream.runCollect)
      assert.deepStrictEqual(ids(two), ["cst_1", "cst_2"])
    }).pipe(Effect.provide(BePaidTest.layer({ seed: [{ id: "cst_1" }, { id: "cst_2" }, { id: "cst_3" }] })))
  )

  it.effect("a hundred creates at once are a hundred customers", () =>
    Effect.gen(function* () {
      const bepaid = yield* BePaid.BePaid
      const created = yield* Effect.all(
        Array.from({ length: 100 }, (_, n) => bepaid.create({ ...mark, externalId: String(n) })),
        { concurrency: "unbounded" }
      )
      assert.strictEqual(new Set(ids(created)).size, 100)
      assert.sameMembers(ids((yield* bepaid.list()).customers), ids(created))
    }).pipe(Effect.provide(BePaidTest.layer()))
  )
})

describe("the seed", () => {
  it.effect("is there from the start, with the ids that it names and made ones", () =>
    Effect.gen(function* () {
      const bepaid = yield* BePaid.BePaid
      const { customers } = yield* bepaid.list()
      assert.deepStrictEqual(emails(customers), ["john@example.com", null])
      const first = customers[0] ?? assert.fail("the seed is missing")
      deepStrictEqual((yield* bepaid.retrieve(first.id)).externalId, Option.some("order-42"))
      assert.isTrue(Option.isNone((yield* bepaid.retrieve("cst_bare")).ip))
    }).pipe(Effect.provide(BePaidTest.layer({ seed: [john, { id: "cst_bare" }] })))
  )

  it.effect("each build of the layer starts from it again", () =>
    Effect.gen(function* () {
      const layer = BePaidTest.layer({ seed: [john] })
      const createAndList = Effect.gen(function* () {
        const bepaid = yield* BePaid.BePaid
        yield* bepaid.create(mark)
        return emails((yield* bepaid.list()).customers)
      })
      const expected = ["john@example.com", "mark@example.com"]
      assert.deepStrictEqual(yield* Effect.provide(createAndList, layer), expected)
      assert.deepStrictEqual(yield* Effect.provide(createAndList, layer), expected)
    })
  )

  it.effect("a create never takes the place of a seeded customer", () =>
    Effect.gen(function* () {
      const bepaid = yield* BePaid.BePaid
      yield* bepaid.create(mark)
      yield* bepaid.create(mark)
      assert.deepStrictEqual(emails((yield* bepaid.list()).customers), [
        "john@example.com",
        "mark@example.com",
        "mark@example.com"
      ])
    }).pipe(Effect.provide(BePaidTest.layer({ seed: [{ ...john, id: "cst_0000000000000002" }] })))
  )
})

describe("refusals", () => {
  it.effect("data: ValidationFailed with bePaid's map, its words and its status", () =>
    Effect.gen(function* () {
      const bepaid = yield* BePaid.BePaid
      const error = yield* Effect.flip(bepaid.create({ ...john, ip: "" }))
      if (error._tag !== "ValidationFailed") return assert.fail(error._tag)
      assert.strictEqual(error.origin, "provider")
      assert.strictEqual(error.status, 422)
      assert.deepStrictEqual({ ...error.errors }, { ip: ["address is invalid", "can't be blank"] })
      assert.strictEqual(error.detail, "Ip address is invalid. Ip can't be blank")
      assert.deepStrictEqual(ids((yield* bepaid.list()).customers), [])
    }).pipe(Effect.provide(BePaidTest.layer()))
  )

  it.effect("an unknown id: NotFound, which names it", () =>
    Effect.gen(function* () {
      const bepaid = yield* BePaid.BePaid
      const error = yield* Effect.flip(bepaid.retrieve("cst_0000000000000000"))
      if (error._tag !== "NotFound") return assert.fail(error._tag)
      assert.deepStrictEqual(
        { status: error.status, customerId: error.customerId, detail: error.detail },
        { status: 404, customerId: "cst_0000000000000000", detail: "Not found." }
      )
    }).pipe(Effect.provide(BePaidTest.layer()))
  )

  it.effect("a wrong key: Unauthorized, whatever is called, and the key is nowhere in it", () =>
    Effect.gen(function* () {
      const bepaid = yield* BePaid.BePaid
      for (const call of [
        bepaid.create(john),
        bepaid.retrieve("cst_1"),
        bepaid.list(),
        Stream.runDrain(bepaid.stream())
      ]) {
        const error = yield* Effect.flip<unknown, BePaid.CreateError | BePaid.RetrieveError, never>(call)
        if (error._tag !== "Unauthorized") return assert.fail(error._tag)
        assert.strictEqual(error.status, 401)
        assert.strictEqual(error.detail, "Invalid shop_id/secret_key.")
        assert.notInclude(`${error} ${JSON.stringify({ ...error })}`, "another shop's key")
      }
    }).pipe(
      Effect.provide(
        BePaidTest.layer({ seed: [{ id: "cst_1" }], secretKey: Redacted.make("another shop's key") })
      )
    )
  )

  it.effect("a program handles each by its tag", () => {
    const describeOutcome = (input: BePaid.CreateInput) =>
      Effect.flatMap(BePaid.BePaid, (bepaid) => bepaid.create(input)).pipe(
        Effect.map(() => "created"),
        Effect.catchTags({
          ValidationFailed: ({ errors }) => Effect.succeed(`refused: ${Object.keys(errors).join(", ")}`),
          Conflict: () => Effect.succeed("there already"),
          Unauthorized: () => Effect.succeed("not our shop"),
          Forbidden: () => Effect.succeed("not allowed"),
          RateLimited: () => Effect.succeed("slower"),
          Unavailable: ({ outcome }) => Effect.succeed(outcome),
          UnexpectedResponse: ({ issues }) => Effect.succeed(`${issues.length} issues`)
        })
      )
    return Effect.gen(function* () {
      const right = BePaidTest.layer()
      const wrong = BePaidTest.layer({ secretKey: Redacted.make("wrong") })
      assert.strictEqual(yield* Effect.provide(describeOutcome(john), right), "created")
      assert.strictEqual(
        yield* Effect.provide(describeOutcome({ ...john, email: "" }), right),
        "refused: email"
      )
      assert.strictEqual(yield* Effect.provide(describeOutcome(john), wrong), "not our shop")
    })
  })
})

describe("the clock", () => {
  it.effect("calls take none of TestClock's time", () =>
    Effect.gen(function* () {
      const bepaid = yield* BePaid.BePaid
      const { id } = yield* bepaid.create(john)
      yield* bepaid.retrieve(id)
      yield* Effect.flip(bepaid.retrieve("cst_unknown"))
      assert.strictEqual(yield* Clock.currentTimeMillis, 0)
    }).pipe(Effect.provide(BePaidTest.layer()))
  )

  it.effect("a program that waits between its calls moves with TestClock", () =>
    Effect.gen(function* () {
      const bepaid = yield* BePaid.BePaid
      const later = yield* Effect.forkChild(Effect.delay(bepaid.create(john), "1 hour"))
      yield* TestClock.adjust("59 minutes")
      assert.deepStrictEqual(ids((yield* bepaid.list()).customers), [])
      yield* TestClock.adjust("1 minute")
      const { id } = yield* Fiber.join(later)
      assert.deepStrictEqual(ids((yield* bepaid.list()).customers), [id])
    }).pipe(Effect.provide(BePaidTest.layer()))
  )
})
