/** What `ensure` does at one provider only: Omise's index that lags behind, Stancer's 409, bePaid's list. */
import * as HttpClient from "@effect/platform/HttpClient"
import type { HttpClientResponse } from "@effect/platform/HttpClientResponse"
import { assert, describe, it } from "@effect/vitest"
import * as Chunk from "effect/Chunk"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Fiber from "effect/Fiber"
import * as Stream from "effect/Stream"
import * as TestClock from "effect/TestClock"
import * as Customers from "effect-payment-customers/Customers"
import { BePaidTest, Fault, OmiseTest, StancerTest } from "effect-payment-customers/testing"
import { inTheEnd } from "../support/scripted.js"

const john = { externalId: "user-4711", email: "john.doe@example.com", ip: "203.0.113.7" }

/** Answers to searches are long under way. */
const late = <E, R>(answer: Effect.Effect<HttpClientResponse, E, R>) =>
  Effect.tap(answer, ({ request }) =>
    request.url.includes("/search") ? Effect.sleep("45 seconds") : Effect.void
  )

describe("Omise's index", () => {
  /** When the same customer is ensured again, how far the index is behind, what is promised to the call. */
  const lags: ReadonlyArray<{
    readonly name: string
    readonly lag: Duration.DurationInput
    readonly indexLag?: Duration.DurationInput
    readonly after: Duration.DurationInput
    readonly held: number
  }> = [
    { name: "within the bound", lag: "1 minute", after: "1 second", held: 1 },
    { name: "within the bound, at its end", lag: "1 minute", after: "59 seconds", held: 1 },
    {
      name: "behind for as long as the option says",
      lag: "1 hour",
      indexLag: "1 hour",
      after: "50 minutes",
      held: 1
    },
    {
      name: "never up to date, and not relied on",
      lag: "365 days",
      indexLag: Duration.infinity,
      after: "30 days",
      held: 1
    },
    // Beyond the bound nothing is promised, and this is what happens.
    { name: "behind for longer than the bound", lag: "1 hour", after: "10 minutes", held: 2 }
  ]

  it.effect.each(lags.map((each) => ({ ...each, indexLag: each.indexLag ?? "1 minute" })))(
    "$name: $held of the customer",
    ({ lag, indexLag, after, held }) =>
      Effect.gen(function* () {
        const options = { indexLag }
        const first = yield* Customers.ensure(john, options)
        yield* TestClock.adjust(after)
        const second = yield* Customers.ensure(john, options)
        assert.strictEqual(second.customer.id === first.customer.id, held === 1)
        assert.lengthOf(yield* Effect.flatMap(OmiseTest.Control, ({ customers }) => customers), held)
      }).pipe(Effect.provide(OmiseTest.layer({ searchLag: lag })))
  )

  it.effect("is no trouble for a lost answer: who has just been created stands in the list", () =>
    Effect.gen(function* () {
      const control = yield* OmiseTest.Control
      yield* control.fault({ operation: "create", fault: Fault.loseAnswer })
      assert.isTrue((yield* Customers.ensure(john)).created)
      assert.lengthOf(yield* control.customers, 1)
    }).pipe(Effect.provide(OmiseTest.layer({ searchLag: "1 minute" })))
  )

  it.effect("counts from when the look begins, however long the searches take", () =>
    Effect.gen(function* () {
      yield* Customers.create(john)
      yield* TestClock.adjust("59 seconds")
      // the answer to the first search says nobody, and the second search is for the new address
      const moved = Customers.ensure({ ...john, email: "john.doe@example.org" }).pipe(
        Customers.withOptions({ timeout: "1 minute" })
      )
      assert.isFalse((yield* Effect.flatten(inTheEnd(moved))).created)
    }).pipe(
      Effect.provide(
        OmiseTest.layer({ searchLag: "1 minute", transformClient: HttpClient.transformResponse(late) })
      )
    )
  )

  it.effect("may leave out metadata: the e-mail address leads to the customer too", () =>
    Effect.gen(function* () {
      const control = yield* OmiseTest.Control
      const first = yield* Customers.ensure(john)
      yield* TestClock.adjust("1 hour")
      const nothing = { object: "search", data: [], page: 1, per_page: 100, total: 0, total_pages: 0 }
      yield* control.fault({ operation: "search", fault: Fault.answer(200, { body: nothing }) })
      const { customer } = yield* Customers.ensure(john)
      assert.strictEqual(customer.id, first.customer.id)
    }).pipe(Effect.provide(OmiseTest.layer()))
  )

  it.effect("may still hold who is deleted", () =>
    Effect.gen(function* () {
      const control = yield* OmiseTest.Control
      const ghost = {
        id: "cust_test_ghost",
        deleted: true,
        email: john.email,
        metadata: { external_id: "user-4711" }
      }
      const answer = { object: "search", data: [ghost], page: 1, per_page: 100, total: 1, total_pages: 1 }
      yield* control.fault({ operation: "search", fault: Fault.answer(200, { body: answer }) })
      const { customer, created } = yield* Customers.ensure(john)
      assert.isTrue(created)
      assert.notStrictEqual(customer.id, ghost.id)
    }).pipe(Effect.provide(OmiseTest.layer()))
  )
})

