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
import { type Desk, makeDesk } from "./emulator/desk.js"
import { makeHider } from "./emulator/hidden.js"
import {
  type Asked,
  type Customers,
  type Keys,
  keys,
  type Options,
  type Provider,
  type Served,
  type ServeOptions
} from "./emulator/options.js"
import { cardsOf } from "./emulator/server/cards.js"
import { makeGuard } from "./emulator/server/guard.js"
import { reachable } from "./emulator/server/hosts.js"
import type { Logged } from "./emulator/server/log.js"
import { listen } from "./emulator/server/server.js"
import { bodyRemembered, makeSite, type Site } from "./emulator/server/site.js"
import { webHandler } from "./emulator/server/web.js"
import { type CarryOn, carryOn, carryOnInScope } from "./emulator/underWay.js"
import { isLoopback } from "./http/loopback.js"
import * as BePaidEmulator from "./providers/bepaid/emulator/emulator.js"
import * as OmiseEmulator from "./providers/omise/emulator/emulator.js"
import { providers } from "./providers/registry.js"
import * as StancerEmulator from "./providers/stancer/emulator/emulator.js"

export type { FaultRule } from "./emulator/desk.js"
export {
  type Asked,
  type Keys,
  keys,
  type Options,
  type Provider,
  type Served,
  type ServeOptions
} from "./emulator/options.js"

/** The first account's. Omise's public keys are the usual ones where none are named. */
const acceptedKeys = (options: Options): Keys => ({
  ...keys,
  ...options.keys,
  omise: { ...keys.omise, ...options.keys?.omise }
})

const defaultLimits = { body: 1024 * 1024, customers: 200_000, connections: 1000 }

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
 * const handler = Emulator.makeHandler({
 *   seed: { omise: [{ email: "customer@example.com" }] }
 * })
 *
 * // Deno.serve(handler), Bun.serve({ fetch: handler }), export default {
 * // fetch: handler }
 * export const response = handler(
 *   new Request("http://localhost/omise/customers", {
 *     headers: {
 *       authorization: `Basic ${btoa(`${Emulator.keys.omise.testKey}:`)}`
 *     }
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
