/** The laws that every provider's schemas and mapper keep, whatever they are given. */
import { assert } from "@effect/vitest"
// chai's deep equality, which is `assert`'s, takes Option.none() and any Option.some() for equal
import { deepStrictEqual } from "@effect/vitest/utils"
import * as Equal from "effect/Equal"
import * as FastCheck from "fast-check"
import * as Arbitrary from "#line/test/Arbitrary"
import * as Result from "#line/test/Result"
import * as Schema from "#line/test/Schema"
import { isCustomersError } from "../../src/CustomersError.js"
import type { Dialect } from "../../src/call/call.js"
import { type AnyCall, answerOf, mapper } from "./mapper.js"
import { casesOf } from "./sample.js"

/** JSON values; half of them objects, or arrays of objects, that have some of `keys`. */
const anyJson = (keys: ReadonlyArray<string>): FastCheck.Arbitrary<unknown> => {
  const value = FastCheck.jsonValue()
  const row = FastCheck.record(Object.fromEntries(keys.map((key) => [key, value])), { requiredKeys: [] })
  return FastCheck.oneof(value, row, FastCheck.array(row, { maxLength: 3 }))
}

/** Decoding any value, JSON or not, ends as a Result: it never throws. */
export const decodesWithoutDefect = (call: AnyCall, keys: ReadonlyArray<string>): void => {
  FastCheck.assert(
    FastCheck.property(FastCheck.oneof(anyJson(keys), FastCheck.anything()), (json) => {
      assert.isTrue(Result.isResult(call.decode({ ...answerOf(200, ""), json })))
    }),
    { numRuns: casesOf(300) }
  )
}

/** The mapper makes of any status and any text a value or an error of the library: it never throws. */
export const mapsWithoutDefect = (dialect: Dialect, call: AnyCall, keys: ReadonlyArray<string>): void => {
  const map = mapper(dialect, call)
  const text = FastCheck.oneof(
    anyJson(keys).map((json) => JSON.stringify(json)),
    FastCheck.string()
  )
  FastCheck.assert(
    FastCheck.property(FastCheck.integer({ min: 100, max: 999 }), text, (status, body) => {
      const result = map(status, body)
      if (Result.isFailure(result)) assert.isTrue(isCustomersError(Result.getOrThrow(Result.flip(result))))
      else {
        // where a list's 404 is an empty page, the call says so
        const announced = (status >= 200 && status < 300) || (status === 404 && call.empty !== undefined)
        assert.isTrue(announced, `a success under ${status}`)
      }
    }),
    { numRuns: casesOf(500) }
  )
}

const isPlain = (value: unknown): value is object =>
  typeof value === "object" &&
  value !== null &&
  [Object.prototype, null].includes(Object.getPrototypeOf(value))

/** `undefined` stands for "absent" in every input, at every depth. */
const withoutUndefined = (value: unknown): unknown =>
  isPlain(value)
    ? Object.fromEntries(
        Object.entries(value)
          .filter(([, inner]) => inner !== undefined)
          .map(([key, inner]) => [key, withoutUndefined(inner)])
      )
    : value

/** Encoded, sent as JSON and decoded again, any value of the schema is what it was. */
export const encodesAndDecodesToItself = <A, I>(schema: Schema.Codec<A, I>): void => {
  const encode = Schema.encodeSync(schema)
  const decode = Schema.decodeUnknownSync(schema)
  FastCheck.assert(
    FastCheck.property(Arbitrary.make(schema), (value) => {
      const text = JSON.stringify(encode(value))
      const json: unknown = JSON.parse(text)
      // Node 24's JSON.parse reads a key of one escaped letter as "\\", if it has seen other keys there before
      FastCheck.pre(JSON.stringify(json) === text)
      const back = decode(json)
      deepStrictEqual(withoutUndefined(back), withoutUndefined(value))
      if (Equal.isEqual(value)) assert.isTrue(Equal.equals(back, value))
    }),
    { numRuns: casesOf(300) }
  )
}
