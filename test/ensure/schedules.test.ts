/**
 * `ensure` under a thousand schedules for each provider: exactly one customer for each key, always.
 *
 * A schedule that fails is printed in its smallest form, with the seed that plays it again.
 */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as FastCheck from "effect/FastCheck"
import * as Customers from "effect-payment-customers/Customers"
import * as CustomersError from "effect-payment-customers/CustomersError"
import { type Ensure, play, schedule } from "./schedule.js"
import { finders, type Subject, subjects } from "./subjects.js"

const holds = (subject: Subject<never>, ensure: Ensure) =>
  FastCheck.property(schedule, (given) => assert.deepEqual(play(subject, ensure, given), []))

const seed = 20_260_101

/** A breath now and then: a simulation leaves no room for anything else in its thread. */
const thousand = async (subject: Subject<never>, ensure: Ensure) => {
  for (let hundred = 0; hundred < 10; hundred++) {
    FastCheck.assert(holds(subject, ensure), { seed: seed + hundred, numRuns: 100 })
    await new Promise((resume) => setImmediate(resume))
  }
}

const isCaught = (subject: Subject<never>, ensure: Ensure): boolean =>
  FastCheck.check(holds(subject, ensure), { seed, numRuns: 1_000, endOnFailure: true }).failed

describe.each(subjects)("$name", (subject) => {
  it("has one customer for each key after every schedule", { timeout: 120_000 }, () =>
    thousand(subject, Customers.ensure)
  )

  it("would not, were a create repeated that failed", () => {
    const repeated: Ensure = (input) =>
      Customers.create(input).pipe(
        Effect.retry({ while: CustomersError.isCustomersError, times: 30 }),
        Effect.map((customer) => new Customers.Ensured({ customer, created: true }))
      )
    assert.isTrue(isCaught(subject, repeated))
  })
})

describe.each(finders)("$name", (subject) => {
  it("would not, were callers not taken in turn", () => {
    const jostling: Ensure = (input) =>
      Effect.provideService(Customers.ensure(input), Customers.Lock, { withLock: (_, self) => self })
    assert.isTrue(isCaught(subject, jostling))
  })
})
