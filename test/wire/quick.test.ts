/** The quick way through an answer: what it reads is what the Schema decodes, and it declines what the Schema refuses. */

// chai's deep equality, which is `assert`'s, takes Option.none() and any Option.some() for equal
import { deepStrictEqual } from "@effect/vitest/utils"
import * as Equal from "effect/Equal"
import * as Hash from "effect/Hash"
import * as BePaid from "effect-payment-customers/BePaid"
import * as Omise from "effect-payment-customers/Omise"
import * as Stancer from "effect-payment-customers/Stancer"
import * as FastCheck from "fast-check"
import * as Arbitrary from "#line/test/Arbitrary"
import * as Option from "#line/test/Option"
import * as Result from "#line/test/Result"
import * as Schema from "#line/test/Schema"
import { assert, describe, it } from "#line/test/vitest"
import { JsonData, JsonObject } from "../../src/providers/omise/data.js"
import { rows } from "../../src/wire/fields.js"
import { UtcFromIso, UtcFromSeconds } from "../../src/wire/instants.js"
import { declined } from "../../src/wire/reader.js"
import { readerOf } from "../../src/wire/readers.js"
import { casesOf } from "../support/sample.js"

/** All that an answer is decoded by. */
const schemas: Readonly<Record<string, Schema.AnyCodec>> = {
  "BePaid.Customer": BePaid.Customer,
  "BePaid.CustomerPage": BePaid.CustomerPage,
  "bePaid's list": rows(BePaid.Customer),
  "Omise.Customer": Omise.Customer,
  "Omise.DeletedCustomer": Omise.DeletedCustomer,
  "Omise.CustomerPage": Omise.CustomerPage,
  "Omise.CustomerSearchPage": Omise.CustomerSearchPage,
  "Omise.Card": Omise.Card,
  "Omise.DeletedCard": Omise.DeletedCard,
  "Omise.CardList": Omise.CardList,
  "Omise.CardPage": Omise.CardPage,
  "Omise.Schedule": Omise.Schedule,
  "Omise.SchedulePage": Omise.SchedulePage,
  "Stancer.Customer": Stancer.Customer,
  "Stancer.CustomerPage": Stancer.CustomerPage,
  "Stancer's list": Stancer.CustomerPage,
  JsonData,
  JsonObject,
  UtcFromIso,
  UtcFromSeconds
}

/** Every place in a JSON value, as a way there. */
const places = (json: unknown): ReadonlyArray<ReadonlyArray<string>> =>
  typeof json === "object" && json !== null
    ? [[], ...Object.entries(json).flatMap(([key, value]) => places(value).map((rest) => [key, ...rest]))]
    : [[]]

/** The value with another one at a place, or without it. */
const changed = (json: unknown, [key, ...rest]: ReadonlyArray<string>, by: unknown): unknown => {
  if (key === undefined) return by
  if (Array.isArray(json))
    return json.map((value, index) => (String(index) === key ? changed(value, rest, by) : value))
  return Object.fromEntries(
    Object.entries(json as object).flatMap(([name, value]) => {
      if (name !== key) return [[name, value]]
      const after = changed(value, rest, by)
      return after === undefined ? [] : [[name, after]]
    })
  )
}

const strange = FastCheck.oneof(
  FastCheck.jsonValue(),
  FastCheck.constantFrom(
    null,
    undefined,
    "",
    "2025-02-30T00:00:00Z",
    "2014-10-14T03:05:00+07:00",
    1.5,
    -0,
    2 ** 60,
    [],
    {}
  )
)

/** JSON as the provider would send it, changed in up to three places. */
const answers = (schema: Schema.AnyCodec) => {
  // an instant too far away for JSON's numbers has no encoding
  const encode = (value: unknown) => Option.getOrNull(Schema.encodeUnknownOption(schema)(value))
  return FastCheck.tuple(
    Arbitrary.make(schema),
    FastCheck.array(FastCheck.tuple(FastCheck.nat(), strange), { maxLength: 3 })
  ).map(([value, changes]) =>
    changes.reduce(
      (json: unknown, [place, by]) => {
        const all = places(json)
        return changed(json, all[place % all.length] ?? [], by)
      },
      JSON.parse(JSON.stringify(encode(value)))
    )
  )
}

describe.each(Object.entries(schemas))("%s", (_, schema) => {
  const decode = Schema.decodeUnknownResult(schema)
  const read = readerOf(schema)

  const agrees = (json: unknown) => {
    const slow = decode(json)
    const quick = read(json)
    assert.strictEqual(quick === declined, Result.isFailure(slow))
    if (Result.isFailure(slow)) return
    const wanted = Result.getOrThrow(slow)
    deepStrictEqual(quick, wanted)
    if (typeof quick === "object" && quick !== null) {
      assert.strictEqual(Object.getPrototypeOf(quick), Object.getPrototypeOf(wanted))
      assert.deepEqual(Object.keys(quick), Object.keys(wanted))
    }
    // NaN, which no JSON has, equals nothing
    if (Equal.isEqual(wanted) && Equal.equals(Result.getOrThrow(decode(json)), wanted)) {
      assert.isTrue(Equal.equals(quick, wanted))
      assert.strictEqual(Hash.hash(quick), Hash.hash(wanted))
    }
    // of a class: JSON of any shape may have a `toString` of its own
    if ("identifier" in schema) assert.strictEqual(String(quick), String(wanted))
  }

  it("agrees with the Schema on answers, whole and broken", () => {
    FastCheck.assert(FastCheck.property(answers(schema), agrees), { numRuns: casesOf(300) })
  })

  it("agrees with the Schema on anything", () => {
    FastCheck.assert(FastCheck.property(FastCheck.anything(), agrees), { numRuns: casesOf(300) })
  })
})
