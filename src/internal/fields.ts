/** Fields of a customer between the library's names and the wire's. */
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import { optionOf, orDefault, readerOf, reading, readingField, rowsOf } from "./quick.js"

/** A field of an answer: absent, `null` or present. */
export const received = <A, I, K extends string>(key: K, schema: Schema.Schema<A, I>) =>
  readingField(
    Schema.optionalWith(schema, { as: "Option", nullable: true }).pipe(
      Schema.fromKey(key),
      Schema.withConstructorDefault(() => Option.none<A>())
    ),
    key,
    () => optionOf(readerOf(schema))
  )

/** A field of an answer that has a value of its own where it is absent or `null`. */
export const defaulted = <A, I, K extends string>(key: K, schema: Schema.Schema<A, I>, absent: () => A) =>
  readingField(
    Schema.optionalWith(schema, { default: absent, nullable: true }).pipe(Schema.fromKey(key)),
    key,
    () => orDefault(readerOf(schema), absent)
  )

/** A field that every answer has. */
export const required = <A, I, K extends string>(key: K, schema: Schema.Schema<A, I>) =>
  readingField(Schema.propertySignature(schema).pipe(Schema.fromKey(key)), key, () => readerOf(schema))

/** The rows of an answer, which compare by value. */
export const rows = <A, I>(row: Schema.Schema<A, I>) =>
  reading(
    Schema.Data(Schema.Array(row)),
    rowsOf(() => readerOf(row))
  )

/** A field of an input that may be left out. */
export const optional = <A, I, K extends string>(key: K, schema: Schema.Schema<A, I>) =>
  Schema.optional(schema).pipe(Schema.fromKey(key))