describe("Stancer's conflict", () => {
  it.effect("is by all of the input: another name is another customer", () =>
    Effect.gen(function* () {
      const one = yield* Customers.ensure({ ...john, name: "John Doe" })
      const other = yield* Customers.ensure({ ...john, name: "John E. Doe" })
      assert.isTrue(other.created)
      assert.notStrictEqual(other.customer.id, one.customer.id)
    }).pipe(Effect.provide(StancerTest.layer()))
  )

  it.effect("with somebody who is deleted before being read: the customer is made again", () =>
    Effect.gen(function* () {
      const control = yield* StancerTest.Control
      const old = yield* Customers.ensure(john)
      yield* control.fault({ operation: "retrieve", fault: Fault.delay("2 seconds") })
      const fiber = yield* Effect.fork(Customers.ensure(john))
      yield* TestClock.adjust("1 second")
      yield* Customers.delete(old.customer.id)
      yield* TestClock.adjust("1 second")
      const { customer, created } = yield* Fiber.join(fiber)
      assert.isTrue(created)
      assert.notStrictEqual(customer.id, old.customer.id)
      assert.lengthOf(yield* control.customers, 1)
    }).pipe(Effect.provide(StancerTest.layer()))
  )

  it.effect("with somebody who can never be read ends as NotFound", () =>
    Effect.gen(function* () {
      const control = yield* StancerTest.Control
      yield* Customers.create(john)
      yield* control.fault({ operation: "retrieve", fault: Fault.answer(404), times: 9 })
      const error = yield* Effect.flip(Customers.ensure(john))
      assert.strictEqual(error._tag, "NotFound")
      const retrieves = (yield* control.requests).filter(({ operation }) => operation === "retrieve")
      assert.lengthOf(retrieves, 3)
    }).pipe(Effect.provide(StancerTest.layer()))
  )

  it.effect("after a 500 tells nothing of who made the customer, but its age does", () =>
    Effect.gen(function* () {
      const control = yield* StancerTest.Control
      yield* Customers.create(john)
      yield* TestClock.adjust("1 day")
      yield* control.fault({ operation: "create", fault: Fault.answer(500) })
      const old = yield* Effect.flatten(inTheEnd(Customers.ensure(john)))
      assert.isFalse(old.created)
    }).pipe(Effect.provide(StancerTest.layer()))
  )
})

describe("bePaid's list, read once for many", () => {
  /** The second element's customer has been created by the first one, which was not told. */
  const pairs: ReadonlyArray<{
    readonly name: string
    readonly second: Customers.CustomerInput
  }> = [
    { name: "the same key", second: john },
    { name: "the same e-mail address, without the externalId", second: { email: john.email, ip: john.ip } }
  ]

  it.effect.each([...pairs])("is not relied on after a create whose end is not known: $name", ({ second }) =>
    Effect.gen(function* () {
      const control = yield* BePaidTest.Control
      yield* control.fault({ operation: "create", fault: Fault.loseAnswer })
      yield* control.fault({ operation: "list", fault: Fault.answer(403), after: 1 })
      const elements = yield* Stream.runCollect(
        Customers.ensureAll(Stream.make(john, second), { concurrency: 1 })
      )
      const made = Array.from(elements, ({ result }) => Either.isRight(result) && result.right.created)
      assert.deepEqual([made, (yield* control.customers).length], [[false, false], 1])
      assert.isTrue(Either.isLeft(Chunk.unsafeHead(elements).result))
    }).pipe(Effect.provide(BePaidTest.layer()))
  )

  it.effect("a customer without an externalId is found by none", () =>
    Effect.gen(function* () {
      yield* Customers.create({ email: "jane@example.com", ip: "203.0.113.7" })
      const inputs = ["undefined", "null"].map((externalId) => ({ ...john, externalId }))
      const elements = yield* Stream.runCollect(Customers.ensureAll(Stream.fromIterable(inputs)))
      assert.deepEqual(
        Array.from(elements, ({ result }) => Either.isRight(result) && result.right.created),
        [true, true]
      )
    }).pipe(Effect.provide(BePaidTest.layer()))
  )
})
