import * as Effect from "effect/Effect"

export { fork as forkChild } from "effect/Effect"
export * from "#line/Effect"

export const yieldNow = Effect.yieldNow()
