/** The name of a customer of an account for those who take turns outside of this process: a digest. */
import * as Effect from "#line/Effect"
import type { Key } from "../Turns.js"

/** It tells these digests from others that are made with the same secret. */
const label = "effect-payment-customers/Turns"

const hex = (bytes: ArrayBuffer): string =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("")

const hmac = async (secret: string, text: string): Promise<string> => {
  const { subtle } = globalThis.crypto
  const encoder = new TextEncoder()
  const algorithm = { name: "HMAC", hash: "SHA-256" }
  const key = await subtle.importKey("raw", encoder.encode(secret), algorithm, false, ["sign"])
  return hex(await subtle.sign("HMAC", key, encoder.encode(`${label}\n${text}`)))
}

/** @param text the account, its credentials and the customer's key: not for outside of the process */
export const turnKey = (text: string, secret: string): Key => ({
  digest: Effect.tryPromise(() => hmac(secret, text))
})
