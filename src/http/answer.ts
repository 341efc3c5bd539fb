/** How one exchange with a provider ends: with an answer, or without one. */
import * as Duration from "#line/Duration"
import type { Bound } from "./exchange.js"
import { parseHttpDate, valuesOf } from "./httpDate.js"

/** The headers that are read. */
export interface Headers {
  /** Read where `Retry-After` may count from it. */
  readonly date?: string | undefined
  readonly "retry-after"?: string | undefined
  readonly "x-request-id"?: string | undefined
}

export interface Answer {
  readonly _tag: "Answer"
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** `undefined` where the body is empty or not JSON. */
  readonly json: unknown
  readonly retryAfter?: Duration.Duration | undefined
  /** The bound that it has passed: nothing of its body is there then. */
  readonly tooLong?: Bound | undefined
}

/** A call that ended without an answer. */
export interface NoAnswer {
  readonly _tag: "NoAnswer"
  readonly reason: "Transport" | "Timeout"
  readonly outcome: "NotSent" | "Unknown"
  /** Will it fail alike however often it is sent? (A certificate, a URL.) */
  readonly permanent: boolean
  readonly status?: number
  readonly code?: string
}

export type Attempt = Answer | NoAnswer

/** A wish beyond it, in milliseconds, is cut to it: some ten years. */
const longestWish = 3e11

/**
 * `Retry-After`, RFC 9110 § 10.2.3: seconds, or an HTTP date, which counts from the answer's own `Date` where that is
 * one. Of several wishes the longest; what is neither is none.
 */
export const retryAfter = (headers: Headers, nowMillis: number): Duration.Duration | undefined => {
  const value = headers["retry-after"]
  if (value === undefined) return undefined
  const from = parseHttpDate(headers.date?.trim() ?? "", nowMillis) ?? nowMillis
  const waits = valuesOf(value)
    .map((wish) =>
      /^\d+(\.\d+)?$/.test(wish) ? Number(wish) * 1000 : (parseHttpDate(wish, from) ?? Number.NaN) - from
    )
    .filter((millis) => !Number.isNaN(millis))
  return waits.length === 0 ? undefined : Duration.millis(Math.min(Math.max(0, ...waits), longestWish))
}
