/** Requests whose client has left: what was begun goes on, unless a fault drops it or the emulator ends. */

import * as Customers from "effect-payment-customers/Customers"
import * as Emulator from "effect-payment-customers/emulator"
import type * as Omise from "effect-payment-customers/Omise"
import { Fault, OmiseTest } from "effect-payment-customers/testing"
import * as Exit from "#line/Exit"
import * as HttpClientRequest from "#line/HttpClientRequest"
import * as Layer from "#line/Layer"
import * as Scope from "#line/Scope"
import type * as Cause from "#line/test/Cause"
import * as Effect from "#line/test/Effect"
import * as Fiber from "#line/test/Fiber"
import * as HttpClient from "#line/test/HttpClient"
import { leavingAt } from "#line/test/Scheduler"
import * as TestClock from "#line/test/TestClock"
import { assert, describe, it } from "#line/test/vitest"
import { emulated } from "../../src/emulator/control.js"
import { makeEmulator } from "../../src/providers/omise/emulator/emulator.js"

const create = Customers.create({ email: "john@example.com", ip: "127.0.0.1" })

const held = Effect.flatMap(OmiseTest.Control, ({ customers }) => customers)
const count = Effect.map(held, (customers) => customers.length)

const strike = (fault: Fault.Fault, times = 1) =>
  Effect.flatMap(OmiseTest.Control, (control) => control.fault({ fault, times }))

/** A create that the client gives up a second after it was sent. */
const abandonedCreate = Effect.gen(function* () {
  const asking = yield* Effect.forkChild(create)
  yield* TestClock.adjust("1 second")
  yield* Fiber.interrupt(asking)
})

