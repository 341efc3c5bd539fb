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
import { inMemoryPlaces, inOrder, type Places } from "./limits/memory.js"
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

/** Longer than that no call waits for Redis. */
const patience = Duration.seconds(3)

/** For so long Redis is not asked again after it has failed. */
const respite = Duration.seconds(10)

/** Why Redis failed is not told: its errors hold the commands. */
const failed = "Redis does not answer: for now each process keeps the rate limit alone" as const

/** Sets a key's time to live, unless it has longer. */
const keepLonger = `
if redis.call("PTTL", KEYS[1]) < tonumber(ARGV[1]) then
  redis.call("SET", KEYS[1], "1", "PX", ARGV[1])
end`

const inRedis = (options: Options): Effect.Effect<Shared<typeof failed>, never, Scope.Scope> =>
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
    const answered = <A, E>(self: Effect.Effect<A, E>) =>
      Effect.mapError(
        Effect.timeoutOrElse(self, { duration: patience, orElse: () => Effect.fail(failed) }),
        () => failed
      )
    const take = takeOf(limiter)
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
  })

/** Asks the others where Redis fails, and for a while after it. */
const orElse = ({ take, pause }: ReturnType<typeof sharedPlaces<typeof failed>>, others: Places): Places => {
  let again = 0
  const givenUp = (reason: typeof failed) =>
    Effect.flatMap(Clock.currentTimeMillis, (now) => {
      again = now + Duration.toMillis(respite)
      return Effect.logWarning(reason)
    })
  const either = <A>(self: Effect.Effect<A, typeof failed>, other: Effect.Effect<A>): Effect.Effect<A> =>
    Effect.flatMap(Clock.currentTimeMillis, (now) =>
      now < again ? other : Effect.catch(self, (reason) => Effect.andThen(givenUp(reason), other))
    )
  return {
    take: (account, limits, until) =>
      either(take(account, limits, until), others.take(account, limits, until)),
    pause: (account, duration) =>
      Effect.andThen(others.pause(account, duration), either(pause(account, duration), Effect.void))
  }
}

/**
 * Limits in Redis: all processes that use the same server and prefix share those of an account, and its pauses too.
 * `concurrency` is for each process.
 *
 * Nothing fails when Redis does: a warning is logged, and for ten seconds each process keeps the limit alone. Places
 * are given in the order in which processes ask Redis, and in each process to who came first.
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
 * }).pipe(Layer.provide([FetchHttpClient.layer, RateLimitRedis.layer({ host: "redis.internal" })]))
 * ```
 *
 * @since 0.1.0
 * @category layers
 */
export const layer = (options: Options): Layer.Layer<never> =>
  Layer.effect(
    RateLimit,
    Effect.map(inRedis(options), (shared) => inOrder(orElse(sharedPlaces(shared), inMemoryPlaces())))
  )
