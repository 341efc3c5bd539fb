/** What counts as the same customer where `ensure` looks for it (bePaid and Omise), and `Find`, which looks alike. */
import { assert, describe, it } from "@effect/vitest"
import { deepStrictEqual } from "@effect/vitest/utils"
import * as Customers from "effect-payment-customers/Customers"
import * as CustomersError from "effect-payment-customers/CustomersError"
import { Fault } from "effect-payment-customers/testing"
import * as Stream from "#line/Stream"
import * as Effect from "#line/test/Effect"
import * as TestClock from "#line/test/TestClock"
import { inTheEnd } from "../../support/scripted.js"
import { Control, finders } from "./subjects.js"

const ip = "203.0.113.7"
const john = { email: "john.doe@example.com", ip }

const requestsOf = (...operations: ReadonlyArray<string>) =>
  Effect.flatMap(Control, ({ requests }) =>
    Effect.map(requests, (all) => all.filter(({ operation = "" }) => operations.includes(operation)).length)
  )

/** A customer that is there, and whether `ensure` of `input` takes it for the one. */
const sameness: ReadonlyArray<{
  readonly name: string
  readonly there: Customers.CustomerInput
  readonly input: Customers.CustomerInput
  readonly same: boolean
}> = [
  { name: "the same e-mail address", there: john, input: john, same: true },
  {
    name: "the same e-mail address, asked for without an externalId",
    there: { ...john, externalId: "7" },
    input: john,
    same: false
  },
  {
    name: "the same externalId, whatever the e-mail address",
    there: { ...john, externalId: "7" },
    input: { ip, email: "john@example.org", externalId: "7" },
    same: true
  },
  {
    name: "the same e-mail address without the externalId that is asked for",
    there: john,
    input: { ...john, externalId: "7" },
    same: false
  },
  {
    name: "a longer e-mail address",
    there: { ip, email: "another.john.doe@example.com" },
    input: john,
    same: false
  },
  {
    name: "an externalId in other capitals",
    there: { ...john, externalId: "user-a" },
    input: { ...john, externalId: "user-A" },
    same: false
  },
  {
    name: "an address in which a Kelvin sign is not a k",
    there: { ip, email: "ke\u212a@example.com" },
    input: { ip, email: "kek@example.com" },
    same: false
  },
  {
    name: "a longer externalId",
    there: { ...john, externalId: "77" },
    input: { ...john, externalId: "7" },
    same: false
  },
  {
    name: "an externalId that is another's e-mail address",
    there: { ip, email: "seven@example.com" },
    input: { ...john, externalId: "seven@example.com" },
    same: false
  },
  {
    name: "a name that is the externalId",
    there: { ...john, name: "seven" },
    input: { ...john, externalId: "seven" },
    same: false
  }
]

/** Texts that tell nobody apart. */
const empty = [
  { name: "externalId", input: { ...john, externalId: "" }, field: "external_id" },
  { name: "e-mail address", input: { ip, email: "" }, field: "email" }
] as const

