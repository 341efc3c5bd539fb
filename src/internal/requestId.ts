/** The provider's name for a request, from its `X-Request-Id`, where it can be nothing else and so may be shown. */
import type { Headers } from "./call.js"

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
 * @param sent what the request was made of, the key included
 */
export const requestId = (headers: Headers, sent: () => unknown): string | undefined => {
  const id = headers[header]
  if (id === undefined || !form.test(id)) return undefined
  return textsOf(sent()).some(repeats(id.toLowerCase())) ? undefined : id
}
