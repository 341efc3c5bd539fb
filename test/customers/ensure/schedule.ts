/**
 * Schedules for `ensure`: who calls when, with which deadline, who leaves and when, what goes wrong meanwhile, when the
 * process is killed. A schedule is data; `player` plays it in virtual time.
 */

import * as Customers from "effect-payment-customers/Customers"
import * as CustomersError from "effect-payment-customers/CustomersError"
import * as Turns from "effect-payment-customers/Turns"
import { Fault, type FaultRule } from "effect-payment-customers/testing"
import * as FastCheck from "fast-check"
import { vi } from "vitest"
import * as Duration from "#line/Duration"
import * as Exit from "#line/Exit"
import * as Layer from "#line/Layer"
import * as Scope from "#line/Scope"
import * as Clock from "#line/test/Clock"
import * as Effect from "#line/test/Effect"
import * as HttpClient from "#line/test/HttpClient"
import * as Option from "#line/test/Option"
import { spaced } from "#line/test/Schedule"
import { Credentials } from "../../../src/call/credentials.js"
import { numbersOf, simulate } from "./simulation.js"
import { Control, type Subject } from "./subjects.js"

/** A promise that is kept at once, and not in a later turn of the loop: it calls back while `then` is called. */
const atOnce = <A>(value: A): Promise<A> =>
  // biome-ignore lint/suspicious/noThenProperty: it stands for a promise
  ({ then: (onKept: (value: A) => unknown) => onKept(value) }) as unknown as Promise<A>

/** Runs it with a signature that is the text itself: WebCrypto's promise would end the virtual time. */
const signingAtOnce = <A>(run: () => A): A => {
  const sign = vi.spyOn(Credentials.prototype, "sign").mockImplementation(atOnce)
  try {
    return run()
  } finally {
    sign.mockRestore()
  }
}

/** Customers who share an e-mail address: two with ids of their own, and the one without. */
const keys = {
  externalId: { externalId: "user-1", email: "shared@example.com", ip: "127.0.0.1", name: "John Doe" },
  another: { externalId: "user-12", email: "shared@example.com", ip: "127.0.0.1", name: "John Doe" },
  email: { email: "shared@example.com", ip: "127.0.0.1" }
} satisfies Record<string, Customers.CustomerInput>

type KeyName = keyof typeof keys

interface Caller {
  readonly key: KeyName
  /** Milliseconds after the beginning. */
  readonly startsAt: number
  /** Milliseconds after which the caller gives an attempt up, and calls again. */
  readonly deadline: number | undefined
  /** Milliseconds after its start at which the caller is interrupted, and does not come back. */
  readonly leavesAfter: number | undefined
}

export interface Schedule {
  readonly seed: number
  readonly callers: ReadonlyArray<Caller>
  readonly faults: ReadonlyArray<FaultRule>
  /** Milliseconds until a new customer is found by a search; the bound is a minute. */
  readonly lag: number
  /** The most milliseconds that a request, and then its answer, are under way. */
  readonly latency: number
  /** Milliseconds after which the process is killed. Its callers call again from a new one. */
  readonly killedAt: number | undefined
}

const caller: FastCheck.Arbitrary<Caller> = FastCheck.record({
  key: FastCheck.constantFrom<KeyName>("externalId", "externalId", "another", "email"),
  startsAt: FastCheck.constantFrom(0, 0, 0, 500, 2_000, 45_000, 90_000),
  deadline: FastCheck.constantFrom(undefined, undefined, 150, 1_000, 6_000, 40_000),
  leavesAfter: FastCheck.oneof(
    { arbitrary: FastCheck.constant(undefined), weight: 2 },
    { arbitrary: FastCheck.integer({ min: 0, max: 4_000 }), weight: 1 }
  )
})

