import * as Effect from "effect/Effect"
import type * as Exit from "effect/Exit"
import { defaultScheduler } from "effect/Scheduler"

/**
 * Begins to run the effect; what its fibers do next is handed to `schedule`.
 *
 * @returns tells how it has ended, if it has
 */
export const run = <A, E>(
  self: Effect.Effect<A, E>,
  schedule: (task: () => void) => void
): (() => Exit.Exit<A, E> | undefined) => {
  const fiber = Effect.runFork(self, {
    scheduler: {
      scheduleTask: (task) => schedule(task),
      shouldYield: (fiber) => (fiber.currentOpCount > 2048 ? 0 : false)
    }
  })
  return () => fiber.unsafePoll() ?? undefined
}

/** Interrupts the fiber that runs the effect where it has come so far: at that step of its own. */
export const leavingAt = <A, E, R>(step: number, self: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> => {
  let client: unknown
  let steps = 0
  return Effect.withScheduler(self, {
    scheduleTask: (task, priority) => defaultScheduler.scheduleTask(task, priority),
    shouldYield: (fiber) => {
      // what the client forks has this scheduler too
      client ??= fiber
      if (client === fiber && ++steps === step) fiber.unsafeInterruptAsFork(fiber.id())
      return false
    }
  })
}
