/**
 * `ensure` under a thousand schedules for each provider: exactly one customer for each key, always.
 *
 * A schedule that fails is printed in its smallest form, with the seed that plays it again.
 */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as FastCheck from "effect/FastCheck"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import * as Customers from "effect-payment-customers/Customers"
import * as CustomersError from "effect-payment-customers/CustomersError"
import { makeKeyedLock } from "../../src/internal/keyedLock.js"
import { type Ensure, player, schedule } from "./schedule.js"
import { finders, type Subject, stancer, subjects } from "./subjects.js"

const holds = <R>(subject: Subject<R>, ensure: Ensure<R>, schedules = schedule) => {
  const play = player(subject)
  return FastCheck.property(schedules, (given) => assert.deepEqual(play(ensure, given), []))
}

const seed = 20_260_101

const isCaught = <R>(subject: Subject<R>, ensure: Ensure<R>, schedules = schedule): boolean =>
  FastCheck.check(holds(subject, ensure, schedules), { seed, numRuns: 1_000, endOnFailure: true }).failed

// Stancer's API v2 is looked into like bePaid's.
const played = subjects.filter(({ name }) => name !== "Stancer v2")

describe.each(played)("$name", (subject) => {
  it("has one customer for each key after every schedule", { timeout: 120_000 }, async () => {
    const property = holds(subject, Customers.ensure)
    for (let hundred = 0; hundred < 10; hundred++) {
      FastCheck.assert(property, { seed: seed + hundred, numRuns: 100 })
      // A breath now and then: a simulation leaves no room for anything else in its thread.
      await new Promise((resume) => setImmediate(resume))
    }
  })
})

/** Repeats a create until it is answered. */
const createAgainAndAgain = (input: Customers.CustomerInput) =>
  Customers.create(input).pipe(
    Effect.retry({ while: CustomersError.isCustomersError, times: 30 }),
    Effect.map((customer) => new Customers.Ensured({ customer, created: true }))
  )

describe("the schedules catch an ensure that", () => {
  describe.each(finders)("$name", (subject) => {
    it("looks for the customer first, in turn, and repeats the create that failed", () => {
      const { withLock } = makeKeyedLock()
      const hasty: Ensure<Customers.Find> = (input) =>
        (input.externalId === undefined
          ? Customers.findByEmail(input.email)
          : Customers.findByExternalId(input.externalId)
        ).pipe(
          Stream.runHead,
          Effect.flatMap(
            Option.match({
              onNone: () => createAgainAndAgain(input),
              onSome: (customer) => Effect.succeed(new Customers.Ensured({ customer, created: false }))
            })
          ),
          (self) => withLock(JSON.stringify(input), self)
        )
      const withoutLag = schedule.map((given) => ({ ...given, lag: 0 }))
      assert.isTrue(isCaught(subject, hasty, withoutLag))
    })

    it("does not take its callers in turn", () => {
      const jostling: Ensure<never> = (input) =>
        Effect.provideService(Customers.ensure(input), Customers.Lock, { withLock: (_, self) => self })
      assert.isTrue(isCaught(subject, jostling))
    })
  })

  it("leaves the caller with Stancer's conflict", () => {
    assert.isTrue(isCaught(stancer, createAgainAndAgain))
  })
})
