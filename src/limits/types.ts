/** What limits the attempts of an account. */
import type * as Option from "effect/Option"
import type * as Duration from "#line/Duration"
import type * as Effect from "#line/Effect"

/**
 * How many attempts an account may make in a window of time, and how many at once.
 *
 * @since 0.1.0
 * @category models
 */
export interface Limits {
  readonly requests: number
  /** Whole milliseconds. */
  readonly window: Duration.Duration
  /** Infinite where there is no limit. */
  readonly concurrency: number
}

/**
 * One attempt's wish for a place.
 *
 * @since 0.1.0
 * @category models
 */
export interface Claim {
  readonly account: string
  readonly limits: Limits
  /** Milliseconds of the Clock before which it must come; infinite where there is no deadline. */
  readonly until: number
}

/**
 * What gives an attempt its place among those of its account.
 *
 * @since 0.1.0
 * @category models
 */
export interface Service {
  /**
   * Waits for a place, runs the attempt in it and gives its result; `None`, without running it, where the place
   * cannot come before the claim's `until`. Who comes first is served first. A waiter that is interrupted gives
   * its place back.
   */
  readonly withPlace: <A, E, R>(
    claim: Claim,
    attempt: Effect.Effect<A, E, R>
  ) => Effect.Effect<Option.Option<A>, E, R>
  /** Nobody gets a place of the account for so long: the provider has answered 429. */
  readonly pause: (account: string, duration: Duration.Duration) => Effect.Effect<void>
}
