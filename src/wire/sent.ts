/** What an answer only repeats of its request. */
import type { Answer } from "../http/answer.js"

/**
 * Does a request hold this text, in capitals or not? Providers write e-mail addresses in small letters before they
 * repeat them.
 */
export const holds = (sent: object, text: string): boolean =>
  JSON.stringify(Object.values(sent)).toLowerCase().includes(JSON.stringify(text).slice(1, -1).toLowerCase())

/** The provider's name for the request, from `X-Request-Id`. Some servers say again there what they were sent. */
export const requestIdOf = ({ headers }: Answer, sent: object): string | undefined => {
  const id = headers["x-request-id"]
  return id === undefined || holds(sent, id) ? undefined : id
}
