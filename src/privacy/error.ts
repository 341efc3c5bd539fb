/**
 * Errors that can be printed anywhere: message, `toString`, `toJSON` and `inspect` name provider, operation,
 * status, code and fields, and never a value that a caller or a provider put in.
 */
import * as Equal from "effect/Equal"
import * as Hash from "effect/Hash"
import * as Data from "#line/Data"
import { NodeInspectSymbol } from "#line/Inspectable"
import { structuralProps, toData } from "./equality.js"
import { isKnownName } from "./names.js"

/** What an error may show, beside its tag. */
const shown = ["provider", "operation", "status", "origin", "reason", "outcome", "retryable"]

/** The form of the names that the library gives itself, and of the system's codes. */
const name = /^[A-Za-z_][A-Za-z0-9_-]{0,63}(\.([A-Za-z_][A-Za-z0-9_-]{0,63}|\d{1,6}))*$/

const ourName = (value: unknown): string => (typeof value === "string" && name.test(value) ? value : "?")

const theirName = (provider: unknown, value: unknown): string =>
  typeof value === "string" && isKnownName(String(provider), value) ? value : "?"

const fieldsOf = (error: Record<string, unknown>): ReadonlyArray<string> | undefined => {
  if (error.errors) {
    const ours = error.origin === "client"
    return Object.keys(error.errors).map((field) =>
      ours ? ourName(field) : theirName(error.provider, field)
    )
  }
  if (Array.isArray(error.issues)) return error.issues.map(({ path }) => ourName(path))
  return undefined
}

/** The system's where nobody answered, else the provider's. */
const codeOf = ({ code, provider, reason }: Record<string, unknown>): string =>
  reason === "Transport" || reason === "Timeout" ? ourName(code) : theirName(provider, code)

/** The parts of an error that may be seen by anyone who reads a log. */
const visibleParts = (error: Error): Record<string, unknown> => {
  const from = error as unknown as Record<string, unknown>
  const out: Record<string, unknown> = { _tag: from._tag }
  for (const key of shown) if (from[key] !== undefined) out[key] = from[key]
  if (from.code !== undefined) out.code = codeOf(from)
  const fields = fieldsOf(from)
  if (fields !== undefined && fields.length > 0) out.fields = fields
  return out
}

const sentence = (error: Error): string => {
  const { _tag, provider, operation, fields, retryable: _, ...rest } = visibleParts(error)
  const facts = Object.entries(rest).map(([key, value]) => `${key} ${value}`)
  if (Array.isArray(fields)) facts.push(`fields ${fields.join(", ")}`)
  return `${provider} ${operation}: ${[_tag, ...facts].join(", ")}`
}

// biome-ignore lint/suspicious/noExplicitAny: TypeScript asks for any[] in the constructor of a mixin's base
type ErrorClass = new (...args: any[]) => Error

/**
 * Node prints the enumerable properties of an error that nobody caught, whatever its own `inspect` says. And what is
 * decoded on Effect 4 has not come by the constructor's first argument.
 */
const settle = (error: Error): void => {
  for (const [key, value] of Object.entries(error)) {
    if (value === undefined) Reflect.deleteProperty(error, key)
    else
      Object.defineProperty(error, key, {
        value: toData(value),
        enumerable: key === "_tag" || shown.includes(key)
      })
  }
}

const dataOf = (error: object): Record<string, unknown> => {
  const { stack: _, ...data } = Object.fromEntries(
    Object.getOwnPropertyNames(error).map((key) => [key, Reflect.get(error, key)])
  )
  return Data.struct(data)
}

/**
 * The class with its printed forms free of values. Two of its errors are equal if all of their data is, printed or
 * not.
 */
export const valueless = <C extends ErrorClass>(Base: C): C =>
  class extends Base {
    // biome-ignore lint/suspicious/noExplicitAny: see ErrorClass
    constructor(...args: any[]) {
      const [props, options] = args
      super(structuralProps(props ?? {}), options)
      settle(this)
    }
    [Equal.symbol](that: unknown): boolean {
      return that instanceof Base && Equal.equals(dataOf(this), dataOf(that))
    }
    [Hash.symbol](): number {
      return Hash.hash(dataOf(this))
    }
    override get name(): string {
      return String(Reflect.get(this, "_tag"))
    }
    override get message(): string {
      return sentence(this)
    }
    override toString(): string {
      return sentence(this)
    }
    toJSON(): unknown {
      return { ...visibleParts(this), message: this.message }
    }
    /** With its stack, as Node prints other errors. */
    [NodeInspectSymbol](): string {
      const [, ...frames] = this.stack?.split("\n") ?? []
      return [this.toString(), ...frames].join("\n")
    }
  }
