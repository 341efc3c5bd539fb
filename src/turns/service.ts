/** How a service of turns is asked: it may fail, throw, die or hang, and none of it may become the caller's. */
import * as Option from "effect/Option"
import * as Cause from "#line/Cause"
import * as Clock from "#line/Clock"
import * as Duration from "#line/Duration"
import * as Effect from "#line/Effect"
import { CurrentCallOptions } from "../call/options.js"

/** A caller waits for so long until the service has taken what nothing depends on any more. */
const patience = 2_000

/** A service that answers is given so long, also where the caller's deadline has passed. */
const least = 100

/** The answer; `None` where the service failed or died. An interruption stays one. */
const unlessBroken = <A, R>(ask: () => Effect.Effect<A, unknown, R>) =>
  Effect.catchCause(Effect.asSome(Effect.suspend(ask)), (cause) =>
    Cause.hasInterruptsOnly(cause) ? Effect.failCause(cause as Cause.Cause<never>) : Effect.succeedNone
  )

/**
 * The answer; `None` where there is none: the service failed or died, or took longer.
 *
 * @param millis infinite where the caller has no deadline
 */
export const answered = <A, R>(
  ask: () => Effect.Effect<A, unknown, R>,
  millis: number
): Effect.Effect<Option.Option<A>, never, R> =>
  Number.isFinite(millis)
    ? Effect.map(Effect.timeoutOption(unlessBroken(ask), Math.max(0, millis)), Option.flatten)
    : unlessBroken(ask)

/** Tells the service something; where it does not answer, others wait longer than they need, and no more. */
export const told = (provider: string, ask: () => Effect.Effect<void, unknown>): Effect.Effect<void> =>
  Effect.gen(function* () {
    const { until = Number.POSITIVE_INFINITY } = yield* CurrentCallOptions
    const left = until - (yield* Clock.currentTimeMillis)
    const millis = Math.min(patience, Math.max(least, left))
    const answer = yield* Effect.disconnect(unlessBroken(ask)).pipe(
      Effect.interruptible,
      Effect.timeoutOption(Duration.millis(millis))
    )
    if (Option.isNone(Option.flatten(answer))) {
      yield* Effect.logWarning(`${provider}: the service of turns does not answer`)
    }
  })
