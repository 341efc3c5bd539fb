/**
 * Stancer's customers (France). API v1, `layer`: create, retrieve, update, delete. API v2, `layerV2`: lists too.
 *
 * @module
 * @since 0.1.0
 */
import type * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as Config from "#line/Config"
import * as Context from "#line/Context"
import * as Effect from "#line/Effect"
import type { HttpClient } from "#line/HttpClient"
import * as Layer from "#line/Layer"
import type { Create, Delete, Ensure, Find, List, Retrieve, Update } from "./Customers.js"
import type { CommonError, Conflict, InvalidInput, NotFound, ValidationFailed } from "./CustomersError.js"
import * as Pipeline from "./call/pipeline.js"
import { type ClientOptions, checkSecret, checkSettings } from "./call/settings.js"
import { type Calls, callsV1, callsV2 } from "./providers/stancer/calls.js"
import type { CreateInput, Customer, UpdateInput } from "./providers/stancer/customer.js"
import { dialect } from "./providers/stancer/errors.js"
import { mode } from "./providers/stancer/mode.js"
import { capabilities, capabilitiesV2 } from "./providers/stancer/neutral.js"
import * as V2 from "./providers/stancer/v2.js"
import * as Account from "./turns/account.js"

export { CreateInput, Customer, CustomerId, UpdateInput } from "./providers/stancer/customer.js"
export { type Mode, mode } from "./providers/stancer/mode.js"
export { ListOptions } from "./providers/stancer/options.js"
export { CustomerPage } from "./providers/stancer/pages.js"
export { type ListError, type ServiceV2, StancerV2 } from "./providers/stancer/v2.js"

/**
 * The provider's public address, for test and live keys alike.
 *
 * @since 0.1.0
 * @category constants
 */
export const defaultBaseUrl = "https://api.stancer.com"

/**
 * @since 0.1.0
 * @category models
 */
export interface Options extends ClientOptions {
  /** A secret key, `stest_…` or `sprod_…`: it decides whether customers are test or live ones. */
  readonly secretKey: Redacted.Redacted
}

/**
 * What `create` can fail with.
 *
 * @since 0.1.0
 * @category errors
 */
export type CreateError = ValidationFailed | Conflict | CommonError

/**
 * What `retrieve` can fail with.
 *
 * @since 0.1.0
 * @category errors
 */
export type RetrieveError = InvalidInput | NotFound | CommonError

/**
 * What `update` can fail with.
 *
 * @since 0.1.0
 * @category errors
 */
export type UpdateError = ValidationFailed | NotFound | Conflict | CommonError

/**
 * What `delete` can fail with.
 *
 * @since 0.1.0
 * @category errors
 */
export type DeleteError = InvalidInput | NotFound | CommonError

/**
 * @since 0.1.0
 * @category models
 */
export interface Service {
  /**
   * Creates a customer. Sent once, unless it certainly did not arrive or was turned away with 429.
   *
   * Fails with `Conflict` when Stancer has a customer of the same name, e-mail, mobile and external id, whose id is
   * `existingId` (API v1; v2 makes another customer where there is no external id); with `ValidationFailed` when
   * Stancer refuses the data, or before sending when there is neither `email` nor `mobile`, when a text is not of the
   * documented length, when the API's version does not know a field, or when `liveMode` contradicts the key; with
   * `Unavailable` and `outcome: "Unknown"` when the answer was lost: the customer may be there.
   */
  readonly create: (input: CreateInput) => Effect.Effect<Customer, CreateError>
  /**
   * One customer by its id.
   *
   * Fails with `NotFound` when Stancer knows no such id in the key's mode, with `ValidationFailed` (`errors.id`)
   * when the id can't be one: empty, unsafe in a path, of another provider's form.
   */
  readonly retrieve: (id: string) => Effect.Effect<Customer, RetrieveError>
  /**
   * Changes the fields that `patch` has and leaves the others as they are. Gives the customer where Stancer answers it: it
   * documents an answer without one, and does not always keep to that.
   *
   * Fails with `NotFound`, and with `ValidationFailed` when Stancer refuses the data, or before sending when `patch`
   * changes nothing, when a text is not of the documented length, when the API's version does not know a field, or for
   * an id as in `retrieve`.
   */
  readonly update: (id: string, patch: UpdateInput) => Effect.Effect<Option.Option<Customer>, UpdateError>
  /**
   * Deletes a customer.
   *
   * Fails with `NotFound` when Stancer knows no such id, with `ValidationFailed` for an id as in `retrieve`. A
   * repeated attempt that meets 404 after one whose answer was lost is a success.
   */
  readonly delete: (id: string) => Effect.Effect<void, DeleteError>
}

