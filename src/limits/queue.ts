/**
 * A queue in which who comes first goes first. Effect's semaphore lets a newcomer pass those who wait, when it comes
 * between a release and their waking.
 */
import * as Clock from "#line/Clock"
import * as Deferred from "#line/Deferred"
import * as Effect from "#line/Effect"
import * as Exit from "#line/Exit"

interface Waiter {
  readonly permits: number
  readonly called: Deferred.Deferred<void>
}

export interface FairQueue {
  /**
   * Runs `self` when fewer than `permits` others run and all who came before have had their turn; `otherwise` if that
   * is not so before `until`, in milliseconds of the Clock.
   */
  readonly run: <A, E, R>(
    permits: number,
    until: number,
    self: Effect.Effect<A, E, R>,
    otherwise: A
  ) => Effect.Effect<A, E, R>
}

/** Waits for it, and no longer than `until`, in milliseconds of the Clock. */
export const before = (until: number, called: Effect.Effect<void>): Effect.Effect<void> =>
  Number.isFinite(until)
    ? Effect.flatMap(Clock.currentTimeMillis, (now) =>
        Effect.asVoid(Effect.timeoutOption(called, Math.max(0, until - now)))
      )
    : called

export const makeFairQueue = (): FairQueue => {
  const waiting = new Set<Waiter>()
  let running = 0

  const callNext = (): void => {
    for (const waiter of waiting) {
      if (running >= waiter.permits) return
      waiting.delete(waiter)
      running += 1
      Deferred.doneUnsafe(waiter.called, Exit.void)
    }
  }
  const join = (permits: number): Waiter => {
    const waiter = { permits, called: Deferred.makeUnsafe<void>() }
    waiting.add(waiter)
    callNext()
    return waiter
  }
  const leave = (waiter: Waiter): void => {
    // Who still waits has not been counted
    if (!waiting.delete(waiter)) running -= 1
    callNext()
  }

  return {
    // Whether a waiter has been called stands in `waiting` alone: a timeout or an interruption that comes at the same
    // moment as the call can lose nothing.
    run: (permits, until, self, otherwise) =>
      Effect.uninterruptibleMask((restore) =>
        Effect.suspend(() => {
          const waiter = join(permits)
          const called = waiting.has(waiter) ? before(until, Deferred.await(waiter.called)) : Effect.void
          return restore(called).pipe(
            Effect.andThen(
              Effect.suspend(() => (waiting.has(waiter) ? Effect.succeed(otherwise) : restore(self)))
            ),
            Effect.ensuring(Effect.sync(() => leave(waiter)))
          )
        })
      )
  }
}
