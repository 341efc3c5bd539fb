/**
 * A schedule: what goes wrong, who calls at the same time, how long requests and answers are under way, how far the
 * search's index lags behind. And what there should be when all have been served: one customer for each key.
 */
import * as HttpClient from "@effect/platform/HttpClient"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as FastCheck from "effect/FastCheck"
import * as Layer from "effect/Layer"
import { spaced } from "effect/Schedule"
import * as Customers from "effect-payment-customers/Customers"
import * as CustomersError from "effect-payment-customers/CustomersError"
import { Fault, type FaultRule } from "effect-payment-customers/testing"
import { numbersOf, simulate } from "./simulation.js"
import { Control, type Subject } from "./subjects.js"

/** Two keys of which the e-mail address is the same, and one that is an e-mail address. */
const keys = {
  externalId: { externalId: "user-1", email: "shared@example.com", ip: "127.0.0.1", name: "John Doe" },
  another: { externalId: "user-12", email: "shared@example.com", ip: "127.0.0.1", name: "John Doe" },
  email: { email: "alone@example.com", ip: "127.0.0.1" }
} satisfies Record<string, Customers.CustomerInput>

type KeyName = keyof typeof keys

interface Caller {
  readonly key: KeyName
  /** Milliseconds after the beginning. */
  readonly startsAt: number
  /** Milliseconds after which the caller gives an attempt up, and calls again. */
  readonly deadline: number | undefined
}

export interface Schedule {
  readonly seed: number
  readonly callers: ReadonlyArray<Caller>
  readonly faults: ReadonlyArray<FaultRule>
  /** Milliseconds until a new customer is found by a search; the bound is a minute. */
  readonly lag: number
  /** The most milliseconds that a request, and then its answer, are under way. */
  readonly latency: number
}

const caller: FastCheck.Arbitrary<Caller> = FastCheck.record({
  key: FastCheck.constantFrom<KeyName>("externalId", "externalId", "another", "email"),
  startsAt: FastCheck.constantFrom(0, 0, 0, 500, 2_000, 45_000, 90_000),
  deadline: FastCheck.constantFrom(undefined, undefined, 6_000, 40_000)
})

const rule: FastCheck.Arbitrary<FaultRule> = FastCheck.record({
  fault: FastCheck.constantFrom(
    Fault.loseAnswer,
    Fault.loseAnswer,
    Fault.neverAnswer({ carriedOut: true }),
    Fault.neverAnswer({ carriedOut: false }),
    Fault.refuseConnection,
    Fault.answer(500),
    Fault.answer(503, { body: "<html>down</html>" }),
    Fault.answer(429),
    Fault.answer(429, { headers: { "retry-after": "7" } }),
    Fault.answer(429, { headers: { "retry-after": "600" } })
  ),
  operation: FastCheck.constantFrom("create", "create", "list", "search", "retrieve", undefined),
  times: FastCheck.integer({ min: 1, max: 4 }),
  after: FastCheck.integer({ min: 0, max: 2 })
})

export const schedule: FastCheck.Arbitrary<Schedule> = FastCheck.record({
  seed: FastCheck.integer(),
  callers: FastCheck.oneof(
    { arbitrary: FastCheck.array(caller, { minLength: 2, maxLength: 2 }), weight: 4 },
    { arbitrary: FastCheck.array(caller, { minLength: 3, maxLength: 8 }), weight: 1 }
  ),
  faults: FastCheck.array(rule, { maxLength: 3 }),
  lag: FastCheck.constantFrom(0, 1_000, 59_000),
  latency: FastCheck.constantFrom(0, 0, 50, 500)
})

/** `Customers.ensure`, or what pretends to be it; `R` is what the provider has beyond all the others. */
export type Ensure<R> = (
  input: Customers.CustomerInput
) => Effect.Effect<Customers.Ensured, CustomersError.CustomersError, Customers.Ensure | Customers.Create | R>

const call = <R>(ensure: Ensure<R>, { key, startsAt, deadline }: Caller) =>
  ensure(keys[key]).pipe(
    Customers.withOptions(deadline === undefined ? {} : { deadline }),
    // What an app does with a failure that says: call again.
    Effect.retry({ while: CustomersError.isRetryable, schedule: spaced("1 second") }),
    Effect.map(({ customer, created }) => ({ key, id: customer.id, created })),
    Effect.delay(startsAt)
  )

const keyOf = (customer: Readonly<Record<string, unknown>>): KeyName => {
  if (customer.email === keys.email.email) return "email"
  return JSON.stringify(customer).includes('"user-12"') ? "another" : "externalId"
}

/** What came of it that should not have; nothing, if all is well. */
const complaints = (
  { callers }: Schedule,
  looksFirst: boolean,
  results: ReadonlyArray<{ readonly key: KeyName; readonly id: string; readonly created: boolean }>,
  customers: ReadonlyArray<Readonly<Record<string, unknown>>>
): ReadonlyArray<string> =>
  [...new Set(callers.map(({ key }) => key))].flatMap((key) => {
    const held = customers.filter((customer) => keyOf(customer) === key)
    const ids = new Set(results.flatMap((result) => (result.key === key ? [result.id] : [])))
    const makers = results.filter((result) => result.key === key && result.created)
    return [
      ...(held.length === 1 ? [] : [`${key}: ${held.length} customers`]),
      ...(ids.size === 1 && ids.has(String(held[0]?.id)) ? [] : [`${key}: callers have ${[...ids]}`]),
      // who has not looked can't tell a create that was lost from one that was not carried out
      ...(makers.length <= 1 || !looksFirst ? [] : [`${key}: ${makers.length} callers made it`])
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
      Effect.suspend(() => Effect.zipRight(underWay, Effect.zipLeft(answer, underWay)))
    )
  const build = (searchLag: number) =>
    Effect.runSync(Effect.scoped(Layer.build(subject.layer({ searchLag, transformClient }))))
  const built = new Map<number, ReturnType<typeof build>>()

  return (ensure: Ensure<R>, given: Schedule): ReadonlyArray<string> => {
    const { callers, faults, lag, latency, seed } = given
    const context = built.get(lag) ?? build(lag)
    built.set(lag, context)
    const next = numbersOf(seed)
    underWay = Effect.suspend(() => Effect.sleep(Math.floor(next() * latency)))

    const played = Effect.gen(function* () {
      const control = yield* Control
      yield* control.reset
      for (const fault of faults) yield* control.fault(fault)
      const results = yield* Effect.forEach(callers, (each) => call(ensure, each), {
        concurrency: "unbounded"
      })
      return complaints(given, subject.looksFirst, results, yield* control.customers)
    })
    const exit = simulate(Effect.provide(played, context), seed)
    return Exit.isSuccess(exit) ? exit.value : [`a caller failed: ${exit.cause}`]
  }
}
