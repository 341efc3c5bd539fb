/**
 * Stancer without Stancer.
 *
 * @module
 * @since 0.1.0
 */
import * as Redacted from "effect/Redacted"
import type { ConfigError } from "#line/Config"
import * as Context from "#line/Context"
import type { Utc } from "#line/DateTime"
import type { HttpClient } from "#line/HttpClient"
import type * as Layer from "#line/Layer"
import * as Schema from "#line/Schema"
import type { ClientOptions } from "../../call/settings.js"
import { type Control as ControlService, testLayer } from "../../emulator/control.js"
import { Created, CreateInput } from "./customer.js"
import { makeEmulator, type RepeatedExternalId } from "./emulator/emulator.js"
import * as Stancer from "./layers.js"

export type { RepeatedExternalId } from "./emulator/emulator.js"

/**
 * A customer that is there before the test begins. Any field may be missing, and no length is checked.
 *
 * @since 0.1.0
 * @category models
 */
export interface Seed extends CreateInput {
  /** Default: one that the emulator makes. */
  readonly id?: string | undefined
  /** Default: 1970-01-01, where the clock of a test begins. */
  readonly created?: Utc | undefined
  /**
   * API v2 shows it as deleted, to v1 it is unknown. Default: false.
   *
   * @since 0.2.0
   */
  readonly deleted?: boolean | undefined
}

/**
 * The customers that the emulator holds at the start, and how the client calls it.
 *
 * @since 0.1.0
 * @category models
 */
export interface Options
  extends Pick<ClientOptions, "timeout" | "retries" | "retryBudget" | "settlingTime" | "transformClient"> {
  /** A customer with `liveMode: true` is there for `liveKey`, any other for `testKey`. */
  readonly seed?: ReadonlyArray<Seed> | undefined
  /** The key that the client uses. Default: `testKey`; any but the two known ones is refused with 401. */
  readonly secretKey?: Redacted.Redacted | undefined
}

/**
 * The same for Stancer's API v2.
 *
 * @since 0.2.0
 * @category models
 */
export interface OptionsV2 extends Options {
  /**
   * What a create does whose `externalId` is there already; Stancer's own answer to it is not known. Default:
   * `"another"`, which protects least.
   */
  readonly repeatedExternalId?: RepeatedExternalId | undefined
}

/**
 * The key of test mode that the emulator knows.
 *
 * @since 0.1.0
 * @category constants
 */
export const testKey: Redacted.Redacted = Redacted.make("stest_000000000000000000000000")

/**
 * The key of live mode that the emulator knows.
 *
 * @since 0.1.0
 * @category constants
 */
export const liveKey: Redacted.Redacted = Redacted.make("sprod_000000000000000000000000")

const encodeSeed = Schema.encodeSync(
  Schema.Struct({
    ...CreateInput.fields,
    id: Schema.optional(Schema.String),
    created: Schema.optional(Created),
    deleted: Schema.optional(Schema.Boolean)
  })
)

/**
 * The test's hold on the emulator: faults, the requests seen, the customers held.
 *
 * @example
 * ```ts
 * import * as CustomersError from "effect-payment-customers/CustomersError"
 * import * as Stancer from "effect-payment-customers/Stancer"
 * import { StancerTest, Fault } from "effect-payment-customers/testing"
 * import * as Effect from "effect/Effect"
 *
 * export const lostAnswer = Effect.gen(function* () {
 *   const control = yield* StancerTest.Control
 *   const provider = yield* Stancer.Stancer
 *   yield* control.fault({ operation: "create", fault: Fault.loseAnswer })
 *   const error = yield* Effect.flip(
 *     provider.create({ email: "customer@example.com" })
 *   )
 *   return [
 *     error instanceof CustomersError.Unavailable,
 *     yield* control.customers
 *   ]
 * }).pipe(Effect.provide(StancerTest.layer()))
 * ```
 *
 * @since 0.1.0
 * @category services
 */
export class Control extends Context.Service<Control, ControlService>()(
  "effect-payment-customers/StancerTest/Control"
) {}

const overEmulator = <A>(
  layerOf: (options: Stancer.Options) => Layer.Layer<A, ConfigError, HttpClient>,
  { seed = [], secretKey = testKey, repeatedExternalId, ...client }: OptionsV2 = {}
): Layer.Layer<A | Control> => {
  return testLayer(
    Control,
    () =>
      makeEmulator({
        testKey: Redacted.value(testKey),
        liveKey: Redacted.value(liveKey),
        seed: seed.map((customer) => encodeSeed(customer)),
        repeatedExternalId
      }),
    layerOf({ secretKey, ...client })
  )
}

/**
 * What `Stancer.layer` supplies, over an emulator of its own: each build of the layer starts from `seed`.
 *
 * @example
 * ```ts
 * import * as Stancer from "effect-payment-customers/Stancer"
 * import { StancerTest } from "effect-payment-customers/testing"
 * import * as Effect from "effect/Effect"
 *
 * const id = "cust_9Cle7TXKkjhwqcWx4Kl5cQYk"
 * const program = Effect.flatMap(Stancer.Stancer, (stancer) =>
 *   stancer.retrieve(id)
 * )
 * export const test = Effect.provide(
 *   program,
 *   StancerTest.layer({ seed: [{ id, email: "david@example.net" }] })
 * )
 * ```
 *
 * @since 0.1.0
 * @category layers
 */
export const layer = (options?: Options): Layer.Layer<Stancer.Provided | Control> =>
  overEmulator(Stancer.layer, options)

/**
 * What `Stancer.layerV2` supplies, over an emulator of its own.
 *
 * @example
 * ```ts
 * import * as Customers from "effect-payment-customers/Customers"
 * import { StancerTest } from "effect-payment-customers/testing"
 * import * as Effect from "effect/Effect"
 *
 * export const test = Effect.provide(
 *   Customers.list(),
 *   StancerTest.layerV2({
 *     seed: [{ email: "david@example.net", country: "FR" }]
 *   })
 * )
 * ```
 *
 * @since 0.1.0
 * @category layers
 */
export const layerV2 = (options?: OptionsV2): Layer.Layer<Stancer.ProvidedV2 | Control> =>
  overEmulator(Stancer.layerV2, options)
