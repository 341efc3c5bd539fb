/** How the keys of accounts are read, and which of them a client sends as its user. */
import * as Result from "#line/Result"
import * as Schema from "#line/Schema"
import type { Keys, Options } from "../options.js"
import { parseJson, problemsIn } from "../problems.js"

const key = Schema.NonEmptyString

const BePaid = Schema.Struct({ shopId: key, secretKey: key })

const Omise = Schema.Struct({
  testKey: key,
  liveKey: key,
  testPublicKey: Schema.optionalKey(key),
  livePublicKey: Schema.optionalKey(key)
})

const Stancer = Schema.Struct({ testKey: key, liveKey: key })

const strictly = { onExcessProperty: "error" } as const

export const accountKeys = {
  bepaid: {
    decode: Schema.decodeUnknownResult(BePaid, strictly),
    users: ({ shopId }: Keys["bepaid"]) => [shopId]
  },
  omise: {
    decode: Schema.decodeUnknownResult(Omise, strictly),
    users: ({ testKey, liveKey, testPublicKey, livePublicKey }: Keys["omise"]) => [
      testKey,
      liveKey,
      testPublicKey,
      livePublicKey
    ]
  },
  stancer: {
    decode: Schema.decodeUnknownResult(Stancer, strictly),
    users: ({ testKey, liveKey }: Keys["stancer"]) => [testKey, liveKey]
  }
}

const decode = Schema.decodeUnknownResult(
  Schema.Struct({
    bepaid: Schema.optionalKey(Schema.Array(BePaid)),
    omise: Schema.optionalKey(Schema.Array(Omise)),
    stancer: Schema.optionalKey(Schema.Array(Stancer))
  }),
  strictly
)

/** The file's text as accounts beside the first, or what is wrong with it. */
export const parseAccounts = (text: string): Result.Result<NonNullable<Options["accounts"]>, string> =>
  Result.flatMap(parseJson(text), (json) =>
    Result.mapError(decode(json), (error) => problemsIn(error, "the file"))
  )
