/**
 * Virtual time that runs as fast as it can: an Effect program is run to its end in one synchronous call, and whenever
 * nothing is left to do the clock jumps to the next moment that somebody waits for. Which of several fibers goes on first
 * is drawn from the seed, so that a thousand seeds are a thousand interleavings, each of which can be played again.
 *
 * TestClock waits some timers of the real clock for each step of its own, which a thousand schedules can't afford.
 */

import * as Duration from "#line/Duration"
import type * as Exit from "#line/Exit"
import * as Clock from "#line/test/Clock"
import * as Effect from "#line/test/Effect"
import * as Random from "#line/test/Random"
import * as Scheduler from "#line/test/Scheduler"

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export const numbersOf = (seed: number) => {
  let state = seed | 0
  return (): number => {
    state = (state + 0x6d2b79f5) | 0
    const a = Math.imul(state ^ (state >>> 15), 1 | state)
    const b = (a + Math.imul(a ^ (a >>> 7), 61 | a)) ^ a
    return ((b ^ (b >>> 14)) >>> 0) / 2 ** 32
  }
}

interface Sleeper {
  readonly until: number
  readonly wake: () => void
}

/** Runs what the simulation does not end with a failure of the test: it would wait for ever. */
export const simulate = <A, E>(self: Effect.Effect<A, E>, seed: number): Exit.Exit<A, E> => {
  const next = numbersOf(seed)
  const tasks: Array<() => void> = []
  const sleepers = new Set<Sleeper>()
  let now = 0

  const clock = Clock.make(
    () => now,
    (duration) => {
      const millis = Duration.toMillis(duration)
      if (millis <= 0) return Effect.void
      return Effect.callback<void>((resume) => {
        const sleeper = { until: now + millis, wake: () => resume(Effect.void) }
        sleepers.add(sleeper)
        return Effect.sync(() => sleepers.delete(sleeper))
      })
    }
  )

  const ended = Scheduler.run(self.pipe(Clock.provide(clock), Random.withSeed(seed)), (task) =>
    tasks.push(task)
  )
  for (;;) {
    for (let task = draw(tasks, next()); task !== undefined; task = draw(tasks, next())) task()
    const exit = ended()
    if (exit !== undefined) return exit
    const [first] = [...sleepers].sort((one, other) => one.until - other.until)
    if (first === undefined) throw new Error("everybody waits, and for nothing that will come")
    now = first.until
    sleepers.delete(first)
    first.wake()
  }
}

const draw = <A>(from: Array<A>, random: number): A | undefined =>
  from.splice(Math.floor(random * from.length), 1)[0]
