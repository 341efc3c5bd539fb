/**
 * Omise's customers (Thailand, Japan, Singapore): create, retrieve, update, delete, list, search; their cards
 * and their schedules.
 *
 * @module
 * @since 0.1.0
 */
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as Config from "#line/Config"
import * as Context from "#line/Context"
import * as Effect from "#line/Effect"
import type { HttpClient } from "#line/HttpClient"
import * as Layer from "#line/Layer"
import * as Result from "#line/Result"
import type * as Stream from "#line/Stream"
import type { Create, Delete, Ensure, Find, List, Retrieve, Search, Update } from "./Customers.js"
import type { CommonError, Conflict, InvalidInput, NotFound, ValidationFailed } from "./CustomersError.js"
import { streamOf } from "./call/paging.js"
import * as Pipeline from "./call/pipeline.js"
import { type ClientOptions, checkSecret, checkSettings } from "./call/settings.js"
import * as calls from "./providers/omise/calls.js"
import { type Cards, makeCards } from "./providers/omise/cards.js"
import type { CreateInput, Customer, DeletedCustomer, UpdateInput } from "./providers/omise/customer.js"
import { endpoints } from "./providers/omise/endpoints.js"
import { dialect } from "./providers/omise/errors.js"
import { listing } from "./providers/omise/listing.js"
import { mode } from "./providers/omise/mode.js"
import { capabilities } from "./providers/omise/neutral.js"
import type { ListOptions, SearchOptions } from "./providers/omise/options.js"
import { type CustomerPage, type CustomerSearchPage, hasMore } from "./providers/omise/pages.js"
import { makeSchedules, type Schedules } from "./providers/omise/schedules.js"
import { streamByPage } from "./providers/omise/streamByPage.js"
import * as Account from "./turns/account.js"

export { Card, CardId, CardList, DeletedCard, UpdateCardInput } from "./providers/omise/card.js"
export type {
  CardDeleteError,
  CardListError,
  CardRetrieveError,
  Cards,
  CardUpdateError
} from "./providers/omise/cards.js"
export {
  CreateInput,
  Customer,
  CustomerId,
  DeletedCustomer,
  UpdateInput
} from "./providers/omise/customer.js"
export { type Mode, mode } from "./providers/omise/mode.js"
export { type Days, ListOptions, SearchOptions } from "./providers/omise/options.js"
export { CardPage, CustomerPage, CustomerSearchPage, SchedulePage } from "./providers/omise/pages.js"
export { Schedule, ScheduledCharge, ScheduleId } from "./providers/omise/schedule.js"
export type { ScheduleListError, Schedules } from "./providers/omise/schedules.js"

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
 * @since 0.1.0
 * @category models
 */
