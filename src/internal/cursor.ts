/** The text of a `Cursor`: which provider gave it and where it stopped. Nothing else, so it can be kept anywhere. */
import * as Either from "effect/Either"
import * as Encoding from "effect/Encoding"
import * as Schema from "effect/Schema"
import { Cursor } from "../Customers.js"
import type { InvalidInput } from "../CustomersError.js"
import { invalidInput } from "./invalidInput.js"
import { lazily } from "./lazily.js"

const Position = Schema.Struct({
  provider: Schema.String,
  /** `list` or `search`: where one stops says nothing to the other. */
  operation: Schema.String,
  at: Schema.NonNegativeInt,
  limit: Schema.Positive.pipe(Schema.int())
})

export type Position = typeof Position.Type

const PositionText = Schema.parseJson(Position)
const encode = lazily(() => Schema.encodeSync(PositionText))
const decode = lazily(() => Schema.decodeUnknownOption(PositionText))

/** Page sizes that every provider takes: a server that says another has not been asked for it. */
const askable = (limit: number): number => Math.min(100, Math.max(1, Math.trunc(limit)))

export const toCursor = ({ limit, ...position }: Position): Cursor =>
  Cursor.make(Encoding.encodeBase64Url(encode({ ...position, limit: askable(limit) })))

/** The position of a cursor that this provider gave for this operation; anything else is refused. */
export const fromCursor = (
  provider: string,
  operation: string,
  cursor: string
): Either.Either<Position, InvalidInput> =>
  Encoding.decodeBase64UrlString(String(cursor)).pipe(
    Either.mapLeft(() => undefined),
    Either.flatMap((text) => Either.fromOption(decode(text), () => undefined)),
    Either.filterOrLeft(
      (position) => position.provider === provider && position.operation === operation,
      () => undefined
    ),
    Either.mapLeft(() =>
      invalidInput(provider, operation, { from: [`must be a cursor that ${provider} gave for ${operation}`] })
    )
  )
