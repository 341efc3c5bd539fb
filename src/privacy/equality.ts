/** Plain data as `Data`, so that classes that hold it compare by value. */
import * as Equal from "effect/Equal"
import * as Data from "#line/Data"

/** What is nested deeper is kept too, but compared by identity: a walk without end would overflow the stack. */
const deepest = 64

const isPlain = (value: object): boolean => {
  const prototype = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/** Arrays and plain objects as `Data`, however nested; any other value as it is. */
export const toData = (value: unknown, depth = 0): unknown => {
  if (typeof value !== "object" || value === null || Equal.isEqual(value)) return value
  if (depth > deepest) return Data.byReference(value)
  if (Array.isArray(value)) return Data.array(value.map((item) => toData(item, depth + 1)))
  return isPlain(value) ? Data.struct(structuralProps(value, depth + 1)) : value
}

/** A copy of `props` whose collections are `Data`, without keys that are `undefined` or `__proto__`. */
export const structuralProps = (props: object, depth = 0): Record<string, unknown> => {
  const given = props as Readonly<Record<string, unknown>>
  const out: Record<string, unknown> = {}
  for (const key of Object.keys(given)) {
    const value = given[key]
    if (value !== undefined && key !== "__proto__") out[key] = toData(value, depth)
  }
  return out
}
