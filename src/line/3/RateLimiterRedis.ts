import * as RateLimiter from "@effect/experimental/RateLimiter"
import * as Redis from "@effect/experimental/RateLimiter/Redis"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import type { RedisOptions } from "ioredis"

/** A connection of its own, which closes with the scope. */
export const make = (
  options: RedisOptions & { readonly prefix: string }
): Effect.Effect<RateLimiter.RateLimiter, never, Scope.Scope> =>
  Effect.flatMap(Redis.make(options), (store) =>
    Effect.provideService(RateLimiter.make, RateLimiter.RateLimiterStore, store)
  )
