/** What `ensure` does at one provider only: Omise's index that lags behind, Stancer's 409, bePaid's list. */

import { assert, describe, it } from "@effect/vitest"
import * as Option from "effect/Option"
import * as Customers from "effect-payment-customers/Customers"
import { BePaidTest, Fault, OmiseTest, StancerTest } from "effect-payment-customers/testing"
import type * as Context from "#line/Context"
import * as Duration from "#line/Duration"
import * as Fiber from "#line/Fiber"
import type { HttpClientResponse } from "#line/HttpClientResponse"
import type * as Layer from "#line/Layer"
import * as Stream from "#line/Stream"
import * as Effect from "#line/test/Effect"
import * as HttpClient from "#line/test/HttpClient"
import * as Result from "#line/test/Result"
import * as TestClock from "#line/test/TestClock"
import { inTheEnd } from "../../support/scripted.js"

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
    readonly lag: Duration.Input
    readonly indexLag?: Duration.Input
    readonly after: Duration.Input
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
      assert.isFalse((yield* Effect.flatMap(inTheEnd(moved), Effect.fromResult)).created)
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
      const fiber = yield* Effect.forkChild(Customers.ensure(john))
      yield* TestClock.adjust("1 second")
      yield* Customers.delete(old.customer.id)
      yield* TestClock.adjust("1 second")
      const { customer, created } = yield* Fiber.join(fiber)
      assert.isTrue(created)
      assert.notStrictEqual(customer.id, old.customer.id)
      assert.lengthOf(yield* control.customers, 1)
    }).pipe(Effect.provide(StancerTest.layer()))
  )

  it.effect.each([
    {
      name: "in Stancer's words",
      body: { error: { message: "No such customer" } },
      tag: "Conflict",
      reads: 3
    },
    { name: "in a gateway's words", body: "<html>Not Found</html>", tag: "UnexpectedResponse", reads: 1 }
  ])("with somebody who can't be found, $name, ends as $tag", ({ body, tag, reads }) =>
    Effect.gen(function* () {
      const control = yield* StancerTest.Control
      yield* Customers.create(john)
      yield* control.fault({ operation: "retrieve", fault: Fault.answer(404, { body }), times: 9 })
      const error = yield* Effect.flip(Customers.ensure(john))
      assert.strictEqual(error._tag, tag)
      const retrieves = (yield* control.requests).filter(({ operation }) => operation === "retrieve")
      assert.lengthOf(retrieves, reads)
    }).pipe(Effect.provide(StancerTest.layer()))
  )

  it.effect("after a 500 tells nothing of who made the customer, but its age does", () =>
    Effect.gen(function* () {
      const control = yield* StancerTest.Control
      yield* Customers.create(john)
      yield* TestClock.adjust("1 day")
      yield* control.fault({ operation: "create", fault: Fault.answer(500) })
      const old = yield* Effect.flatMap(inTheEnd(Customers.ensure(john)), Effect.fromResult)
      assert.isFalse(old.created)
    }).pipe(Effect.provide(StancerTest.layer()))
  )
})

it.effect("bePaid's 400 to a create is a refusal: it is sent once, and nobody waits", () =>
  Effect.gen(function* () {
    const control = yield* BePaidTest.Control
    yield* control.fault({ operation: "create", fault: Fault.answer(400, { body: { message: "no" } }) })
    const error = yield* Effect.flip(Customers.ensure(john))
    assert.isTrue(error._tag === "UnexpectedResponse" && error.outcome === "Refused")
    assert.isTrue((yield* Customers.ensure(john)).created)
    const creates = (yield* control.requests).filter(({ operation }) => operation === "create")
    assert.lengthOf(creates, 2)
  }).pipe(Effect.provide(BePaidTest.layer()))
)

