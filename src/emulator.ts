/**
 * Local emulators of the providers' customers APIs, for programs that want a real server to talk to: as a function from
 * `Request` to `Response` for any runtime, or on a loopback port of Node.
 *
 * @module
 * @since 0.1.0
 */
import * as Redacted from "effect/Redacted"
import * as Duration from "#line/Duration"
import * as Effect from "#line/Effect"
import * as Result from "#line/Result"
import type * as Scope from "#line/Scope"
import { type Accounts, makeAccounts } from "./emulator/accounts.js"
import { accountKeys } from "./emulator/cli/accountKeys.js"
import { checkSeed } from "./emulator/cli/seed.js"
import { type Desk, type FaultRule, makeDesk } from "./emulator/desk.js"
import { makeHider } from "./emulator/hidden.js"
import { cardsOf } from "./emulator/server/cards.js"
import { makeGuard } from "./emulator/server/guard.js"
import { isLoopback, reachable } from "./emulator/server/hosts.js"
import type { Logged } from "./emulator/server/log.js"
import { listen } from "./emulator/server/server.js"
import { bodyRemembered, makeSite, type Site } from "./emulator/server/site.js"
import { webHandler } from "./emulator/server/web.js"
import { type CarryOn, carryOn, carryOnInScope } from "./emulator/underWay.js"
import * as BePaidEmulator from "./providers/bepaid/emulator/emulator.js"
import * as OmiseEmulator from "./providers/omise/emulator/emulator.js"
import * as StancerEmulator from "./providers/stancer/emulator/emulator.js"

export type { FaultRule } from "./emulator/desk.js"

/**
 * @since 0.1.0
 * @category models
 */
export type Provider = "bepaid" | "omise" | "stancer"

/** @inline */
type Customers = ReadonlyArray<Readonly<Record<string, unknown>>>

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

/** The first account's. Omise's public keys are the usual ones where none are named. */
const acceptedKeys = (options: Options): Keys => ({
  ...keys,
  ...options.keys,
  omise: { ...keys.omise, ...options.keys?.omise }
})

const defaultLimits = { body: 1024 * 1024, customers: 200_000, connections: 1000 }

const providers = ["bepaid", "omise", "stancer"] as const

/** What opens an account, alone and as a client sends it. */
const secretsIn = (keys: Readonly<Record<string, unknown>>): ReadonlyArray<string> => {
  const { shopId, secretKey, ...rest } = keys
  const ofBepaid = secretKey === undefined ? [] : [String(secretKey), `${shopId}:${secretKey}`]
  return [...ofBepaid, ...Object.values(rest).flatMap((key) => [String(key), `${key}:`])]
}

/** Paths of any client are shown: printable, and not without end. */
const askedOf =
  (hide: (text: string) => string) =>
  ({ provider, at, millis = 0, request, answer, fault }: Logged): Asked => ({
    provider: provider as Provider,
    at,
    millis,
    method: request.method,
    path: hide(request.path)
      .replaceAll(/[^\x21-\x7e…]/g, "?")
      .slice(0, 200),
    status: answer?.status,
    fault
  })

const site = (options: Options, carryOn: CarryOn, token: string | undefined, listensOn?: string): Site => {
  const { seed = {}, faults = {}, accounts = {}, rateLimit: limit, limits = {} } = options
  Result.getOrElse(checkSeed(seed), (problem) => {
    throw new Error(`the seed is wrong: ${problem}`)
  })
  const accepted = acceptedKeys(options)
  const rateLimit = limit && { requests: limit.requests, perMillis: Duration.toMillis(limit.per) }
  /** The seed is the first account's. */
  const seedOf = (name: Provider, keys: object): Customers =>
    keys === accepted[name] ? (seed[name] ?? []) : []
  const houses: Readonly<Record<Provider, Accounts>> = {
    bepaid: makeAccounts<Keys["bepaid"]>([accepted.bepaid, ...(accounts.bepaid ?? [])], {
      ...accountKeys.bepaid,
      make: (keys, counters) =>
        BePaidEmulator.makeEmulator({ ...keys, seed: seedOf("bepaid", keys), rateLimit, counters })
    }),
    omise: makeAccounts<Keys["omise"]>([accepted.omise, ...(accounts.omise ?? [])], {
      ...accountKeys.omise,
      make: (keys, counters) =>
        OmiseEmulator.makeEmulator({ ...keys, seed: seedOf("omise", keys), rateLimit, counters })
    }),
    stancer: makeAccounts<Keys["stancer"]>([accepted.stancer, ...(accounts.stancer ?? [])], {
      ...accountKeys.stancer,
      make: (keys, counters) =>
        StancerEmulator.makeEmulator({
          ...keys,
          ...options.stancer,
          seed: seedOf("stancer", keys),
          rateLimit,
          counters
        })
    })
  }
  const desks = new Map<Provider, Desk>(
    providers.map((name) => [
      name,
      makeDesk(houses[name].makeEmulator, {
        carryOn,
        addAccount: houses[name].add,
        customers: limits.customers ?? defaultLimits.customers,
        remembered: 500,
        bodyRemembered
      })
    ])
  )
  for (const [name, desk] of desks) {
    for (const rule of faults[name] ?? []) Effect.runSync(desk.control.fault(rule))
  }
  const hide = makeHider(() => [
    ...Object.values(houses).flatMap((house) => house.keys().flatMap(secretsIn)),
    ...(token === undefined ? [] : [token])
  ])
  const { hosts = [], onRequest } = options
  const asked = askedOf(hide)
  return makeSite({
    desks,
    cards: cardsOf(accepted),
    guard: makeGuard({ hosts, listensOn }),
    token,
    hide,
    onRequest: onRequest && ((entry) => onRequest(asked(entry)))
  })
}

