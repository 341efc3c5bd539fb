import * as Effect from "effect/Effect"
import * as Random from "effect/Random"

export * from "effect/Random"

export const withSeed = (seed: number) => Effect.withRandom(Random.make(seed))

/** The same numbers over and over. */
export const withNumbers = (numbers: [number, ...Array<number>]) => Effect.withRandom(Random.fixed(numbers))
