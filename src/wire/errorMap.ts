/** A provider's error map, of whatever nesting, as field → messages; and what `Customers` calls these fields. */

/** Bodies nested deeper than this, in objects or in arrays, are nobody's error map. */
const deepest = 16

const collect = (
  value: unknown,
  path: ReadonlyArray<string>,
  depth: number,
  into: Map<string, Array<string>>
): void => {
  if (depth > deepest) return
  if (Array.isArray(value)) {
    for (const item of value) collect(item, path, depth + 1, into)
  } else if (typeof value === "object" && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      if (key !== "__proto__") collect(inner, path.concat(key), depth + 1, into)
    }
  } else if (value !== null && value !== undefined) {
    const field = path.join(".") || "base"
    const messages = into.get(field)
    if (messages === undefined) into.set(field, [String(value)])
    else messages.push(String(value))
  }
}

/** Nested keys become dotted ones; messages without a field stand under `base`. */
export const flattenErrors = (map: unknown): Readonly<Record<string, ReadonlyArray<string>>> => {
  const found = new Map<string, Array<string>>()
  collect(map, [], 0, found)
  return Object.fromEntries(found)
}

/** A provider's name of a field → that of `Customers`, where the two differ. */
export type NeutralNames = Readonly<Record<string, string>>

/** Those of the fields that are refused; `undefined` where there is none. */
export const neutralNamesIn = (errors: object, names: NeutralNames): NeutralNames | undefined => {
  const found = Object.entries(names).filter(([field]) => Object.hasOwn(errors, field))
  return found.length === 0 ? undefined : Object.fromEntries(found)
}