const given = ({ controlToken }: Options): string | undefined => controlToken && Redacted.value(controlToken)

const bodyLimit = ({ limits }: Options): number => limits?.body ?? defaultLimits.body

/**
 * The emulators as a function of the web: bePaid under `/bepaid`, Omise under `/omise`, Stancer under `/stancer`, the
 * page at `/`, the control endpoint under `/_control`. It needs no Node: for Bun, Deno, workers, and as the `fetch` of a
 * test.
 *
 * A lost connection (`loseAnswer`, `refuseConnection`) is a rejected promise, with what `fetch` would be rejected with;
 * after `neverAnswer` the promise waits for the request's `signal`. A request whose `signal` is aborted is carried out
 * all the same, unless a fault drops it (`delay` with `whenAbandoned: "drop"`).
 *
 * @example
 * ```ts
 * import * as Emulator from "effect-payment-customers/emulator"
 *
 * const handler = Emulator.makeHandler({ seed: { omise: [{ email: "customer@example.com" }] } })
 *
 * // Deno.serve(handler), Bun.serve({ fetch: handler }), export default { fetch: handler }
 * export const response = handler(
 *   new Request("http://localhost/omise/customers", {
 *     headers: { authorization: `Basic ${btoa(`${Emulator.keys.omise.testKey}:`)}` }
 *   })
 * )
 * ```
 *
 * @since 0.1.0
 * @category handlers
 */
export const makeHandler = (options: Options = {}): ((request: Request) => Promise<Response>) =>
  webHandler(site(options, carryOn, given(options)).front, bodyLimit(options))

/**
 * The emulators on a port of this machine, until the scope closes. Node only. A request whose client leaves is carried
 * out all the same, unless a fault drops it or the scope closes before.
 *
 * Fails with an `Error` when the host is not loopback and `allowRemote` is not set, and with the system's error when the
 * port can't be had.
 *
 * @example
 * ```ts
 * import * as FetchHttpClient from "effect/http/FetchHttpClient"
 * import * as BePaid from "effect-payment-customers/BePaid"
 * import * as Customers from "effect-payment-customers/Customers"
 * import * as Emulator from "effect-payment-customers/emulator"
 * import * as Effect from "effect/Effect"
 *
 * export const program = Effect.scoped(
 *   Effect.gen(function* () {
 *     const { bepaid } = yield* Emulator.serve()
 *     return yield* Effect.provide(
 *       Customers.create({ email: "customer@example.com", ip: "127.0.0.1" }),
 *       BePaid.layer(bepaid)
 *     )
 *   })
 * ).pipe(Effect.provide(FetchHttpClient.layer))
 * ```
 *
 * @since 0.1.0
 * @category servers
 */
export const serve = (options: ServeOptions = {}): Effect.Effect<Served, Error, Scope.Scope> =>
  Effect.gen(function* () {
    const { host = "127.0.0.1", port = 0, portsEach = false, tls } = options
    if (!isLoopback(host) && options.allowRemote !== true) {
      return yield* Effect.fail(
        new Error(`${host} is not a loopback address: other machines could reach it, which must be allowed`)
      )
    }
    const token = given(options) ?? (isLoopback(host) ? undefined : crypto.randomUUID())
    const carryOn = yield* carryOnInScope
    const { front, provider, located } = yield* Effect.try({
      try: () => site(options, carryOn, token, host),
      catch: (error) => error as Error
    })
    const connections = options.limits?.connections ?? defaultLimits.connections
    const start = (answer: Site["front"], port: number) =>
      Effect.map(
        listen(answer, { host, port, bodyLimit: bodyLimit(options), connections, tls }),
        (port) => `${tls === undefined ? "http" : "https"}://${reachable(host)}:${port}`
      )
    const url = yield* start(front, port)
    const baseUrls: Record<Provider, string> = {
      bepaid: `${url}/bepaid`,
      omise: `${url}/omise`,
      stancer: `${url}/stancer`
    }
    if (portsEach) {
      for (const [index, name] of providers.entries()) {
        baseUrls[name] = yield* start(provider(name), port === 0 ? 0 : port + 1 + index)
      }
      located(baseUrls)
    }
    const { bepaid, omise, stancer } = acceptedKeys(options)
    const { testPublicKey, livePublicKey } = omise
    const pair = ({ testKey, liveKey }: Keys["stancer"]) => ({
      testKey: Redacted.make(testKey),
      liveKey: Redacted.make(liveKey)
    })
    return {
      url,
      controlToken: token === undefined ? undefined : Redacted.make(token),
      bepaid: {
        baseUrl: baseUrls.bepaid,
        shopId: bepaid.shopId,
        secretKey: Redacted.make(bepaid.secretKey)
      },
      omise: { baseUrl: baseUrls.omise, ...pair(omise), testPublicKey, livePublicKey },
      stancer: { baseUrl: baseUrls.stancer, ...pair(stancer) }
    }
  })
