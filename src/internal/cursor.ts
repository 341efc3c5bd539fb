/** The text of a `Cursor`: which provider gave it and where it stopped, by ids and instants. */
import * as Either from "effect/Either"
import * as Encoding from "effect/Encoding"
import * as Schema from "effect/Schema"
import { Cursor } from "../Customers.js"
import type { InvalidInput } from "../CustomersError.js"
import { invalidInput } from "./invalidInput.js"
import { lazily } from "./lazily.js"

const Stop = Schema.Struct({
  provider: Schema.String,
  /** `list` or `search`: where one stops says nothing to the other. */
  operation: Schema.String,
  at: Schema.NonNegativeInt,
  /** Of a list: see `Position`. Those of version 0.1 have none of it. */
  ids: Schema.optionalWith(Schema.Array(Schema.String), { default: () => [] }),
  reached: Schema.optional(Schema.Int),
  within: Schema.optional(Schema.NonNegativeInt),
  limit: Schema.optional(Schema.Positive.pipe(Schema.int())),
  /** Of `createdFrom`, in milliseconds. */
  createdFrom: Schema.optional(Schema.Int)
})

export type Stop = typeof Stop.Type

const StopText = Schema.parseJson(Stop)
const encode = lazily(() => Schema.encodeSync(StopText))
const decode = lazily(() => Schema.decodeUnknownOption(StopText))

export const toCursor = (stop: Stop): Cursor => Cursor.make(Encoding.encodeBase64Url(encode(stop)))

/** Where a cursor that this provider gave for this operation stopped; anything else is refused. */
export const fromCursor = (
  provider: string,
  operation: string,
  cursor: string
): Either.Either<Stop, InvalidInput> =>
  Encoding.decodeBase64UrlString(String(cursor)).pipe(
    Either.mapLeft(() => undefined),
    Either.flatMap((text) => Either.fromOption(decode(text), () => undefined)),
    Either.filterOrLeft(
      (stop) => stop.provider === provider && stop.operation === operation,
      () => undefined
    ),
    Either.mapLeft(() =>
      invalidInput(provider, operation, { from: [`must be a cursor that ${provider} gave for ${operation}`] })
    )
  )
