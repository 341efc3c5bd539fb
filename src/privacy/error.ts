/**
 * Errors that can be printed anywhere: message, `toString`, `toJSON` and `inspect` name what happened, in the library's own
 * words and in names that are known, and never a value that a caller or a provider put in.
 */
import * as Equal from "effect/Equal"
import * as Hash from "effect/Hash"
import * as Data from "#line/Data"
import * as Duration from "#line/Duration"
import { NodeInspectSymbol } from "#line/Inspectable"
import * as Schema from "#line/Schema"
import { isSystemCode } from "./codes.js"
import { structuralProps, toData } from "./equality.js"
import { isKnownName } from "./names.js"
import { isRequestId } from "./requestId.js"
import { isOurs } from "./words.js"

/** What an error may show as it is, beside its tag. */
const shown = ["provider", "operation", "status", "origin", "reason", "outcome", "retryable"]

/** No more fields are printed. */
const mostFields = 20

/** The form of the names that the library gives itself, with places in lists. */
const name = /^([A-Za-z_][A-Za-z0-9_-]{0,63}|\d{1,6})(\.([A-Za-z_][A-Za-z0-9_-]{0,63}|\d{1,6}))*$/

const ourName = (value: unknown): string => {
  if (value === "") return "body"
  return typeof value === "string" && name.test(value) ? value : "?"
}

const theirName = (provider: unknown, value: unknown): string =>
  typeof value === "string" && isKnownName(String(provider), value) ? value : "?"

/** A field, and the library's own words on it. */
interface Field {
  readonly name: string
  readonly rules: ReadonlyArray<string>
}

const fieldsOf = ({ errors, issues, origin, provider }: Record<string, unknown>): ReadonlyArray<Field> => {
  if (typeof errors === "object" && errors !== null) {
    return Object.entries(errors).map(([field, messages]) =>
      origin === "client"
        ? { name: ourName(field), rules: [messages].flat().filter(isOurs) }
        : { name: theirName(provider, field), rules: [] }
    )
  }
  return Array.isArray(issues)
    ? issues.map(({ path, expected }) => ({
        name: ourName(path),
        rules: isOurs(expected) ? [`expected ${expected}`] : []
      }))
    : []
}

/** The system's where nobody answered, else the provider's. */
const codeOf = ({ code, provider, reason }: Record<string, unknown>): string => {
  if (reason === "Transport" || reason === "Timeout") return isSystemCode(code) ? code : "?"
  return theirName(provider, code)
}

const isHost = (host: unknown): host is string =>
  typeof host === "string" && /^[a-z0-9.:[\]-]{1,261}$/i.test(host)

const isCutOff = ({ reason, status }: Record<string, unknown>): boolean =>
  status !== undefined && (reason === "Transport" || reason === "Timeout")

interface Visible {
  readonly [part: string]: unknown
  rules?: Readonly<Record<string, ReadonlyArray<string>>>
}

/** The parts of an error that may be seen by anyone who reads a log. */
const visibleParts = (error: Error): Visible => {
  const from = error as unknown as Record<string, unknown>
  const out: Record<string, unknown> & Visible = { _tag: from._tag }
  for (const key of shown) if (from[key] !== undefined) out[key] = from[key]
  if (from.code !== undefined) out.code = codeOf(from)
  if (isHost(from.host)) out.host = from.host
  if (isCutOff(from)) out.answer = "cut off"
  if (isRequestId(from.requestId)) out.requestId = from.requestId
  if (Duration.isDuration(from.retryAfter)) out.retryAfter = `${Duration.toMillis(from.retryAfter) / 1000} s`
  const fields = fieldsOf(from)
  if (fields.length > 0) out.fields = fields.slice(0, mostFields).map(({ name }) => name)
  const rules = fields.slice(0, mostFields).filter(({ rules }) => rules.length > 0)
  if (rules.length > 0) out.rules = Object.fromEntries(rules.map(({ name, rules }) => [name, rules]))
  if (fields.length > mostFields) out.moreFields = fields.length - mostFields
  return out
}

const inWords: Readonly<Record<string, string>> = { requestId: "request", retryAfter: "retry after" }

/** Without the tag, which is the error's name and so stands before it wherever an error is printed. */
const sentence = (error: Error): string => {
  const {
    _tag,
    provider,
    operation,
    fields,
    rules = {},
    moreFields,
    retryable: _,
    ...rest
  } = visibleParts(error)
  const facts = Object.entries(rest).map(([key, value]) => `${inWords[key] ?? key} ${value}`)
  if (Array.isArray(fields)) {
    const ruled = new Map(Object.entries(rules).map(([name, rules]) => [name, ` (${rules.join("; ")})`]))
    const more = moreFields === undefined ? "" : `, and ${moreFields} more`
    facts.push(`fields ${fields.map((name) => `${name}${ruled.get(name) ?? ""}`).join(", ")}${more}`)
  }
  return `${provider} ${operation}${facts.length === 0 ? "" : `: ${facts.join(", ")}`}`
}

/** Where the library made the error says nothing: what is left is where the program stands. */
const isForeign = (frame: string): boolean =>
  !/[\\/]node_modules[\\/](effect-payment-customers|effect|@effect[\\/][\w-]+)[\\/]/.test(frame)

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
      try {
        super(structuralProps(props ?? {}), options)
      } catch (error) {
        throw Schema.retold(error)
      }
      settle(this)
      if (this.stack !== undefined) this.stack = this.stack.split("\n").filter(isForeign).join("\n")
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
      return `${this.name}: ${this.message}`
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
