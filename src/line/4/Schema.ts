import * as Effect from "effect/Effect"
import { identity } from "effect/Function"
import * as Option from "effect/Option"
import { isNotNullish } from "effect/Predicate"
import * as Schema from "effect/Schema"
import * as SchemaIssue from "effect/SchemaIssue"
import * as SchemaTransformation from "effect/SchemaTransformation"

export * from "effect/Schema"

/** For what has been checked already. */
export const unchecked = { disableChecks: true } as const

// biome-ignore lint/suspicious/noExplicitAny: of whatever types
export type AnyCodec = Schema.Codec<any, any>

export const NonEmptyString = Schema.NonEmptyString.annotate({ description: "a non empty string" })

export const Int = Schema.Int.annotate({ description: "an integer" })

export const DateTimeUtc = Schema.DateTimeUtc.annotate({ description: "a DateTime.Utc instance" })

/** Errors of this line say what was expected, and not what stood there. */
export const retold: (error: unknown) => unknown = identity

/** Plain data compares by value on this line. */
export const byValue = <S extends Schema.Top>(schema: S): S => schema

export const annotate =
  (annotations: { readonly description: string }) =>
  <S extends Schema.Top>(schema: S): S["Rebuild"] =>
    schema.annotate(annotations as never)

/** What is given under names that the schema does not know is left out: it would be dropped after the check. */
const knownOf = (schema: object): (<A>(value: A) => A) => {
  if (!("fields" in schema)) return identity
  const names = Object.keys(schema.fields as object)
  return (value) =>
    Object.fromEntries(
      names.flatMap((name) => {
        const field = (value as Readonly<Record<string, unknown>>)[name]
        return field === undefined ? [] : [[name, field]]
      })
    ) as typeof value
}

/** Values that are not so are refused. @param path of the field that is to blame */
export const where =
  <S extends Schema.Top>(
    predicate: (value: S["Type"]) => boolean,
    { description, path }: { readonly description: string; readonly path?: string }
  ) =>
  (schema: S): S["Rebuild"] => {
    const known = knownOf(schema)
    return schema.check(
      Schema.makeFilter(
        (value) =>
          predicate(known(value)) || (path === undefined ? false : { path: [path], issue: description }),
        { description }
      )
    )
  }

export const whole = (minimum: number, maximum: number, annotations: { readonly description: string }) =>
  Schema.Number.check(Schema.isInt(annotations).abort(), Schema.isBetween({ minimum, maximum }, annotations))

/** A value of another type in place of what is written. What gives `undefined` is refused. */
export const convert = <A, I, B, R>(
  from: Schema.Codec<A, I>,
  to: Schema.Codec<B, R>,
  {
    description,
    decode,
    encode
  }: {
    readonly description: string
    readonly decode: (from: A) => R | undefined
    readonly encode: (to: R) => A | undefined
  }
): Schema.Codec<B, I> => {
  const given = <C>(value: C | undefined) =>
    value === undefined
      ? Effect.fail(new SchemaIssue.InvalidValue({ expected: description }))
      : Effect.succeed(value)
  return from.pipe(
    Schema.decodeTo(
      to,
      SchemaTransformation.transformEffect<R, A, never, never>({
        decode: (value) => given(decode(value)),
        encode: (value) => given(encode(value))
      })
    )
  ) as unknown as Schema.Codec<B, I>
}

const present = <S extends AnyCodec, I extends AnyCodec>(from: I, to: S, absent: () => S["Type"]) =>
  Schema.withConstructorDefault<Schema.decodeTo<Schema.toType<S>, I> & Schema.WithoutConstructorDefault>(
    Effect.sync(absent) as never
  )(
    from.pipe(
      Schema.decodeTo(
        Schema.toType(to),
        SchemaTransformation.transformOptional<S["Type"], I["Type"]>({
          decode: (value) => Option.some(Option.getOrElse(Option.filter(value, isNotNullish), absent)),
          encode: (value) => value
        })
      )
    ) as never
  )

/** What stands for a key that is left out. */
export const orElse = <S extends AnyCodec>(schema: S, absent: () => S["Type"]) =>
  present(Schema.optional(schema), schema, absent)

const noneByDefault = <O extends Schema.Constraint & Schema.WithoutConstructorDefault>(schema: O) =>
  Schema.withConstructorDefault<O>(Effect.succeed(Option.none()))(schema)

/** An `Option` for a key that may be left out. */
export const optionOf = <S extends AnyCodec>(schema: S) => noneByDefault(Schema.OptionFromOptional(schema))

/** A field whose name on the wire is another one. */
export interface Named<K extends string> {
  readonly "~wire": K
}

const named = <S extends object, K extends string>(key: K, schema: S): S & Named<K> =>
  Object.assign(schema, { "~wire": key })

/** The fields of `wire/fields.ts`, by their names on the wire. */
export const field = {
  received: <S extends AnyCodec, K extends string>(key: K, schema: S) =>
    named(key, noneByDefault(Schema.OptionFromOptionalNullOr(schema))),
  defaulted: <S extends AnyCodec, K extends string>(key: K, schema: S, absent: () => S["Type"]) =>
    named(key, present(Schema.optional(Schema.NullOr(schema)), schema, absent)),
  // a schema of its own: the same may be a field under another name
  required: <S extends AnyCodec, K extends string>(key: K, schema: S) =>
    named(key, schema.annotateKey({}) as S),
  optional: <S extends AnyCodec, K extends string>(key: K, schema: S) => named(key, Schema.optional(schema))
}

export type WireNames<F extends Schema.Struct.Fields> = {
  readonly [N in keyof F as F[N] extends Named<string> ? N : never]: F[N] extends Named<infer K> ? K : never
}

export type Renamed<F extends Schema.Struct.Fields> = (WireNames<F> extends infer M extends {
  readonly [N in keyof F]?: PropertyKey
}
  ? Schema.encodeKeys<Schema.Struct<F>, M>
  : never) & { readonly fields: F }

/** Effect's own, with the fields' names on the wire. */
export const Struct = <const F extends Schema.Struct.Fields>(fields: F): Renamed<F> => {
  const struct = Schema.Struct(fields)
  const names = Object.entries(fields).flatMap(([name, schema]) =>
    "~wire" in schema ? [[name, schema["~wire"]] as const] : []
  )
  return Object.assign(Schema.encodeKeys<Schema.Struct<F>, object>(Object.fromEntries(names))(struct), {
    fields
  }) as never
}

/** Effect's own, with the fields' names on the wire. */
export const Class =
  <Self>(identifier: string) =>
  <const F extends Schema.Struct.Fields>(fields: F): Schema.Class<Self, Renamed<F>, unknown> =>
    // at run time `Schema.Class` takes any schema with `fields`
    Schema.Class<Self>(identifier)(Struct(fields) as never) as never
