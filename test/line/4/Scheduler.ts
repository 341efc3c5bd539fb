import * as Effect from "effect/Effect"
import type * as Exit from "effect/Exit"
import type * as Fiber from "effect/Fiber"
import * as Scheduler from "effect/Scheduler"

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
      executionMode: "async",
      shouldYield: () => false,
      makeDispatcher: () => ({ scheduleTask: (task) => schedule(task), flush: () => undefined })
    }
  })
  return () => fiber.pollUnsafe()
}

/** Interrupts the fiber that runs the effect where it has come so far: at that step of its own. */
export const leavingAt = <A, E, R>(step: number, self: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Effect.withFiber((caller) => {
    const { executionMode, makeDispatcher } = caller.getRef(Scheduler.Scheduler)
    let client: Fiber.Fiber<unknown, unknown> | undefined
    let steps = 0
    return Effect.provideService(self, Scheduler.Scheduler, {
      executionMode,
      makeDispatcher,
      shouldYield: (fiber) => {
        // what the client forks has this scheduler too
        client ??= fiber
        if (client !== fiber || ++steps !== step) return false
        // nobody else comes between before the fiber lets others go on
        fiber.currentDispatcher.scheduleTask(() => fiber.interruptUnsafe(), 0)
        return true
      }
    })
  })
