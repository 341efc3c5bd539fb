/**
 * Local emulators of the providers' customers APIs, for programs that want a real port to talk to.
 *
 * @since 0.1.0
 */
import type * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import * as BePaidEmulator from "./bepaid/emulator.js"
import { serve } from "./emulator/server.js"

/**
 * @since 0.1.0
 * @category models
 */
export interface ServeOptions {
  /** The one shop that the emulator knows. */
  readonly shopId: string
  /** Its key. Not a real one: the emulator compares it as it stands. */
  readonly secretKey: string
  /** Default: a free port. */
  readonly port?: number | undefined
}

/**
 * bePaid's customers API on a loopback port (Node only), until the scope closes. The result is the base URL.
 *
 * Fails with the system's error when the port can't be had.
 *
 * @example
 * ```ts
 * import * as Emulator from "effect-payment-customers/emulator"
 * import * as Effect from "effect/Effect"
 *
 * export const program = Effect.scoped(
 *   Effect.flatMap(Emulator.serveBePaid({ shopId: "363", secretKey: "secret" }), (baseUrl) => Effect.log(baseUrl))
 * )
 * ```
 *
 * @since 0.1.0
 * @category servers
 */
export const serveBePaid = (options: ServeOptions): Effect.Effect<string, Error, Scope.Scope> =>
  serve(BePaidEmulator.makeEmulator(options), options.port)
