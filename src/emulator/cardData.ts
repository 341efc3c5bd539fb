/** Card data that a client sends: of a number nothing is kept but its last digits, of a security code nothing. */
import { type EmulatorRequest, segments } from "./http.js"

const digits = /\d(?:(?:[ +-]|%20)*\d){11,}/g

const lastDigits = (number: string): string => `…${number.replaceAll(/%20|\D/g, "").slice(-4)}`

const hidden = (text: string): string =>
  text
    .replaceAll(/("(?:security_code|cvc|cvv)"\s*:\s*)(?:"(?:[^"\\]|\\.)*"|[^\s,}\]]+)/gi, '$1"…"')
    .replaceAll(/((?:\[|%5B|^|[?&])(?:security_code|cvc|cvv)(?:\]|%5D)?=)[^&]*/gi, "$1…")
    .replaceAll(digits, lastDigits)

/** Where card data is sent by intent; a number of as many digits elsewhere may be a telephone's. */
const isOfCards = ({ path, body, query }: EmulatorRequest): boolean =>
  segments(path).includes("tokens") || /security_code|card\W{0,6}number/i.test(`${body}${query}`)

/** The request as it may be kept and shown. */
export const withoutCardData = (request: EmulatorRequest): EmulatorRequest =>
  isOfCards(request)
    ? {
        ...request,
        path: hidden(request.path),
        query: new URLSearchParams(hidden(request.query.toString())),
        body: hidden(request.body)
      }
    : request
