import * as Effect from "effect/Effect"
import * as TestContext from "effect/TestContext"

export * from "effect/TestClock"

/** A TestClock for what runs outside of `it.effect`. */
export const provide = Effect.provide(TestContext.TestContext)
