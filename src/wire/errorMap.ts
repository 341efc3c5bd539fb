/** A provider's error map, of whatever nesting, as field → messages; and what `Customers` calls these fields. */

/** Bodies nested deeper than this, in objects or in arrays, are nobody's error map. */
const deepest = 16

/** A form has fewer fields. What comes after them is left out. */
const mostFields = 100

/** Of all fields together. */
const mostMessages = 1000

class FieldErrors {
  readonly found = new Map<string, Array<string>>()
  private messages = 0

  get isFull(): boolean {
    return this.messages >= mostMessages
  }

  collect(value: unknown, path: ReadonlyArray<string>, depth: number): void {
    if (depth > deepest || this.isFull) return
    if (Array.isArray(value)) {
      for (const item of value) this.collect(item, path, depth + 1)
    } else if (typeof value === "object" && value !== null) {
      for (const [key, inner] of Object.entries(value)) {
        if (this.isFull) return
        if (key !== "__proto__") this.collect(inner, path.concat(key), depth + 1)
      }
    } else if (value !== null && value !== undefined) this.add(path.join(".") || "base", String(value))
  }

  private add(field: string, message: string): void {
    this.messages += 1
    const messages = this.found.get(field)
    if (messages === undefined && this.found.size >= mostFields) return
    if (messages === undefined) this.found.set(field, [message])
    else messages.push(message)
  }
}

/** Nested keys become dotted ones; messages without a field stand under `base`. The first hundred fields are kept. */
export const flattenErrors = (map: unknown): Readonly<Record<string, ReadonlyArray<string>>> => {
  const errors = new FieldErrors()
  errors.collect(map, [], 0)
  return Object.fromEntries(errors.found)
}

/** A provider's name of a field → that of `Customers`, where the two differ. */
export type NeutralNames = Readonly<Record<string, string>>

/** Those of the fields that are refused; `undefined` where there is none. */
export const neutralNamesIn = (errors: object, names: NeutralNames): NeutralNames | undefined => {
  const found = Object.entries(names).filter(([field]) => Object.hasOwn(errors, field))
  return found.length === 0 ? undefined : Object.fromEntries(found)
}
