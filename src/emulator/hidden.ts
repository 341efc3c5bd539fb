/** Keys that got into what is shown are hidden, wherever a client put them. */

/** Keys by their kind, of which the kind stays. */
const plain = /((?:skey|pkey)(?:(?:_|%5f)test)?|stest|sprod|ptest|pprod)(?:_|%5f)[\w%]+/gi

/** What a scheme of `Authorization` is followed by. */
const credentials = /\b(basic|bearer)(\s+|%20|\+)[\w+/=.~%-]+/gi

/** The kinds as base64 begins with them. */
const encoded = /(?:c2tleV|cGtleV|c3Rlc3Rf|c3Byb2Rf|cHRlc3Rf|cHByb2Rf)[\w+/=-]*/g

const base64 = (text: string): string =>
  btoa(String.fromCharCode(...new TextEncoder().encode(text))).replace(/=+$/, "")

/** A key as it stands in JSON, in a URL or a form, and as base64. */
const writings = (key: string): ReadonlyArray<string> => {
  const inUrl = encodeURIComponent(key)
  return [
    key,
    JSON.stringify(key).slice(1, -1),
    inUrl,
    inUrl.replaceAll("'", "%27"),
    new URLSearchParams({ key }).toString().slice(4),
    base64(key)
  ]
}

/** The longest first: one may be in another. Shorter ones than four characters are words of any text. */
const exactOf = (secrets: ReadonlyArray<string>): ReadonlyArray<string> =>
  [...new Set(secrets.filter(({ length }) => length >= 4).flatMap(writings))].sort(
    (a, b) => b.length - a.length
  )

/** @param secrets what else opens something here: their number grows, and they don't change */
export const makeHider = (secrets: () => ReadonlyArray<string>): ((text: string) => string) => {
  let known: ReadonlyArray<string> = []
  let exact: ReadonlyArray<string> = []
  return (text) => {
    const now = secrets()
    if (now.length !== known.length) exact = exactOf(now)
    known = now
    const hidden = text.replaceAll(plain, "$1_…").replaceAll(credentials, "$1 …").replaceAll(encoded, "…")
    return exact.reduce((rest, secret) => rest.replaceAll(secret, "…"), hidden)
  }
}
