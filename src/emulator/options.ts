/** What the emulators are told, and what they tell of themselves. */
import type * as Redacted from "effect/Redacted"
import type * as Duration from "#line/Duration"
import type { Provider } from "../providers/registry.js"
import type { FaultRule } from "./desk.js"

export type { Provider } from "../providers/registry.js"

/** @inline */
export type Customers = ReadonlyArray<Readonly<Record<string, unknown>>>

/**
 * The keys that the emulator accepts, compared as they stand. They are made up: don't give it real ones.
 *
 * @since 0.1.0
 * @category models
 */
export interface Keys {
  readonly bepaid: { readonly shopId: string; readonly secretKey: string }
  /** Customers of the two keys are kept apart. */
  readonly omise: {
    readonly testKey: string
    readonly liveKey: string
    /**
     * The keys with which card tokens are made. Default: none are made in an account whose keys don't name them.
     *
     * @since 0.2.0
     */
    readonly testPublicKey?: string | undefined
    readonly livePublicKey?: string | undefined
  }
  /** Customers of the two keys are kept apart. */
  readonly stancer: { readonly testKey: string; readonly liveKey: string }
}

/**
 * The keys where none are given; those of Omise and Stancer are the test layers' as well.
 *
 * @since 0.1.0
 * @category constants
 */
export const keys: Keys = {
  bepaid: { shopId: "361", secretKey: "the-emulator's-secret-key" },
  omise: {
    testKey: "skey_test_0000000000000000000",
    liveKey: "skey_0000000000000000000",
    testPublicKey: "pkey_test_0000000000000000000",
    livePublicKey: "pkey_0000000000000000000"
  },
  stancer: { testKey: "stest_000000000000000000000000", liveKey: "sprod_000000000000000000000000" }
}

/**
 * What the emulators hold at the start, and how they answer.
 *
 * @since 0.1.0
 * @category models
 */
export interface Options {
  /** Default: `keys`. */
  readonly keys?: Partial<Keys> | undefined
  /**
   * Accounts beside that of `keys`, each with customers of its own; the seed is not theirs.
   *
   * @since 0.2.0
   */
  readonly accounts?: { readonly [Name in Provider]?: ReadonlyArray<Keys[Name]> | undefined } | undefined
  /** Customers that are there from the start, in each provider's own names (`first_name`, `created_at`, …). */
  readonly seed?: Partial<Readonly<Record<Provider, Customers>>> | undefined
  /** Faults that are to come from the start. */
  readonly faults?: Partial<Readonly<Record<Provider, ReadonlyArray<FaultRule>>>> | undefined
  /** How many requests an account may make in a while; more are answered with 429. Default: any number. */
  readonly rateLimit?: { readonly requests: number; readonly per: Duration.Input } | undefined
  /** What is open of Stancer's API v2, and so is yours to choose. */
  readonly stancer?:
    | {
        /**
         * What API v2 does with a create whose `external_id` is there already: it makes another customer, answers the
         * same one as it is, or refuses with a conflict, 409. Default: `"another"`, which protects least.
         *
         * @since 0.2.0
         */
        readonly repeatedExternalId?: "another" | "same" | "conflict" | undefined
      }
    | undefined
  /**
   * Names that it may be asked by, beside those of loopback: a request whose `Host` is another one is refused, for any
   * name can be made to lead here.
   *
   * @since 0.2.0
   */
  readonly hosts?: ReadonlyArray<string> | undefined
  /**
   * What `/_control` and the page ask with, as `authorization: Bearer …`. Default: none on loopback and for
   * `makeHandler`, a made-up one where other machines can reach it.
   *
   * @since 0.2.0
   */
  readonly controlToken?: Redacted.Redacted | undefined
  /**
   * Is told of each request to a provider when it has ended.
   *
   * @since 0.2.0
   */
  readonly onRequest?: ((request: Asked) => void) | undefined
  readonly limits?:
    | {
        /** The longest body in bytes; a longer one is answered with 413. Default: 1 MiB. */
        readonly body?: number | undefined
        /** The most customers that a provider holds; a create beyond is answered with 507. Default: 200,000. */
        readonly customers?: number | undefined
        /**
         * The most connections that are open at a time, on each port; more are closed at once. Default: 1,000.
         *
         * @since 0.2.0
         */
        readonly connections?: number | undefined
      }
    | undefined
}

/**
 * A request that has ended, without what is in it: no query, no headers, no body, and no key in its path.
 *
 * @since 0.2.0
 * @category models
 */
export interface Asked {
  readonly provider: Provider
  /** When it came, in milliseconds of the Clock. */
  readonly at: number
  readonly millis: number
  readonly method: string
  readonly path: string
  /** None where there was no answer, or nobody to take it. */
  readonly status: number | undefined
  /** The tag of the fault that struck. */
  readonly fault: string | undefined
}

/**
 * Where the emulators listen, beside what they hold and how they answer.
 *
 * @since 0.1.0
 * @category models
 */
export interface ServeOptions extends Options {
  /** Default: a free port. */
  readonly port?: number | undefined
  /** The address to listen on. Default: `127.0.0.1`. One that is not loopback is refused without `allowRemote`. */
  readonly host?: string | undefined
  /** Lets other machines in: nothing but the made-up keys protects what is here. Default: no. */
  readonly allowRemote?: boolean | undefined
  /**
   * Each provider on a port of its own, for clients that can't be told a path: the three after `port`, in the order
   * bePaid, Omise, Stancer, or free ones. Default: no.
   */
  readonly portsEach?: boolean | undefined
  /** Serves https: certificate and key as PEM. */
  readonly tls?: { readonly cert: string; readonly key: string } | undefined
}

/**
 * Where the emulators are and what opens them. Each provider's part fits the options of its layer.
 *
 * @since 0.1.0
 * @category models
 */
export interface Served {
  /** The page that shows what is held and asked, and where `/_control` is. */
  readonly url: string
  /**
   * What `/_control` and the page ask with; none on loopback, unless one was given. The page takes it from its address:
   * `${url}/#token=…`.
   *
   * @since 0.2.0
   */
  readonly controlToken?: Redacted.Redacted | undefined
  readonly bepaid: {
    readonly baseUrl: string
    readonly shopId: string
    readonly secretKey: Redacted.Redacted
  }
  readonly omise: {
    readonly baseUrl: string
    readonly testKey: Redacted.Redacted
    readonly liveKey: Redacted.Redacted
    /**
     * With which card tokens are made.
     *
     * @since 0.2.0
     */
    readonly testPublicKey?: string | undefined
    readonly livePublicKey?: string | undefined
  }
  readonly stancer: {
    readonly baseUrl: string
    readonly testKey: Redacted.Redacted
    readonly liveKey: Redacted.Redacted
  }
}
