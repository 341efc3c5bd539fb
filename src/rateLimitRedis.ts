/**
 * The limits of accounts in Redis, for processes that share an account. Needs `@effect/experimental` and `ioredis`,
 * which nothing else of the package does.
 *
 * @module
 * @since 0.1.0
 */
import { Redis, type RedisOptions } from "ioredis"
import * as Clock from "#line/Clock"
import * as Duration from "#line/Duration"
import * as Effect from "#line/Effect"
import * as Layer from "#line/Layer"
import * as RateLimiterRedis from "#line/RateLimiterRedis"
import type * as Scope from "#line/Scope"
import { inOrder, MemoryPlaces, type Places } from "./limits/memory.js"
import { steadyMillis } from "./limits/perClock.js"
import { type Shared, sharedPlaces, takeOf } from "./limits/shared.js"
import { RateLimit } from "./RateLimit.js"

/**
 * How `ioredis` finds the server, and what the names of all keys begin with.
 *
 * @since 0.1.0
 * @category models
 */
export type Options = RedisOptions & {
  /** Default: `effect-payment-customers:`. */
  readonly prefix?: string | undefined
}

const defaultPrefix = "effect-payment-customers:"

/** Longer than that no call waits for an answer of Redis; where it has a deadline, no longer than half of what is left. */
const patience = Duration.toMillis(Duration.seconds(3))

/** Who waits less than this says nothing about Redis. */
const leastPatience = 250

/** For so long Redis is not asked again after it has failed. */
const respite = Duration.toMillis(Duration.seconds(10))

/** Why Redis failed is not told: its errors hold the commands. */
const failed = "Redis does not answer: for now each process keeps the rate limit alone" as const

/** It did not answer in the time that was left. */
const late = "late" as const

type Failure = typeof failed | typeof late

/** Sets a key's time to live, unless it has longer. */
const keepLonger = `
if redis.call("PTTL", KEYS[1]) < tonumber(ARGV[1]) then
  redis.call("SET", KEYS[1], "1", "PX", ARGV[1])
end`

const inRedis = (options: Options): Effect.Effect<(until: number) => Shared<Failure>, never, Scope.Scope> =>
  Effect.gen(function* () {
    const prefix = options.prefix ?? defaultPrefix
    const settings = { maxRetriesPerRequest: 1, ...options, prefix }
    const limiter = yield* RateLimiterRedis.make(settings)
    const redis = yield* Effect.acquireRelease(
      Effect.sync(() => new Redis(settings as never)),
      (redis) => Effect.sync(() => redis.disconnect())
    )
    // Every command tells of its own failure
    redis.on("error", () => undefined)

    const pauseKey = (account: string) => `${prefix}${account}:pause`
    const take = takeOf(limiter)
    return (until) => {
      const answered = <A, E>(self: Effect.Effect<A, E>): Effect.Effect<A, Failure> =>
        Effect.flatMap(Clock.currentTimeMillis, (now) => {
          const millis = Math.max(0, Math.min(patience, (until - now) / 2))
          return Effect.mapError(self, (): Failure => failed).pipe(
            Effect.timeoutOrElse({
              duration: millis,
              orElse: () => Effect.fail<Failure>(millis < leastPatience ? late : failed)
            })
          )
        })
      return {
        take: (key, window) => answered(take(key, window)),
        pause: (account, duration) =>
          answered(
            Effect.tryPromise(() =>
              redis.eval(keepLonger, 1, pauseKey(account), Math.ceil(Duration.toMillis(duration)))
            )
          ),
        // Of no such key it says -2
        paused: (account) =>
          Effect.map(answered(Effect.tryPromise(() => redis.pttl(pauseKey(account)))), (ttl) =>
            Duration.millis(ttl)
          )
      }
    }
  })

/**
 * A place of Redis that is one of this process's own limit, too: so no window has more where Redis goes, comes back, or
 * has forgotten. Where it fails, and for a while after it, the own limit decides alone.
 */
const withOwn = ({ take, pause }: ReturnType<typeof sharedPlaces<Failure>>, own: MemoryPlaces): Places => {
  let again = Number.NEGATIVE_INFINITY
  const givenUp = (clock: Clock.Clock) => {
    again = steadyMillis(clock) + respite
    return Effect.logWarning(failed)
  }
  /**
   * @param alone where Redis has failed
   * @param tooLate where it did not answer in the time that was left
   */
  const orElse = <A>(self: Effect.Effect<A, Failure>, alone: A, tooLate: A): Effect.Effect<A> =>
    Effect.flatMap(Clock.Clock, (clock) =>
      steadyMillis(clock) < again
        ? Effect.succeed(alone)
        : Effect.catch(self, (reason) =>
            reason === late ? Effect.succeed(tooLate) : Effect.as(givenUp(clock), alone)
          )
    )
  return {
    take: (account, limits, until) =>
      Effect.flatMap(own.free(account, limits, until), (free) =>
        free
          ? Effect.tap(orElse(take(account, limits, until), true, false), (taken) =>
              taken ? own.note(account, limits) : Effect.void
            )
          : Effect.succeed(false)
      ),
    pause: (account, duration) =>
      Effect.andThen(own.pause(account, duration), orElse(pause(account, duration), undefined, undefined))
  }
}

/**
 * Limits in Redis: all processes that use the same server and prefix share those of an account, and its pauses too.
 * `concurrency` is for each process.
 *
 * Nothing fails when Redis does: a warning is logged, and for ten seconds each process keeps the limit alone, counting what
 * it has sent before. A caller's deadline holds also where Redis does not answer. Places are given in the order in which
 * processes ask Redis, and in each process to who came first.
 *
 * @example
 * ```ts
 * import * as FetchHttpClient from "effect/http/FetchHttpClient"
 * import * as Omise from "effect-payment-customers/Omise"
 * import * as RateLimitRedis from "effect-payment-customers/rateLimitRedis"
 * import * as Layer from "effect/Layer"
 * import * as Redacted from "effect/Redacted"
 *
 * export const OmiseLive = Omise.layer({
 *   secretKey: Redacted.make("skey_test_…"),
 *   rateLimit: { requests: 100, window: "1 minute" }
 * }).pipe(
 *   Layer.provide([
 *     FetchHttpClient.layer,
 *     RateLimitRedis.layer({ host: "redis.internal" })
 *   ])
 * )
 * ```
 *
 * @since 0.1.0
 * @category layers
 */
export const layer = (options: Options): Layer.Layer<never> =>
  Layer.effect(
    RateLimit,
    Effect.map(inRedis(options), (shared) => inOrder(withOwn(sharedPlaces(shared), new MemoryPlaces())))
  )
