/**
 * How many repetitions a layer may still send. Each takes a token; one that is served gives it back, and so does each
 * tenth first attempt that is. A provider that serves nobody is soon asked once for each call, and no more.
 */
import * as Effect from "#line/Effect"
import * as Exit from "#line/Exit"
import type { Attempt } from "../http/answer.js"

/** A token, in the part of it that a first attempt earns. */
const token = 10

/** The provider did its work, or refused to for a reason of the request's. */
const isServed = (attempt: Attempt): boolean =>
  attempt._tag === "Answer" && attempt.status < 500 && attempt.status !== 429

export class RetryBudget {
  private left: number

  /** @param capacity tokens, which are there at the beginning; infinite for a budget that is never spent */
  constructor(private readonly capacity: number) {
    this.left = capacity * token
  }

  /** A first attempt has ended. */
  first(attempt: Attempt): void {
    if (this.left < this.capacity * token && isServed(attempt)) this.left += 1
  }

  /**
   * Runs a repetition for a token; `undefined` where none is left. The token comes back where the repetition is served
   * and where it is not sent: its deadline came first, or its caller left before.
   *
   * @param wasSent asked when the repetition has ended
   */
  repeat(repetition: Effect.Effect<Attempt>, wasSent: () => boolean): Effect.Effect<Attempt | undefined> {
    return Effect.uninterruptibleMask((restore) => {
      if (this.left < token) return Effect.succeed(undefined)
      this.left -= token
      return Effect.onExit(restore(repetition), (exit) =>
        Effect.sync(() => {
          if (!wasSent() || (Exit.isSuccess(exit) && isServed(exit.value))) this.giveBack()
        })
      )
    })
  }

  private giveBack(): void {
    this.left = Math.min(this.left + token, this.capacity * token)
  }
}
