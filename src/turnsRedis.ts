/**
 * Turns that processes share, in one Redis server. Needs `ioredis`.
 *
 * @module
 * @since 0.2.0
 */
import * as Option from "effect/Option"
import { Redis, type RedisOptions } from "ioredis"
import * as Duration from "#line/Duration"
import * as Effect from "#line/Effect"
import * as Layer from "#line/Layer"
import { Turns } from "./Turns.js"
import { leased, leaseOf, type Row, type Rows } from "./turns/leased.js"

/**
 * How `ioredis` finds the server, and how turns are kept in it.
 *
 * @since 0.2.0
 * @category models
 */
export type Options = RedisOptions & {
  /** What the names of all keys begin with. Default: `effect-payment-customers:`. */
  readonly prefix?: string | undefined
  /**
   * For how long a turn is held without being renewed, from 1 second to 1 hour: for so long others wait for a process
   * that was killed. It is renewed three times as often. Default: 15 seconds.
   */
  readonly expiration?: Duration.Input | undefined
  /**
   * The longest `timeout` of the layers that share these turns, up to 1 hour: for so long after a restart of Redis a create
   * that it has forgotten may be under way. Default: 30 seconds, as is that of a layer.
   */
  readonly longestAttempt?: Duration.Input | undefined
}

const defaultPrefix = "effect-payment-customers:"

/** No layer's settling time is longer, in milliseconds. */
const longestSettling = 3_600_000

const longestAttemptOf = (input: Duration.Input | undefined): number => {
  const duration = Duration.fromInput(input ?? "30 seconds")
  const millis = Option.isSome(duration) ? Duration.toMillis(duration.value) : Number.NaN
  if (millis > 0 && millis <= 3_600_000) return Math.ceil(millis)
  throw new RangeError("longestAttempt must be above zero and at most 1 hour")
}

const now = `
local time = redis.call("TIME")
local now = time[1] * 1000 + math.floor(time[2] / 1000)`

/**
 * Holds a turn, unless another one has it. Answers for how many milliseconds the attempt that is written has been over,
 * and since when this run of the server has been asked: it may have forgotten what an earlier one was told.
 */
const hold = `${now}
if not redis.call("SET", KEYS[1], ARGV[1], "NX", "PX", ARGV[2]) then return {0} end
local run = string.match(redis.call("INFO", "server"), "run_id:(%x+)")
local known = redis.call("HMGET", KEYS[3], "run", "since")
if known[1] ~= run then
  known[2] = now
  redis.call("HSET", KEYS[3], "run", run, "since", now)
end
local over = redis.call("GET", KEYS[2])
return {1, now - known[2], over and now - over}`

const renew = `if redis.call("GET", KEYS[1]) == ARGV[1] then redis.call("PEXPIRE", KEYS[1], ARGV[2]) end`

const write = `${now}
if redis.call("GET", KEYS[1]) ~= ARGV[1] then return 0 end
if ARGV[2] == "" then
  redis.call("DEL", KEYS[2])
else
  redis.call("SET", KEYS[2], now + ARGV[2], "PX", ARGV[2] + ARGV[3])
end
return 1`

const free = `if redis.call("GET", KEYS[1]) == ARGV[1] then redis.call("DEL", KEYS[1]) end`

const rowsIn = (redis: Redis, prefix: string, lease: number, longestAttempt: number): Rows => {
  const run = (script: string, { name, holder }: Row, ...values: ReadonlyArray<string | number>) => {
    const keys = [
      `${prefix}turns:1:${name}:turn`,
      `${prefix}turns:1:${name}:attempt`,
      `${prefix}turns:1:server`
    ]
    return Effect.tryPromise(() => redis.eval(script, keys.length, ...keys, holder, ...values))
  }
  return {
    store: "Redis",
    hold: (row) =>
      Effect.map(run(hold, row, lease), (answer) => {
        const [isHeld, since, over] = answer as [number, number, (number | null)?]
        if (isHeld === 0) return Option.none()
        // what an earlier run was told may be forgotten: an attempt may have begun when it ended
        const forgotten = since - longestAttempt
        const ages = [over, forgotten < longestSettling ? forgotten : undefined].filter(
          (age) => typeof age === "number"
        )
        return Option.some(ages.length === 0 ? Option.none() : Option.some(Math.min(...ages)))
      }),
    renew: (row) => run(renew, row, lease),
    // one connection: no write overtakes another one
    write: (row, _, lasting) =>
      Effect.map(
        run(write, row, lasting === undefined ? "" : Math.ceil(lasting), longestSettling),
        (written) => written === 1
      ),
    free: (row) => run(free, row)
  }
}

/**
 * Turns in one Redis server (5 or newer), for processes on any number of machines.
 *
 * A turn is a key with an expiry, which is renewed while the turn lasts and removed by its holder alone. A process that is
 * killed loses its turns by time, and what it had written of an attempt stays. Keys hold a digest, a random id and a time.
 *
 * What Redis forgets when it is restarted, or when a replica takes its place, is not lost on `ensure`: for
 * `longestAttempt` and the settling time after its first use by these turns, whoever finds no customer waits as if a
 * create were under way. So it is when turns are first used. Keys that Redis evicts are lost: give it
 * `maxmemory-policy noeviction`. What is promised, and what not: see the guide to `ensure`.
 *
 * Options out of their range throw a `RangeError` at once. The layer does not fail: where Redis does not answer, a warning
 * is logged, and `ensure` fails with an `Unavailable` that is `NotSent` and retryable.
 *
 * @example
 * ```ts
 * import * as FetchClient from "effect-payment-customers/FetchClient"
 * import * as Omise from "effect-payment-customers/Omise"
 * import * as turnsRedis from "effect-payment-customers/turnsRedis"
 * import * as Layer from "effect/Layer"
 *
 * export const OmiseLive = Omise.layerConfig().pipe(
 *   Layer.provide([
 *     FetchClient.layer,
 *     turnsRedis.layer({ host: "redis.internal" })
 *   ])
 * )
 * ```
 *
 * @since 0.2.0
 * @category layers
 */
export const layer = (options: Options): Layer.Layer<never> => {
  const { prefix = defaultPrefix, expiration, longestAttempt, ...settings } = options
  const lease = leaseOf(expiration)
  const longest = longestAttemptOf(longestAttempt)
  return Layer.effect(
    Turns,
    Effect.gen(function* () {
      const redis = yield* Effect.acquireRelease(
        Effect.sync(() => new Redis({ maxRetriesPerRequest: 1, ...settings } as never)),
        (redis) => Effect.sync(() => redis.disconnect())
      )
      // every command tells of its own failure
      redis.on("error", () => undefined)
      return yield* leased(rowsIn(redis, prefix, lease, longest), lease)
    })
  )
}
