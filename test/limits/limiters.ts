/** Both ways in which the library keeps a limit, for the laws that hold for each. */

import type * as RateLimit from "effect-payment-customers/RateLimit"
import * as Duration from "#line/Duration"
import * as Clock from "#line/test/Clock"
import * as Effect from "#line/test/Effect"
import * as RateLimiter from "#line/test/RateLimiter"
import { inMemory, inOrder } from "../../src/limits/memory.js"
import { type Shared, sharedPlaces, takeOf } from "../../src/limits/shared.js"

/** What Redis does, in memory: the same counters, which the limiter has both for Redis and for memory. */
const store = Effect.gen(function* () {
  const take = takeOf(yield* Effect.provide(RateLimiter.make, RateLimiter.layerStoreMemory))
  const pausedUntil = new Map<string, number>()
  const until = (account: string) => pausedUntil.get(account) ?? 0
  const now = Clock.currentTimeMillis
  const shared: Shared<never> = {
    take: (key, window) => Effect.orDie(take(key, window)),
    pause: (account, duration) =>
      Effect.map(now, (now) => {
        pausedUntil.set(account, Math.max(until(account), now + Duration.toMillis(duration)))
      }),
    paused: (account) => Effect.map(now, (now) => Duration.millis(until(account) - now))
  }
  /** One process of those that share the store. */
  return (): RateLimit.Service => inOrder(sharedPlaces(() => shared))
})

export const limiters: ReadonlyArray<{
  readonly name: string
  readonly make: Effect.Effect<RateLimit.Service>
}> = [
  { name: "in memory", make: Effect.sync(inMemory) },
  { name: "in a store", make: Effect.map(store, (process) => process()) }
]

/** Two processes that share a store. */
export const twoProcesses: Effect.Effect<readonly [RateLimit.Service, RateLimit.Service]> = Effect.map(
  store,
  (process) => [process(), process()]
)
