/** An attempt in a place of its account's limit. */
import * as Hash from "effect/Hash"
import * as Option from "effect/Option"
import * as Duration from "#line/Duration"
import * as Effect from "#line/Effect"
import type { Attempt } from "../http/answer.js"
import * as Transport from "../http/failure.js"
import { RateLimit } from "../RateLimit.js"
import { pauseAfter } from "./retry.js"
import type { Settings } from "./settings.js"

/**
 * @param made the attempts made so far, this one included
 * @param within milliseconds that the place may take to come
 */
export type Placed = (
  made: number,
  within: number,
  attempt: () => Effect.Effect<Attempt>
) => Effect.Effect<Attempt>

/** 32 bits of a key of some 200: they tell accounts apart, and nothing can be read back. */
const digest = (text: string): string => (Hash.string(text) >>> 0).toString(36)

/** @param credentials what makes the account, in any text */
export const make = (provider: string, settings: Settings, credentials: string): Effect.Effect<Placed> => {
  const { rateLimit } = settings
  if (rateLimit === undefined) return Effect.succeed((_made, _within, attempt) => attempt())
  const account = rateLimit.account ?? `${provider}:${digest(`${settings.baseUrl} ${credentials}`)}`
  return Effect.map(RateLimit, (limiter): Placed => {
    // Before the place is left, so that nobody goes in between
    const pausing = (made: number, attempt: Attempt) =>
      Option.match(pauseAfter(attempt, made), {
        onNone: () => Effect.void,
        onSome: (duration) => limiter.pause(account, duration)
      })
    return (made, within, attempt) =>
      limiter
        .withPlace(
          { account, limits: rateLimit.limits, within: Duration.millis(within) },
          Effect.tap(Effect.suspend(attempt), (ended) => pausing(made, ended))
        )
        .pipe(Effect.map(Option.getOrElse(() => Transport.tooLate)))
  })
}
