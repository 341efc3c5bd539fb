/**
 * Classes whose data does not spill into logs by accident and is not lost by accident either.
 *
 * `String`, Node's `inspect` and Effect's loggers show which fields are there, not what they hold.
 * `JSON.stringify` gives the plain JSON that the class's Schema decodes back.
 */
import * as Option from "effect/Option"
import * as Inspectable from "#line/Inspectable"
import * as Schema from "#line/Schema"
import { structuralProps, toData } from "./equality.js"

/** Fields that say nothing of a person. */
const open = new Set([
  "provider",
  "id",
  "liveMode",
  "deleted",
  "next",
  "limit",
  "offset",
  "total",
  "page",
  "perPage",
  "start",
  "end",
  "count",
  "hasMore",
  "created"
])

// biome-ignore lint/suspicious/noExplicitAny: TypeScript asks for any[] in the constructor of a mixin's base
type Constructor = new (...args: any[]) => object

type AnyClass = Constructor & { readonly identifier: string }

const isMasked = Symbol.for("effect-payment-customers/masked")

/** On one line, whatever a provider puts into an id. */
const escaped = (text: string): string =>
  text.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]/gu,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`
  )

const show = (name: string, value: unknown): string => {
  if (Option.isOption(value))
    return Option.match(value, { onNone: () => "", onSome: (some) => show(name, some) })
  if (typeof value === "object" && value !== null && isMasked in value) return String(value)
  if (Array.isArray(value)) return `[${value.map((item) => show("", item)).join(", ")}]`
  return open.has(name) ? escaped(String(value)) : "<redacted>"
}

const summary = (identifier: string, self: object): string => {
  const fields = Object.entries(self)
    .map(([name, value]) => [name, show(name, value)])
    .filter(([, text]) => text !== "")
  return `${identifier}(${fields.map(([name, text]) => `${name}: ${text}`).join(", ")})`
}

/** By the class itself and not by what it extends: Effect 4's classes decode to the first class that was asked for. */
const encoded = (value: object): object =>
  Schema.encodeSync(value.constructor as unknown as Schema.Codec<object, object>)(value)

/** Whoever makes a page in a test gives a plain array; the classes hold `Data`, which compares by value. */
const comparable = (props: unknown): unknown => {
  if (typeof props !== "object" || props === null) return props
  for (const value of Object.values(props)) {
    if (toData(value) !== value) return structuralProps(props)
  }
  return props
}

/**
 * The class with its printed forms masked.
 *
 * Its JSON carries the mask unseen: whoever prints the result of `toJSON` (an `Option`, a `Chunk`, an `Exit` or a `Cause`
 * around a customer, Effect's loggers) prints the mask. `JSON.stringify` of the customer itself asks only once.
 */
export const masked = <C extends AnyClass>(Base: C): C => {
  const Masked = class extends Base {
    // biome-ignore lint/suspicious/noExplicitAny: see Constructor
    constructor(...args: any[]) {
      const [props, options] = args
      try {
        super(comparable(props), options)
      } catch (error) {
        throw Schema.retold(error)
      }
    }
    get [isMasked](): true {
      return true
    }
    override toString(): string {
      return summary(Base.identifier, this)
    }
    toJSON(): unknown {
      const text = this.toString()
      return Object.defineProperties(encoded(this), {
        [Inspectable.symbolRedactable]: { value: () => text },
        [Inspectable.NodeInspectSymbol]: { value: () => text },
        toJSON: { value: () => text }
      })
    }
    [Inspectable.NodeInspectSymbol](): unknown {
      return this.toString()
    }
  }
  return Masked
}
