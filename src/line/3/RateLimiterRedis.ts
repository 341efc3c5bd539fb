import * as RateLimiter from "@effect/experimental/RateLimiter"
import * as Redis from "@effect/experimental/RateLimiter/Redis"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Scope from "effect/Scope"
import type { RedisOptions } from "ioredis"

/** Its end asks Redis to close the connection, which dies where Redis has gone, and hangs where it is frozen. */
const quietly = <A, E>(self: Effect.Effect<A, E, Scope.Scope>): Effect.Effect<A, E, Scope.Scope> =>
  Effect.gen(function* () {
    const scope = yield* Scope.make()
    yield* Effect.addFinalizer((exit) =>
      Effect.forkDaemon(Scope.close(scope, exit)).pipe(
        Effect.flatMap((closing) => Effect.timeoutOption(Fiber.await(closing), "1 second")),
        Effect.interruptible
      )
    )
    return yield* Scope.extend(self, scope)
  })

/** A connection of its own, which closes with the scope. */
export const make = (
  options: RedisOptions & { readonly prefix: string }
): Effect.Effect<RateLimiter.RateLimiter, never, Scope.Scope> =>
  Effect.flatMap(quietly(Redis.make(options)), (store) =>
    Effect.provideService(RateLimiter.make, RateLimiter.RateLimiterStore, store)
  )