const rule: FastCheck.Arbitrary<FaultRule> = FastCheck.record({
  fault: FastCheck.constantFrom(
    Fault.loseAnswer,
    Fault.loseAnswer,
    Fault.neverAnswer({ carriedOut: true }),
    Fault.neverAnswer({ carriedOut: false }),
    // creates that take longer than callers stay: the provider carries them out all the same
    Fault.delay(300),
    Fault.delay(2_500),
    Fault.delay(9_000),
    Fault.refuseConnection,
    Fault.answer(500),
    Fault.answer(503, { body: "<html>down</html>" }),
    Fault.answer(429),
    Fault.answer(429, { headers: { "retry-after": "7" } }),
    Fault.answer(429, { headers: { "retry-after": "600" } })
  ),
  operation: FastCheck.constantFrom("create", "create", "create", "list", "search", "retrieve", undefined),
  times: FastCheck.integer({ min: 1, max: 4 }),
  after: FastCheck.integer({ min: 0, max: 2 })
})

const scheduleOf = (killedAt: FastCheck.Arbitrary<number | undefined>): FastCheck.Arbitrary<Schedule> =>
  FastCheck.record({
    seed: FastCheck.integer(),
    callers: FastCheck.oneof(
      { arbitrary: FastCheck.array(caller, { minLength: 2, maxLength: 2 }), weight: 4 },
      { arbitrary: FastCheck.array(caller, { minLength: 3, maxLength: 8 }), weight: 1 }
    ),
    faults: FastCheck.array(rule, { maxLength: 3 }),
    lag: FastCheck.constantFrom(0, 1_000, 59_000),
    latency: FastCheck.constantFrom(0, 0, 50, 500),
    killedAt
  })

export const schedule = scheduleOf(FastCheck.constant(undefined))

/** The process is killed once, in the time in which creates are under way. */
export const scheduleWithKill = scheduleOf(FastCheck.integer({ min: 1, max: 6_000 }))

/** `Customers.ensure`, or what pretends to be it; `R` is what the provider has beyond all the others. */
export type Ensure<R> = (
  input: Customers.CustomerInput
) => Effect.Effect<Customers.Ensured, CustomersError.CustomersError, Customers.Ensure | Customers.Create | R>

interface Ended {
  readonly key: KeyName
  readonly id: string
  readonly created: boolean
}

/** What the caller is given in the end; nothing where its deadline is shorter than a request can be. */
const calls = <R>(ensure: Ensure<R>, { key, deadline }: Caller) =>
  ensure(keys[key]).pipe(
    Customers.withOptions(deadline === undefined ? {} : { deadline }),
    // What an app does with a failure that says: call again.
    Effect.retry({ while: CustomersError.isRetryable, schedule: spaced("1 second"), times: 60 }),
    Effect.map(({ customer, created }) => Option.some<Ended>({ key, id: customer.id, created })),
    Effect.catchIf(CustomersError.isRetryable, () => Effect.succeedNone)
  )

/** Interrupts it after so long, and answers what it has ended with by then. */
const leaving = <A, E, R>(
  self: Effect.Effect<Option.Option<A>, E, R>,
  after: number | undefined
): Effect.Effect<Option.Option<A>, E, R> =>
  after === undefined ? self : Effect.map(Effect.timeoutOption(self, after), Option.flatten)

/**
 * What processes write down that come one after the other. Of one that was killed nothing more is written, and its
 * callers tell nobody that they are gone.
 */
const written = () => {
  const overAt = new Map<string, number>()
  return (isAlive: () => boolean): Turns.Service => ({
    take: (key) =>
      Effect.gen(function* () {
        const name = yield* key.digest
        const now = yield* Clock.currentTimeMillis
        const write = (change: () => void) => Effect.sync(() => (isAlive() ? change() : undefined))
        return {
          attempted: Option.map(Option.fromNullishOr(overAt.get(name)), (over) => now - over),
          attempting: (lasting) =>
            Effect.flatMap(Clock.currentTimeMillis, (now) =>
              write(() => overAt.set(name, now + Duration.toMillis(lasting)))
            ),
          settled: write(() => overAt.delete(name))
        }
      })
  })
}

/** Runs callers in a process of their own: it knows nothing of the creates of another one. */
const inProcess = <A, E, R>(self: Effect.Effect<A, E, R>, turns: Turns.Service) =>
  Effect.flatMap(Clock.Clock, (clock) =>
    self.pipe(
      // a Clock of its own, of the same time: what is kept in memory is kept by Clock
      Clock.provide({ ...clock }),
      Effect.provideService(Turns.Turns, turns)
    )
  )

