import type * as Clock3 from "effect/Clock"
import * as Effect from "effect/Effect"

export { currentTimeMillis } from "effect/Clock"

export type Clock = Clock3.Clock

/** That of the running fibre. */
export const Clock: Effect.Effect<Clock> = Effect.clock

export const millisOf = (clock: Clock): number => clock.unsafeCurrentTimeMillis()

export const nanosOf = (clock: Clock): bigint => clock.unsafeCurrentTimeNanos()
