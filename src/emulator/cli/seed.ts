/** Customers that are there from the start: what is wrong with them is told with its place. */
import * as Result from "#line/Result"
import * as Schema from "#line/Schema"
import { providers } from "../../providers/registry.js"
import { parseJson, problemsIn } from "../problems.js"

type Rows = ReadonlyArray<Readonly<Record<string, unknown>>>

/** Customers by provider, in each one's own names. */
export interface Seed {
  readonly bepaid?: Rows
  readonly omise?: Rows
  readonly stancer?: Rows
}

const id = Schema.optionalKey(Schema.NonEmptyString)
const text = Schema.optionalKey(Schema.NullOr(Schema.String))
const flag = Schema.optionalKey(Schema.Boolean)
const time = Schema.optionalKey(
  Schema.String.pipe(
    Schema.where((value) => !Number.isNaN(Date.parse(value)), { description: "an ISO 8601 date and time" })
  )
)

const Card = Schema.Struct({
  id,
  created_at: time,
  name: Schema.optionalKey(Schema.String),
  last_digits: Schema.optionalKey(
    Schema.String.pipe(Schema.where((value) => /^\d{4}$/.test(value), { description: "four digits" }))
  ),
  expiration_month: Schema.optionalKey(Schema.whole(1, 12, { description: "a whole number from 1 to 12" })),
  expiration_year: Schema.optionalKey(Schema.whole(1000, 9999, { description: "a year of four digits" })),
  // a card's number is not to be kept
  number: Schema.optionalKey(Schema.Undefined)
})

const Cards = Schema.Array(Card)

const Omise = Schema.Struct({
  id,
  email: text,
  description: text,
  metadata: Schema.optionalKey(Schema.Record(Schema.String, Schema.Unknown)),
  cards: Schema.optionalKey(Schema.Union([Cards, Schema.Struct({ data: Cards })])),
  default_card: text,
  created_at: time,
  livemode: flag,
  deleted: flag
})

const Stancer = Schema.Struct({
  id,
  email: text,
  mobile: text,
  name: text,
  created: Schema.optionalKey(Schema.Union([Schema.Number, Schema.String])),
  live_mode: flag,
  deleted: flag
})

const BePaid = Schema.Struct({ id, email: text, ip: text })

const Shape = Schema.Struct({
  bepaid: Schema.optionalKey(Schema.Array(BePaid)),
  omise: Schema.optionalKey(Schema.Array(Omise)),
  stancer: Schema.optionalKey(Schema.Array(Stancer))
})

const decode = Schema.decodeUnknownResult(Shape)

/** Names that are no provider's, ids that two have, a default card that is not among the cards. */
const contradictions = (seed: Seed): ReadonlyArray<string> => [
  ...Object.keys(seed)
    .filter((name) => !providers.some((provider) => provider === name))
    .map((name) => `${name}: is unexpected`),
  ...providers.flatMap((provider) => {
    const places = new Map<unknown, number>()
    return (seed[provider] ?? []).flatMap(({ id, default_card: chosen, cards }, place) => {
      const first = places.get(id)
      places.set(id, first ?? place)
      const rows: unknown = Array.isArray(cards)
        ? cards
        : (cards as { readonly data?: unknown } | undefined)?.data
      const has = Array.isArray(rows) && rows.some((card) => card.id === chosen)
      return [
        ...(id !== undefined && first !== undefined
          ? [`${provider}.${place}.id: is that of ${provider}.${first}`]
          : []),
        ...(provider === "omise" && typeof chosen === "string" && !has
          ? [`${provider}.${place}.default_card: is not one of its cards`]
          : [])
      ]
    })
  })
]

/** The seed as it was given, or what is wrong with it. */
export const checkSeed = (json: unknown): Result.Result<Seed, string> =>
  Result.flatMap(
    Result.mapError(decode(json), (error) => problemsIn(error, "the file")),
    () => {
      const problems = contradictions(json as Seed)
      return problems.length === 0 ? Result.succeed(json as Seed) : Result.fail(problems.join("; "))
    }
  )

/** The file's text as a seed, or what is wrong with it. */
export const parseSeed = (text: string): Result.Result<Seed, string> =>
  Result.flatMap(parseJson(text), checkSeed)
