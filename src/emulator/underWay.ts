/** Requests that are under way: they go on when the client that sent them has left, and end with the emulator. */
import * as Effect from "#line/Effect"
import * as Exit from "#line/Exit"
import * as Fiber from "#line/Fiber"
import type * as Scope from "#line/Scope"

/** Lets a client wait: where it leaves, it leaves here. */
export type Wait = <A, E>(self: Effect.Effect<A, E>) => Effect.Effect<A, E>

/** Runs what a client has asked for to its end, whether or not the client still waits for it. */
export type CarryOn = <A>(work: Effect.Effect<A>, wait: Wait) => Effect.Effect<A, Error>

const nodeError = (code: string, syscall: string): Error =>
  new TypeError("fetch failed", { cause: Object.assign(new Error(`${syscall} ${code}`), { code, syscall }) })

export const connectionReset = (): Error => nodeError("ECONNRESET", "read")

export const connectionRefused = (): Error => nodeError("ECONNREFUSED", "connect")

/** To a client that still waits when the emulator ends, the connection is lost. */
const answerOf = <A>(fiber: Fiber.Fiber<A>, wait: Wait): Effect.Effect<A, Error> =>
  Effect.flatMap(wait(Fiber.await(fiber)), (exit) =>
    Exit.hasInterrupts(exit) ? Effect.fail(connectionReset()) : exit
  )

/** For an emulator that has no end of its own. */
export const carryOn: CarryOn = (work, wait) =>
  // the child would inherit that nothing interrupts it
  Effect.flatMap(Effect.forkDetach(Effect.interruptible(work)), (fiber) => answerOf(fiber, wait))

/** For an emulator that ends with this scope. What is asked of it later is carried out while the client waits. */
export const carryOnInScope: Effect.Effect<CarryOn, never, Scope.Scope> = Effect.gen(function* () {
  const scope = yield* Effect.scope
  let closed = false
  yield* Effect.addFinalizer(() =>
    Effect.sync(() => {
      closed = true
    })
  )
  return (work, wait) =>
    closed
      ? wait(work)
      : Effect.flatMap(Effect.forkIn(Effect.interruptible(work), scope), (fiber) => answerOf(fiber, wait))
})
