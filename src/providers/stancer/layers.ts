/** Stancer's services and their layers, from options or from configuration. */
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as Config from "#line/Config"
import * as Context from "#line/Context"
import * as Effect from "#line/Effect"
import type { HttpClient } from "#line/HttpClient"
import * as Layer from "#line/Layer"
import type { Create, Delete, Ensure, Find, List, Retrieve, Update } from "../../Customers.js"
import { baseUrlFrom, type Configured, configured } from "../../call/configured.js"
import { Credentials, checkSecret, modeBy } from "../../call/credentials.js"
import { streamOf } from "../../call/paging.js"
import * as Pipeline from "../../call/pipeline.js"
import { type ClientOptions, checkSettings } from "../../call/settings.js"
import * as Account from "../../turns/account.js"
import type { Mode } from "../../wire/mode.js"
import { type Calls, callsV1, callsV2, list as listCall } from "./calls.js"
import { dialect } from "./errors.js"
import { listing } from "./listing.js"
import { capabilities, capabilitiesV2 } from "./neutral.js"
import type { ListOptions } from "./options.js"
import { type Service, type ServiceV2, Stancer, StancerV2 } from "./service.js"

/**
 * The provider's public address, for test and live keys alike.
 *
 * @since 0.1.0
 * @category constants
 */
export const defaultBaseUrl = "https://api.stancer.com"

/**
 * What a layer of Stancer is made with: the account's key, and how it calls the API.
 *
 * @since 0.1.0
 * @category models
 */
export interface Options extends ClientOptions {
  /** A secret key, `stest_…` or `sprod_…`: it decides whether customers are test or live ones. */
  readonly secretKey: Redacted.Redacted
}

/**
 * The mode of a secret key by its prefix, `stest_` or `sprod_`; none for a key of another form.
 *
 * @since 0.1.0
 * @category utils
 */
export const mode: (secretKey: Redacted.Redacted) => Option.Option<Mode> = modeBy({
  test: "stest_",
  live: "sprod_"
})

const connect = (options: Options, calls: Calls) =>
  Effect.gen(function* () {
    const key = yield* Effect.fromResult(
      checkSecret(dialect.provider, options.secretKey, "a secret key, stest_… or sprod_…")
    )
    const settings = yield* Effect.fromResult(checkSettings(options, defaultBaseUrl))
    const modeOfKey = mode(key)
    const credentials = new Credentials(key, { mode: Option.getOrUndefined(modeOfKey) })
    const pipeline = yield* Pipeline.make(dialect, settings, credentials)
    const { run } = pipeline
    const service: Service = {
      create: (input) => run(calls.create(input, modeOfKey)),
      retrieve: (id) => run(calls.retrieve(id)),
      update: (id, patch) => run(calls.update(id, patch)),
      delete: (id) => run(calls.remove(id))
    }
    return { pipeline, service, account: yield* Account.make(dialect.provider, settings, credentials) }
  })

const listsOf = ({ run }: Pipeline.Pipeline): ServiceV2 => {
  const list = (options: ListOptions = {}) => run(listCall(options))
  return { list, stream: (options = {}) => streamOf(listing(options, list)) }
}

/**
 * The service of API v1 over the `HttpClient` of the context.
 *
 * Fails with a `ConfigError` when an option breaks its rule; the error names the option, never its value.
 *
 * @since 0.1.0
 * @category constructors
 */
export const make = (options: Options): Effect.Effect<Service, Config.ConfigError, HttpClient> =>
  Effect.map(connect(options, callsV1), ({ service }) => service)

/**
 * The service of API v2, lists included. Fails like `make`.
 *
 * @since 0.1.0
 * @category constructors
 */
export const makeV2 = (
  options: Options
): Effect.Effect<Service & ServiceV2, Config.ConfigError, HttpClient> =>
  Effect.map(connect(options, callsV2), ({ pipeline, service }) => ({
    ...service,
    ...listsOf(pipeline)
  }))

/**
 * The native service of API v1 alone: for programs that hold two providers at once.
 *
 * @since 0.1.0
 * @category layers
 */
export const layerNative = (options: Options): Layer.Layer<Stancer, Config.ConfigError, HttpClient> =>
  Layer.effect(Stancer, make(options))

/**
 * Everything that a layer of Stancer's API v1 supplies: the native service and the capabilities of `Customers`.
 *
 * @since 0.1.0
 * @category layers
 */
