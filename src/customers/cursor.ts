/** The text of a `Cursor`: which provider gave it and where it stopped, by ids and instants. */
import * as Option from "effect/Option"
import * as Result from "#line/Result"
import * as Schema from "#line/Schema"
import { Cursor } from "../Customers.js"
import type { InvalidInput } from "../CustomersError.js"
import { decodeBase64Url, encodeBase64Url } from "../http/base64.js"
import { whole } from "../wire/fields.js"
import { farthest } from "../wire/instants.js"
import type { Operation } from "../wire/invalidInput.js"
import { invalidInput } from "../wire/invalidInput.js"

/** The newest first are counted backwards. */
const instant = whole("an instant in milliseconds", -farthest, farthest)

const Stop = Schema.Struct({
  provider: Schema.String,
  /** `list` or `search`: where one stops says nothing to the other. */
  operation: Schema.String,
  at: whole("a whole number from 0", 0),
  /** Of a list: see `Position`. Those of version 0.1 have none of it. */
  ids: Schema.orElse(Schema.Array(Schema.String), () => []),
  reached: Schema.optional(instant),
  within: Schema.optional(whole("a whole number from 0", 0)),
  limit: Schema.optional(whole("a whole number from 1", 1)),
  /** Of `createdFrom`, in milliseconds. */
  createdFrom: Schema.optional(instant)
})

export type Stop = typeof Stop.Type

const StopText = Schema.fromJsonString(Stop)

export const toCursor = ({ provider, operation }: Operation, stop: Omit<Stop, keyof Operation>): Cursor =>
  Cursor.make(encodeBase64Url(Schema.encodeSync(StopText)({ provider, operation, ...stop })))

/** Where a cursor that this provider gave for this operation stopped; anything else is refused. */
export const fromCursor = (of: Operation, cursor: string): Result.Result<Stop, InvalidInput> =>
  (typeof cursor === "string"
    ? Schema.decodeUnknownOption(StopText)(decodeBase64Url(cursor))
    : Option.none()
  ).pipe(
    Option.filter((stop) => stop.provider === of.provider && stop.operation === of.operation),
    Result.fromOption(() =>
      invalidInput(of, { from: [`must be a cursor that ${of.provider} gave for ${of.operation}`] })
    )
  )