describe.each(finders)("ensure at $name", ({ name: provider, layer }) => {
  it.effect.each([...sameness])("$name: $same", ({ there, input, same }) =>
    Effect.gen(function* () {
      const known = yield* Customers.create(there)
      const { customer, created } = yield* Customers.ensure(input)
      assert.strictEqual(created, !same)
      assert.strictEqual(customer.id === known.id, same)
    }).pipe(Effect.provide(layer()))
  )

  it.effect("takes an e-mail address for the same whatever its ASCII capitals", () =>
    Effect.gen(function* () {
      const forms = ["John.Doe@example.com", "john.doe@example.com", "JOHN.DOE@EXAMPLE.COM"]
      const ensured = yield* Effect.forEach(
        [...forms, ...forms],
        (email) => Customers.ensure({ ip, email }),
        { concurrency: "unbounded" }
      )
      assert.strictEqual(new Set(ensured.map(({ customer }) => customer.id)).size, 1)
      assert.lengthOf(
        ensured.filter(({ created }) => created),
        1
      )
    }).pipe(Effect.provide(layer()))
  )

  it.effect(
    "hands nobody the customer of an externalId for its e-mail address, nor makes one of the two",
    () =>
      Effect.gen(function* () {
        const [one, other] = yield* Effect.all(
          [Customers.ensure({ ...john, externalId: "7" }), Customers.ensure(john)],
          { concurrency: "unbounded" }
        )
        assert.deepEqual([one.created, other.created], [true, true])
        assert.notStrictEqual(one.customer.id, other.customer.id)
        const again = yield* Customers.ensure(john)
        assert.deepEqual([again.created, again.customer.id], [false, other.customer.id])
      }).pipe(Effect.provide(layer()))
  )

  it.effect.each([...empty])("refuses an empty $name, which would be everybody's", ({ input, field }) =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(Customers.ensure(input))
      assert.isTrue(error._tag === "ValidationFailed" && error.origin === "client")
      deepStrictEqual(error._tag === "ValidationFailed" && Object.keys(error.errors), [field])
      assert.strictEqual(yield* requestsOf("list", "search"), 0)
    }).pipe(Effect.provide(layer()))
  )

  it.effect("of several, it is the oldest, and stays it", () =>
    Effect.gen(function* () {
      const oldest = yield* Customers.create(john)
      yield* TestClock.adjust("5 seconds")
      yield* Customers.create(john)
      // at Omise the first time from the list and the second time from the search
      for (const wait of ["10 seconds", "10 minutes"] as const) {
        yield* TestClock.adjust(wait)
        const { customer, created } = yield* Customers.ensure(john)
        deepStrictEqual([customer.id, created], [oldest.id, false])
      }
    }).pipe(Effect.provide(layer({ searchLag: "1 minute" })))
  )

  it.effect("creates nothing when it could not look", () =>
    Effect.gen(function* () {
      const control = yield* Control
      yield* control.fault({ fault: Fault.answer(500), times: 3 })
      const error = yield* Effect.flip(Effect.flatMap(inTheEnd(Customers.ensure(john)), Effect.fromResult))
      assert.strictEqual(error._tag, "Unavailable")
      assert.isTrue(CustomersError.isRetryable(error))
      assert.strictEqual(yield* requestsOf("create"), 0)
    }).pipe(Effect.provide(layer()))
  )

  it.effect("creates nothing more when it could not look again", () =>
    Effect.gen(function* () {
      const control = yield* Control
      yield* control.fault({ operation: "create", fault: Fault.loseAnswer })
      const look = provider === "Omise" ? "search" : "list"
      yield* control.fault({ operation: look, fault: Fault.refuseConnection, times: 3, after: 1 })
      const error = yield* Effect.flip(Effect.flatMap(inTheEnd(Customers.ensure(john)), Effect.fromResult))
      // the look was not sent, and yet the customer is there
      assert.isTrue(error._tag === "Unavailable" && error.outcome === "Unknown")
      assert.isFalse((yield* Customers.ensure(john)).created)
      assert.strictEqual(yield* requestsOf("create"), 1)
    }).pipe(Effect.provide(layer()))
  )
})

describe.each(finders)("find at $name", ({ layer }) => {
  const alike = [
    { ip, email: "john.doe@example.com", externalId: "7" },
    { ip, email: "a.john.doe@example.com", externalId: "77" },
    { ip, email: "john.doe@example.com", externalId: "8" },
    { ip, email: "john.doe@example.com.au", externalId: "7" }
  ]
  const found = <E, R>(stream: Stream.Stream<Customers.Customer, E, R>) =>
    Effect.map(Stream.runCollect(stream), (customers) => Array.from(customers, ({ id }) => id))

  it.effect("gives all that match exactly, the oldest first, and no others", () =>
    Effect.gen(function* () {
      const [first, , third, fourth] = yield* Effect.forEach(alike, (input) => Customers.create(input))
      deepStrictEqual(yield* found(Customers.findByEmail("john.doe@example.com")), [first?.id, third?.id])
      deepStrictEqual(yield* found(Customers.findByExternalId("7")), [first?.id, fourth?.id])
      deepStrictEqual(yield* found(Customers.findByEmail("John.Doe@example.com")), [])
      deepStrictEqual(yield* found(Customers.findByExternalId("john.doe@example.com")), [])
    }).pipe(Effect.provide(layer()))
  )

  it.effect("asks when it is run, and for no more than is taken", () =>
    Effect.gen(function* () {
      for (let made = 0; made < 150; made++) yield* Customers.create(john)
      const everybody = Customers.findByEmail(john.email)
      assert.strictEqual(yield* requestsOf("list", "search"), 0)
      assert.lengthOf(yield* found(Stream.take(everybody, 3)), 3)
      assert.strictEqual(yield* requestsOf("list", "search"), 1)
      assert.lengthOf(yield* found(everybody), 150)
    }).pipe(Effect.provide(layer()))
  )

  it.effect("fails as its requests do", () =>
    Effect.gen(function* () {
      yield* Effect.flatMap(Control, ({ fault }) => fault({ fault: Fault.answer(401) }))
      const error = yield* Effect.flip(found(Customers.findByExternalId("7")))
      assert.strictEqual(error._tag, "Unauthorized")
    }).pipe(Effect.provide(layer()))
  )
})
