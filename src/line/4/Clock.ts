import type { Clock } from "effect/Clock"

export * from "effect/Clock"

export const millisOf = (clock: Clock): number => clock.currentTimeMillisUnsafe()

export const nanosOf = (clock: Clock): bigint => clock.currentTimeNanosUnsafe()