/** Who still calls when `from` milliseconds have passed, and what those who stay are given. */
const all = <R>(ensure: Ensure<R>, callers: ReadonlyArray<Caller>, from = 0) =>
  Effect.forEach(
    callers,
    (each) => Effect.delay(leaving(calls(ensure, each), each.leavesAfter), Math.max(0, each.startsAt - from)),
    { concurrency: "unbounded" }
  ).pipe(Effect.map((ended) => ended.flatMap(Option.toArray)))

/** All callers end when the process is killed, and call again from the next one. */
const withKill = <R>(ensure: Ensure<R>, callers: ReadonlyArray<Caller>, killedAt: number) => {
  const turnsOf = written()
  let isAlive = true
  const kill = Effect.sync(() => {
    isAlive = false
  })
  const first = Effect.raceFirst(all(ensure, callers), Effect.delay(kill, killedAt))
  return Effect.andThen(
    inProcess(
      first,
      turnsOf(() => isAlive)
    ),
    inProcess(
      all(ensure, callers, killedAt),
      turnsOf(() => true)
    )
  )
}

const keyOf = (customer: Readonly<Record<string, unknown>>): KeyName => {
  const text = JSON.stringify(customer)
  if (text.includes('"user-12"')) return "another"
  return text.includes('"user-1"') ? "externalId" : "email"
}

/** What came of it that should not have; nothing, if all is well. */
const complaints = (
  { callers }: Schedule,
  results: ReadonlyArray<Ended>,
  customers: ReadonlyArray<Readonly<Record<string, unknown>>>
): ReadonlyArray<string> =>
  [...new Set(callers.map(({ key }) => key))].flatMap((key) => {
    const held = customers.filter((customer) => keyOf(customer) === key)
    const served = results.filter((result) => result.key === key)
    const ids = new Set(served.map(({ id }) => id))
    const stays = callers.some(
      (caller) => caller.key === key && caller.leavesAfter === undefined && caller.deadline === undefined
    )
    return [
      ...(held.length > 1 ? [`${key}: ${held.length} customers`] : []),
      ...(stays && served.length === 0 ? [`${key}: nobody was served`] : []),
      ...(ids.size > 1 || [...ids].some((id) => id !== held[0]?.id)
        ? [`${key}: callers have ${[...ids]}`]
        : []),
      ...(served.filter(({ created }) => created).length > 1 ? [`${key}: several callers made it`] : [])
    ]
  })

/**
 * Plays schedules at one provider, each from the beginning, and answers what should not have come of it. The provider is
 * built once for each lag: that takes as long as a short schedule.
 */
export const player = <R>(subject: Subject<R>) => {
  let underWay: Effect.Effect<void> = Effect.void
  /** Requests and answers that take their time, so that callers get between one another. */
  const transformClient = (client: HttpClient.HttpClient) =>
    HttpClient.transformResponse(client, (answer) =>
      Effect.suspend(() =>
        Effect.andThen(
          underWay,
          Effect.tap(answer, () => underWay)
        )
      )
    )
  const build = (searchLag: number) =>
    Effect.runSync(
      Effect.flatMap(Scope.make(), (scope) =>
        Layer.buildWithScope(subject.layer({ searchLag, transformClient }), scope)
      )
    )
  const built = new Map<number, ReturnType<typeof build>>()

  return (ensure: Ensure<R>, given: Schedule): ReadonlyArray<string> => {
    const { callers, faults, lag, latency, seed, killedAt } = given
    const context = built.get(lag) ?? build(lag)
    built.set(lag, context)
    const next = numbersOf(seed)
    underWay = Effect.suspend(() => Effect.sleep(Math.floor(next() * latency)))

    const played = Effect.gen(function* () {
      const control = yield* Control
      yield* control.reset
      // one for an operation that the provider does not have is refused: it would never strike
      for (const fault of faults) yield* Effect.exit(control.fault(fault))
      const results = yield* killedAt === undefined
        ? all(ensure, callers)
        : withKill(ensure, callers, killedAt)
      // what callers have left behind shows by then
      yield* Effect.sleep("30 seconds")
      return complaints(given, results, yield* control.customers)
    })
    const exit = signingAtOnce(() => simulate(Effect.provide(played, context), seed))
    return Exit.isSuccess(exit) ? exit.value : [`a caller failed: ${exit.cause}`]
  }
}
