/**
 * `ensure` under hundreds of schedules for each provider, with and without a kill: never two customers for a key.
 *
 * A schedule that fails is printed in its smallest form, with the seed that plays it again.
 */

import * as Customers from "effect-payment-customers/Customers"
import * as CustomersError from "effect-payment-customers/CustomersError"
import * as Turns from "effect-payment-customers/Turns"
import * as FastCheck from "fast-check"
import * as Stream from "#line/Stream"
import * as Effect from "#line/test/Effect"
import * as Option from "#line/test/Option"
import { assert, describe, it } from "#line/test/vitest"
import { identityOf } from "../../../src/customers/key.js"
import { KeyedTurns } from "../../../src/turns/keyed.js"
import { casesOf, firstCase } from "../../support/sample.js"
import { type Ensure, player, type Schedule, schedule, scheduleWithKill } from "./schedule.js"
import { finders, type Subject, stancer, subjects } from "./subjects.js"

const holds = <R>(subject: Subject<R>, ensure: Ensure<R>, schedules: FastCheck.Arbitrary<Schedule>) => {
  const play = player(subject)
  return FastCheck.property(schedules, (given) => assert.deepEqual(play(ensure, given), []))
}

const seed = 20_260_101

const isCaught = <R>(subject: Subject<R>, ensure: Ensure<R>, schedules = schedule): boolean =>
  FastCheck.check(holds(subject, ensure, schedules), { seed, numRuns: 1_000, endOnFailure: true }).failed

describe.each(subjects)("$name", (subject) => {
  it.each([
    { name: "that callers leave", schedules: schedule },
    { name: "in which the process is killed", schedules: scheduleWithKill }
  ])(
    "has one customer for each key after every schedule $name",
    { timeout: 240_000 },
    async ({ schedules }) => {
      const property = holds(subject, Customers.ensure, schedules)
      for (let run = 0; run < casesOf(50); run++) {
        FastCheck.assert(property, { seed: seed + firstCase + run, numRuns: 10 })
        // A breath now and then: a simulation leaves no room for anything else in its thread.
        await new Promise((resume) => setImmediate(resume))
      }
    }
  )
})

/** Repeats a create until it is answered. */
const createAgainAndAgain = (input: Customers.CustomerInput) =>
  Customers.create(input).pipe(
    Effect.retry({ while: CustomersError.isCustomersError, times: 30 }),
    Effect.map((customer) => new Customers.Ensured({ customer, created: true }))
  )

const look = (input: Customers.CustomerInput) =>
  (input.externalId === undefined
    ? Customers.findByEmail(input.email)
    : Customers.findByExternalId(input.externalId)
  ).pipe(
    Stream.filter(identityOf(input).matches),
    Stream.runHead,
    Effect.map(Option.map((customer) => new Customers.Ensured({ customer, created: false })))
  )

/** One after the other by key, in the memory of this process. */
const makeInTurn = () => {
  const turns = new KeyedTurns()
  return <A, E, R>(input: Customers.CustomerInput, self: Effect.Effect<A, E, R>) =>
    Effect.map(turns.run(identityOf(input).text, Number.POSITIVE_INFINITY, self), Option.getOrThrow)
}

const withoutLag = schedule.map((given) => ({ ...given, lag: 0 }))

describe("the schedules catch an ensure that", () => {
  describe.each(finders)("$name", (subject) => {
    it("looks for the customer first, in turn, and repeats the create that failed", () => {
      const inTurn = makeInTurn()
      const hasty: Ensure<Customers.Find> = (input) =>
        inTurn(
          input,
          Effect.flatMap(
            look(input),
            Option.match({ onNone: () => createAgainAndAgain(input), onSome: Effect.succeed })
          )
        )
      assert.isTrue(isCaught(subject, hasty, withoutLag))
    })

    it("knows of a lost create for as long as the call lasts, and no longer", () => {
      const inTurn = makeInTurn()
      const forgetful: Ensure<Customers.Find> = (input) => {
        const lookAgain = (delay: number) => Effect.delay(look(input), delay)
        const create = Customers.create(input).pipe(
          Effect.map((customer) => new Customers.Ensured({ customer, created: true })),
          Effect.catchIf(
            (error) => error._tag === "Unavailable" && error.outcome === "Unknown",
            (error) =>
              Effect.flatMap(
                Effect.flatMap(lookAgain(0), (first) =>
                  Option.isSome(first)
                    ? Effect.succeed(first)
                    : Effect.flatMap(lookAgain(1_000), (second) =>
                        Option.isSome(second) ? Effect.succeed(second) : lookAgain(2_000)
                      )
                ),
                Option.match({
                  onNone: () => Effect.fail(error),
                  onSome: ({ customer }) => Effect.succeed(new Customers.Ensured({ customer, created: true }))
                })
              )
          ),
          Effect.mapError((error) =>
            error._tag === "Unavailable"
              ? new CustomersError.Unavailable({ ...error, retryable: true })
              : error
          )
        )
        return inTurn(
          input,
          Effect.flatMap(look(input), Option.match({ onNone: () => create, onSome: Effect.succeed }))
        )
      }
      assert.isTrue(isCaught(subject, forgetful, withoutLag))
    })

    it("does not take its callers in turn", () => {
      const jostling: Ensure<Customers.Find> = (input) =>
        Effect.flatMap(
          look(input),
          Option.match({ onNone: () => createAgainAndAgain(input), onSome: Effect.succeed })
        )
      const withoutFaults = withoutLag.map((given) => ({ ...given, faults: [] }))
      assert.isTrue(isCaught(subject, jostling, withoutFaults))
    })

    it("writes nothing down for the process after it", () => {
      const unwritten: Ensure<never> = (input) =>
        Effect.flatMap(Turns.Turns, (turns) =>
          Effect.provideService(Customers.ensure(input), Turns.Turns, {
            take: (key) => Effect.map(turns.take(key), (turn) => ({ ...turn, attempting: () => Effect.void }))
          })
        )
      assert.isTrue(isCaught(subject, unwritten, scheduleWithKill))
    })
  })

  it("leaves the caller with Stancer's conflict", () => {
    assert.isTrue(isCaught(stancer, createAgainAndAgain))
  })
})
