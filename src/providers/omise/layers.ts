/** Omise's service and its layers, from options or from configuration. */
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as Config from "#line/Config"
import * as Context from "#line/Context"
import * as Effect from "#line/Effect"
import type { HttpClient } from "#line/HttpClient"
import * as Layer from "#line/Layer"
import * as Result from "#line/Result"
import type { Create, Delete, Ensure, Find, List, Retrieve, Search, Update } from "../../Customers.js"
import { baseUrlFrom, type Configured, configured } from "../../call/configured.js"
import { Credentials, checkSecret, modeBy } from "../../call/credentials.js"
import { streamOf } from "../../call/paging.js"
import * as Pipeline from "../../call/pipeline.js"
import { type ClientOptions, checkSettings } from "../../call/settings.js"
import * as Account from "../../turns/account.js"
import type { Mode } from "../../wire/mode.js"
import * as calls from "./calls.js"
import { endpoints } from "./endpoints.js"
import { dialect } from "./errors.js"
import { listing, streamByPage } from "./listing.js"
import { capabilities } from "./neutral.js"
import type { ListOptions } from "./options.js"
import { hasMore } from "./pages.js"
import { Omise, type Service } from "./service.js"

/**
 * The provider's public address.
 *
 * @since 0.1.0
 * @category constants
 */
export const defaultBaseUrl = "https://api.omise.co"

const apiVersions = ["2019-05-29", "2017-11-02"] as const

/**
 * The API versions that the library knows. Their answers become the same classes.
 *
 * @since 0.1.0
 * @category models
 */
export type ApiVersion = (typeof apiVersions)[number]

/**
 * What a layer of Omise is made with: the account's key, the API version, and how it calls the API.
 *
 * @since 0.1.0
 * @category models
 */
export interface Options extends ClientOptions {
  /** The account's secret key: `skey_test_…` works on test data, `skey_…` on live data. */
  readonly secretKey: Redacted.Redacted
  /** Sent as `Omise-Version` with every request, whatever the account's own default is. Default: 2019-05-29. */
  readonly apiVersion?: ApiVersion | undefined
}

const checkApiVersion = (version: ApiVersion) =>
  apiVersions.includes(version)
    ? Result.succeed(version)
    : Result.fail(Config.invalid(["apiVersion"], `must be ${apiVersions.join(" or ")}`))

/** @param mode the mode of the key, where the key tells */
const serviceOf = ({ run }: Pipeline.Pipeline, mode: Mode | undefined): Service => {
  const list = (options: ListOptions = {}) => run(calls.list(options))
  const listCards = (id: string, options: ListOptions = {}) => run(calls.listCards(id, options, mode))
  const listSchedules = (id: string, options: ListOptions = {}) => run(calls.listSchedules(id, options, mode))
  return {
    create: (input) => run(calls.create(input)),
    retrieve: (id) => run(calls.retrieve(id, mode)),
    update: (id, patch) => run(calls.update(id, patch, mode)),
    delete: (id) => run(calls.remove(id, mode)),
    list,
    stream: (options = {}) => streamOf(listing(endpoints.list, options, list, ({ customers }) => customers)),
    search: (options = {}) => run(calls.search(options)),
    searchStream: (options = {}) =>
      streamByPage(options.page ?? 1, (page) =>
        Effect.map(run(calls.search({ ...options, page })), (found) => ({
          rows: found.customers,
          more: hasMore(found, page, options.perPage)
        }))
      ),
    cards: {
      list: listCards,
      stream: (id, options = {}) =>
        streamOf(
          listing(
            endpoints["cards.list"],
            options,
            (options) => listCards(id, options),
            ({ cards }) => cards
          )
        ),
      retrieve: (id, cardId) => run(calls.retrieveCard(id, cardId, mode)),
      update: (id, cardId, patch) => run(calls.updateCard(id, cardId, patch, mode)),
      delete: (id, cardId) => run(calls.removeCard(id, cardId, mode))
    },
    schedules: {
      list: listSchedules,
      stream: (id, options = {}) =>
        streamOf(
          listing(
            endpoints["schedules.list"],
            options,
            (options) => listSchedules(id, options),
            ({ schedules }) => schedules
          )
        )
    }
  }
}

/**
 * The service over the `HttpClient` of the context.
 *
 * Fails with a `ConfigError` when an option breaks its rule; the error names the option, never its value.
 *
 * @since 0.1.0
 * @category constructors
 */
export const make = (options: Options): Effect.Effect<Service, Config.ConfigError, HttpClient> =>
  Effect.map(connect(options), ({ service }) => service)

/**
 * The mode of a secret key by its prefix, `skey_test_` or `skey_`; none for a key of another form.
 *
 * @since 0.1.0
 * @category utils
 */
export const mode: (secretKey: Redacted.Redacted) => Option.Option<Mode> = modeBy({
  test: "skey_test_",
  live: "skey_"
})

const connect = (options: Options) =>
  Effect.gen(function* () {
    const key = yield* Effect.fromResult(
      checkSecret(dialect.provider, options.secretKey, "Omise's secret key (skey_…)")
    )
    const version = yield* Effect.fromResult(checkApiVersion(options.apiVersion ?? "2019-05-29"))
    const settings = yield* Effect.fromResult(checkSettings(options, defaultBaseUrl))
    const modeOfKey = Option.getOrUndefined(mode(key))
    const credentials = new Credentials(key, { mode: modeOfKey })
    const pipeline = yield* Pipeline.make(dialect, settings, credentials, { "omise-version": version })
    const service = serviceOf(pipeline, modeOfKey)
    return { service, account: yield* Account.make(dialect.provider, settings, credentials) }
  })

/**
 * The native service alone: for programs that hold two providers at once.
 *
 * @since 0.1.0
 * @category layers
 */
export const layerNative = (options: Options): Layer.Layer<Omise, Config.ConfigError, HttpClient> =>
  Layer.effect(Omise, make(options))

/**
 * Everything that a layer of Omise supplies: the native service and the capabilities of `Customers`.
 *
 * @since 0.1.0
 * @category layers
 */
export type Provided = Omise | Create | Retrieve | Update | Delete | List | Search | Find | Ensure

/**
 * Omise from options: the native service and what Omise can do of `Customers`, which is all of it.
 *
 * @example
 * ```ts
 * import * as FetchHttpClient from "effect/http/FetchHttpClient"
 * import * as Omise from "effect-payment-customers/Omise"
 * import * as Layer from "effect/Layer"
 * import * as Redacted from "effect/Redacted"
 *
 * export const OmiseLive = Omise.layer({
 *   secretKey: Redacted.make("skey_test_…")
 * }).pipe(Layer.provide(FetchHttpClient.layer))
 * ```
 *
 * @since 0.1.0
 * @category layers
 */
export const layer = (options: Options): Layer.Layer<Provided, Config.ConfigError, HttpClient> =>
  Layer.effectContext(
    Effect.map(connect(options), ({ service, account }) =>
      Context.add(capabilities(service, account), Omise, service)
    )
  )

const environment: Configured<Options> = {
  secretKey: Config.map(Config.NonEmptyString("OMISE_SECRET_KEY"), Redacted.make),
  baseUrl: baseUrlFrom("OMISE_BASE_URL")
}

/**
 * Omise from configuration; what is not given is read from `OMISE_SECRET_KEY` and, where
 * it is set, `OMISE_BASE_URL`.
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
