import * as Effect from "effect/Effect"

export { fork as forkChild } from "effect/Effect"
export * from "#line/Effect"

// biome-ignore lint/suspicious/noExplicitAny: of whatever types
export type Services<T extends Effect.Effect<any, any, any>> = Effect.Effect.Context<T>

export const yieldNow = Effect.yieldNow()
