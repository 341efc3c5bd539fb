/**
 * Turns of `Customers.ensure`: of the callers who want the same customer, one at a time looks and creates. A service of
 * turns can also write down that a create was begun, for those who come after this process.
 *
 * The default keeps turns in the memory of this process. `turnsKeyValueStore` also writes each create down, so that a
 * program on one machine may be killed at any moment.
 *
 * @module
 * @since 0.2.0
 */
import * as Context from "effect/Context"
import type * as Duration from "effect/Duration"
import type * as Effect from "effect/Effect"
import type * as Option from "effect/Option"
import type { TurnKey } from "./internal/turnKey.js"
import { turnsInMemory } from "./internal/turnsInMemory.js"

/**
 * Names the customer of an account for whom a turn is taken. It prints nothing of either.
 *
 * `digest` is what may leave the process: HMAC-SHA-256 of provider, base URL, credentials and the customer's key, under
 * the layer's secret key, as 64 hex digits. It is computed by WebCrypto when it is asked for, and fails where there is
 * none. Another secret key gives other digests.
 *
 * @since 0.2.0
 * @category models
 */
export type Key = TurnKey

/**
 * A turn that was taken.
 *
 * @since 0.2.0
 * @category models
 */
export interface Turn {
  /**
   * Where an attempt of a create is written down: for how many milliseconds it has been over, at the least. Below zero
   * while it may still be under way. Whoever cannot read what is written says 0, which is "over just now".
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
  /** Lets the next one go on. It is run once, however the turn ends. */
  readonly release: Effect.Effect<void, unknown>
}

/**
 * @since 0.2.0
 * @category models
 */
export interface Service {
  /**
   * Waits until nobody else has the turn of this key, and takes it. It must be interruptible, and leave no turn behind
   * where it is interrupted: a caller whose deadline passes stops waiting.
   *
   * Where it fails, whatever the error is, `ensure` creates nothing and fails with an `Unavailable` that is `NotSent`
   * and retryable. The error itself is not shown: log it in your service.
   */
  readonly take: (key: Key) => Effect.Effect<Turn, unknown>
}

/**
 * Where turns are taken. The default keeps them in memory, for all callers of this process. What this process knows of
 * its own creates it remembers with every service.
 *
 * It may be given to a provider's layer or to the program that calls `ensure`; the program's counts first.
 *
 * @example
 * ```ts
 * import * as Turns from "effect-payment-customers/Turns"
 * import * as Effect from "effect/Effect"
 * import * as Layer from "effect/Layer"
 * import * as Option from "effect/Option"
 *
 * // for a program that never ensures the same customer twice at a time
 * export const noTurns = Layer.succeed(Turns.Turns, {
 *   take: () =>
 *     Effect.succeed({
 *       attempted: Option.none(),
 *       attempting: () => Effect.void,
 *       settled: Effect.void,
 *       release: Effect.void
 *     })
 * })
 * ```
 *
 * @since 0.2.0
 * @category services
 */
export class Turns extends Context.Reference<Turns>()("effect-payment-customers/Turns", {
  defaultValue: (): Service => turnsInMemory
}) {}