describe("in process", () => {
  const inTest = <A, E>(name: string, test: Effect.Effect<A, E, Omise.Provided | OmiseTest.Control>) =>
    it.effect(name, () => Effect.provide(test, OmiseTest.layer()))

  inTest(
    "a delayed create is carried out in its time, by the caller's Clock",
    Effect.gen(function* () {
      yield* strike(Fault.delay("10 seconds"))
      yield* abandonedCreate
      yield* TestClock.adjust("8 seconds")
      assert.strictEqual(yield* count, 0)
      yield* TestClock.adjust("1 second")
      assert.deepInclude((yield* held)[0], { created_at: "1970-01-01T00:00:10Z" })
    })
  )

  inTest(
    "a fault can drop it",
    Effect.gen(function* () {
      yield* strike(Fault.delay("10 seconds", { whenAbandoned: "drop" }))
      yield* abandonedCreate
      yield* TestClock.adjust("1 hour")
      assert.strictEqual(yield* count, 0)
      // a client that waits is served
      yield* strike(Fault.delay("10 seconds", { whenAbandoned: "drop" }))
      const waiting = yield* Effect.forkChild(create)
      yield* TestClock.adjust("10 seconds")
      assert.strictEqual((yield* held)[0]?.id, (yield* Fiber.join(waiting)).id)
    })
  )

  it.effect("no moment is too early to leave: what was seen is carried out", () => {
    const testKey = "skey_test_a"
    // without the library's client, which sends in a fiber of its own
    const post = HttpClientRequest.post("http://localhost/customers").pipe(
      HttpClientRequest.basicAuth(testKey, ""),
      HttpClient.execute
    )
    return Effect.gen(function* () {
      yield* strike(Fault.delay("10 seconds"), Number.POSITIVE_INFINITY)
      const { requests } = yield* OmiseTest.Control
      const clients = 120
      for (let step = 1; step <= clients; step++) {
        const asking = yield* Effect.forkChild(leavingAt(step, post))
        yield* Effect.yieldNow
        yield* Fiber.interrupt(asking)
      }
      const seen = (yield* requests).length
      assert.isAbove(seen, 0, "some left after the request was seen")
      assert.isBelow(seen, clients, "some left before")
      yield* TestClock.adjust("10 seconds")
      assert.strictEqual(yield* count, seen)
    }).pipe(Effect.provide(emulated(OmiseTest.Control, () => makeEmulator({ testKey }))))
  })

  inTest(
    "a request under way at a reset leaves nothing behind",
    Effect.gen(function* () {
      const { reset } = yield* OmiseTest.Control
      yield* strike(Fault.delay("10 seconds"))
      yield* abandonedCreate
      yield* reset
      yield* TestClock.adjust("1 hour")
      assert.strictEqual(yield* count, 0)
    })
  )

  inTest(
    "without an answer it is carried out at once, and the client is held until it leaves",
    Effect.gen(function* () {
      yield* strike(Fault.neverAnswer({ carriedOut: true }))
      const asking = yield* Effect.forkChild(create)
      yield* Effect.repeat(Effect.andThen(Effect.yieldNow, count), { until: (count) => count === 1 })
      assert.isFalse(Fiber.isDone(asking))
      yield* Fiber.interrupt(asking)
      assert.strictEqual(yield* count, 1)
    })
  )

  /** A build of the layer, and the end of it. */
  const built = Effect.gen(function* () {
    const scope = yield* Scope.make()
    const context = yield* Layer.buildWithScope(OmiseTest.layer(), scope)
    return { context, close: Scope.close(scope, Exit.void) }
  })

  it.effect("when the layer closes, nothing goes on", () =>
    Effect.gen(function* () {
      const { context, close } = yield* built
      yield* Effect.gen(function* () {
        yield* strike(Fault.delay("10 seconds"))
        yield* abandonedCreate
        yield* close
        yield* TestClock.adjust("1 hour")
        assert.strictEqual(yield* count, 0)
      }).pipe(Effect.provide(context))
    })
  )

  it.effect("when the layer closes, a client that waits loses its connection", () =>
    Effect.gen(function* () {
      const { context, close } = yield* built
      yield* Effect.gen(function* () {
        yield* strike(Fault.delay("10 seconds"))
        const waiting = yield* Effect.forkChild(Effect.flip(create))
        yield* TestClock.adjust("1 second")
        yield* close
        const error = yield* Fiber.join(waiting)
        assert.include(error, {
          _tag: "Unavailable",
          reason: "Transport",
          outcome: "Unknown",
          code: "ECONNRESET"
        })
        assert.strictEqual(yield* count, 0)
      }).pipe(Effect.provide(context))
    })
  )

  it.effect("a layer that is closed answers who waits, and drops what is abandoned", () =>
    Effect.gen(function* () {
      const { context, close } = yield* built
      yield* close
      yield* Effect.gen(function* () {
        yield* strike(Fault.delay("10 seconds"), 2)
        yield* abandonedCreate
        yield* TestClock.adjust("1 hour")
        assert.strictEqual(yield* count, 0)
        const waiting = yield* Effect.forkChild(create)
        yield* TestClock.adjust("10 seconds")
        assert.strictEqual((yield* held)[0]?.id, (yield* Fiber.join(waiting)).id)
      }).pipe(Effect.provide(context))
    })
  )

  it.effect("each build has its own end", () =>
    Effect.gen(function* () {
      const [one, other] = [yield* built, yield* built]
      for (const { context } of [one, other]) {
        yield* Effect.provide(Effect.andThen(strike(Fault.delay("10 seconds")), abandonedCreate), context)
      }
      yield* one.close
      yield* TestClock.adjust("10 seconds")
      const counts = [one, other].map(({ context }) => Effect.provide(count, context))
      assert.deepStrictEqual(yield* Effect.all(counts), [0, 1])
      yield* other.close
    })
  )
})

type Send = (path: string, init?: RequestInit) => Effect.Effect<Response, Cause.UnknownError>

/** Both servers, each reached in its way. */
const servers: ReadonlyArray<{
  readonly name: string
  readonly start: Effect.Effect<Send, Error, Scope.Scope>
}> = [
  {
    name: "the web handler",
    start: Effect.sync(() => {
      const handler = Emulator.makeHandler()
      return (path, init) => Effect.tryPromise(() => handler(new Request(`http://localhost${path}`, init)))
    })
  },
  {
    name: "the loopback server",
    start: Effect.map(
      Emulator.serve(),
      ({ url }): Send =>
        (path, init) =>
          Effect.tryPromise(() => fetch(`${url}${path}`, init))
    )
  }
]

const authorization = `Basic ${btoa(`${Emulator.keys.omise.testKey}:`)}`

const post = (body: unknown, signal: AbortSignal | null = null): RequestInit => ({
  method: "POST",
  headers: { authorization, "content-type": "application/json" },
  body: JSON.stringify(body),
  signal
})

