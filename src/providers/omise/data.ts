/** JSON whose shape is not Omise's affair, such as metadata: kept as it is, compared by value. */
import { identity } from "effect/Function"
import * as Data from "#line/Data"
import * as Schema from "#line/Schema"
import { structuralProps, toData } from "../../privacy/equality.js"
import { isRecord } from "../../wire/json.js"
import { declined } from "../../wire/reader.js"
import { reading } from "../../wire/readers.js"

type JsonRecord = Readonly<Record<string, unknown>>

const comparableRecord = (json: object): JsonRecord => Data.struct(structuralProps(json))

/** Any JSON that Omise answers; a `null` is for the field around it to read. */
export const JsonData = reading(
  Schema.convert(
    Schema.Unknown,
    Schema.declare((value): value is unknown => value !== undefined).pipe(
      Schema.annotate({ description: "JSON" })
    ),
    { description: "JSON", decode: toData, encode: identity }
  ),
  (json) => (json === undefined ? declined : toData(json))
)

const anyRecord = Schema.Record(Schema.String, Schema.Unknown)

/** A JSON object that Omise answers. */
export const JsonObject = reading(
  Schema.convert(
    anyRecord,
    // No Record: it would be copied while it is checked, and the copy would not compare by value.
    Schema.declare((value): value is JsonRecord => isRecord(value)).pipe(
      Schema.annotate({ description: "an object" })
    ),
    { description: "an object", decode: comparableRecord, encode: identity }
  ),
  (json) => (isRecord(json) ? comparableRecord(json) : declined)
)

/** The object without anything in it. */
export const emptyObject: JsonRecord = comparableRecord({})

const fitsJson = (value: unknown): boolean => {
  try {
    JSON.stringify(value)
    return true
  } catch {
    return false
  }
}

/** A record that is to be sent: a cycle or a bigint has no place in JSON. */
export const JsonInput = anyRecord.pipe(
  Schema.where(fitsJson, { description: "data that can be written as JSON" })
)
