/** bePaid's service and its layers, from options or from configuration. */
import * as Redacted from "effect/Redacted"
import * as Config from "#line/Config"
import * as Context from "#line/Context"
import * as Effect from "#line/Effect"
import type { HttpClient } from "#line/HttpClient"
import * as Layer from "#line/Layer"
import * as Result from "#line/Result"
import * as Stream from "#line/Stream"
import type { Create, Ensure, Find, List, Retrieve } from "../../Customers.js"
import { baseUrlFrom, type Configured, configured } from "../../call/configured.js"
import { brokenCredential, Credentials, checkSecret } from "../../call/credentials.js"
import * as Pipeline from "../../call/pipeline.js"
import { type ClientOptions, checkBound, checkSettings, defaultMaxBytes } from "../../call/settings.js"
import * as Account from "../../turns/account.js"
import * as calls from "./calls.js"
import { dialect } from "./errors.js"
import { capabilities } from "./neutral.js"
import { BePaid, type Service } from "./service.js"

/**
 * The provider's public address. White-label installations have others: see `Options.baseUrl`.
 *
 * @since 0.1.0
 * @category constants
 */
export const defaultBaseUrl = "https://api.bepaid.by"

/**
 * What a layer of bePaid is made with: the shop's id and key, and how it calls the API.
 *
 * @since 0.1.0
 * @category models
 */
export interface Options extends ClientOptions {
  /** The shop's id. Not a secret. */
  readonly shopId: string
  /** The shop's secret key. */
  readonly secretKey: Redacted.Redacted
  /**
   * How many bytes of the answer to `list` are read, decoded, in place of `maxAnswerBytes`: bePaid's list has no pages, and
   * grows with the shop. 1 or more. Default: 67,108,864 (64 MiB).
   */
  readonly maxListBytes?: number | undefined
}

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
    const shopId = yield* Effect.fromResult(checkShopId(options.shopId))
    const key = yield* Effect.fromResult(
      checkSecret(dialect.provider, options.secretKey, "the shop's secret key")
    )
    const settings = yield* Effect.fromResult(checkSettings(options, defaultBaseUrl))
    const bound = yield* Effect.fromResult(checkBound("maxListBytes", options.maxListBytes, defaultMaxBytes))
    const credentials = new Credentials(key, { shopId })
    const { run } = yield* Pipeline.make(dialect, settings, credentials)
    const list = run({ ...calls.list, bound })
    const service: Service = {
      create: (input) => run(calls.create(input)),
      retrieve: (id) => run(calls.retrieve(id)),
      list: () => list,
      stream: () => Stream.fromIterableEffect(Effect.map(list, ({ customers }) => customers))
    }
    return { service, account: yield* Account.make(dialect.provider, settings, credentials) }
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
 * export const BePaidLive = BePaid.layer({
 *   shopId: "361",
 *   secretKey: Redacted.make("…")
 * }).pipe(Layer.provide(FetchHttpClient.layer))
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

const environment: Configured<Options> = {
  shopId: Config.NonEmptyString("BEPAID_SHOP_ID"),
  secretKey: Config.map(Config.NonEmptyString("BEPAID_SECRET_KEY"), Redacted.make),
  baseUrl: baseUrlFrom("BEPAID_BASE_URL")
}

/**
 * bePaid from configuration; what is not given is read from `BEPAID_SHOP_ID`,
 * `BEPAID_SECRET_KEY` and, where it is set, `BEPAID_BASE_URL`.
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
