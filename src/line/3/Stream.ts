import * as Chunk from "effect/Chunk"
import * as Effect from "effect/Effect"
import type * as Option from "effect/Option"
import type * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"

export * from "effect/Stream"

/** The scope of the effect ends with the stream. */
export const unwrap = <A, E2, R2, E, R>(
  effect: Effect.Effect<Stream.Stream<A, E2, R2>, E, R>
): Stream.Stream<A, E | E2, Exclude<R, Scope.Scope> | R2> => Stream.unwrapScoped(effect)

export const runCollect = <A, E, R>(self: Stream.Stream<A, E, R>): Effect.Effect<Array<A>, E, R> =>
  Effect.map(Stream.runCollect(self), Chunk.toArray)

export const paginate = <S, A, E = never, R = never>(
  start: S,
  step: (state: S) => Effect.Effect<readonly [ReadonlyArray<A>, Option.Option<S>], E, R>
): Stream.Stream<A, E, R> =>
  Stream.paginateChunkEffect(start, (state) =>
    Effect.map(step(state), ([page, next]) => [Chunk.unsafeFromArray(page), next] as const)
  )
