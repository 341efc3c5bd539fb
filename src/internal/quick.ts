/**
 * A quick way through answers. A reader gives what the schema would decode, or declines where the schema would refuse;
 * with an `Unread` it declines only what has to be read. The schema itself says what is wrong.
 */
import * as Data from "effect/Data"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import * as SchemaAST from "effect/SchemaAST"
import { isRecord } from "./json.js"
import type { Unread } from "./unread.js"

export const declined: unique symbol = Symbol.for("effect-payment-customers/declined")

/** An optional field that can't be read and need not be. */
export const omitted: unique symbol = Symbol.for("effect-payment-customers/omitted")

/** @param unread where it is given, optional fields may be left unread */
export type Reader = (json: unknown, unread?: Unread) => unknown

type AnySchema = Schema.Schema.AnyNoContext

/** Where on the wire a field stands, and what reads it there. */
interface Field {
  readonly key: string
  readonly read: () => Reader
}

/** A field of a class, when its reader is there. */
interface Column {
  readonly name: string
  readonly key: string
  readonly read: Reader
}

const readers = new WeakMap<object, Reader>()
const fields = new WeakMap<object, Field>()

/** Reads what stands under a name or at a place. */
export const readAt = (
  step: string | number,
  read: Reader,
  json: unknown,
  unread: Unread | undefined
): unknown => (unread === undefined ? read(json) : unread.at(step, read, json))

/** The schema, with a reader of its own. */
export const reading = <S extends AnySchema>(schema: S, reader: Reader): S => {
  readers.set(schema, reader)
  return schema
}

/** The property signature, with a reader of its own. */
export const readingField = <P extends object>(signature: P, key: string, read: () => Reader): P => {
  fields.set(signature, { key, read })
  return signature
}

const bySchema = (schema: AnySchema): Reader => {
  const decode = Schema.decodeUnknownOption(schema)
  return (json) => Option.getOrElse(decode(json), () => declined)
}

/** Texts, numbers and Booleans, and what is refined of them. */
const ofAst = (ast: SchemaAST.AST): Reader | undefined => {
  switch (ast._tag) {
    case "StringKeyword":
      return (json) => (typeof json === "string" ? json : declined)
    case "NumberKeyword":
      return (json) => (typeof json === "number" ? json : declined)
    case "BooleanKeyword":
      return (json) => (typeof json === "boolean" ? json : declined)
    case "Refinement": {
      const from = ofAst(ast.from)
      return (
        from &&
        ((json) => {
          const value = from(json)
          return value !== declined && Option.isNone(ast.filter(value, SchemaAST.defaultParseOption, ast))
            ? value
            : declined
        })
      )
    }
    default:
      return undefined
  }
}

const isClass = (schema: AnySchema): schema is AnySchema & { fields: object; prototype: object } =>
  typeof schema === "function" && "fields" in schema

/** V8 plans the fields of what a constructor makes: that is three times as fast as `Object.create`. */
const constructorOf = (prototype: object) => {
  function Made() {}
  Made.prototype = prototype
  return Made as unknown as new () => Record<string, unknown>
}

/** What the constructor does after it has checked: the fields become properties. */
const ofClass = (schema: { fields: object; prototype: object }): Reader | undefined => {
  const columns: Array<Column> = []
  for (const [name, field] of Object.entries(schema.fields)) {
    const known = Schema.isSchema(field)
      ? { key: name, read: () => readerOf(field as AnySchema) }
      : fields.get(field)
    if (known === undefined) return undefined
    columns.push({ name, key: known.key, read: known.read() })
  }
  const Instance = constructorOf(schema.prototype)
  return (json, unread) => {
    if (!isRecord(json)) return declined
    const self = new Instance()
    for (const { name, key, read } of columns) {
      const value = readAt(key, read, json[key], unread)
      if (value === declined) return declined
      self[name] = value
    }
    return self
  }
}

export const readerOf = (schema: AnySchema): Reader => {
  const known = readers.get(schema)
  if (known !== undefined) return known
  const reader = (isClass(schema) ? ofClass(schema) : ofAst(schema.ast)) ?? bySchema(schema)
  readers.set(schema, reader)
  return reader
}

const Some = constructorOf(Object.getPrototypeOf(Option.some(undefined)))

const readOptional = (read: Reader, json: unknown, unread: Unread | undefined): unknown =>
  unread === undefined ? read(json) : unread.optional(read, json)

/** A field that may be absent, or `null`. */
export const optionOf =
  (read: Reader): Reader =>
  (json, unread) => {
    if (json === undefined || json === null) return Option.none()
    const value = readOptional(read, json, unread)
    if (value === declined) return declined
    if (value === omitted) return Option.none()
    const some = new Some()
    some.value = value
    return some
  }

/** @param absent what stands for a field that is absent, or `null` */
export const orDefault =
  (read: Reader, absent: () => unknown): Reader =>
  (json, unread) => {
    if (json === undefined || json === null) return absent()
    const value = readOptional(read, json, unread)
    return value === omitted ? absent() : value
  }

/** An array whose rows are all read. */
export const rowsOf =
  (read: () => Reader): Reader =>
  (json, unread) => {
    if (!Array.isArray(json)) return declined
    const each = read()
    const rows: Array<unknown> = []
    for (let place = 0; place < json.length; place += 1) {
      const row = readAt(place, each, json[place], unread)
      if (row === declined) return declined
      rows.push(row)
    }
    return Data.unsafeArray(rows)
  }
