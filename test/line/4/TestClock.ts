import * as Effect from "effect/Effect"
import * as TestClock from "effect/testing/TestClock"

export * from "effect/testing/TestClock"

/** A TestClock for what runs outside of `it.effect`. */
export const provide = Effect.provide(TestClock.layer())
