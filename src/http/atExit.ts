/** What is done at once when an effect ends. */
import * as Cause from "#line/Cause"
import * as Effect from "#line/Effect"

/**
 * `Effect.onExit` in half its steps: it is on the way of every call. `after` runs however the effect ends, and no
 * interruption comes between.
 *
 * @param after with the cause where the effect failed or was interrupted
 */
export const atExit = <A, E, R>(
  self: Effect.Effect<A, E, R>,
  after: (cause?: Cause.Cause<E>) => void
): Effect.Effect<A, E, R> =>
  Effect.uninterruptibleMask((restore) =>
    Effect.matchCauseEffect(restore(self), {
      onFailure: (cause) => {
        try {
          after(cause)
          return Effect.failCause(cause)
        } catch (defect) {
          return Effect.failCause(Cause.combine(cause, Cause.die(defect)))
        }
      },
      onSuccess: (value) => {
        after()
        return Effect.succeed(value)
      }
    })
  )
