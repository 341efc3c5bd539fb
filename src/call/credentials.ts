/** The credentials of an account. The secret key is plain text in this file alone, and in the header that is made of it. */
import * as Hash from "effect/Hash"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as Result from "#line/Result"
import { encodeBase64 } from "../http/base64.js"
import { registry } from "../providers/registry.js"
import type { Mode } from "../wire/mode.js"
import { type Checked, refuse } from "./settings.js"

/**
 * What is wrong with a user name or a password of Basic `Authorization`; `undefined` where nothing is. Files of secrets
 * often end with a newline; RFC 7617 allows no control characters, and half of a surrogate pair can't be sent.
 */
export const brokenCredential = (value: string): string | undefined => {
  if (value.trim() !== value) return "without white space at its beginning or end"
  return /[\p{Cc}\p{Surrogate}]/u.test(value)
    ? "without control characters and halves of surrogate pairs"
    : undefined
}

/** What is known of the key's form speaks against it: it is a public key, or one of another provider's. */
const misplaced = (provider: string, key: string): string | undefined => {
  for (const [name, { title, publicKey, secretKey }] of Object.entries(registry)) {
    if (publicKey?.test(key)) return "is a public key"
    if (name !== provider && secretKey?.test(key)) return `is a key of ${title}`
  }
  return undefined
}

/** @param expected the kind of key that belongs here, for the refusal's text */
export const checkSecret = (
  provider: string,
  secret: Redacted.Redacted,
  expected: string
): Checked<Redacted.Redacted> => {
  const value = Redacted.isRedacted(secret) ? Redacted.value(secret) : undefined
  const not = (rule: string) => refuse("secretKey", `must be ${expected}${rule}`)
  if (typeof value !== "string") return not(" in a Redacted")
  if (value.trim() === "") return not(", and is empty")
  const other = misplaced(provider, value.trim())
  if (other !== undefined) return not(`, and ${other}`)
  const broken = brokenCredential(value)
  return broken === undefined ? Result.succeed(secret) : not(`, ${broken}`)
}

/** The mode of a secret key by its prefix; none for a key of another form. */
export const modeBy =
  (prefixes: Readonly<Record<Mode, string>>) =>
  (secretKey: Redacted.Redacted): Option.Option<Mode> => {
    const key = Redacted.value(secretKey)
    if (key.startsWith(prefixes.test)) return Option.some("test")
    return key.startsWith(prefixes.live) ? Option.some("live") : Option.none()
  }

const hex = (bytes: ArrayBuffer): string =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("")

interface Account {
  /** The user where the key is the password; without it the key is the user. */
  readonly shopId?: string
  readonly mode?: Mode | undefined
}

export class Credentials {
  readonly #key: string
  readonly #user: string
  readonly #password: string
  /** Does the key work on test data alone? Where nothing tells, it is taken for a live one. */
  readonly isTest: boolean

  constructor(secretKey: Redacted.Redacted, { shopId, mode }: Account = {}) {
    this.isTest = mode === "test"
    this.#key = Redacted.value(secretKey)
    this.#user = shopId ?? this.#key
    this.#password = shopId === undefined ? "" : this.#key
  }

  /** A Basic `Authorization`. */
  get authorization(): string {
    return `Basic ${encodeBase64(`${this.#user}:${this.#password}`)}`
  }

  /** 32 bits of a key of some 200: they tell accounts apart, and nothing can be read back. */
  digest(baseUrl: string): string {
    return (Hash.string(`${baseUrl} ${this.#user}:${this.#password}`) >>> 0).toString(36)
  }

  /** Tells accounts of this process apart. The key stands in it: it never leaves the process. */
  text(provider: string, ...more: ReadonlyArray<string | number>): string {
    return JSON.stringify([provider, ...more, this.#user, this.#password])
  }

  /** HMAC-SHA-256 under the key, in 64 hex digits. It fails where there is no WebCrypto. */
  async sign(text: string): Promise<string> {
    const { subtle } = globalThis.crypto
    const encoder = new TextEncoder()
    const algorithm = { name: "HMAC", hash: "SHA-256" }
    const key = await subtle.importKey("raw", encoder.encode(this.#key), algorithm, false, ["sign"])
    return hex(await subtle.sign("HMAC", key, encoder.encode(text)))
  }
}
