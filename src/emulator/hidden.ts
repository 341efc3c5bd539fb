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

/** @param secrets what else opens something here; shorter ones than four characters are words of any text */
export const makeHider = (secrets: ReadonlyArray<string>): ((text: string) => string) => {
  const known = secrets.filter(({ length }) => length >= 4).flatMap(writings)
  // the longest first: one may be in another
  const exact = [...new Set(known)].sort((a, b) => b.length - a.length)
  return (text) => {
    const hidden = text.replaceAll(plain, "$1_…").replaceAll(credentials, "$1 …").replaceAll(encoded, "…")
    return exact.reduce((rest, secret) => rest.replaceAll(secret, "…"), hidden)
  }
}
