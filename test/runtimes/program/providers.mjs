/** Each provider at the emulator: its layer, what it can do, an id that nobody has. */

import * as Redacted from "effect/Redacted"
import * as BePaid from "effect-payment-customers/BePaid"
import { keys } from "effect-payment-customers/emulator"
import * as Omise from "effect-payment-customers/Omise"
import * as Stancer from "effect-payment-customers/Stancer"

const all = ["update", "delete", "list", "search", "find"]

/** No retries but those that a check asks for. */
export const providersAt = (url) => {
  const stancer = {
    provider: "stancer",
    unknownId: "cust_ffffffffffffffffffffffff",
    key: keys.stancer.testKey,
    anotherKey: "stest_another"
  }
  const optionsOf = (provider, secretKey, options) => ({
    baseUrl: `${url}/${provider}`,
    retries: 0,
    secretKey: Redacted.make(secretKey),
    ...options
  })
  return [
    {
      name: "bepaid",
      provider: "bepaid",
      can: ["list", "find"],
      unknownId: "cst_ffffffffffffffff",
      key: keys.bepaid.secretKey,
      anotherKey: "another-key",
      layer: (key, options) =>
        BePaid.layer({ shopId: keys.bepaid.shopId, ...optionsOf("bepaid", key, options) })
    },
    {
      name: "omise",
      provider: "omise",
      can: all,
      unknownId: "cust_test_zzzzzzzzzzzzzzzzzzz",
      key: keys.omise.testKey,
      anotherKey: "skey_test_another",
      layer: (key, options) => Omise.layer(optionsOf("omise", key, options))
    },
    {
      ...stancer,
      name: "stancer",
      can: ["update", "delete"],
      layer: (key, options) => Stancer.layer(optionsOf("stancer", key, options))
    },
    {
      ...stancer,
      name: "stancer v2",
      can: ["update", "delete", "list", "find"],
      layer: (key, options) => Stancer.layerV2(optionsOf("stancer", key, options))
    }
  ]
}
