/**
 * One program, two providers: customers of bePaid are copied to Omise. Each is asked by its own name, so none can be
 * taken for the other; the layers are merged as `layerNative`.
 */
import * as Config from "effect/Config"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import * as BePaid from "effect-payment-customers/BePaid"
import * as Omise from "effect-payment-customers/Omise"

/** Says how many were copied. */
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

const keys = Config.all({
  shopId: Config.string("BEPAID_SHOP_ID"),
  bepaid: Config.redacted("BEPAID_SECRET_KEY"),
  omise: Config.redacted("OMISE_SECRET_KEY")
})

export const BothLive = Layer.unwrapEffect(
  Effect.map(keys, ({ shopId, bepaid, omise }) =>
    Layer.merge(BePaid.layerNative({ shopId, secretKey: bepaid }), Omise.layerNative({ secretKey: omise }))
  )
)
