import * as Effect from "effect/Effect"
import * as Random from "effect/Random"

export * from "effect/Random"

export const withSeed = (seed: number) => Random.withSeed(seed)

/** The same numbers over and over. */
export const withNumbers = (numbers: readonly [number, ...ReadonlyArray<number>]) => {
  let at = 0
  const next = () => numbers[at++ % numbers.length] ?? 0
  return Effect.provideService(Random.Random, {
    nextDoubleUnsafe: next,
    nextIntUnsafe: () => Math.floor(next() * Number.MAX_SAFE_INTEGER)
  })
}