describe("bePaid's list, read once for many", () => {
  it.effect("is not relied on after a create whose end is not known", () =>
    Effect.gen(function* () {
      const control = yield* BePaidTest.Control
      yield* control.fault({ operation: "create", fault: Fault.loseAnswer })
      yield* control.fault({ operation: "list", fault: Fault.answer(404), after: 1 })
      const elements = yield* Stream.runCollect(
        Customers.ensureAll(Stream.make(john, john), { concurrency: 1 })
      )
      const made = Array.from(elements, ({ result }) =>
        Option.exists(Result.getSuccess(result), ({ created }) => created)
      )
      assert.deepEqual([made, (yield* control.customers).length], [[false, false], 1])
      assert.isTrue(elements.slice(0, 1).every(({ result }) => Result.isFailure(result)))
    }).pipe(Effect.provide(BePaidTest.layer()))
  )

  /** Rows of an import that come late: by then somebody else of this process has created the customer of the second. */
  const importWith = (other: Effect.Effect<unknown, unknown, Customers.Ensure | BePaidTest.Control>) =>
    Effect.gen(function* () {
      const control = yield* BePaidTest.Control
      const jane = { email: "jane@example.com", ip: john.ip }
      const rows = Stream.concat(
        Stream.make(jane),
        Stream.fromEffect(Effect.delay(Effect.succeed(john), "1 minute"))
      )
      const fiber = yield* Effect.forkChild(Stream.runCollect(Customers.ensureAll(rows, { concurrency: 1 })))
      yield* TestClock.adjust("1 second")
      yield* other
      yield* TestClock.adjust("2 minutes")
      const created = Array.from(yield* Fiber.join(fiber), ({ result }) => Result.getOrThrow(result).created)
      return { created, held: (yield* control.customers).length }
    })

  it.effect("is read again for a customer that this process has created since", () =>
    Effect.gen(function* () {
      assert.deepEqual(yield* importWith(Customers.ensure(john)), { created: [true, false], held: 2 })
    }).pipe(Effect.provide(BePaidTest.layer()))
  )

  it.effect("is read again for a customer whose create a caller has left since", () =>
    Effect.gen(function* () {
      const left = Effect.gen(function* () {
        const control = yield* BePaidTest.Control
        yield* control.fault({ operation: "create", fault: Fault.delay("8 seconds") })
        const fiber = yield* Effect.forkChild(Customers.ensure(john))
        yield* TestClock.adjust("1 second")
        yield* Fiber.interrupt(fiber)
      })
      assert.deepEqual(yield* importWith(left), { created: [true, false], held: 2 })
    }).pipe(Effect.provide(BePaidTest.layer()))
  )

  it.effect("is read again for a customer whose create was under way when it was read", () =>
    Effect.gen(function* () {
      const control = yield* BePaidTest.Control
      yield* control.fault({ operation: "create", fault: Fault.delay("8 seconds") })
      const first = yield* Effect.forkChild(Customers.ensure(john))
      yield* TestClock.adjust("1 second")
      assert.deepEqual(yield* importWith(Fiber.interrupt(first)), { created: [true, false], held: 2 })
    }).pipe(Effect.provide(BePaidTest.layer()))
  )

  it.effect("a customer without an externalId is found by none", () =>
    Effect.gen(function* () {
      yield* Customers.create({ email: "jane@example.com", ip: "203.0.113.7" })
      const inputs = ["undefined", "null"].map((externalId) => ({ ...john, externalId }))
      const elements = yield* Stream.runCollect(Customers.ensureAll(Stream.fromIterable(inputs)))
      assert.deepEqual(
        Array.from(elements, ({ result }) =>
          Option.exists(Result.getSuccess(result), ({ created }) => created)
        ),
        [true, true]
      )
    }).pipe(Effect.provide(BePaidTest.layer()))
  )
})

