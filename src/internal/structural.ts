/** Plain data as `Data`, so that classes that hold it compare by value. */
import * as Data from "effect/Data"
import * as Equal from "effect/Equal"

const isPlain = (value: object): boolean => {
  const prototype = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

const toData = (value: unknown): unknown => {
  if (typeof value !== "object" || value === null || Equal.isEqual(value)) return value
  if (Array.isArray(value)) return Data.array(value.map(toData))
  return isPlain(value) ? Data.struct(structuralProps(value)) : value
}

/** A copy of `props` whose collections are `Data`, without keys that are `undefined` or `__proto__`. */
export const structuralProps = (props: object): Record<string, unknown> => {
  const out: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(props)) {
    if (value !== undefined && key !== "__proto__") out[key] = toData(value)
  }
  return out
}