export type Provided = Stancer | Create | Retrieve | Update | Delete | Ensure

/**
 * Stancer's API v1 from options: the native service and what Stancer can do of `Customers`.
 *
 * @example
 * ```ts
 * import * as FetchHttpClient from "effect/http/FetchHttpClient"
 * import * as Stancer from "effect-payment-customers/Stancer"
 * import * as Layer from "effect/Layer"
 * import * as Redacted from "effect/Redacted"
 *
 * export const StancerLive = Stancer.layer({
 *   secretKey: Redacted.make("stest_…")
 * }).pipe(Layer.provide(FetchHttpClient.layer))
 * ```
 *
 * @since 0.1.0
 * @category layers
 */
export const layer = (options: Options): Layer.Layer<Provided, Config.ConfigError, HttpClient> =>
  Layer.effectContext(
    Effect.map(connect(options, callsV1), ({ service, account }) =>
      Context.add(capabilities(service, account), Stancer, service)
    )
  )

/**
 * The native services of API v2 alone: for programs that hold two providers at once.
 *
 * @since 0.1.0
 * @category layers
 */
export const layerNativeV2 = (
  options: Options
): Layer.Layer<Stancer | StancerV2, Config.ConfigError, HttpClient> =>
  Layer.effectContext(
    Effect.map(makeV2(options), ({ list, stream, ...service }) =>
      Context.make(Stancer, service).pipe(Context.add(StancerV2, { list, stream }))
    )
  )

/**
 * Everything that a layer of Stancer's API v2 supplies: the native services and the capabilities of `Customers`.
 *
 * @since 0.1.0
 * @category layers
 */
export type ProvidedV2 = Provided | StancerV2 | List | Find

/**
 * Stancer's API v2 from options: the native services and what Stancer can do of `Customers`, lists included.
 *
 * @example
 * ```ts
 * import * as FetchHttpClient from "effect/http/FetchHttpClient"
 * import * as Stancer from "effect-payment-customers/Stancer"
 * import * as Layer from "effect/Layer"
 * import * as Redacted from "effect/Redacted"
 *
 * export const StancerLive = Stancer.layerV2({
 *   secretKey: Redacted.make("stest_…")
 * }).pipe(Layer.provide(FetchHttpClient.layer))
 * ```
 *
 * @since 0.1.0
 * @category layers
 */
export const layerV2 = (options: Options): Layer.Layer<ProvidedV2, Config.ConfigError, HttpClient> =>
  Layer.effectContext(
    Effect.map(connect(options, callsV2), ({ pipeline, service, account }) => {
      const lists = listsOf(pipeline)
      return capabilitiesV2(service, lists, account).pipe(
        Context.add(Stancer, service),
        Context.add(StancerV2, lists)
      )
    })
  )

const environment: Configured<Options> = {
  secretKey: Config.map(Config.NonEmptyString("STANCER_SECRET_KEY"), Redacted.make),
  baseUrl: baseUrlFrom("STANCER_BASE_URL")
}

/**
 * Stancer's API v1 from configuration; what is not given is read from `STANCER_SECRET_KEY` and,
 * where it is set, `STANCER_BASE_URL`.
 *
 * @param options Each as it is or as a `Config`: `{ retries: 0, secretKey: Config.Redacted("KEY") }` (on Effect 3
 *   `Config.redacted`). What is not given is read from the environment, or is its default. A `Config` of all options
 *   reads nothing beside it.
 *
 * @since 0.1.0
 * @category layers
 */
export const layerConfig = (
  options: Configured<Options> | Config.Config<Options> = {}
): Layer.Layer<Provided, Config.ConfigError, HttpClient> =>
  Layer.unwrap(Effect.map(configured(environment, options), layer))

/**
 * Stancer's API v2 from configuration; what is not given is read from `STANCER_SECRET_KEY` and,
 * where it is set, `STANCER_BASE_URL`.
 *
 * @param options Each as it is or as a `Config`: `{ retries: 0, secretKey: Config.Redacted("KEY") }` (on Effect 3
 *   `Config.redacted`). What is not given is read from the environment, or is its default. A `Config` of all options
 *   reads nothing beside it.
 *
 * @since 0.1.0
 * @category layers
 */
export const layerConfigV2 = (
  options: Configured<Options> | Config.Config<Options> = {}
): Layer.Layer<ProvidedV2, Config.ConfigError, HttpClient> =>
  Layer.unwrap(Effect.map(configured(environment, options), layerV2))
