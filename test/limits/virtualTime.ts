/**
 * Hours of the Clock in milliseconds: TestClock waits, by a timer, until it sees all fibers at rest, which is too slow
 * for a property of many arrivals. Here fibers run in the caller's own stack until none can go on, and then the time
 * is that of the next sleeper.
 */

import * as Duration from "#line/Duration"
import * as Clock from "#line/test/Clock"
import * as Effect from "#line/test/Effect"
import * as Scheduler from "#line/test/Scheduler"

interface Sleeper {
  readonly at: number
  readonly wake: () => void
}

/** Runs the effect, and what it forks as daemons, until all is quiet. */
export const inVirtualTime = (self: Effect.Effect<unknown>): void => {
  let now = 0
  const sleepers = new Set<Sleeper>()
  const clock = Clock.make(
    () => now,
    (duration) =>
      Effect.callback<void>((resume) => {
        const sleeper = { at: now + Duration.toMillis(duration), wake: () => resume(Effect.void) }
        sleepers.add(sleeper)
        return Effect.sync(() => sleepers.delete(sleeper))
      })
  )
  const tasks: Array<() => void> = []
  Scheduler.run(Clock.provide(clock)(self), (task) => tasks.push(task))
  for (;;) {
    for (let task = tasks.shift(); task !== undefined; task = tasks.shift()) task()
    // Of those who wake at the same time, who fell asleep first
    const [next] = [...sleepers].sort((a, b) => a.at - b.at)
    if (next === undefined || !Number.isFinite(next.at)) return
    now = next.at
    sleepers.delete(next)
    next.wake()
  }
}
