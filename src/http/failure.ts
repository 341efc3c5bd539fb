/** What a failed exchange tells: was the request certainly not sent, and is there any use in sending it again? */
import { isHttpClientError, seen } from "#line/HttpClientError"
import { certificateCodes } from "../privacy/codes.js"
import type { NoAnswer } from "./answer.js"
import { attempt } from "./attempt.js"
import type { Broken, Head, TimedOut } from "./exchange.js"

/** System calls that come before a request has been written. */
const beforeSending = new Set(["connect", "getaddrinfo"])

/** Codes of Node, libuv and undici for a connection that was never made. */
const neverConnected = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"])

type Verdict = Pick<NoAnswer, "outcome" | "permanent" | "code">

const unknown: Verdict = { outcome: "Unknown", permanent: false }

/** A chain longer than this is a loop or a prank. */
const deepest = 8

const codeOf = (error: object): string | undefined =>
  "code" in error && typeof error.code === "string" && /^[A-Z][A-Z0-9_]{1,63}$/.test(error.code)
    ? error.code
    : undefined

const read = (cause: unknown, depth: number): Verdict => {
  if (typeof cause !== "object" || cause === null || depth > deepest) return unknown
  const code = codeOf(cause)
  const named = code === undefined ? {} : { code }
  if ("errors" in cause && Array.isArray(cause.errors) && cause.errors.length > 0) {
    const parts = cause.errors.map((error) => read(error, depth + 1))
    return {
      outcome: parts.every((part) => part.outcome === "NotSent") ? "NotSent" : "Unknown",
      permanent: parts.every((part) => part.permanent),
      ...named
    }
  }
  if (code !== undefined && certificateCodes.has(code)) return { outcome: "NotSent", permanent: true, code }
  if (
    (code !== undefined && neverConnected.has(code)) ||
    ("syscall" in cause && beforeSending.has(String(cause.syscall)))
  ) {
    return { outcome: "NotSent", permanent: false, ...named }
  }
  return { ...named, ...read("cause" in cause ? cause.cause : undefined, depth + 1) }
}

/** Reads a cause chain by its codes alone; nothing of the error itself is kept. */
export const verdict = (cause: unknown): Verdict => attempt(() => read(cause, 0)) ?? unknown

/** The end of an exchange that a client reports as failed, by whatever error, and whose answer nobody has seen. */
export const failed = (error: unknown): NoAnswer => {
  const { kind, cause } = attempt(() => (isHttpClientError(error) ? seen(error) : undefined)) ?? {
    kind: "Transport",
    cause: error
  }
  const end = { _tag: "NoAnswer", reason: "Transport" } as const
  if (kind === "Answered") return { ...end, ...verdict(cause), outcome: "Unknown" }
  return kind === "Transport"
    ? { ...end, ...verdict(cause) }
    : { ...end, outcome: "NotSent", permanent: true }
}

const statusOf = (head: Head | undefined) => (head === undefined ? {} : { status: head.status })

/** The end of an exchange that failed. Where it is not known whether anything was sent, the cause decides. */
export const broken = ({ cause, sent, head }: Omit<Broken, "_tag">): NoAnswer => {
  const seen = verdict(cause)
  const known = sent === undefined ? seen.outcome : sent ? "Unknown" : "NotSent"
  return {
    _tag: "NoAnswer",
    reason: "Transport",
    ...seen,
    outcome: head === undefined ? known : "Unknown",
    ...statusOf(head)
  }
}

/** The end of an exchange that took too long. */
export const timedOut = ({ sent, head }: Omit<TimedOut, "_tag">): NoAnswer => ({
  _tag: "NoAnswer",
  reason: "Timeout",
  outcome: sent === false ? "NotSent" : "Unknown",
  permanent: false,
  ...statusOf(head)
})

/** The caller's last look at the request held it back, or the headers that are to go with it are none. */
export const unsent: NoAnswer = {
  _tag: "NoAnswer",
  reason: "Transport",
  outcome: "NotSent",
  permanent: true
}

/** The deadline had passed before anything was sent. */
export const tooLate: NoAnswer = {
  _tag: "NoAnswer",
  reason: "Timeout",
  outcome: "NotSent",
  permanent: true
}
