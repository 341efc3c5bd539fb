/** What a caller wants of the calls inside one effect, in place of what the layer's options say. */
import * as Option from "effect/Option"
import * as Clock from "#line/Clock"
import * as Context from "#line/Context"
import * as Duration from "#line/Duration"
import * as Effect from "#line/Effect"
import * as Result from "#line/Result"
import * as Stream from "#line/Stream"
import type { Response, WithResponse } from "./response.js"
import { fewRetries, positive } from "./settings.js"

export interface CallOptions {
  readonly timeout?: Duration.Duration
  readonly retries?: number
  /** Milliseconds of the Clock at which everything must have ended. */
  readonly until?: number
  /**
   * Run before each attempt is sent, with the time that it may take; where it answers `false`, the attempt is not sent.
   */
  readonly attempting?: (lasting: Duration.Duration) => Effect.Effect<boolean>
  /** Does the answer decide whether a customer is created? Then "not found" counts only in the provider's own words. */
  readonly decisive?: boolean
  /** Told of each answer, once it has been read. */
  readonly answered?: (response: Response) => void
  /** The fields of a row, by their names on the wire, without which an answer is not read: what follows goes by them. */
  readonly needed?: ReadonlyArray<string>
}

export const CurrentCallOptions = Context.Reference<CallOptions>("effect-payment-customers/CallOptions", {
  defaultValue: () => ({})
})

/** @inline */
export interface CallOptionsInput {
  /** How long one attempt may take. */
  readonly timeout?: Duration.Input | undefined
  /** How often a failed attempt is repeated where that is safe: 0 to 10. */
  readonly retries?: number | undefined
  /** How long all of it may take: attempts, waits between them, and every call inside the effect. */
  readonly deadline?: Duration.Input | undefined
}

const held = <A>(option: string, checked: Result.Result<A, string>): A =>
  Result.getOrElse(checked, (rule) => {
    throw new RangeError(`${option} ${rule}`)
  })

/** The Clock's milliseconds at which a call that begins now must have ended. */
export const endOf = (options: CallOptions, now: number, deadline: Duration.Duration | undefined): number =>
  Math.min(options.until ?? Number.POSITIVE_INFINITY, now + Duration.toMillis(deadline ?? Duration.infinity))

export const withCallOptions = <A, E, R>(
  self: Effect.Effect<A, E, R>,
  input: CallOptionsInput
): Effect.Effect<A, E, R> => {
  const own: CallOptions = {
    ...(input.timeout === undefined ? {} : { timeout: held("timeout", positive(input.timeout)) }),
    ...(input.retries === undefined ? {} : { retries: held("retries", fewRetries(input.retries)) })
  }
  const deadline = input.deadline === undefined ? undefined : held("deadline", positive(input.deadline))
  return Effect.gen(function* () {
    const outer = yield* CurrentCallOptions
    const now = yield* Clock.currentTimeMillis
    const until = endOf(outer, now, deadline)
    return yield* Effect.provideService(self, CurrentCallOptions, {
      ...outer,
      ...own,
      ...(Number.isFinite(until) ? { until } : {})
    })
  })
}

export const withResponse = <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<WithResponse<A>, E, R> =>
  Effect.flatMap(CurrentCallOptions, (options) => {
    let last: Response | undefined
    const answered = (response: Response): void => {
      last = response
      options.answered?.(response)
    }
    return Effect.map(
      Effect.provideService(self, CurrentCallOptions, { ...options, answered }),
      (value): WithResponse<A> => ({
        value,
        response: last === undefined ? Option.none() : Option.some(last)
      })
    )
  })

/** The calls inside fail where an answer has one of these fields, by its name on the wire, and it can't be read. */
export const needing =
  (needed: ReadonlyArray<string>) =>
  <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    Effect.flatMap(CurrentCallOptions, (options) =>
      Effect.provideService(self, CurrentCallOptions, { ...options, needed })
    )

/** The same of a stream. */
export const needingInStream =
  (needed: ReadonlyArray<string>) =>
  <A, E, R>(self: Stream.Stream<A, E, R>): Stream.Stream<A, E, R> =>
    Stream.unwrap(
      Effect.map(CurrentCallOptions, (options) =>
        Stream.provideService(self, CurrentCallOptions, { ...options, needed })
      )
    )
