/** Limits in a real Redis: processes of one account share them. */
import { execFile } from "node:child_process"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import * as RateLimit from "effect-payment-customers/RateLimit"
import * as RateLimitRedis from "effect-payment-customers/rateLimitRedis"
import { Redis } from "ioredis"
import * as Duration from "#line/Duration"
import * as Clock from "#line/test/Clock"
import * as Effect from "#line/test/Effect"
import * as Logger from "#line/test/Logger"
import * as Option from "#line/test/Option"
import { assert, describe, it } from "#line/test/vitest"
import { typescript } from "../support/child.js"
import type { Report, Task } from "./limited.js"
import { redisServer } from "./redis.js"

const root = fileURLToPath(new URL("../..", import.meta.url))
const caller = fileURLToPath(new URL("limited.ts", import.meta.url))

/** A process of its own; it fails if that writes anything to the standard error. */
const callingProcess = (task: Task): Effect.Effect<Report> =>
  Effect.promise(async () => {
    const args = [...typescript, caller, JSON.stringify(task)]
    const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { cwd: root })
    assert.strictEqual(stderr, "")
    return JSON.parse(stdout)
  })

const ok = { status: 200, headers: {} }
// So long that no process can come into the next one
const window = "1 hour" as const

const count = (reports: ReadonlyArray<Report>, end: string) =>
  reports.flatMap(({ ends }) => ends).filter((other) => other === end).length

describe("two processes of one account", () => {
  it.live(
    "send no more than the limit together; what cannot be sent in time is told at once",
    () =>
      Effect.gen(function* () {
        const { port } = yield* redisServer
        const task: Task = { port, calls: 8, rateLimit: { requests: 7, window }, answer: ok }
        const reports = yield* Effect.all([callingProcess(task), callingProcess(task)], { concurrency: 2 })
        assert.strictEqual(
          reports.reduce((sum, { sent }) => sum + sent, 0),
          7
        )
        assert.strictEqual(count(reports, "ok"), 7)
        assert.strictEqual(count(reports, "Unavailable Timeout NotSent"), 9)
      }),
    60_000
  )

  it.live(
    "pause together after a 429",
    () =>
      Effect.gen(function* () {
        const { port } = yield* redisServer
        const rateLimit = { requests: 100, window }
        const refused = { status: 429, headers: { "retry-after": "3600" } }
        const first = yield* callingProcess({ port, calls: 1, rateLimit, answer: refused })
        assert.deepStrictEqual(first, { sent: 1, ends: ["RateLimited"] })
        const second = yield* callingProcess({ port, calls: 2, rateLimit, answer: ok })
        assert.deepStrictEqual(second, {
          sent: 0,
          ends: ["Unavailable Timeout NotSent", "Unavailable Timeout NotSent"]
        })
      }),
    60_000
  )

  it.live(
    "do not share when their accounts are not the same",
    () =>
      Effect.gen(function* () {
        const { port } = yield* redisServer
        for (const account of ["a", "b"]) {
          const rateLimit = { requests: 1, window, account }
          const report = yield* callingProcess({ port, calls: 1, rateLimit, answer: ok })
          assert.deepStrictEqual(report, { sent: 1, ends: ["ok"] })
        }
      }),
    60_000
  )
})