describe("Stancer v2 and an external_id that is there", () => {
  const modes = ["another", "same", "conflict"] as const

  it.effect.each([...modes])("that makes '%s': one customer, also where the first answer is lost", (mode) =>
    Effect.gen(function* () {
      const control = yield* StancerTest.Control
      yield* control.fault({ operation: "create", fault: Fault.loseAnswer })
      const [first, second] = yield* Effect.flatMap(
        inTheEnd(Effect.all([Customers.ensure(john), Customers.ensure(john)], { concurrency: "unbounded" })),
        Effect.fromResult
      )
      assert.strictEqual(first.customer.id, second.customer.id)
      assert.deepEqual([first.created, second.created].sort(), [false, true])
      assert.lengthOf(yield* control.customers, 1)
    }).pipe(Effect.provide(StancerTest.layerV2({ repeatedExternalId: mode })))
  )

  /** Somebody else's customer, of whom the filters do not tell for a while. */
  const unseen = (control: typeof StancerTest.Control.Service) =>
    control.fault({
      operation: "list",
      fault: Fault.answer(200, {
        body: { range: { start: 0, end: 0, limit: 100, has_more: false }, customers: [] }
      })
    })

  it.effect.each(["same", "conflict"] as const)(
    "that was not seen, and makes '%s': the customer that is there",
    (mode) =>
      Effect.gen(function* () {
        const control = yield* StancerTest.Control
        const known = yield* Customers.create(john)
        yield* TestClock.adjust("1 day")
        yield* unseen(control)
        const { customer, created } = yield* Customers.ensure(john)
        assert.deepEqual([customer.id, created], [known.id, false])
      }).pipe(Effect.provide(StancerTest.layerV2({ repeatedExternalId: mode })))
  )

  it.effect("of which the refusal names somebody with another one: nobody is handed that customer", () =>
    Effect.gen(function* () {
      const control = yield* StancerTest.Control
      const stranger = yield* Customers.create({ ...john, externalId: "user-1" })
      const body = { error: { message: { error: "Customer already exists", id: stranger.id } } }
      yield* control.fault({ operation: "create", fault: Fault.answer(409, { body }) })
      const error = yield* Effect.flip(Customers.ensure(john))
      assert.strictEqual(error._tag, "Conflict")
    }).pipe(Effect.provide(StancerTest.layerV2()))
  )

  it.effect("a gateway's 404 to the list is nobody's absence", () =>
    Effect.gen(function* () {
      const control = yield* StancerTest.Control
      yield* control.fault({
        operation: "list",
        fault: Fault.answer(404, { body: "<html>Not Found</html>" })
      })
      const error = yield* Effect.flip(Customers.ensure(john))
      assert.strictEqual(error._tag, "UnexpectedResponse")
      assert.lengthOf(yield* control.customers, 0)
    }).pipe(Effect.provide(StancerTest.layerV2()))
  )
})

describe("a customer that is marked as deleted", () => {
  it.effect("is not there at Omise", () =>
    Effect.gen(function* () {
      assert.isTrue((yield* Customers.ensure(john)).created)
    }).pipe(
      Effect.provide(
        OmiseTest.layer({
          seed: [{ email: john.email, metadata: { external_id: john.externalId }, deleted: true }]
        })
      )
    )
  )

  it.effect("is not there at Stancer v2", () =>
    Effect.gen(function* () {
      assert.isTrue((yield* Customers.ensure(john)).created)
    }).pipe(
      Effect.provide(
        StancerTest.layerV2({ seed: [{ email: john.email, externalId: john.externalId, deleted: true }] })
      )
    )
  )
})

describe("an external id that another program has written as a number", () => {
  it.effect("is found as its text", () =>
    Effect.gen(function* () {
      const { customer, created } = yield* Customers.ensure({ ...john, externalId: "42" })
      assert.deepEqual([customer.id, created], ["cust_test_5g0221fe8iwtayocgja", false])
    }).pipe(
      Effect.provide(
        OmiseTest.layer({
          seed: [{ id: "cust_test_5g0221fe8iwtayocgja", email: john.email, metadata: { external_id: 42 } }]
        })
      )
    )
  )
})

