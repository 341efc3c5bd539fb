/** A provider's error map, of whatever nesting, as field → messages. */

/** Bodies nested deeper than this are nobody's error map. */
const deepest = 8

const collect = (value: unknown, path: ReadonlyArray<string>, into: Map<string, Array<string>>): void => {
  if (path.length > deepest) return
  if (Array.isArray(value)) {
    for (const item of value) collect(item, path, into)
  } else if (typeof value === "object" && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      if (key !== "__proto__") collect(inner, path.concat(key), into)
    }
  } else if (value !== null && value !== undefined) {
    const field = path.join(".") || "base"
    into.set(field, [...(into.get(field) ?? []), String(value)])
  }
}

/** Nested keys become dotted ones; messages without a field stand under `base`. */
export const flattenErrors = (map: unknown): Readonly<Record<string, ReadonlyArray<string>>> => {
  const found = new Map<string, Array<string>>()
  collect(map, [], found)
  return Object.fromEntries(found)
}
