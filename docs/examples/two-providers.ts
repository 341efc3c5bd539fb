/**
 * One program, two providers: customers of bePaid are copied to Omise. Each is asked by its own name, so none can be
 * taken for the other; the layers are merged as `layerNative`.
 */
import type { HttpClient } from "@effect/platform/HttpClient"
import type { ConfigError } from "effect/ConfigError"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import type * as Redacted from "effect/Redacted"
import * as Stream from "effect/Stream"
import * as BePaid from "effect-payment-customers/BePaid"
import * as Omise from "effect-payment-customers/Omise"

export const copy = Effect.gen(function* () {
  const from = yield* BePaid.BePaid
  const to = yield* Omise.Omise
  return yield* from.stream().pipe(
    Stream.mapEffect(({ id, email }) =>
      to.create({ email: Option.getOrUndefined(email), metadata: { bepaid_id: id } })
    ),
    Stream.runCount
  )
})

export const bothLive = (keys: {
  readonly shopId: string
  readonly bepaid: Redacted.Redacted
  readonly omise: Redacted.Redacted
}): Layer.Layer<BePaid.BePaid | Omise.Omise, ConfigError, HttpClient> =>
  Layer.merge(
    BePaid.layerNative({ shopId: keys.shopId, secretKey: keys.bepaid }),
    Omise.layerNative({ secretKey: keys.omise })
  )
