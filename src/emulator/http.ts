/** What an emulator is: a function from a request to a response, both plain data. */
import { isRecord } from "../internal/json.js"

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

/** Each request is answered in one synchronous step, so that no two can interleave. */
export interface Emulator {
  readonly handle: (request: EmulatorRequest, nowMillis: number) => EmulatorResponse
  /** The customers that it holds, as JSON of the provider, oldest first. */
  readonly customers: () => ReadonlyArray<Readonly<Record<string, unknown>>>
  /** How many it holds. */
  readonly count: () => number
  /** The last ones that came to be, oldest first, in the time that these take and not in that of all. */
  readonly newest: (most: number) => ReadonlyArray<Readonly<Record<string, unknown>>>
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

type Form = { [name: string]: Form | string }

/** `a=1&b[c]=2`, as PHP and Ruby write nested data; `undefined` where it is nested too deep. */
export const formBody = (text: string): Readonly<Record<string, unknown>> | undefined => {
  // without a prototype, so that a field named `__proto__` is one
  const body: Form = Object.create(null)
  for (const [name, value] of new URLSearchParams(text)) {
    const [, first = name, rest = ""] = /^([^[]+)((?:\[[^\]]*\])*)$/.exec(name) ?? []
    const keys = [first, ...Array.from(rest.matchAll(/\[([^\]]*)\]/g), ([, key = ""]) => key)]
    if (keys.length > depth) return undefined
    let at = body
    for (const key of keys.slice(0, -1)) {
      const inner = at[key]
      at = at[key] = isRecord(inner) ? (inner as Form) : Object.create(null)
    }
    const last = keys.at(-1) ?? name
    // `a[]=1&a[]=2`: the next free number
    at[last === "" && keys.length > 1 ? String(Object.keys(at).length) : last] = value
  }
  return body
}
