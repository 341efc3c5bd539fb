/** Who waits for whom in `ensure`: one after the other for the same customer, nobody for another. */
import { assert, describe, it } from "@effect/vitest"
import { deepStrictEqual } from "@effect/vitest/utils"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as TestClock from "effect/TestClock"
import * as Customers from "effect-payment-customers/Customers"
import * as CustomersError from "effect-payment-customers/CustomersError"
import { Fault } from "effect-payment-customers/testing"
import { type Entry, makeKeyedLock } from "../../src/internal/keyedLock.js"
import { Control, subjects } from "./subjects.js"

const john: Customers.CustomerInput = {
  externalId: "user-4711",
  email: "john.doe@example.com",
  ip: "203.0.113.7",
  name: "John Doe"
}
const jane: Customers.CustomerInput = { ...john, externalId: "user-4712", email: "jane.roe@example.com" }

/** A lock that notes the keys it is asked for, and does nothing else. */
const noting = () => {
  const keys: Array<string> = []
  const lock: typeof Customers.Lock.Service = {
    withLock: (key, self) =>
      Effect.zipRight(
        Effect.sync(() => keys.push(key)),
        self
      )
  }
  return { keys, lock }
}

/** The provider answers nothing for half a minute: the time that an attempt may take. */
const stuck = Effect.flatMap(Control, ({ fault }) =>
  fault({ fault: Fault.neverAnswer({ carriedOut: false }) })
)

describe.each(subjects)("$name", ({ layer }) => {
  it.effect(
    "asks the Lock of the context for the same key for the same customer, and for another for another",
    () =>
      Effect.gen(function* () {
        const { keys, lock } = noting()
        const inOtherOrder = Object.fromEntries(
          Object.entries(john).reverse()
        ) as unknown as Customers.CustomerInput
        yield* Effect.forEach([john, inOtherOrder, { ...john, ip: "198.51.100.1" }, jane], (input) =>
          Effect.provideService(Customers.ensure(input), Customers.Lock, lock)
        )
        const [first, second, third, other] = keys
        deepStrictEqual([second, third], [first, first])
        assert.notStrictEqual(other, first)
      }).pipe(Effect.provide(layer()))
  )

  it.effect("gives the lock a key that shows nothing of the customer, and holds it for all of the call", () =>
    Effect.gen(function* () {
      const control = yield* Control
      const { keys, lock } = noting()
      const before: Array<number> = []
      const counting: typeof Customers.Lock.Service = {
        withLock: (key, self) =>
          Effect.gen(function* () {
            before.push((yield* control.requests).length)
            return yield* lock.withLock(key, self)
          })
      }
      yield* Effect.provideService(Customers.ensure(john), Customers.Lock, counting)
      deepStrictEqual(before, [0])
      assert.match(keys.join(), /^[a-z]+:[0-9a-z]{1,7}$/)
    }).pipe(Effect.provide(layer()))
  )

  it.effect("does not let the callers of another customer wait", () =>
    Effect.gen(function* () {
      yield* stuck
      const waiting = yield* Effect.fork(Customers.ensure(john))
      yield* TestClock.adjust("1 second")
      assert.isTrue((yield* Customers.ensure(jane)).created)
      assert.isNull(
        yield* Fiber.poll(waiting).pipe(Effect.map((exit) => (exit._tag === "None" ? null : exit)))
      )
      yield* Fiber.interrupt(waiting)
    }).pipe(Effect.provide(layer()))
  )

  it.effect("lets the next caller on when one is interrupted", () =>
    Effect.gen(function* () {
      yield* stuck
      const first = yield* Effect.fork(Customers.ensure(john))
      yield* TestClock.adjust("1 second")
      const second = yield* Effect.fork(Customers.ensure(john))
      yield* TestClock.adjust("1 second")
      yield* Fiber.interrupt(first)
      assert.isTrue((yield* Fiber.join(second)).created)
      assert.lengthOf(yield* Effect.flatMap(Control, ({ customers }) => customers), 1)
    }).pipe(Effect.provide(layer()))
  )

  it.effect("lets nobody wait for a turn beyond the deadline", () =>
    Effect.gen(function* () {
      yield* stuck
      const first = yield* Effect.fork(Customers.ensure(john))
      yield* TestClock.adjust("1 second")
      const second = yield* Effect.fork(
        Effect.flip(Customers.withOptions(Customers.ensure(john), { deadline: "5 seconds" }))
      )
      yield* TestClock.adjust("5 seconds")
      const error = yield* Fiber.join(second)
      assert.isTrue(error._tag === "Unavailable" && error.reason === "Timeout" && error.outcome === "NotSent")
      assert.isTrue(CustomersError.isRetryable(error))
      // and who left the queue is not waited for
      yield* Fiber.interrupt(first)
      assert.isTrue((yield* Customers.ensure(john)).created)
    }).pipe(Effect.provide(layer()))
  )

  it.effect("keeps the deadline while it waits for its turn and afterwards", () =>
    Effect.gen(function* () {
      yield* stuck
      const first = yield* Effect.fork(
        Customers.withOptions(Customers.ensure(john), { deadline: "3 seconds" })
      )
      yield* TestClock.adjust("1 millis")
      const second = yield* Effect.fork(
        Customers.withOptions(Customers.ensure(john), { deadline: "5 seconds" })
      )
      yield* TestClock.adjust("3 seconds")
      assert.isTrue(Exit.isFailure(yield* Fiber.await(first)))
      assert.isTrue((yield* Fiber.join(second)).created)
    }).pipe(Effect.provide(layer()))
  )
})

describe("the lock of this process", () => {
  const held = (ends: "succeeds" | "fails" | "is interrupted") =>
    Effect.gen(function* () {
      const entries = new Map<string, Entry>()
      const lock = makeKeyedLock(entries)
      const end = yield* Deferred.make<void, string>()
      const fibers = yield* Effect.forEach(["a", "a", "b"], (key) =>
        Effect.fork(lock.withLock(key, Deferred.await(end)))
      )
      yield* TestClock.adjust(0)
      deepStrictEqual([...entries.keys()], ["a", "b"])
      if (ends === "is interrupted") yield* Fiber.interruptAll(fibers)
      else yield* ends === "succeeds" ? Deferred.succeed(end, undefined) : Deferred.fail(end, "no")
      yield* Effect.forEach(fibers, Fiber.await)
      return entries.size
    })

  it.effect.each(["succeeds", "fails", "is interrupted"] as const)(
    "keeps nothing of a key when everybody who wanted it %s",
    (ends) => Effect.map(held(ends), (left) => assert.strictEqual(left, 0))
  )

  it.effect("is kept for those who still wait when the first one leaves", () =>
    Effect.gen(function* () {
      const lock = makeKeyedLock()
      const order: Array<string> = []
      const step = (name: string) =>
        lock.withLock(
          "key",
          Effect.gen(function* () {
            order.push(`${name} in`)
            yield* Effect.sleep("1 second")
            order.push(`${name} out`)
          })
        )
      const fiber = yield* Effect.fork(
        Effect.all([step("first"), step("second"), Effect.delay(step("third"), "1500 millis")], {
          concurrency: "unbounded"
        })
      )
      yield* TestClock.adjust("10 seconds")
      yield* Fiber.join(fiber)
      deepStrictEqual(order, ["first in", "first out", "second in", "second out", "third in", "third out"])
    })
  )
})
