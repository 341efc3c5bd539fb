/**
 * bePaid's customers (Belarus): create, retrieve, list. bePaid has no update, no delete and no search.
 *
 * @module
 * @since 0.1.0
 */
import * as Redacted from "effect/Redacted"
import * as Config from "#line/Config"
import * as Context from "#line/Context"
import * as Effect from "#line/Effect"
import type { HttpClient } from "#line/HttpClient"
import * as Layer from "#line/Layer"
import * as Result from "#line/Result"
import * as Stream from "#line/Stream"
import type { Create, Ensure, Find, List, Retrieve } from "./Customers.js"
import type { CommonError, Conflict, InvalidInput, NotFound, ValidationFailed } from "./CustomersError.js"
import * as Pipeline from "./call/pipeline.js"
import { brokenCredential, type ClientOptions, checkSecret, checkSettings } from "./call/settings.js"
import * as calls from "./providers/bepaid/calls.js"
import type { CreateInput, Customer, CustomerPage } from "./providers/bepaid/customer.js"
import { dialect } from "./providers/bepaid/errors.js"
import { capabilities } from "./providers/bepaid/neutral.js"
import * as Account from "./turns/account.js"

export { CreateInput, Customer, CustomerId, CustomerPage } from "./providers/bepaid/customer.js"

/**
 * The provider's public address. White-label installations have others: see `Options.baseUrl`.
 *
 * @since 0.1.0
 * @category constants
 */
export const defaultBaseUrl = "https://api.bepaid.by"

/**
 * @since 0.1.0
 * @category models
 */
export interface Options extends ClientOptions {
  /** The shop's id. Not a secret. */
  readonly shopId: string
  /** The shop's secret key. */
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
 * What `list` and `stream` can fail with.
 *
 * @since 0.1.0
 * @category errors
 */
export type ListError = CommonError

/**
 * @since 0.1.0
 * @category models
 */
export interface Service {
  /**
   * Creates a customer. Sent once, unless it certainly did not arrive or was turned away with 429.
   *
   * Fails with `ValidationFailed` when bePaid refuses the data (422; `errors` is its map) or when `email` or `ip`
   * is missing; with `Unavailable` and `outcome: "Unknown"` when the answer was lost: the customer may be there.
   */
  readonly create: (input: CreateInput) => Effect.Effect<Customer, CreateError>
  /**
   * One customer by its id.
   *
   * Fails with `NotFound` when bePaid knows no such id, with `ValidationFailed` (`errors.id`) when the id can't be
   * one: empty, unsafe in a path, of another provider's form.
   */
  readonly retrieve: (id: string) => Effect.Effect<Customer, RetrieveError>
  /** All customers: bePaid has no paging. */
  readonly list: () => Effect.Effect<CustomerPage, ListError>
  /** All customers, one by one. */
  readonly stream: () => Stream.Stream<Customer, ListError>
}

/**
 * bePaid's customers.
 *
 * @example
 * ```ts
 * import * as BePaid from "effect-payment-customers/BePaid"
 * import * as Effect from "effect/Effect"
 *
 * export const program = Effect.gen(function* () {
 *   const bepaid = yield* BePaid.BePaid
 *   return yield* bepaid.create({ email: "customer@example.com", ip: "127.0.0.1" })
 * })
 * ```
 *
 * @since 0.1.0
 * @category services
 */
export class BePaid extends Context.Service<BePaid, Service>()("effect-payment-customers/BePaid") {}

const checkShopId = (shopId: string) => {
  const refuse = (rule: string) => Result.fail(Config.invalid(["shopId"], `must be the shop's id${rule}`))
  if (typeof shopId !== "string" || shopId.trim() === "" || shopId.includes(":")) {
    return refuse(": not empty, without a colon")
  }
  const broken = brokenCredential(shopId)
  return broken === undefined ? Result.succeed(shopId) : refuse(`, ${broken}`)
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

const connect = (options: Options) =>
  Effect.gen(function* () {
    const user = yield* Effect.fromResult(checkShopId(options.shopId))
    const password = yield* Effect.fromResult(
      checkSecret("secretKey", options.secretKey, "the shop's secret key")
    )
    const settings = yield* Effect.fromResult(checkSettings(options, defaultBaseUrl))
    const { run } = yield* Pipeline.make(dialect, settings, { user, password })
    const service: Service = {
      create: (input) => run(calls.create(input)),
      retrieve: (id) => run(calls.retrieve(id)),
      list: () => run(calls.list),
      stream: () => Stream.fromIterableEffect(Effect.map(run(calls.list), ({ customers }) => customers))
    }
    return { service, account: yield* Account.make(dialect.provider, settings, { user, password }) }
  })

/**
 * The native service alone: for programs that hold two providers at once.
 *
 * @since 0.1.0
 * @category layers
 */
export const layerNative = (options: Options): Layer.Layer<BePaid, Config.ConfigError, HttpClient> =>
  Layer.effect(BePaid, make(options))

/**
 * Everything that a layer of bePaid supplies: the native service and the capabilities of `Customers`.
 *
 * @since 0.1.0
 * @category layers
 */
export type Provided = BePaid | Create | Retrieve | List | Find | Ensure

/**
 * bePaid from options: the native service and what bePaid can do of `Customers`.
 *
 * @example
 * ```ts
 * import * as FetchHttpClient from "effect/http/FetchHttpClient"
 * import * as BePaid from "effect-payment-customers/BePaid"
 * import * as Layer from "effect/Layer"
 * import * as Redacted from "effect/Redacted"
 *
 * export const BePaidLive = BePaid.layer({ shopId: "361", secretKey: Redacted.make("…") }).pipe(
 *   Layer.provide(FetchHttpClient.layer)
 * )
 * ```
 *
 * @since 0.1.0
 * @category layers
 */
export const layer = (options: Options): Layer.Layer<Provided, Config.ConfigError, HttpClient> =>
  Layer.effectContext(
    Effect.map(connect(options), ({ service, account }) =>
      Context.add(capabilities(service, account), BePaid, service)
    )
  )

/** What `layerConfig` reads from the environment. */
type Configurable = Omit<Options, "transformClient" | "requestInit">

const fromEnvironment: Config.Wrap<Configurable> = {
  shopId: Config.NonEmptyString("BEPAID_SHOP_ID"),
  secretKey: Config.map(Config.NonEmptyString("BEPAID_SECRET_KEY"), Redacted.make)
}

/**
 * bePaid from configuration; without an argument from `BEPAID_SHOP_ID` and `BEPAID_SECRET_KEY`.
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
