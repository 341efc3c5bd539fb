/** The provider's name for a request, from its `X-Request-Id`, where it can be nothing else and so may be shown. */
import type { Headers } from "../http/answer.js"

const header = "x-request-id"

/** Letters and digits: neither a name, nor a telephone number, nor an IP address. */
const form = /^(?=.*[a-z])(?=.*\d)[\w.=-]{1,128}$/i

/** Shorter texts are found in ids by chance. */
const shortest = 6

/** Is there such a text in what a request is made of? At any depth, and names too: metadata has its caller's. */
const some = (sent: unknown, test: (text: string) => boolean): boolean => {
  if (sent === null || sent === undefined) return false
  if (typeof sent !== "object") return test(String(sent).toLowerCase())
  return Object.entries(sent).some(([name, value]) => test(name.toLowerCase()) || some(value, test))
}

/**
 * A server can say anything in a header, and some say again what they were sent.
 *
 * @param sent what the request was made of, the key included
 */
export const requestId = (headers: Headers, sent: ReadonlyArray<unknown>): string | undefined => {
  const shown = headers[header]
  if (shown === undefined || !form.test(shown)) return undefined
  const id = shown.toLowerCase()
  const repeats = (text: string) => text.includes(id) || (text.length >= shortest && id.includes(text))
  return some(sent, repeats) ? undefined : shown
}