/**
 * Stancer's customers, by either version of its API.
 *
 * @example
 * ```ts
 * import * as Stancer from "effect-payment-customers/Stancer"
 * import * as Effect from "effect/Effect"
 *
 * export const program = Effect.gen(function* () {
 *   const stancer = yield* Stancer.Stancer
 *   return yield* stancer.create({ email: "david@example.net", name: "David Coaster" })
 * })
 * ```
 *
 * @since 0.1.0
 * @category services
 */
export class Stancer extends Context.Service<Stancer, Service>()("effect-payment-customers/Stancer") {}

const connect = (options: Options, calls: Calls) =>
  Effect.gen(function* () {
    const user = yield* Effect.fromResult(
      checkSecret("secretKey", options.secretKey, "a secret key, stest_… or sprod_…")
    )
    const settings = yield* Effect.fromResult(checkSettings(options, defaultBaseUrl))
    const credentials = { user, password: "" }
    const pipeline = yield* Pipeline.make(dialect, settings, credentials)
    const { run } = pipeline
    const modeOfKey = mode(options.secretKey)
    const service: Service = {
      create: (input) => run(calls.create(input, modeOfKey)),
      retrieve: (id) => run(calls.retrieve(id)),
      update: (id, patch) => run(calls.update(id, patch)),
      delete: (id) => run(calls.remove(id))
    }
    return { pipeline, service, account: yield* Account.make(dialect.provider, settings, credentials) }
  })

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
): Effect.Effect<Service & V2.ServiceV2, Config.ConfigError, HttpClient> =>
  Effect.map(connect(options, callsV2), ({ pipeline, service }) => ({
    ...service,
    ...V2.makeService(pipeline)
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
 * export const StancerLive = Stancer.layer({ secretKey: Redacted.make("stest_…") }).pipe(
 *   Layer.provide(FetchHttpClient.layer)
 * )
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
): Layer.Layer<Stancer | V2.StancerV2, Config.ConfigError, HttpClient> =>
  Layer.effectContext(
    Effect.map(makeV2(options), ({ list, stream, ...service }) =>
      Context.make(Stancer, service).pipe(Context.add(V2.StancerV2, { list, stream }))
    )
  )

/**
 * Everything that a layer of Stancer's API v2 supplies: the native services and the capabilities of `Customers`.
 *
 * @since 0.1.0
 * @category layers
 */
export type ProvidedV2 = Provided | V2.StancerV2 | List | Find

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
 * export const StancerLive = Stancer.layerV2({ secretKey: Redacted.make("stest_…") }).pipe(
 *   Layer.provide(FetchHttpClient.layer)
 * )
 * ```
 *
 * @since 0.1.0
 * @category layers
 */
export const layerV2 = (options: Options): Layer.Layer<ProvidedV2, Config.ConfigError, HttpClient> =>
  Layer.effectContext(
    Effect.map(connect(options, callsV2), ({ pipeline, service, account }) => {
      const lists = V2.makeService(pipeline)
      return capabilitiesV2(service, lists, account).pipe(
        Context.add(Stancer, service),
        Context.add(V2.StancerV2, lists)
      )
    })
  )

/** What `layerConfig` reads from the environment. */
type Configurable = Omit<Options, "transformClient" | "requestInit">

const fromEnvironment: Config.Wrap<Configurable> = {
  secretKey: Config.map(Config.NonEmptyString("STANCER_SECRET_KEY"), Redacted.make)
}

/**
 * Stancer's API v1 from configuration; without an argument from `STANCER_SECRET_KEY`.
 *
 * @param config A `Config` for each option to be read, or one for all of them. `transformClient` and `requestInit` are
 *   not among them.
 *
 * @since 0.1.0
 * @category layers
 */
export const layerConfig = (
  config: Config.Wrap<Configurable> = fromEnvironment
): Layer.Layer<Provided, Config.ConfigError, HttpClient> =>
  Layer.unwrap(Effect.map(Config.unwrap(config), layer))

/**
 * Stancer's API v2 from configuration; without an argument from `STANCER_SECRET_KEY`.
 *
 * @param config A `Config` for each option to be read, or one for all of them. `transformClient` and `requestInit` are
 *   not among them.
 *
 * @since 0.1.0
 * @category layers
 */
export const layerConfigV2 = (
  config: Config.Wrap<Configurable> = fromEnvironment
): Layer.Layer<ProvidedV2, Config.ConfigError, HttpClient> =>
  Layer.unwrap(Effect.map(Config.unwrap(config), layerV2))
