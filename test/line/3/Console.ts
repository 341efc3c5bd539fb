import * as Console from "effect/Console"
import * as Effect from "effect/Effect"

export * from "#line/Console"

/** In place of the process's own. */
export const provide =
  (unsafe: globalThis.Console) =>
  <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    Console.consoleWith((console) =>
      Console.withConsole(self, {
        ...console,
        unsafe,
        log: (...args) => Effect.sync(() => unsafe.log(...args))
      })
    )
