/**
 * bePaid without bePaid.
 *
 * @since 0.1.0
 */
import { HttpClient } from "@effect/platform/HttpClient"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import * as BePaid from "../BePaid.js"
import { inProcessClient } from "../emulator/inProcess.js"
import type { ClientOptions } from "../internal/settings.js"
import { CreateInput } from "./customer.js"
import { makeEmulator } from "./emulator.js"

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
 * @since 0.1.0
 * @category models
 */
export interface Options extends Pick<ClientOptions, "timeout" | "retries" | "transformClient"> {
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
 * What `BePaid.layer` supplies, over an emulator of its own: each build of the layer starts from `seed`.
 *
 * @example
 * ```ts
 * import * as BePaid from "effect-payment-customers/BePaid"
 * import { BePaidTest } from "effect-payment-customers/testing"
 * import * as Effect from "effect/Effect"
 *
 * const program = Effect.flatMap(BePaid.BePaid, (bepaid) => bepaid.list())
 * export const test = Effect.provide(program, BePaidTest.layer({ seed: [{ email: "customer@example.com" }] }))
 * ```
 *
 * @since 0.1.0
 * @category layers
 */
export const layer = (options: Options = {}): Layer.Layer<BePaid.Provided> => {
  const { seed = [], secretKey: given = Redacted.make(secretKey), ...client } = options
  const emulated = Layer.sync(HttpClient, () =>
    inProcessClient(makeEmulator({ shopId, secretKey, seed: seed.map((customer) => encodeSeed(customer)) }))
  )
  return BePaid.layer({ shopId, secretKey: given, ...client }).pipe(Layer.provide(emulated), Layer.orDie)
}
