/** A file of customers that are there from the start. */
import * as Either from "effect/Either"
import { ArrayFormatter } from "effect/ParseResult"
import * as Schema from "effect/Schema"

const Customers = Schema.Array(Schema.Record({ key: Schema.String, value: Schema.Unknown }))

const Seed = Schema.parseJson(
  Schema.Struct({
    bepaid: Schema.optionalWith(Customers, { exact: true }),
    omise: Schema.optionalWith(Customers, { exact: true }),
    stancer: Schema.optionalWith(Customers, { exact: true })
  })
)

/** The file's text as a seed, or what is wrong with it. */
export const parseSeed = (text: string): Either.Either<typeof Seed.Type, string> =>
  Either.mapLeft(Schema.decodeUnknownEither(Seed, { onExcessProperty: "error" })(text), (error) =>
    ArrayFormatter.formatErrorSync(error)
      .map(({ path, message }) => [...path, message].join(": "))
      .join("; ")
  )
