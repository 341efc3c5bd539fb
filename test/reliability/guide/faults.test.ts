/**
 * What a program does when something goes wrong, in the time of TestClock.
 */
import { assert, it } from "@effect/vitest"
import * as Customers from "effect-payment-customers/Customers"
import { BePaidTest, Fault } from "effect-payment-customers/testing"
import * as Fiber from "#line/Fiber"
import * as Effect from "#line/test/Effect"
import * as TestClock from "#line/test/TestClock"

const john = { email: "john@example.com", ip: "127.0.0.1" }

it.effect(
  "a create whose answer is lost is sent once, and may have been carried out",
  () =>
    Effect.gen(function* () {
      const control = yield* BePaidTest.Control
      yield* control.fault({ operation: "create", fault: Fault.loseAnswer })

      const error = yield* Effect.flip(Customers.create(john))

      assert.include(error, {
        _tag: "Unavailable",
        outcome: "Unknown",
        retryable: false
      })
      assert.strictEqual((yield* control.requests).length, 1)
      assert.strictEqual((yield* control.customers).length, 1)
    }).pipe(Effect.provide(BePaidTest.layer()))
)

it.effect("a 429 is waited out", () =>
  Effect.gen(function* () {
    const control = yield* BePaidTest.Control
    yield* control.fault({
      operation: "create",
      times: 2,
      fault: Fault.answer(429, { headers: { "retry-after": "7" } })
    })

    // the call sleeps between its attempts: fork it, let the time pass,
    // take its result
    const created = yield* Effect.forkChild(Customers.create(john))
    yield* TestClock.adjust("20 seconds")
    yield* Fiber.join(created)

    const times = (yield* control.requests).map(({ at }) => at)
    assert.strictEqual(times.length, 3)
    assert.isAtLeast(times[1] ?? 0, 7_000)
  }).pipe(Effect.provide(BePaidTest.layer()))
)
