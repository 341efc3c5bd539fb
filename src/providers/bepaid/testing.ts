/**
 * bePaid without bePaid.
 *
 * @module
 * @since 0.1.0
 */
import * as Redacted from "effect/Redacted"
import * as Context from "#line/Context"
import type * as Layer from "#line/Layer"
import * as Schema from "#line/Schema"
import type { ClientOptions } from "../../call/settings.js"
import { type Control as ControlService, testLayer } from "../../emulator/control.js"
import { CreateInput } from "./customer.js"
import { makeEmulator } from "./emulator/emulator.js"
import * as BePaid from "./layers.js"

/**
 * A customer that is there before the test begins. Any field may be missing: bePaid has such customers.
 *
 * @since 0.1.0
 * @category models
 */
export interface Seed extends Partial<CreateInput> {
  /** Default: one that the emulator makes. */
  readonly id?: string | undefined
}

/**
 * The customers that the emulator holds at the start, and how the client calls it.
 *
 * @since 0.1.0
 * @category models
 */
export interface Options
  extends Pick<ClientOptions, "timeout" | "retries" | "retryBudget" | "settlingTime" | "transformClient"> {
  readonly seed?: ReadonlyArray<Seed> | undefined
  /** The key that the client uses. Default: the right one; any other is refused with 401. */
  readonly secretKey?: Redacted.Redacted | undefined
}

const encodeSeed = Schema.encodeSync(
  Schema.Struct({
    ...CreateInput.fields,
    id: Schema.optional(Schema.String),
    email: Schema.optional(Schema.String),
    ip: Schema.optional(Schema.String)
  })
)

const shopId = "361"
const secretKey = "the-test-layer's-secret-key"

/**
 * The test's hold on the emulator: faults, the requests seen, the customers held.
 *
 * @example
 * ```ts
 * import * as CustomersError from "effect-payment-customers/CustomersError"
 * import * as BePaid from "effect-payment-customers/BePaid"
 * import { BePaidTest, Fault } from "effect-payment-customers/testing"
 * import * as Effect from "effect/Effect"
 *
 * export const lostAnswer = Effect.gen(function* () {
 *   const control = yield* BePaidTest.Control
 *   const provider = yield* BePaid.BePaid
 *   yield* control.fault({ operation: "create", fault: Fault.loseAnswer })
 *   const error = yield* Effect.flip(
 *     provider.create({ email: "customer@example.com", ip: "127.0.0.1" })
 *   )
 *   return [
 *     error instanceof CustomersError.Unavailable,
 *     yield* control.customers
 *   ]
 * }).pipe(Effect.provide(BePaidTest.layer()))
 * ```
 *
 * @since 0.1.0
 * @category services
 */
export class Control extends Context.Service<Control, ControlService>()(
  "effect-payment-customers/BePaidTest/Control"
) {}

/**
 * What `BePaid.layer` supplies, over an emulator of its own: each build of the layer starts from `seed`.
 *
 * @example
 * ```ts
 * import * as BePaid from "effect-payment-customers/BePaid"
 * import { BePaidTest } from "effect-payment-customers/testing"
 * import * as Effect from "effect/Effect"
 *
 * const program = Effect.flatMap(BePaid.BePaid, (bepaid) => bepaid.list())
 * export const test = Effect.provide(
 *   program,
 *   BePaidTest.layer({ seed: [{ email: "customer@example.com" }] })
 * )
 * ```
 *
 * @since 0.1.0
 * @category layers
 */
export const layer = (options: Options = {}): Layer.Layer<BePaid.Provided | Control> => {
  const { seed = [], secretKey: given = Redacted.make(secretKey), ...client } = options
  return testLayer(
    Control,
    () => makeEmulator({ shopId, secretKey, seed: seed.map((customer) => encodeSeed(customer)) }),
    BePaid.layer({ shopId, secretKey: given, ...client })
  )
}
