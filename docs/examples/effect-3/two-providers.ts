/**
 * One program, two providers: customers of bePaid are copied to Omise.
 * bePaid is asked by its own name and merged as `layerNative`, so the tags
 * of `Customers` are Omise's alone.
 */
import * as Config from "effect/Config"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import * as BePaid from "effect-payment-customers/BePaid"
import * as Customers from "effect-payment-customers/Customers"
import * as Omise from "effect-payment-customers/Omise"

/**
 * Its id at bePaid is the key: a copy that is run again makes no second
 * customer. Omise has no place for an `ip`.
 */
const toInput = ({
  id,
  email
}: BePaid.Customer): Option.Option<Customers.CustomerInput> =>
  Option.map(email, (email) => ({ externalId: id, email, ip: "" }))

/**
 * Says how many of those who have an e-mail address are there now, and
 * which ids of bePaid's were refused.
 */
export const copy = Effect.gen(function* () {
  const bepaid = yield* BePaid.BePaid
  return yield* Customers.ensureAll(
    Stream.filterMap(bepaid.stream(), toInput)
  ).pipe(
    Stream.runFold(
      { there: 0, refused: [] as string[] },
      ({ there, refused }, { input, result }) =>
        Either.isRight(result)
          ? { there: there + 1, refused }
          : { there, refused: [...refused, String(input.externalId)] }
    )
  )
})

const keys = Config.all({
  shopId: Config.string("BEPAID_SHOP_ID"),
  bepaid: Config.redacted("BEPAID_SECRET_KEY"),
  omise: Config.redacted("OMISE_SECRET_KEY")
})

export const BothLive = Layer.unwrapEffect(
  Effect.map(keys, ({ shopId, bepaid, omise }) =>
    Layer.merge(
      BePaid.layerNative({ shopId, secretKey: bepaid }),
      Omise.layer({ secretKey: omise })
    )
  )
)
