import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"

export * from "effect/Deferred"

/** Who is called goes on after the caller, not within the call. */
const wait = <A, E>(self: Deferred.Deferred<A, E>): Effect.Effect<A, E> =>
  Effect.tap(Deferred.await(self), () => Effect.yieldNow)

export { wait as await }