/** Asks again and again, and lets timers run meanwhile. */
const until = <A, E>(self: Effect.Effect<A, E>, isSo: (value: A) => boolean): Effect.Effect<A, E> =>
  Effect.repeat(Effect.delay(self, 1), { until: isSo })

const jsonOf = (response: Response) => Effect.promise(() => response.json() as Promise<unknown>)

/** What one of the servers is asked. */
const asking = (send: Send) => {
  const got = (path: string) => Effect.flatMap(send(path), jsonOf)
  const customers = Effect.map(got("/_control/omise/customers"), (all) => all as ReadonlyArray<unknown>)
  return {
    customers,
    count: Effect.map(customers, (all) => all.length),
    delay: (by: number, whenAbandoned?: string) =>
      send("/_control/omise/faults", post({ fault: { _tag: "Delay", by, whenAbandoned } })),
    /** A create whose client leaves when the emulator has seen it; answers what the client is left with. */
    abandonedCreate: Effect.gen(function* () {
      const client = new AbortController()
      const sent = yield* Effect.forkChild(Effect.flip(send("/omise/customers", post({}, client.signal))))
      yield* until(got("/_control/omise/requests"), (all) => (all as ReadonlyArray<unknown>).length > 0)
      client.abort()
      return (yield* Fiber.join(sent)).cause
    }),
    state: (since = "") => send(`/_page/state?since=${since}`)
  }
}

interface State {
  readonly version: string
  readonly requests: ReadonlyArray<{
    readonly method: string
    readonly status: number | null
    readonly millis: number | null
  }>
  readonly providers: ReadonlyArray<{ readonly name: string; readonly held: number }>
}

for (const { name, start } of servers) {
  describe(name, () => {
    it.live("carries out a delayed create whose client has left", () =>
      Effect.gen(function* () {
        const { abandonedCreate, count, delay } = asking(yield* start)
        // longer than a busy machine takes to tell that the client has left
        yield* delay(1_000)
        assert.include(yield* abandonedCreate, { name: "AbortError" })
        yield* until(count, (count) => count === 1)
      })
    )

    it.live("drops it where the fault says so", () =>
      Effect.gen(function* () {
        const send = yield* start
        const { abandonedCreate, count, delay } = asking(send)
        // longer than a busy machine takes to tell that the client has left
        yield* delay(500, "drop")
        yield* abandonedCreate
        // one that waits as long, and began later
        yield* delay(500)
        assert.strictEqual((yield* send("/omise/customers", post({}))).status, 200)
        assert.strictEqual(yield* count, 1)
      })
    )

    it.live("shows on its page once that there was no answer, and then what came of it", () =>
      Effect.gen(function* () {
        const send = yield* start
        const { abandonedCreate, delay, state } = asking(send)
        const current = Effect.map(Effect.flatMap(state(), jsonOf), (json) => json as State)
        // longer than it takes to look at the page, also on a busy machine
        yield* delay(1_000)
        yield* abandonedCreate
        const left = yield* until(current, ({ requests }) => requests.some(({ millis }) => millis !== null))
        assert.deepStrictEqual(
          left.requests.map(({ method, status }) => [method, status]),
          [["POST", null]]
        )
        assert.deepInclude(left.providers[1], { name: "omise", held: 0 })
        const news = yield* until(state(left.version), ({ status }) => status === 200)
        const later = (yield* jsonOf(news)) as State
        assert.deepInclude(later.providers[1], { name: "omise", held: 1 })
        assert.deepStrictEqual(later.requests, left.requests)
      })
    )
  })
}

describe("the web handler alone", () => {
  it.live("carries out a request that comes with an aborted signal", () =>
    Effect.gen(function* () {
      const handler = Emulator.makeHandler()
      const send: Send = (path, init) =>
        Effect.tryPromise(() => handler(new Request(`http://localhost${path}`, init)))
      const { count, delay } = asking(send)
      yield* delay(30)
      const reason = new Error("left")
      const { cause } = yield* Effect.flip(send("/omise/customers", post({}, AbortSignal.abort(reason))))
      assert.strictEqual(cause, reason)
      yield* until(count, (count) => count === 1)
    })
  )
})
