/** JSON whose shape is not Omise's affair, such as metadata: kept as it is, compared by value. */
import * as Data from "effect/Data"
import type * as FastCheck from "effect/FastCheck"
import * as Schema from "effect/Schema"
import { isRecord } from "../internal/json.js"
import { reading } from "../internal/quick.js"
import { declined } from "../internal/reader.js"
import { structuralProps, toData } from "../internal/structural.js"

type JsonRecord = Readonly<Record<string, unknown>>

const comparableRecord = (json: object): JsonRecord => Data.struct(structuralProps(json))

/** JSON as it is read: without `-0`, which JSON does not keep. */
const jsonArbitrary = (fc: Pick<typeof FastCheck, "jsonValue">) =>
  fc.jsonValue().map((value): unknown => JSON.parse(JSON.stringify(value)))

const recordArbitrary = (fc: Pick<typeof FastCheck, "jsonValue" | "dictionary" | "string">) =>
  fc
    .dictionary(
      fc.string().filter((key) => key !== "__proto__"),
      jsonArbitrary(fc)
    )
    .map((record) => ({ ...record }))

/** Any JSON that Omise answers; a `null` is for the field around it to read. */
export const JsonData = reading(
  Schema.transform(
    Schema.Unknown,
    Schema.Unknown.annotations({
      arbitrary: () => (fc) =>
        jsonArbitrary(fc)
          .filter((json) => json !== null)
          .map((json) => toData(json))
    }),
    { strict: true, decode: (json) => toData(json), encode: (data) => data }
  ),
  (json) => toData(json)
)

const anyRecord = Schema.Record({ key: Schema.String, value: Schema.Unknown })

/** A JSON object that Omise answers. */
export const JsonObject = reading(
  Schema.transform(
    anyRecord,
    // No Record: it would be copied while it is checked, and the copy would not compare by value.
    Schema.declare((value): value is JsonRecord => isRecord(value), {
      description: "an object",
      arbitrary: () => (fc) => recordArbitrary(fc).map((record) => comparableRecord(record))
    }),
    { strict: true, decode: (json) => comparableRecord(json), encode: (data) => data }
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
  Schema.filter(fitsJson, {
    description: "data that can be written as JSON",
    arbitrary: () => recordArbitrary
  })
)
