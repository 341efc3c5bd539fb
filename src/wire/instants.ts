/** Instants in the forms in which providers send them. */
import * as DateTime from "#line/DateTime"
import * as Schema from "#line/Schema"
import { declined } from "./reader.js"
import { reading } from "./readers.js"

/**
 * ISO 8601 with an offset; a date without one would mean another instant on every machine. Years beyond four digits
 * have a sign and six, which an offset at the edge is enough to bring about.
 */
const isoInstant = /^(\d{4}|[+-]\d{6})-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/

/** No instant is farther from 1970, in milliseconds (ECMA-262, "Time Values and Time Range"). */
export const farthest = 8.64e15

const fromDate = (date: Date): DateTime.Utc | undefined =>
  Number.isNaN(date.getTime()) ? undefined : DateTime.fromDateUnsafe(date)

const fromIso = (text: string): DateTime.Utc | undefined =>
  isoInstant.test(text) ? fromDate(new Date(text)) : undefined

/** ISO 8601 with `Z` or an offset such as `+07:00`. */
export const UtcFromIso = reading(
  Schema.convert(Schema.String, Schema.DateTimeUtc, {
    description: "an ISO 8601 date and time with its offset",
    decode: fromIso,
    encode: DateTime.formatIso
  }),
  (json) => (typeof json === "string" ? (fromIso(json) ?? declined) : declined)
)

const toMillis = (seconds: number): number => Math.round(seconds * 1000)

const fromSeconds = (seconds: number): DateTime.Utc | undefined => fromDate(new Date(toMillis(seconds)))

/**
 * Unix time in seconds, whole or with a fraction. An instant so far away (100,000 years) that a JSON number can't tell
 * its milliseconds is not encoded.
 */
export const UtcFromSeconds = reading(
  Schema.convert(Schema.Finite, Schema.DateTimeUtc, {
    description: "a Unix time in seconds",
    decode: fromSeconds,
    encode: (instant) => {
      const millis = DateTime.toEpochMillis(instant)
      const seconds = millis / 1000
      return toMillis(seconds) === millis ? seconds : undefined
    }
  }),
  (json) => (typeof json === "number" ? (fromSeconds(json) ?? declined) : declined)
)
