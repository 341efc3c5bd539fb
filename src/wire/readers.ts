/**
 * A quick way through answers that are as they should be. A reader gives what the schema would decode, or declines where
 * the schema would refuse: then the answer is read in part, if it can be (`Unread`), or the schema says what is wrong.
 */
import { identity } from "effect/Function"
import * as Option from "effect/Option"
import * as Data from "#line/Data"
import * as Schema from "#line/Schema"
import { scalarReader } from "#line/SchemaReader"
import { isRecord } from "./json.js"
import { declined, type Reader } from "./reader.js"
import { inPart } from "./unread.js"

type AnySchema = Schema.AnyCodec

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
    const known =
      fields.get(field) ??
      (Schema.isSchema(field) ? { key: name, read: () => readerOf(field as AnySchema) } : undefined)
    if (known === undefined) return undefined
    columns.push({ name, key: known.key, read: known.read() })
  }
  const Instance = constructorOf(schema.prototype)
  const reader: Reader = (json) => {
    if (!isRecord(json)) return declined
    const self = new Instance()
    for (const { name, key, read } of columns) {
      const value = read(json[key])
      if (value === declined) return declined
      self[name] = value
    }
    return self
  }
  return inPart(reader, (json, unread) => {
    if (!isRecord(json)) return declined
    const self = new Instance()
    for (const { name, key, read } of columns) {
      const value = unread.at(key, read, json[key])
      if (value === declined) return declined
      self[name] = value
    }
    return self
  })
}

export const readerOf = (schema: AnySchema): Reader => {
  const known = readers.get(schema)
  if (known !== undefined) return known
  const reader = (isClass(schema) ? ofClass(schema) : scalarReader(schema)) ?? bySchema(schema)
  readers.set(schema, reader)
  return reader
}

const Some = constructorOf(Object.getPrototypeOf(Option.some(undefined)))

const isAbsent = (json: unknown): json is null | undefined => json === undefined || json === null

/** A field that may be absent, or `null`. */
export const optionOf = (read: Reader): Reader =>
  inPart(
    (json) => {
      if (isAbsent(json)) return Option.none()
      const value = read(json)
      if (value === declined) return declined
      const some = new Some()
      some.value = value
      return some
    },
    (json, unread) => (isAbsent(json) ? Option.none() : unread.optional(read, json, Option.some, Option.none))
  )

/** @param absent what stands for a field that is absent, or `null` */
export const orDefault = (read: Reader, absent: () => unknown): Reader =>
  inPart(
    (json) => (isAbsent(json) ? absent() : read(json)),
    (json, unread) => (isAbsent(json) ? absent() : unread.optional(read, json, identity, absent))
  )

const wholeRows = (rows: Array<unknown>): unknown => (rows.includes(declined) ? declined : Data.array(rows))

/** An array whose rows are all read. */
export const rowsOf = (read: () => Reader): Reader =>
  inPart(
    (json) => (Array.isArray(json) ? wholeRows(json.map(read())) : declined),
    (json, unread) =>
      Array.isArray(json) ? wholeRows(json.map((row, place) => unread.at(place, read(), row))) : declined
  )
