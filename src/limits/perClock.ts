/** What is kept of an account, by a clock that does not go back. */
import type * as Clock from "#line/Clock"
import { nanosOf } from "#line/Clock"

/**
 * Milliseconds from some moment on. Not the time of day, which is set right now and then, but what the runtime counts
 * beside it.
 */
export const steadyMillis = (clock: Clock.Clock): number => Number(nanosOf(clock) / 1_000n) / 1_000

/** The value of each key, made when it is first asked for. */
export const keyed = <A>(make: () => A): ((key: string) => A) => {
  const values = new Map<string, A>()
  return (key) => {
    const value = values.get(key) ?? make()
    values.set(key, value)
    return value
  }
}

/** The same for each clock: times of one say nothing to another, such as that of the next test. */
export const perClock = <A>(make: () => A): ((clock: Clock.Clock, key: string) => A) => {
  const clocks = new WeakMap<Clock.Clock, (key: string) => A>()
  return (clock, key) => {
    const values = clocks.get(clock) ?? keyed(make)
    clocks.set(clock, values)
    return values(key)
  }
}
