/**
 * Local emulators of the providers' customers APIs, for programs that want a real port to talk to. Node only.
 *
 * @since 0.1.0
 */
import type * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import * as BePaidEmulator from "./bepaid/emulator.js"
import { serve } from "./emulator/server.js"
import * as OmiseEmulator from "./omise/emulator.js"
import * as StancerEmulator from "./stancer/emulator.js"

/**
 * @since 0.1.0
 * @category models
 */
export interface ServeOptions {
  /** Default: a free port. */
  readonly port?: number | undefined
}

/**
 * The shop that the emulator knows. Its key is not a real one: the emulator compares it as it stands.
 *
 * @since 0.1.0
 * @category models
 */
export interface Shop extends ServeOptions {
  readonly shopId: string
  readonly secretKey: string
}

/**
 * The account that the emulator knows, by its keys. They are not real ones: the emulator compares them as they stand.
 *
 * @since 0.1.0
 * @category models
 */
export interface Account extends ServeOptions {
  readonly testKey: string
  /** Customers of the two keys are kept apart. Default: there is none. */
  readonly liveKey?: string | undefined
}

/**
 * bePaid's customers API on a loopback port, until the scope closes. The result is the base URL.
 *
 * Fails with the system's error when the port can't be had.
 *
 * @example
 * ```ts
 * import * as Emulator from "effect-payment-customers/emulator"
 * import * as Effect from "effect/Effect"
 *
 * export const program = Effect.scoped(
 *   Effect.flatMap(Emulator.serveBePaid({ shopId: "361", secretKey: "secret" }), (baseUrl) => Effect.log(baseUrl))
 * )
 * ```
 *
 * @since 0.1.0
 * @category servers
 */
export const serveBePaid = ({ port, ...shop }: Shop): Effect.Effect<string, Error, Scope.Scope> =>
  serve(BePaidEmulator.makeEmulator(shop), port)

/**
 * Omise's customers API, both API versions, on a loopback port, until the scope closes. The result is the base URL.
 *
 * Fails with the system's error when the port can't be had.
 *
 * @since 0.1.0
 * @category servers
 */
export const serveOmise = ({ port, ...account }: Account): Effect.Effect<string, Error, Scope.Scope> =>
  serve(OmiseEmulator.makeEmulator(account), port)

/**
 * Stancer's customers API v1 on a loopback port, until the scope closes. The result is the base URL.
 *
 * Fails with the system's error when the port can't be had.
 *
 * @since 0.1.0
 * @category servers
 */
export const serveStancer = ({ port, ...account }: Account): Effect.Effect<string, Error, Scope.Scope> =>
  serve(StancerEmulator.makeEmulator(account), port)
