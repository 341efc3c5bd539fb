import * as Clock from "effect/Clock"
import type { Duration } from "effect/Duration"
import * as Effect from "effect/Effect"

export * from "#line/Clock"

/** A Clock that tells these milliseconds. */
export const make = (
  millis: () => number,
  sleep: (duration: Duration) => Effect.Effect<void>
): Clock.Clock => {
  const nanos = () => BigInt(millis()) * 1_000_000n
  return {
    [Clock.ClockTypeId]: Clock.ClockTypeId,
    unsafeCurrentTimeMillis: millis,
    unsafeCurrentTimeNanos: nanos,
    currentTimeMillis: Effect.sync(millis),
    currentTimeNanos: Effect.sync(nanos),
    sleep
  }
}

/** That of the system. */
export const live: Clock.Clock = Clock.make()

export const provide = (clock: Clock.Clock) => Effect.withClock(clock)
