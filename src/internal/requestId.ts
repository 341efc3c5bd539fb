/** The provider's name for a request, from its `X-Request-Id`, where it can be nothing else and so may be shown. */
import type { Headers, Request } from "./call.js"

const header = "x-request-id"

/** Letters and digits: neither a name, nor a telephone number, nor an IP address. */
const form = /^(?=.*[a-z])(?=.*\d)[\w.=-]{1,128}$/i

/** Shorter texts are found in ids by chance. */
const shortest = 6

/** Every text in what a request is made of, at any depth: names too, for metadata has names of its caller's. */
const textsOf = (sent: unknown): ReadonlyArray<string> => {
  if (sent === null || sent === undefined) return []
  if (typeof sent !== "object") return [String(sent).toLowerCase()]
  return Object.entries(sent).flatMap(([name, value]) => [name, ...textsOf(value)])
}

const repeats =
  (id: string) =>
  (text: string): boolean =>
    text.includes(id) || (text.length >= shortest && id.includes(text))

/**
 * A server can say anything in a header, and some say again what they were sent.
 *
 * @param always what every request is made of: the key
 */
export const requestIdReader = (
  always: unknown
): ((headers: Headers, request: Request) => string | undefined) => {
  const known = textsOf(always)
  return (headers, request) => {
    const id = headers[header]
    if (id === undefined || !form.test(id)) return undefined
    const isRepeat = repeats(id.toLowerCase())
    return known.some(isRepeat) || textsOf(request).some(isRepeat) ? undefined : id
  }
}
