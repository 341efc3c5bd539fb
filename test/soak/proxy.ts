/**
 * `node --expose-gc --import tsx test/soak/proxy.ts [seconds=30]`: 500 callers at a time, for so many seconds over undici
 * and as many over fetch, through proxies on loopback that reset, stall, cut and delay at random. Every call ends in a
 * result or in a typed error before its deadline; no rejection goes unhandled, memory does not grow, no connection is left.
 */
import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"
import { monitorEventLoopDelay } from "node:perf_hooks"
import { fileURLToPath } from "node:url"
import type { HttpClient } from "@effect/platform/HttpClient"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import type * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"
import * as BePaid from "effect-payment-customers/BePaid"
import * as Customers from "effect-payment-customers/Customers"
import * as CustomersError from "effect-payment-customers/CustomersError"
import * as Omise from "effect-payment-customers/Omise"
import * as Stancer from "effect-payment-customers/Stancer"
import { clients } from "../support/loopback.js"
import * as BadNetwork from "./badNetwork.js"

const callers = 500
/** How many customers each provider is asked for: few, so that callers meet. */
const customers = 60
/** How long after its deadline a call may end, by a plain timer that was set with it: a busy thread is late for both. */
const slackMillis = 250
const growthMiB = 4

type Call<R> = (index: number) => Effect.Effect<unknown, CustomersError.CustomersError, R>

const input = (index: number): Customers.CustomerInput => ({
  externalId: `user-${index}`,
  email: `customer-${index}@example.com`,
  ip: "127.0.0.1",
  name: "John Doe"
})

/** The ids that are known, by the customer's number. */
const known = () => {
  const ids = new Map<number, string>()
  const ensure: Call<Customers.Ensure> = (index) =>
    Effect.tap(Customers.ensure(input(index)), ({ customer }) =>
      Effect.sync(() => ids.set(index, customer.id))
    )
  const of = (index: number) => ids.get(index) ?? "unknown"
  return { ensure, of }
}

const bepaid = known()
const omise = known()
const stancer = known()

const bepaidCalls: ReadonlyArray<Call<BePaid.Provided>> = [
  bepaid.ensure,
  bepaid.ensure,
  (index) => Customers.retrieve(bepaid.of(index)),
  () => Customers.list()
]
const omiseCalls: ReadonlyArray<Call<Omise.Provided>> = [
  omise.ensure,
  omise.ensure,
  (index) => Customers.retrieve(omise.of(index)),
  (index) => Customers.update(omise.of(index), { name: "Jane Roe" }),
  (index) => Customers.delete(omise.of(index)),
  (index) => Stream.runDrain(Customers.findByEmail(input(index).email))
]
const stancerCalls: ReadonlyArray<Call<Stancer.Provided>> = [
  stancer.ensure,
  stancer.ensure,
  (index) => Customers.create(input(index)),
  (index) => Customers.retrieve(stancer.of(index)),
  (index) => Customers.delete(stancer.of(index))
]

const secretKey = Redacted.make(BadNetwork.key)

/** Each provider in its own context: the tags of `Customers` hold one at a time. */
const providers = (ports: BadNetwork.Ports) => {
  const at = (port: number) =>
    ({ secretKey, baseUrl: `http://127.0.0.1:${port}`, timeout: "3 seconds" }) as const
  const runnable = <R>(
    layer: Layer.Layer<R, unknown, HttpClient>,
    calls: ReadonlyArray<Call<R>>
  ): Effect.Effect<ReadonlyArray<Call<never>>, unknown, HttpClient | Scope.Scope> =>
    Effect.map(Layer.build(layer), (context) =>
      calls.map(
        (call): Call<never> =>
          (index) =>
            Effect.provide(call(index), context)
      )
    )
  return Effect.all([
    runnable(BePaid.layer({ shopId: BadNetwork.shopId, ...at(ports.bepaid) }), bepaidCalls),
    runnable(Omise.layer(at(ports.omise)), omiseCalls),
    runnable(Stancer.layer(at(ports.stancer)), stancerCalls)
  ])
}

const ends = new Map<string, number>()
const problems: Array<string> = []

const none = { byClock: Number.NEGATIVE_INFINITY, byTimer: Number.NEGATIVE_INFINITY }
/** The call that ended latest, in milliseconds after its deadline. */
let worst = none

const note = (
  exit: Exit.Exit<unknown, CustomersError.CustomersError>,
  byClock: number,
  byTimer: number
): void => {
  worst = { byClock: Math.max(worst.byClock, byClock), byTimer: Math.max(worst.byTimer, byTimer) }
  if (byTimer > slackMillis) problems.push("ended too long after its deadline")
  const error = Exit.isFailure(exit) ? Cause.failureOrCause(exit.cause) : undefined
  if (error?._tag === "Right" || (error && !CustomersError.isCustomersError(error.left))) {
    problems.push(`no typed error: ${Exit.isFailure(exit) ? Cause.pretty(exit.cause) : ""}`)
  }
  const tag = error === undefined ? "success" : error._tag === "Left" ? error.left._tag : "defect"
  ends.set(tag, (ends.get(tag) ?? 0) + 1)
}

