import * as Effect from "effect/Effect"
import type { Either } from "effect/Either"
import { dual } from "effect/Function"

export * from "effect/Effect"
export {
  async as callback,
  catchAll as catch,
  catchAllCause as catchCause,
  catchAllDefect as catchDefect,
  either as result,
  forkDaemon as forkDetach,
  withFiberRuntime as withFiber
} from "effect/Effect"

/** An `Either` is an `Effect` as it is. */
export const fromResult = <A, E>(result: Either<A, E>): Effect.Effect<A, E> => result

export const andThen: {
  <B, E2, R2>(
    that: Effect.Effect<B, E2, R2>
  ): <A, E, R>(self: Effect.Effect<A, E, R>) => Effect.Effect<B, E | E2, R | R2>
  <A, E, R, B, E2, R2>(
    self: Effect.Effect<A, E, R>,
    that: Effect.Effect<B, E2, R2>
  ): Effect.Effect<B, E | E2, R | R2>
} = Effect.zipRight

interface Timeout<B, E, R> {
  readonly duration: Parameters<typeof Effect.sleep>[0]
  readonly orElse: () => Effect.Effect<B, E, R>
}

export const timeoutOrElse: {
  <B, E2, R2>(
    options: Timeout<B, E2, R2>
  ): <A, E, R>(self: Effect.Effect<A, E, R>) => Effect.Effect<A | B, E | E2, R | R2>
  <A, E, R, B, E2, R2>(
    self: Effect.Effect<A, E, R>,
    options: Timeout<B, E2, R2>
  ): Effect.Effect<A | B, E | E2, R | R2>
} = dual(2, <A, E, R, B, E2, R2>(self: Effect.Effect<A, E, R>, { duration, orElse }: Timeout<B, E2, R2>) =>
  Effect.flatten(
    Effect.timeoutTo(self, {
      duration,
      onSuccess: (value): Effect.Effect<A | B, E2, R2> => Effect.succeed(value),
      onTimeout: orElse
    })
  )
)