describe("in one process", () => {
  /** As many calls at once as asked for: which of them got a place, and what was logged. */
  const placing = (port: number, calls: number, limits: { requests: number; window: Duration.Duration }) => {
    const logged: Array<unknown> = []
    const logger = Logger.layer([Logger.keeping(({ message }) => logged.push(message))])
    return Effect.gen(function* () {
      const limiter = yield* RateLimit.RateLimit
      const place = limiter.withPlace(
        {
          account: "shop",
          limits: { ...limits, concurrency: Number.POSITIVE_INFINITY },
          until: (yield* Clock.currentTimeMillis) + 20_000
        },
        Effect.void
      )
      const placed = yield* Effect.replicateEffect(place, calls, { concurrency: "unbounded" })
      return { placed: placed.map(Option.isSome), logged }
    }).pipe(Effect.provide([RateLimitRedis.layer({ host: "127.0.0.1", port }), logger]))
  }

  it.live(
    "places come again, also where the window is no multiple of the limit",
    () =>
      Effect.gen(function* () {
        const { port } = yield* redisServer
        const limits = { requests: 3, window: Duration.millis(100) }
        assert.deepStrictEqual(yield* placing(port, 7, limits), {
          placed: Array.from({ length: 7 }, () => true),
          logged: []
        })
      }),
    60_000
  )

  it.live(
    "without Redis the limit is kept in memory, and one warning tells of it",
    () =>
      Effect.gen(function* () {
        const { port, stop } = yield* redisServer
        yield* stop
        const { placed, logged } = yield* placing(port, 3, { requests: 2, window: Duration.hours(1) })
        assert.deepStrictEqual(placed, [true, true, false])
        assert.strictEqual(logged.length, 1)
      }),
    60_000
  )

  const hourly = (requests: number) => ({
    requests,
    window: Duration.hours(1),
    concurrency: Number.POSITIVE_INFINITY
  })

  /** How many of so many callers, who wait at most so long, get a place. */
  const placed = (calls: number, requests: number, patience: number) =>
    Effect.gen(function* () {
      const limiter = yield* RateLimit.RateLimit
      const until = (yield* Clock.currentTimeMillis) + patience
      const claim = { account: "shop", limits: hourly(requests), until }
      const places = yield* Effect.replicateEffect(limiter.withPlace(claim, Effect.void), calls, {
        concurrency: "unbounded"
      })
      return places.filter(Option.isSome).length
    })

  const silently = Logger.only([])
  const inRedis = (port: number) => RateLimitRedis.layer({ host: "127.0.0.1", port })

  it.live(
    "no window is exceeded where Redis dies, nor where it has forgotten everything",
    () =>
      Effect.gen(function* () {
        const { port, stop } = yield* redisServer
        yield* Effect.gen(function* () {
          assert.strictEqual(yield* placed(7, 10, 20_000), 7)
          yield* Effect.promise(async () => {
            const redis = new Redis(port, "127.0.0.1")
            await redis.flushall()
            redis.disconnect()
          })
          assert.strictEqual(yield* placed(2, 10, 20_000), 2)
          yield* stop
          assert.strictEqual(yield* placed(10, 10, 20_000), 1)
        }).pipe(Effect.provide(inRedis(port)), silently)
      }),
    60_000
  )

  it.live(
    "a deadline holds while Redis is frozen",
    () =>
      Effect.gen(function* () {
        const { port, freeze } = yield* redisServer
        yield* Effect.gen(function* () {
          assert.strictEqual(yield* placed(1, 10, 20_000), 1)
          yield* freeze
          // without the deadline it would wait for three seconds
          assert.isTrue(Option.isSome(yield* Effect.timeoutOption(placed(1, 10, 200), "2 seconds")))
          assert.isTrue(Option.isSome(yield* Effect.timeoutOption(placed(5, 10, 1000), "2500 millis")))
        }).pipe(Effect.provide(inRedis(port)), silently)
      }),
    60_000
  )

  it.live(
    "the layer closes while Redis is frozen",
    () =>
      Effect.gen(function* () {
        const { port, freeze } = yield* redisServer
        const using = Effect.andThen(placed(1, 1, 20_000), freeze)
        const exit = yield* Effect.exit(Effect.provide(using, inRedis(port)))
        assert.strictEqual(exit._tag, "Success", String(exit))
      }),
    15_000
  )

  it.live(
    "the layer closes although Redis has gone meanwhile",
    () =>
      Effect.gen(function* () {
        const { port, stop } = yield* redisServer
        const using = Effect.andThen(placed(1, 1, 20_000), stop)
        const exit = yield* Effect.exit(
          Effect.provide(using, RateLimitRedis.layer({ host: "127.0.0.1", port }))
        )
        assert.strictEqual(exit._tag, "Success", String(exit))
      }),
    60_000
  )
})
