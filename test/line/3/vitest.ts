import { type API, flakyTest, layer, prop, scoped, scopedLive, it as test, type Vitest } from "@effect/vitest"

export * from "@effect/vitest"

/** Tests of effects have a scope each. */
interface It extends API, Pick<Vitest.Methods, "layer" | "prop" | "flakyTest"> {
  readonly effect: typeof scoped
  readonly live: typeof scopedLive
}

/** An `it` of its own: the one of vitest is also that of the files that take it from `@effect/vitest`. */
export const it: It = Object.assign(test.extend({}), {
  scopedFixtures: test.scopedFixtures,
  effect: scoped,
  live: scopedLive,
  layer,
  prop,
  flakyTest
})