export interface Options extends ClientOptions {
  /** The account's secret key: `skey_test_…` works on test data, `skey_…` on live data. */
  readonly secretKey: Redacted.Redacted
  /** Sent as `Omise-Version` with every request, whatever the account's own default is. Default: 2019-05-29. */
  readonly apiVersion?: ApiVersion | undefined
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
 * What `list` and `stream` can fail with.
 *
 * @since 0.1.0
 * @category errors
 */
export type ListError = ValidationFailed | CommonError

/**
 * What `search` and `searchStream` can fail with.
 *
 * @since 0.1.0
 * @category errors
 */
export type SearchError = ValidationFailed | CommonError

/**
 * @since 0.1.0
 * @category models
 */
export interface Service {
  /**
   * Creates a customer. Sent once, unless it certainly did not arrive or was turned away with 429.
   *
   * Fails with `ValidationFailed` when Omise refuses the data (400 or 422; a spent or unknown card token stands
   * under `errors.card`); with `Unavailable` and `outcome: "Unknown"` when the answer was lost: the customer may be
   * there, and a card token that was given may be spent.
   */
  readonly create: (input: CreateInput) => Effect.Effect<Customer, CreateError>
  /**
   * One customer by its id.
   *
   * Fails with `NotFound` when Omise knows no such id, with `ValidationFailed` (`errors.id`) when the id can't be
   * one: empty, unsafe in a path, a card token or card id, of another provider's form, of the other mode than the
   * key.
   */
  readonly retrieve: (id: string) => Effect.Effect<Customer, RetrieveError>
  /**
   * Changes what the patch names. A patch with a `card` token adds the card, and like one with a `linkedAccount` it
   * is not repeated when its answer is lost.
   *
   * Fails with `NotFound`, and with `ValidationFailed` when Omise refuses the data or, before anything is sent, when
   * the patch is empty (`errors.base`) or the id can't be one (`errors.id`).
   */
  readonly update: (id: string, patch: UpdateInput) => Effect.Effect<Customer, UpdateError>
  /**
   * Deletes a customer and its cards.
   *
   * Fails with `NotFound` when Omise knows no such id, with `ValidationFailed` (`errors.id`) when the id can't be
   * one. A delete whose answer was lost is repeated; if the repeated one meets a 404, the customer is deleted.
   */
  readonly delete: (id: string) => Effect.Effect<DeletedCustomer, DeleteError>
  /**
   * One page of the customers.
   *
   * Fails with `ValidationFailed` when an option breaks its rule; then nothing was sent.
   */
  readonly list: (options?: ListOptions) => Effect.Effect<CustomerPage, ListError>
  /**
   * All customers from `offset` on, one by one; pages of `limit` customers are asked for as they are needed.
   *
   * Who is there from beginning to end is in it, once, whatever is created and deleted meanwhile; who comes or goes
   * meanwhile may be.
   *
   * Fails as `list` does, and with `UnexpectedResponse` where Omise says a hundred times that customers follow and
   * gives none that is new.
   */
  readonly stream: (options?: ListOptions) => Stream.Stream<Customer, ListError>
  /**
   * One page of the customers that match. Omise's index may lag behind.
   *
   * Fails with `ValidationFailed` when an option breaks its rule (nothing was sent then), or when Omise refuses it.
   */
  readonly search: (options?: SearchOptions) => Effect.Effect<CustomerSearchPage, SearchError>
  /**
   * All the customers that match from `page` on, one by one; pages are asked for as they are needed.
   *
   * Pages of a search are numbered: customers that are created, changed or deleted while it runs move the others, and one
   * may be passed over or come twice. Where all have to come, use `stream`.
   */
  readonly searchStream: (options?: SearchOptions) => Stream.Stream<Customer, SearchError>
  /** The cards of a customer. */
  readonly cards: Cards
  /** The schedules that charge a customer. */
  readonly schedules: Schedules
}

/**
 * Omise's customers.
 *
 * @example
 * ```ts
 * import * as Omise from "effect-payment-customers/Omise"
 * import * as Effect from "effect/Effect"
 *
 * export const program = Effect.gen(function* () {
 *   const omise = yield* Omise.Omise
 *   const customer = yield* omise.create({ email: "customer@example.com", metadata: { plan: "basic" } })
 *   return yield* omise.update(customer.id, { description: "moved to another plan" })
 * })
 * ```
 *
 * @since 0.1.0
 * @category services
 */
export class Omise extends Context.Service<Omise, Service>()("effect-payment-customers/Omise") {}

const checkApiVersion = (version: ApiVersion) =>
  apiVersions.includes(version)
    ? Result.succeed(version)
    : Result.fail(Config.invalid(["apiVersion"], `must be ${apiVersions.join(" or ")}`))

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
    const user = yield* Effect.fromResult(
      checkSecret("secretKey", options.secretKey, "Omise's secret key (skey_…)")
    )
    const version = yield* Effect.fromResult(checkApiVersion(options.apiVersion ?? "2019-05-29"))
    const settings = yield* Effect.fromResult(checkSettings(options, defaultBaseUrl))
    const credentials = { user, password: "" }
    const pipeline = yield* Pipeline.make(dialect, settings, credentials, { "omise-version": version })
    const { run } = pipeline
    const modeOfKey = Option.getOrUndefined(mode(options.secretKey))
    const service: Service = {
      create: (input) => run(calls.create(input)),
      retrieve: (id) => run(calls.retrieve(id, modeOfKey)),
      update: (id, patch) => run(calls.update(id, patch, modeOfKey)),
      delete: (id) => run(calls.remove(id, modeOfKey)),
      list: (options = {}) => run(calls.list(options)),
      stream: (options = {}) =>
        streamOf(
          listing(
            endpoints.list,
            options,
            (options) => run(calls.list(options)),
            ({ customers }) => customers
          )
        ),
      search: (options = {}) => run(calls.search(options)),
      searchStream: (options = {}) =>
        streamByPage(options.page ?? 1, (page) =>
          Effect.map(run(calls.search({ ...options, page })), (found) => ({
            rows: found.customers,
            more: hasMore(found, page, options.perPage)
          }))
        ),
      cards: makeCards(pipeline, modeOfKey),
      schedules: makeSchedules(pipeline, modeOfKey)
    }
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
 * export const OmiseLive = Omise.layer({ secretKey: Redacted.make("skey_test_…") }).pipe(
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
      Context.add(capabilities(service, account), Omise, service)
    )
  )

/** What `layerConfig` reads from the environment. */
type Configurable = Omit<Options, "transformClient" | "requestInit">

const fromEnvironment: Config.Wrap<Configurable> = {
  secretKey: Config.map(Config.NonEmptyString("OMISE_SECRET_KEY"), Redacted.make)
}

/**
 * Omise from configuration; without an argument from `OMISE_SECRET_KEY`.
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
