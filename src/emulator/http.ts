/** What an emulator is: a function from a request to a response, both plain data. */

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

/** The body as JSON; `undefined` where it is none. */
export const jsonBody = (request: EmulatorRequest): unknown => {
  try {
    return JSON.parse(request.body)
  } catch {
    return undefined
  }
}
