/** What an emulator is: a function from a request to a response, both plain data. */
import { isRecord } from "../wire/json.js"
import type { Held } from "./held.js"

export interface EmulatorRequest {
  readonly method: string
  /** The URL's path, percent-encoded as it was sent. */
  readonly path: string
  readonly query: URLSearchParams
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: string
}

export interface EmulatorResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** What can be asked of an emulator, named as the client's methods are. */
export interface Operations {
  readonly names: ReadonlyArray<string>
  /** The operation of a request, if it is one. */
  readonly of: (request: Pick<EmulatorRequest, "method" | "path">) => string | undefined
}

/** Each request is answered in one synchronous step, so that no two can interleave. */
export interface Emulator {
  readonly operations: Operations
  readonly handle: (request: EmulatorRequest, nowMillis: number) => EmulatorResponse
  /** What it holds, oldest first: all, or the last ones, in the time that these take and not in that of all. */
  readonly held: (most?: number) => ReadonlyArray<Held>
  /** How many it holds. */
  readonly count: () => number
}

export const json = (status: number, value: unknown): EmulatorResponse => ({
  status,
  headers: { "content-type": "application/json; charset=utf-8" },
  body: JSON.stringify(value)
})

/** User and password of a Basic `Authorization` header. */
export const basicCredentials = (
  request: EmulatorRequest
): { readonly user: string; readonly password: string } | undefined => {
  const encoded = /^Basic +(\S+)$/i.exec(request.headers.authorization ?? "")?.[1]
  if (encoded === undefined) return undefined
  const bytes = Uint8Array.from(atobOrEmpty(encoded), (char) => char.charCodeAt(0))
  const [user = "", ...password] = new TextDecoder().decode(bytes).split(":")
  return { user, password: password.join(":") }
}

const atobOrEmpty = (encoded: string): string => {
  try {
    return atob(encoded)
  } catch {
    return ""
  }
}

/** The path's segments, decoded; a trailing slash makes no difference. */
export const segments = (path: string): ReadonlyArray<string> =>
  path
    .split("/")
    .filter((segment) => segment !== "")
    .map((segment) => {
      try {
        return decodeURIComponent(segment)
      } catch {
        return segment
      }
    })

/** Bodies nested deeper than this are no bodies: writing them again would exhaust the stack. */
const depth = 100

const isDeeper = (value: unknown, left: number): boolean =>
  typeof value === "object" &&
  value !== null &&
  (left === 0 || Object.values(value).some((inner) => isDeeper(inner, left - 1)))

/** The body as JSON; `undefined` where it is none. */
export const jsonBody = (request: Pick<EmulatorRequest, "body">): unknown => {
  try {
    const body: unknown = JSON.parse(request.body)
    return isDeeper(body, depth) ? undefined : body
  } catch {
    return undefined
  }
}

type Json = Form | Array<Json> | string | null
interface Form {
  [name: string]: Json
}

// without a prototype, so that a field named `__proto__` is one
const emptyForm = (): Form => Object.create(null)

/** Has the form what these keys lead to? `a[][b]` begins another element where the last one has a `b`. */
const has = (form: Form, keys: ReadonlyArray<string>): boolean => {
  let at: Json = form
  for (const key of keys) {
    if (key === "" || !isRecord(at) || !Object.hasOwn(at, key)) return false
    at = at[key] as Json
  }
  return true
}

/** Puts the value where its keys lead; `false` where something of another kind is. */
const put = (form: Form, [key = "", ...rest]: ReadonlyArray<string>, value: Json): boolean => {
  const [next, ...inner] = rest
  if (next === undefined) {
    form[key] = value
    return true
  }
  form[key] ??= next === "" ? [] : emptyForm()
  const held: Json = form[key]
  if (next !== "") return isRecord(held) && put(held as Form, rest, value)
  if (!Array.isArray(held)) return false
  if (inner.length === 0) {
    held.push(value)
    return true
  }
  const last = held.at(-1)
  const goesOn = isRecord(last) && !has(last as Form, inner)
  const element = goesOn ? (last as Form) : emptyForm()
  if (!goesOn) held.push(element)
  return put(element, inner, value)
}

/** `a[b][]` as the keys that lead there; a name that is not of this form is one key. */
const keysOf = (name: string): ReadonlyArray<string> => {
  const [, first = name, rest = ""] = /^([^[]+)((?:\[[^\]]*\])*)$/.exec(name) ?? []
  return [first, ...Array.from(rest.matchAll(/\[([^\]]*)\]/g), ([, key = ""]) => key)]
}

/**
 * `a=1&b[c]=2&d[]=3` as Rack reads it: `[]` makes an array, another one of the same name in an element of it begins the
 * next element, a name without `=` is `null`. `undefined` where it is nested too deep, or a name is of two kinds.
 */
export const formBody = (text: string): Readonly<Record<string, unknown>> | undefined => {
  const body = emptyForm()
  for (const part of text.split("&")) {
    for (const [name, value] of new URLSearchParams(part)) {
      const keys = keysOf(name)
      if (keys.length > depth || !put(body, keys, part.includes("=") ? value : null)) return undefined
    }
  }
  return body
}
