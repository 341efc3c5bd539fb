/**
 * Turns of `Customers.ensure`: of the callers who want the same customer, one at a time looks and creates. The callers of
 * a process take turns in its memory. A service of turns adds what outlives the process, or is shared by several: who has
 * the turn, and that a create was begun.
 *
 * `turnsKeyValueStore` is one for a program on one machine that may be killed at any moment.
 *
 * @module
 * @since 0.2.0
 */
import * as Option from "effect/Option"
import * as Context from "#line/Context"
import type * as Duration from "#line/Duration"
import * as Effect from "#line/Effect"
import type * as Scope from "#line/Scope"

/**
 * Names the customer of an account for whom a turn is taken.
 *
 * @since 0.2.0
 * @category models
 */
export interface Key {
  /**
   * Provider, base URL, credentials and the customer's key, as HMAC-SHA-256 under the layer's secret key, in 64 hex digits.
   * It tells nothing of them, and another secret key gives other digests. WebCrypto computes it when it is asked for; where
   * there is none it fails.
   */
  readonly digest: Effect.Effect<string, unknown>
}

/**
 * A turn that was taken.
 *
 * @since 0.2.0
 * @category models
 */
export interface Turn {
  /**
   * Where an attempt of a create is written down: for how many milliseconds it has been over, at the least. Below zero
   * while it may still be under way, down to an hour. Whoever cannot read what is written says 0: over just now.
   */
  readonly attempted: Option.Option<number>
  /**
   * Writes down, in place of what was written before, that an attempt begins and will be over within `lasting`, at most
   * an hour. `Duration.zero` writes that it is over now, and that nobody knows how it ended.
   *
   * It is run before each attempt is sent; where it fails, nothing is sent.
   */
  readonly attempting: (lasting: Duration.Duration) => Effect.Effect<void, unknown>
  /** Takes away what is written: it is known how the last attempt ended. */
  readonly settled: Effect.Effect<void, unknown>
}

/**
 * Gives turns: to one caller at a time for a key.
 *
 * @since 0.2.0
 * @category models
 */
export interface Service {
  /**
   * Waits until nobody else has the turn of this key, and takes it until the scope closes. The wait must be
   * interruptible: a caller whose deadline passes stops waiting. Of one process only one caller at a time waits for a key.
   *
   * Where it fails, whatever the error is, `ensure` creates nothing and fails with an `Unavailable` that is `NotSent`
   * and retryable. The error itself is not shown: log it in your service.
   */
  readonly take: (key: Key) => Effect.Effect<Turn, unknown, Scope.Scope>
}

/**
 * Nothing outlives the process, and no other one is asked.
 *
 * @internal
 */
export const ofThisProcess: Service = {
  take: () =>
    Effect.succeed({
      attempted: Option.none(),
      attempting: () => Effect.void,
      settled: Effect.void
    })
}

/**
 * What is asked for turns beside the memory of this process. By default nothing is.
 *
 * It may be given to a provider's layer or to the program that calls `ensure`; the program's counts first.
 *
 * @example
 * ```ts
 * import * as Turns from "effect-payment-customers/Turns"
 * import * as Effect from "effect/Effect"
 * import * as Layer from "effect/Layer"
 *
 * // for a test: what a program does when nobody can be given a turn
 * export const noTurns = Layer.succeed(Turns.Turns, {
 *   take: () => Effect.fail("down")
 * })
 * ```
 *
 * @since 0.2.0
 * @category services
 */
export const Turns = Context.Reference<Service>("effect-payment-customers/Turns", {
  defaultValue: () => ofThisProcess
})
