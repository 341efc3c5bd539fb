/**
 * The limits of accounts in a store that several processes use, over a counter of fixed windows.
 *
 * A fixed window of the whole limit would let nearly twice the limit through around its end. So an account has as many
 * slots as its limit has requests, each with fixed windows of a single request, and places go round the slots: a place
 * is a window later than the one before it in its slot, and so no window holds more than the limit. A counter of the
 * same kind tells which slot is next.
 */
import * as Clock from "#line/Clock"
import * as Duration from "#line/Duration"
import * as Effect from "#line/Effect"
import type { RateLimiter, RateLimiterError } from "#line/RateLimiter"
import { perClock, steadyMillis } from "./perClock.js"
import type { Limits } from "./types.js"

/** What the store must do. */
export interface Shared<E> {
  /** Takes the next use of a key that can be used once in a window: first come, first served. */
  readonly take: (key: string, window: Duration.Duration) => Effect.Effect<Use, E>
  /** Keeps a pause, unless a longer one is kept. */
  readonly pause: (account: string, duration: Duration.Duration) => Effect.Effect<void, E>
  /** How long the account is still paused. */
  readonly paused: (account: string) => Effect.Effect<Duration.Duration, E>
}

interface Use {
  /** The uses since the key was last free, this one included. */
  readonly count: number
  /** How long from now this use is. */
  readonly delay: Duration.Duration
}

/** A limit of one keeps clear of the limiter's fractions of a millisecond: it divides the window by the limit. */
export const takeOf =
  (limiter: RateLimiter) =>
  (key: string, window: Duration.Duration): Effect.Effect<Use, RateLimiterError> =>
    Effect.map(
      limiter.consume({ key, window, limit: 1, algorithm: "fixed-window", onExceeded: "delay" }),
      ({ remaining, delay }) => ({ count: 1 - remaining, delay })
    )

/** When the place comes that was taken of the store for a waiter that went away: the next one gets it. */
interface Account {
  left: number | undefined
}

export const sharedPlaces = <E>(shared: (until: number) => Shared<E>) => {
  const accountOf = perClock((): Account => ({ left: undefined }))

  /** Takes a place of the store. The count of the round starts again only when all slots are free. */
  const reserve = (store: Shared<E>, clock: Clock.Clock, name: string, { requests, window }: Limits) =>
    Effect.gen(function* () {
      const { count } = yield* store.take(`${name}:round`, window)
      const { delay } = yield* store.take(`${name}:${(count - 1) % requests}`, window)
      return steadyMillis(clock) + Math.ceil(Duration.toMillis(delay))
    })

  const take = (name: string, limits: Limits, until: number): Effect.Effect<boolean, E> =>
    Effect.gen(function* () {
      const clock = yield* Clock.Clock
      const store = shared(until)
      const account = accountOf(clock, name)
      const left = () => until - Clock.millisOf(clock)
      while (true) {
        const paused = Math.ceil(Duration.toMillis(yield* store.paused(name)))
        if (paused >= left()) return false
        if (paused > 0) {
          yield* Effect.sleep(paused)
          continue
        }
        // one that has gone by is lost: used late, it would come too near to the next one of its slot
        const isLeft = account.left !== undefined && account.left >= steadyMillis(clock)
        const at = (isLeft ? account.left : undefined) ?? (yield* reserve(store, clock, name, limits))
        account.left = at
        const wait = Math.ceil(at - steadyMillis(clock))
        if (wait >= left()) return false
        if (wait > 0) {
          yield* Effect.sleep(wait)
          // It may have been paused meanwhile
          if (Duration.isGreaterThan(yield* store.paused(name), Duration.zero)) continue
        }
        account.left = undefined
        return true
      }
    })

  return {
    take,
    pause: (account: string, duration: Duration.Duration) =>
      shared(Number.POSITIVE_INFINITY).pause(account, duration)
  }
}
