import { type API, scoped, scopedLive, it as test, type Vitest } from "@effect/vitest"

export * from "@effect/vitest"

/** Tests of effects have a scope each. */
interface It extends API, Pick<Vitest.Methods, "layer" | "prop" | "flakyTest"> {
  readonly effect: typeof scoped
  readonly live: typeof scopedLive
}

export const it: It = Object.assign(test, { effect: scoped, live: scopedLive })
