import * as Effect from "effect/Effect"
import * as RateLimiter from "effect/persistence/RateLimiter"
import * as Persistence from "effect/persistence/Redis"
import type * as Scope from "effect/Scope"
import { Redis, type RedisOptions } from "ioredis"

/** The limiter sends scripts and needs nothing else. */
const unused = Effect.die("a rate limiter neither subscribes nor reserves")

/** A connection of its own, which closes with the scope. */
export const make = (
  options: RedisOptions & { readonly prefix: string }
): Effect.Effect<RateLimiter.RateLimiter, never, Scope.Scope> =>
  Effect.gen(function* () {
    const connection = yield* Effect.acquireRelease(
      Effect.sync(() => new Redis(options as never)),
      (redis) => Effect.sync(() => redis.disconnect())
    )
    // every command tells of its own failure
    connection.on("error", () => undefined)
    const redis = yield* Persistence.make({
      send: <A>(command: string, ...args: ReadonlyArray<string>) =>
        Effect.tryPromise({
          try: () => connection.call(command, ...args) as Promise<A>,
          catch: (cause) => new Persistence.RedisError({ cause })
        }),
      subscribe: () => unused,
      connect: unused
    })
    const store = yield* Effect.provideService(RateLimiter.makeStoreRedis(options), Persistence.Redis, redis)
    return yield* Effect.provideService(RateLimiter.make, RateLimiter.RateLimiterStore, store)
  })
