/** Which attempts are worth another one, and after how long. */
import * as Option from "effect/Option"
import * as Duration from "#line/Duration"
import type { Attempt } from "../http/answer.js"
import type { Endpoint, Expected } from "./endpoint.js"

/** Nobody waits longer than this for a `Retry-After`: the caller is told at once instead. */
const longestWait = Duration.seconds(30)

const firstBackoff = Duration.millis(500)

/** Doubles with each attempt made, of which there is at least one. */
const backoff = (made: number): Duration.Duration =>
  Duration.min(Duration.times(firstBackoff, 2 ** (made - 1)), longestWait)

/** There is no class of statuses from 600 on: such an answer tells nothing, and is final. */
const isServerError = (status: number): boolean => status >= 500 && status <= 599

/** Would the same request, sent again, be harmless and perhaps answered better? */
export const isRepeatable = (endpoint: Endpoint<Expected>, attempt: Attempt): boolean => {
  if (attempt._tag === "NoAnswer") {
    return !attempt.permanent && (attempt.outcome === "NotSent" || endpoint.repeatable)
  }
  return attempt.status === 429 || (isServerError(attempt.status) && endpoint.repeatable)
}

/** Does the attempt leave open whether the provider has carried it out? */
export const leavesUnknown = (attempt: Attempt): boolean =>
  attempt._tag === "NoAnswer" ? attempt.outcome === "Unknown" : attempt.status >= 500

/**
 * The wait before the next attempt: what the provider asked for, and on top of it a backoff that doubles, of which
 * `random` (0 to 1) decides the second half so that many clients do not come back together.
 *
 * @param made the attempts made so far, at least 1
 */
export const nextDelay = (
  endpoint: Endpoint<Expected>,
  attempt: Attempt,
  made: number,
  retries: number,
  random: number
): Option.Option<Duration.Duration> => {
  if (made > retries || !isRepeatable(endpoint, attempt)) return Option.none()
  const asked = (attempt._tag === "Answer" ? attempt.retryAfter : undefined) ?? Duration.zero
  if (Duration.isGreaterThan(asked, longestWait)) return Option.none()
  const delay = Duration.sum(asked, Duration.times(backoff(made), (1 + random) / 2))
  // TestClock dies of a fraction of a millisecond
  return Option.some(Duration.millis(Math.ceil(Duration.toMillis(delay))))
}

/** How long nobody of the account should send after a 429; nothing after any other end. */
export const pauseAfter = (attempt: Attempt, made: number): Option.Option<Duration.Duration> =>
  attempt._tag === "Answer" && attempt.status === 429
    ? Option.some(Duration.min(attempt.retryAfter ?? backoff(made), longestWait))
    : Option.none()
