import * as Console from "effect/Console"
import * as Effect from "effect/Effect"

export * from "#line/Console"

/** In place of the process's own. */
export const provide = (console: globalThis.Console) => Effect.provideService(Console.Console, console)
