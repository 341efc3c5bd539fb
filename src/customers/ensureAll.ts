/** `ensure` for each element of a stream, and when to stop: where the rest would fail alike. */
import * as Option from "effect/Option"
import * as Effect from "#line/Effect"
import * as Result from "#line/Result"
import * as Stream from "#line/Stream"
import type { CommonError, CustomersError } from "../CustomersError.js"

interface Ended {
  readonly result: Result.Result<unknown, CustomersError>
}

/** So many elements one after the other that the provider did not answer: it is not about them. */
const mostUnanswered = 8

const isUnanswered = (error: CustomersError): error is CommonError =>
  error._tag === "Unavailable" || error._tag === "RateLimited" || error._tag === "UnexpectedResponse"

const isKeyRefused = (error: CustomersError): error is CommonError =>
  error._tag === "Unauthorized" || error._tag === "Forbidden"

/**
 * The results as they come, until the key is refused or nothing is answered any more: then the error of the last one.
 * Elements that were not answered are kept back until another one is, so that none of a run that ends the stream has a
 * result: they are ensured again from the checkpoint on.
 */
export const untilHopeless = <Element extends Ended, E, R>(
  results: Stream.Stream<Element, E, R>
): Stream.Stream<Element, E | CommonError, R> =>
  Stream.suspend(() => {
    let keptBack: ReadonlyArray<Element> = []
    const next = (element: Element): Effect.Effect<ReadonlyArray<Element>, CommonError> => {
      const error = Option.getOrUndefined(Result.getFailure(element.result))
      if (error !== undefined && isKeyRefused(error)) return Effect.fail(error)
      const run = [...keptBack, element]
      if (error === undefined || !isUnanswered(error)) {
        keptBack = []
        return Effect.succeed(run)
      }
      keptBack = run
      return run.length === mostUnanswered ? Effect.fail(error) : Effect.succeed([])
    }
    return results.pipe(
      Stream.mapEffect(next),
      Stream.flatMap(Stream.fromIterable),
      Stream.concat(Stream.suspend(() => Stream.fromIterable(keptBack)))
    )
  })

/** A whole number from `least` on; a value that is none is a mistake in the program. */
export const checkWhole = (option: string, value: number, least: number): number => {
  if (Number.isSafeInteger(value) && value >= least) return value
  throw new RangeError(`${option} must be a whole number from ${least}`)
}
