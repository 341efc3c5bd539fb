/**
 * Omise without Omise.
 *
 * @module
 * @since 0.1.0
 */
import * as Redacted from "effect/Redacted"
import * as Context from "#line/Context"
import type { Utc } from "#line/DateTime"
import * as Duration from "#line/Duration"
import type * as Layer from "#line/Layer"
import * as Schema from "#line/Schema"
import type { ClientOptions } from "../../call/settings.js"
import { type Control as ControlService, testLayer } from "../../emulator/control.js"
import { optional } from "../../wire/fields.js"
import { UtcFromIso } from "../../wire/instants.js"
import { CreateInput } from "./customer.js"
import { makeEmulator } from "./emulator/emulator.js"
import * as Omise from "./layers.js"

/**
 * A customer that is there before the test begins.
 *
 * @since 0.1.0
 * @category models
 */
export interface Seed extends CreateInput {
  /** Default: one that the emulator makes. */
  readonly id?: string | undefined
  /** Kept in whole seconds. Default: 1970-01-01, where the clock of a test begins. */
  readonly createdAt?: Utc | undefined
  /** Default: false. */
  readonly liveMode?: boolean | undefined
  /**
   * It is answered as a deleted customer: whole, or as a stub where the API version is 2017-11-02. Default: false.
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
  /** How long a new customer is missing from searches. Default: not at all. */
  readonly searchLag?: Duration.Input | undefined
  /** The API version that the client asks for. Default: 2019-05-29. */
  readonly apiVersion?: Omise.ApiVersion | undefined
  /** The key that the client uses. Default: `testKey`; any but the two known ones is refused with 401. */
  readonly secretKey?: Redacted.Redacted | undefined
}

/**
 * The key of test mode that the emulator knows.
 *
 * @since 0.1.0
 * @category constants
 */
export const testKey: Redacted.Redacted = Redacted.make("skey_test_0000000000000000000")

/**
 * The key of live mode that the emulator knows.
 *
 * @since 0.1.0
 * @category constants
 */
export const liveKey: Redacted.Redacted = Redacted.make("skey_0000000000000000000")

const encodeSeed = Schema.encodeSync(
  Schema.Struct({
    ...CreateInput.fields,
    id: Schema.optional(Schema.String),
    createdAt: optional("created_at", UtcFromIso),
    liveMode: optional("livemode", Schema.Boolean),
    deleted: Schema.optional(Schema.Boolean)
  })
)

/**
 * The test's hold on the emulator: faults, the requests seen, the customers held.
 *
 * @example
 * ```ts
 * import * as CustomersError from "effect-payment-customers/CustomersError"
 * import * as Omise from "effect-payment-customers/Omise"
 * import { OmiseTest, Fault } from "effect-payment-customers/testing"
 * import * as Effect from "effect/Effect"
 *
 * export const lostAnswer = Effect.gen(function* () {
 *   const control = yield* OmiseTest.Control
 *   const provider = yield* Omise.Omise
 *   yield* control.fault({ operation: "create", fault: Fault.loseAnswer })
 *   const error = yield* Effect.flip(
 *     provider.create({ email: "customer@example.com" })
 *   )
 *   return [
 *     error instanceof CustomersError.Unavailable,
 *     yield* control.customers
 *   ]
 * }).pipe(Effect.provide(OmiseTest.layer()))
 * ```
 *
 * @since 0.1.0
 * @category services
 */
export class Control extends Context.Service<Control, ControlService>()(
  "effect-payment-customers/OmiseTest/Control"
) {}

/**
 * What `Omise.layer` supplies, over an emulator of its own: each build of the layer starts from `seed`. A card token
 * of any `tokn_test_…` is known to it, and is good once.
 *
 * @example
 * ```ts
 * import * as Omise from "effect-payment-customers/Omise"
 * import { OmiseTest } from "effect-payment-customers/testing"
 * import * as Effect from "effect/Effect"
 *
 * const program = Effect.flatMap(Omise.Omise, (omise) =>
 *   omise.search({ query: "customer@example.com" })
 * )
 * export const test = Effect.provide(
 *   program,
 *   OmiseTest.layer({ seed: [{ email: "customer@example.com" }] })
 * )
 * ```
 *
 * @since 0.1.0
 * @category layers
 */
export const layer = (options: Options = {}): Layer.Layer<Omise.Provided | Control> => {
  const { seed = [], secretKey = testKey, searchLag = 0, ...client } = options
  return testLayer(
    Control,
    () =>
      makeEmulator({
        testKey: Redacted.value(testKey),
        liveKey: Redacted.value(liveKey),
        searchLag: Duration.toMillis(searchLag),
        seed: seed.map((customer) => encodeSeed(customer))
      }),
    Omise.layer({ secretKey, ...client })
  )
}
