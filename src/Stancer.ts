/**
 * Stancer's customers (France), API v1: create, retrieve, update, delete. API v1 has no list and no search.
 *
 * @since 0.1.0
 */
import type { HttpClient } from "@effect/platform/HttpClient"
import * as Config from "effect/Config"
import type * as ConfigError from "effect/ConfigError"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as Redacted from "effect/Redacted"
import type { Create, Delete, Ensure, Retrieve, Update } from "./Customers.js"
import type { CommonError, Conflict, InvalidInput, NotFound, ValidationFailed } from "./CustomersError.js"
import * as Pipeline from "./internal/pipeline.js"
import { type ClientOptions, checkSecret, checkSettings } from "./internal/settings.js"
import * as calls from "./stancer/calls.js"
import type { CreateInput, Customer, UpdateInput } from "./stancer/customer.js"
import { dialect } from "./stancer/errors.js"
import { mode } from "./stancer/mode.js"
import { capabilities } from "./stancer/neutral.js"

export { CreateInput, Customer, CustomerId, UpdateInput } from "./stancer/customer.js"
export { type Mode, mode } from "./stancer/mode.js"

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
   * `existingId`; with `ValidationFailed` when Stancer refuses the data, or before sending when there is neither
   * `email` nor `mobile`, when a text is not of the documented length, or when `liveMode` contradicts the key; with
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
   * Changes the fields that `patch` has and leaves the others as they are. Stancer does not answer the customer.
   *
   * Fails with `NotFound`, and with `ValidationFailed` when Stancer refuses the data, or before sending when `patch`
   * changes nothing, when a text is not of the documented length, or for an id as in `retrieve`.
   */
  readonly update: (id: string, patch: UpdateInput) => Effect.Effect<void, UpdateError>
  /**
   * Deletes a customer.
   *
   * Fails with `NotFound` when Stancer knows no such id, with `ValidationFailed` for an id as in `retrieve`. A
   * repeated attempt that meets 404 after one whose answer was lost is a success.
   */
  readonly delete: (id: string) => Effect.Effect<void, DeleteError>
}

/**
 * Stancer's customers.
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
export class Stancer extends Context.Tag("effect-payment-customers/Stancer")<Stancer, Service>() {}

/**
 * The service over the `HttpClient` of the context.
 *
 * Fails with a `ConfigError` when an option breaks its rule; the error names the option, never its value.
 *
 * @since 0.1.0
 * @category constructors
 */
export const make = (options: Options): Effect.Effect<Service, ConfigError.ConfigError, HttpClient> =>
  Effect.gen(function* () {
    const user = yield* checkSecret("secretKey", options.secretKey, "a secret key, stest_… or sprod_…")
    const settings = yield* checkSettings(options, defaultBaseUrl)
    const { run } = yield* Pipeline.make(dialect, settings, { user, password: "" })
    const modeOfKey = mode(options.secretKey)
    return {
      create: (input) => run(calls.create(input, modeOfKey)),
      retrieve: (id) => run(calls.retrieve(id)),
      update: (id, patch) => run(calls.update(id, patch)),
      delete: (id) => run(calls.remove(id))
    }
  })

/**
 * The native service alone: for programs that hold two providers at once.
 *
 * @since 0.1.0
 * @category layers
 */
export const layerNative = (options: Options): Layer.Layer<Stancer, ConfigError.ConfigError, HttpClient> =>
  Layer.effect(Stancer, make(options))

/**
 * Everything that a layer of Stancer supplies: the native service and the capabilities of `Customers`.
 *
 * @since 0.1.0
 * @category layers
 */
export type Provided = Stancer | Create | Retrieve | Update | Delete | Ensure

/**
 * Stancer from options: the native service and what Stancer can do of `Customers`.
 *
 * @example
 * ```ts
 * import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
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
export const layer = (options: Options): Layer.Layer<Provided, ConfigError.ConfigError, HttpClient> =>
  Layer.provideMerge(Layer.effectContext(Effect.map(Stancer, capabilities)), layerNative(options))

/** What `layerConfig` reads from the environment. */
type Configurable = Omit<Options, "transformClient" | "requestInit">

const fromEnvironment: Config.Config.Wrap<Configurable> = {
  secretKey: Config.redacted(Config.nonEmptyString("STANCER_SECRET_KEY"))
}

/**
 * Stancer from configuration; without an argument from `STANCER_SECRET_KEY`.
 *
 * @since 0.1.0
 * @category layers
 */
export const layerConfig = (
  config: Config.Config.Wrap<Configurable> = fromEnvironment
): Layer.Layer<Provided, ConfigError.ConfigError, HttpClient> =>
  Layer.unwrapEffect(Effect.map(Config.unwrap(config), layer))
