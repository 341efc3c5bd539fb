/** Which texts and numbers are instants, and which instants. */

import * as DateTime from "#line/DateTime"
import * as Result from "#line/test/Result"
import * as Schema from "#line/test/Schema"
import { assert, describe, it } from "#line/test/vitest"
import { UtcFromIso, UtcFromSeconds } from "../../src/wire/instants.js"
import { declined } from "../../src/wire/reader.js"
import { readerOf } from "../../src/wire/readers.js"

/**
 * The instant that a value is read as, written the one way; `undefined` where it is refused. The quick way reads and
 * refuses the same.
 */
const reader = <I>(schema: Schema.Codec<DateTime.Utc, I>) => {
  const decode = Schema.decodeUnknownResult(schema)
  return (value: unknown) => {
    const instant = Result.getOrUndefined(decode(value))
    const quick = readerOf(schema)(value)
    assert.deepStrictEqual(quick, instant ?? declined)
    return instant && DateTime.formatIso(instant)
  }
}

describe("UtcFromIso", () => {
  const read = reader(UtcFromIso)

  it.each([
    ["2014-10-14T03:05:00Z", "2014-10-14T03:05:00.000Z"],
    ["2014-10-14T03:05Z", "2014-10-14T03:05:00.000Z"],
    ["2014-10-14T03:05:06.7Z", "2014-10-14T03:05:06.700Z"],
    ["2014-10-14T03:05:06.789123Z", "2014-10-14T03:05:06.789Z"],
    ["2014-10-14T03:05:00+07:00", "2014-10-13T20:05:00.000Z"],
    ["2014-10-14T03:05:00-0330", "2014-10-14T06:35:00.000Z"],
    ["+010000-01-01T00:00:00Z", "+010000-01-01T00:00:00.000Z"],
    ["-000001-01-01T00:00:00Z", "-000001-01-01T00:00:00.000Z"]
  ])("%s is %s", (text, instant) => {
    assert.strictEqual(read(text), instant)
  })

  it.each([
    "",
    "2014-10-14",
    "2014-10-14T03:05:00",
    "2014-10-14 03:05:00Z",
    "2014-10-14T03Z",
    "2014-10-14T03:05:00.Z",
    "2014-10-14T03:05:00+7",
    "2014-10-14T03:05:00+07",
    "2014-10-14T03:05:00 GMT",
    "Tue, 14 Oct 2014 03:05:00 GMT",
    " 2014-10-14T03:05:00Z",
    "2014-10-14T03:05:00Z ",
    "2014-10-14T03:05:00Z\n",
    "214-10-14T03:05:00Z",
    "02014-10-14T03:05:00Z",
    "+02014-10-14T03:05:00Z",
    "2014-13-14T03:05:00Z",
    "2014-10-14T25:05:00Z",
    1_413_255_900,
    // as a text it would be an instant
    ["2014-10-14T03:05:00Z"],
    null
  ])("%j is none", (value) => {
    assert.isUndefined(read(value))
  })

  it("says what was expected, in words", () => {
    const { message } = Result.getOrThrow(Result.flip(Schema.decodeUnknownResult(UtcFromIso)("soon")))
    assert.include(message, "an ISO 8601 date and time with its offset")
  })

  it("is written with Z and milliseconds", () => {
    const instant = DateTime.makeUnsafe("2014-10-14T03:05:00+07:00")
    assert.strictEqual(Schema.encodeSync(UtcFromIso)(DateTime.toUtc(instant)), "2014-10-13T20:05:00.000Z")
  })
})

describe("UtcFromSeconds", () => {
  const read = reader(UtcFromSeconds)

  it.each([
    [0, "1970-01-01T00:00:00.000Z"],
    [1_538_562_174, "2018-10-03T10:22:54.000Z"],
    [1_538_562_174.25, "2018-10-03T10:22:54.250Z"],
    // in binary a little less than .001, and so is a thousand of it
    [1_538_562_174.001, "2018-10-03T10:22:54.001Z"],
    [-1.5, "1969-12-31T23:59:58.500Z"]
  ])("%d is %s", (seconds, instant) => {
    assert.strictEqual(read(seconds), instant)
  })

  it.each([1e300, Number.POSITIVE_INFINITY, Number.NaN, "1538562174", [1538562174], null])(
    "%j is none",
    (value) => {
      assert.isUndefined(read(value))
    }
  )

  it("says what was expected, in words", () => {
    const { message } = Result.getOrThrow(Result.flip(Schema.decodeUnknownResult(UtcFromSeconds)(1e300)))
    assert.include(message, "a Unix time in seconds")
  })

  it.each(["1970-01-01T00:00:00.000Z", "2018-10-03T10:22:54.001Z", "+100000-01-01T00:00:00.999Z"])(
    "%s is written as the number that it is read from",
    (text) => {
      assert.strictEqual(read(Schema.encodeSync(UtcFromSeconds)(DateTime.makeUnsafe(text))), text)
    }
  )

  it("refuses to write an instant whose milliseconds the number could not tell", () => {
    // a thousandth of it, a thousand times, is a millisecond less
    const far = DateTime.makeUnsafe(4_398_046_667_581_947)
    assert.isTrue(Result.isFailure(Schema.encodeUnknownResult(UtcFromSeconds)(far)))
  })
})