const pick = <A>(from: ReadonlyArray<A>): A => {
  const one = from[Math.floor(Math.random() * from.length)]
  if (one === undefined) throw new Error("nothing to pick from")
  return one
}

/** Runs the call, and tells how long after its deadline it has ended: by the clock, and by a timer set with it. */
const timed = (call: Effect.Effect<unknown, CustomersError.CustomersError>, deadline: number) =>
  Effect.suspend(() => {
    const began = performance.now()
    let due = Number.POSITIVE_INFINITY
    const timer = setTimeout(() => {
      due = performance.now()
    }, deadline)
    return Effect.map(Effect.exit(Customers.withOptions(call, { deadline })), (exit) => {
      clearTimeout(timer)
      const ended = performance.now()
      note(exit, ended - began - deadline, ended - due)
    })
  })

/** One caller: a call after the other until the time is over. */
const caller = (calls: ReadonlyArray<Call<never>>, until: number) =>
  Effect.gen(function* () {
    while (performance.now() < until) {
      yield* Effect.sleep(Math.random() * 1_000)
      const call = pick(calls)(Math.floor(Math.random() * customers))
      yield* timed(call, 1_000 + Math.random() * 5_000)
    }
  })

const heapMiB = (): number => {
  globalThis.gc?.()
  globalThis.gc?.()
  return process.memoryUsage().heapUsed / 2 ** 20
}

const crowd = (calls: ReadonlyArray<ReadonlyArray<Call<never>>>, seconds: number) => {
  const until = performance.now() + seconds * 1000
  return Effect.forEach(
    Array.from({ length: callers }),
    (_, index) => caller(calls[index % 3] ?? [], until),
    {
      concurrency: "unbounded",
      discard: true
    }
  )
}

const ask = async (network: ChildProcess): Promise<BadNetwork.Tally> => {
  network.send("how many?")
  const [tally] = await once(network, "message")
  return tally
}

/** Waits for idle connections to be closed, but not for ever. */
const leftOpen = async (network: ChildProcess): Promise<number> => {
  for (let second = 0; second < 15; second++) {
    if ((await ask(network)).open === 0) return 0
    await new Promise((resolve) => setTimeout(resolve, 1_000))
  }
  return (await ask(network)).open
}

const soak = (ports: BadNetwork.Ports, seconds: number) =>
  Effect.gen(function* () {
    const calls = yield* providers(ports)
    yield* crowd(calls, seconds / 3)
    const before = heapMiB()
    yield* crowd(calls, (seconds * 2) / 3)
    return { before, after: heapMiB() }
  }).pipe(Effect.scoped)

const main = async (seconds: number): Promise<boolean> => {
  process.on("unhandledRejection", (reason) => problems.push(`unhandled rejection: ${reason}`))
  process.on("uncaughtException", (error) => problems.push(`uncaught: ${error}`))
  const stuck = setTimeout(() => process.exit(2), (seconds * 2 + 90) * 1000)
  const network = fork(fileURLToPath(import.meta.url), ["network"], { execArgv: ["--import", "tsx"] })
  const [ports] = await once(network, "message")
  for (const { name, layer } of clients) {
    ends.clear()
    worst = none
    const delay = monitorEventLoopDelay()
    delay.enable()
    const { before, after } = await Effect.runPromise(Effect.provide(soak(ports, seconds), layer))
    delay.disable()
    if (after - before > growthMiB) problems.push(`the heap grew from ${before} to ${after} MiB`)
    const open = await leftOpen(network)
    if (open > 0) problems.push(`${open} connections are left`)
    const { opened, harmed } = await ask(network)
    console.log(
      `${name}: ${[...ends].map(([tag, count]) => `${tag} ${count}`).join(", ")}; ` +
        `ended at most ${worst.byClock.toFixed(1)} ms after its deadline, ${worst.byTimer.toFixed(1)} after a timer ` +
        `(the thread was late by up to ${Math.round(delay.max / 1e6)} ms); ` +
        `heap ${before.toFixed(1)} then ${after.toFixed(1)} MiB; ` +
        `connections ${opened} so far, ${open} left; harm so far ${JSON.stringify(harmed)}`
    )
  }
  network.disconnect()
  clearTimeout(stuck)
  const kinds = new Map<string, number>()
  for (const problem of problems) kinds.set(problem, (kinds.get(problem) ?? 0) + 1)
  for (const [problem, times] of [...kinds].slice(0, 20)) console.log(`PROBLEM, ${times} times: ${problem}`)
  return problems.length === 0
}

if (process.argv[2] === "network") {
  await BadNetwork.main()
} else {
  const good = await main(Number(process.argv[2] ?? 30))
  process.exit(good ? 0 : 1)
}
