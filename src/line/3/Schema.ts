import * as Option from "effect/Option"
import * as ParseResult from "effect/ParseResult"
import * as Schema from "effect/Schema"
import { inWords } from "./SchemaIssue.js"

export * from "effect/Schema"
export {
  DateTimeUtc as DateTimeUtcFromString,
  DateTimeUtcFromSelf as DateTimeUtc,
  decodeUnknownEither as decodeUnknownResult,
  encodeUnknownEither as encodeUnknownResult,
  JsonNumber as Finite,
  parseJson as fromJsonString,
  type Schema as Codec
} from "effect/Schema"

/** For what has been checked already. */
export const unchecked = { disableValidation: true } as const

export type AnyCodec = Schema.Schema.AnyNoContext

/** Effect's own messages on this line quote the value. */
const message = (issue: ParseResult.ParseIssue) => ({ message: inWords(issue), override: true })

/** The schema with messages that say what was expected, and not what stood there. */
const quiet = <S extends Schema.Annotable.All>(schema: S): S => schema.annotations({ message }) as S

/** Effect's own has an `$id`, which may stand only once in an OpenAPI document. */
export const Unknown = Schema.Unknown.annotations({ jsonSchema: { anyOf: [{}] } })

/** The error of a constructor, in the same words. */
export const retold = (error: unknown): unknown =>
  ParseResult.isParseError(error)
    ? ParseResult.parseError(new ParseResult.Type(Schema.Unknown.ast, undefined, inWords(error.issue)))
    : error

/** Data compares by value. */
export const byValue: typeof Schema.Data = (schema) => quiet(Schema.Data(schema))

export const Struct = <F extends Schema.Struct.Fields>(fields: F): Schema.Struct<F> =>
  quiet(Schema.Struct(fields))

export const Class: typeof Schema.Class = (identifier) => (fields) =>
  Schema.Class<never>(identifier)(fields, [{ message }, { message }, { message }] as never) as never

export const TaggedError: typeof Schema.TaggedError = (identifier) => (tag, fields) =>
  Schema.TaggedError<never>(identifier)(tag, fields, [
    { message },
    { message },
    { message }
  ] as never) as never

export const brand =
  <B extends string>(name: B) =>
  <S extends Schema.Schema.Any>(schema: S): Schema.brand<S, B> =>
    Schema.brand<S, B>(name, { message })(schema)

export const Literals = <const L extends readonly [string, ...ReadonlyArray<string>]>(literals: L) =>
  quiet(Schema.Literal<L>(...literals))

export const Union = <const M extends readonly [AnyCodec, AnyCodec, ...ReadonlyArray<AnyCodec>]>(
  members: M
) => quiet(Schema.Union<M>(...members))

export const Record = <K extends Schema.Schema.All, V extends Schema.Schema.All>(
  key: K,
  value: V
): Schema.Record$<K, V> => quiet(Schema.Record({ key, value }))

export const annotate =
  (annotations: { readonly description: string }) =>
  <S extends Schema.Annotable.All>(schema: S): S =>
    schema.annotations(annotations) as S

/** Values that are not so are refused. @param path of the field that is to blame */
export const where =
  <S extends Schema.Schema.Any>(
    predicate: (value: Schema.Schema.Type<S>) => boolean,
    { description, path }: { readonly description: string; readonly path?: string }
  ) =>
  (schema: S): Schema.filter<S> =>
    Schema.filter<S>(
      (value) => predicate(value) || (path === undefined ? false : { path: [path], message: "" }),
      { description, message }
    )(schema)

export const whole = (least: number, most: number, annotations: { readonly description: string }) =>
  Schema.Number.pipe(Schema.int(annotations), Schema.between(least, most, annotations))

/** A value of another type in place of what is written. What gives `undefined` is refused. */
export const convert = <A, I, B, R>(
  from: Schema.Schema<A, I>,
  to: Schema.Schema<B, R>,
  {
    description,
    decode,
    encode
  }: {
    readonly description: string
    readonly decode: (from: A) => R | undefined
    readonly encode: (to: R) => A | undefined
  }
): Schema.Schema<B, I> =>
  Schema.transformOrFail(from, to, {
    strict: true,
    decode: (value, _, ast) => {
      const decoded = decode(value)
      return decoded === undefined
        ? ParseResult.fail(new ParseResult.Type(ast, value))
        : ParseResult.succeed(decoded)
    },
    encode: (value, _, ast) => {
      const encoded = encode(value)
      return encoded === undefined
        ? ParseResult.fail(new ParseResult.Type(ast, value))
        : ParseResult.succeed(encoded)
    }
  }).annotations({ description, message })

/** A key that may be left out, but does not hold `undefined`. */
export const optionalKey = <A, I>(schema: Schema.Schema<A, I>) => Schema.optionalWith(schema, { exact: true })

/** What stands for a key that is left out. */
export const orElse = <A, I>(schema: Schema.Schema<A, I>, absent: () => NoInfer<A>) =>
  Schema.optionalWith(schema, { default: absent })

/** An `Option` for a key that may be left out. */
export const optionOf = <A, I>(schema: Schema.Schema<A, I>) =>
  Schema.optionalWith(schema, { as: "Option" }).pipe(Schema.withConstructorDefault(() => Option.none<A>()))

/** The fields of `wire/fields.ts`, by their names on the wire. */
export const field = {
  received: <A, I, K extends string>(key: K, schema: Schema.Schema<A, I>) =>
    Schema.optionalWith(schema, { as: "Option", nullable: true }).pipe(
      Schema.fromKey(key),
      Schema.withConstructorDefault(() => Option.none<A>())
    ),
  defaulted: <A, I, K extends string>(key: K, schema: Schema.Schema<A, I>, absent: () => NoInfer<A>) =>
    Schema.optionalWith(schema, { default: absent, nullable: true }).pipe(Schema.fromKey(key)),
  required: <A, I, K extends string>(key: K, schema: Schema.Schema<A, I>) =>
    Schema.propertySignature(schema).pipe(Schema.fromKey(key)),
  optional: <A, I, K extends string>(key: K, schema: Schema.Schema<A, I>) =>
    Schema.optional(schema).pipe(Schema.fromKey(key))
}
