/** Fields of a customer between the library's names and the wire's. */
import * as Schema from "#line/Schema"
import { optionOf, orDefault, readerOf, reading, readingField, rowsOf } from "./readers.js"

/** A field of an answer: absent, `null` or present. */
export const received = <A, I, K extends string>(key: K, schema: Schema.Codec<A, I>) =>
  readingField(Schema.field.received(key, schema), key, () => optionOf(readerOf(schema)))

/** A field of an answer that has a value of its own where it is absent or `null`. */
export const defaulted = <A, I, K extends string>(key: K, schema: Schema.Codec<A, I>, absent: () => A) =>
  readingField(Schema.field.defaulted(key, schema, absent), key, () => orDefault(readerOf(schema), absent))

/** A field that every answer has. */
export const required = <A, I, K extends string>(key: K, schema: Schema.Codec<A, I>) =>
  readingField(Schema.field.required(key, schema), key, () => readerOf(schema))

/** The rows of an answer, which compare by value. */
export const rows = <A, I>(row: Schema.Codec<A, I>) =>
  reading(
    Schema.byValue(Schema.Array(row)),
    rowsOf(() => readerOf(row))
  )

/** A field of an input that may be left out. */
export const optional = <A, I, K extends string>(key: K, schema: Schema.Codec<A, I>) =>
  Schema.field.optional(key, schema)

/** A whole number. @param description of those that are taken, in words */
export const whole = (description: string, least: number, most = Number.MAX_SAFE_INTEGER) =>
  Schema.whole(least, most, { description })

/** Refuses a patch without a field, or with nothing but `undefined`: it would do nothing. */
export const changesSomething = <S extends Schema.AnyCodec>(patch: S) =>
  Schema.where<S>((fields: object) => Object.values(fields).some((value) => value !== undefined), {
    description: "a patch that changes at least one field"
  })(patch)
