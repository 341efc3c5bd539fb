/** Base64 of UTF-8 (RFC 4648), by what every runtime has. */

const toBinary = (text: string): string =>
  Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join("")

export const encodeBase64 = (text: string): string => btoa(toBinary(text))

/** For URLs: `-` and `_`, without padding. */
export const encodeBase64Url = (text: string): string =>
  encodeBase64(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")

/** The text; `undefined` where it is none. */
export const decodeBase64Url = (encoded: string): string | undefined => {
  if (!/^[\w-]*$/.test(encoded)) return undefined
  try {
    const binary = atob(encoded.replaceAll("-", "+").replaceAll("_", "/"))
    return new TextDecoder("utf-8", { fatal: true }).decode(
      Uint8Array.from(binary, (byte) => byte.charCodeAt(0))
    )
  } catch {
    return undefined
  }
}
