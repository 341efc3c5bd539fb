/** An attempt in a place of its account's limit. */
import * as Option from "effect/Option"
import * as Effect from "#line/Effect"
import type { Attempt } from "../http/answer.js"
import * as Transport from "../http/failure.js"
import { before } from "../limits/queue.js"
import { RateLimit } from "../RateLimit.js"
import type { Credentials } from "./credentials.js"
import { pauseAfter } from "./retry.js"
import type { Settings } from "./settings.js"

/**
 * @param made the attempts made so far, this one included
 * @param until milliseconds of the Clock before which the place must come
 */
export type Placed = (
  made: number,
  until: number,
  attempt: () => Effect.Effect<Attempt>
) => Effect.Effect<Attempt>

export const make = (
  provider: string,
  settings: Settings,
  credentials: Credentials
): Effect.Effect<Placed> => {
  const { rateLimit } = settings
  if (rateLimit === undefined) return Effect.succeed((_made, _until, attempt) => attempt())
  const account = rateLimit.account ?? `${provider}:${credentials.digest(settings.baseUrl)}`
  return Effect.map(RateLimit, (limiter): Placed => {
    // Before the place is left, so that nobody goes in between
    const pausing = (made: number, until: number, attempt: Attempt) =>
      Option.match(pauseAfter(attempt, made), {
        onNone: () => Effect.void,
        onSome: (duration) => before(until, limiter.pause(account, duration))
      })
    return (made, until, attempt) =>
      limiter
        .withPlace(
          { account, limits: rateLimit.limits, until },
          Effect.tap(Effect.suspend(attempt), (ended) => pausing(made, until, ended))
        )
        .pipe(Effect.map(Option.getOrElse(() => Transport.tooLate)))
  })
}
