/** Fields of a customer between the library's names and the wire's. */
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"

/** A field of an answer: absent, `null` or present. */
export const received = <A, I, K extends string>(key: K, schema: Schema.Schema<A, I>) =>
  Schema.optionalWith(schema, { as: "Option", nullable: true }).pipe(
    Schema.fromKey(key),
    Schema.withConstructorDefault(() => Option.none<A>())
  )

/** A field of an input that may be left out. */
export const optional = <A, I, K extends string>(key: K, schema: Schema.Schema<A, I>) =>
  Schema.optional(schema).pipe(Schema.fromKey(key))