describe("what ensure costs in requests (docs/ensure.md)", () => {
  const byEmail = { email: "john.doe@example.com", ip: "203.0.113.7" }
  const counted = <R, E>(
    name: string,
    layer: Layer.Layer<R | Customers.Ensure, E>,
    control: Context.Key<R, typeof BePaidTest.Control.Service>,
    costs: {
      readonly new: number
      readonly known: number
      readonly newByEmail: number
      readonly knownByEmail: number
    }
  ) =>
    it.effect(name, () =>
      Effect.gen(function* () {
        const count = (input: Customers.CustomerInput) =>
          Effect.gen(function* () {
            const { requests } = yield* control
            const before = (yield* requests).length
            yield* Customers.ensure(input)
            return (yield* requests).length - before
          })
        assert.deepEqual(
          {
            new: yield* count(john),
            known: yield* count(john),
            newByEmail: yield* count(byEmail),
            knownByEmail: yield* count(byEmail)
          },
          costs
        )
      }).pipe(Effect.provide(layer))
    )

  counted("bePaid", BePaidTest.layer(), BePaidTest.Control, {
    new: 2,
    known: 1,
    newByEmail: 2,
    knownByEmail: 1
  })
  counted("Omise", OmiseTest.layer(), OmiseTest.Control, { new: 4, known: 1, newByEmail: 3, knownByEmail: 1 })
  counted("Stancer v2", StancerTest.layerV2(), StancerTest.Control, {
    new: 2,
    known: 1,
    newByEmail: 2,
    knownByEmail: 1
  })
  counted("Stancer v1", StancerTest.layer(), StancerTest.Control, {
    new: 1,
    known: 2,
    newByEmail: 1,
    knownByEmail: 2
  })
})

describe("a create that is answered with somebody else's customer", () => {
  const stranger = { id: "cst_1d2b48a3dbf8ab0a", email: john.email, external_id: "user-1" }
  const answers: ReadonlyArray<readonly [name: string, input: Customers.CustomerInput, body: object]> = [
    ["of another external id", john, stranger],
    ["of an external id, where there is none", { email: john.email, ip: john.ip }, stranger],
    [
      "of another e-mail address, where that is the key",
      { email: john.email, ip: john.ip },
      { id: stranger.id, email: "jane@example.com" }
    ],
    [
      "whose external id is not as it was sent",
      { ...john, externalId: "e\u0301" },
      { ...stranger, external_id: "\u00e9" }
    ]
  ]

  it.effect.each([...answers])("%s, is handed to nobody", ([, input, body]) =>
    Effect.gen(function* () {
      const control = yield* BePaidTest.Control
      yield* control.fault({ operation: "create", fault: Fault.answer(201, { body }) })
      const error = yield* Effect.flip(Customers.ensure(input))
      assert.isTrue(error._tag === "UnexpectedResponse" && error.outcome === "Unknown")
    }).pipe(Effect.provide(BePaidTest.layer()))
  )

  it.effect("that tells neither: it is the one that was asked for", () =>
    Effect.gen(function* () {
      const control = yield* BePaidTest.Control
      yield* control.fault({ operation: "create", fault: Fault.answer(201, { body: { id: stranger.id } }) })
      assert.isTrue((yield* Customers.ensure(john)).created)
    }).pipe(Effect.provide(BePaidTest.layer()))
  )

  it.effect("and Stancer v1's conflict that names one of another external id", () =>
    Effect.gen(function* () {
      const control = yield* StancerTest.Control
      const { id } = yield* Customers.create({ ...john, externalId: "user-1" })
      const body = { error: { message: { error: "Customer already exists", id } } }
      yield* control.fault({ operation: "create", fault: Fault.answer(409, { body }) })
      const error = yield* Effect.flip(Customers.ensure(john))
      assert.strictEqual(error._tag, "Conflict")
    }).pipe(Effect.provide(StancerTest.layer()))
  )
})

it.effect("a look that is refused after a lost create does not say that nothing was made", () =>
  Effect.gen(function* () {
    const control = yield* BePaidTest.Control
    yield* control.fault({ operation: "create", fault: Fault.loseAnswer })
    yield* control.fault({ operation: "list", after: 1, fault: Fault.answer(405) })
    const error = yield* Effect.flip(Customers.ensure(john))
    assert.isTrue(error._tag === "UnexpectedResponse" && error.outcome === "Unknown")
  }).pipe(Effect.provide(BePaidTest.layer()))
)
