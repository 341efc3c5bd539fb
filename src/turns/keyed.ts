/** One at a time for each key, in the order in which they come. */
import * as Option from "effect/Option"
import * as Effect from "#line/Effect"
import { type FairQueue, makeFairQueue } from "../limits/queue.js"

interface Line {
  readonly queue: FairQueue
  /** How many have the turn or wait for it. */
  wanted: number
}

export class KeyedTurns {
  private readonly lines = new Map<string, Line>()

  /** Runs `self` in its turn; `None`, without running it, if that does not come before `until`, in milliseconds of the Clock. */
  run<A, E, R>(
    key: string,
    until: number,
    self: Effect.Effect<A, E, R>
  ): Effect.Effect<Option.Option<A>, E, R> {
    return Effect.acquireUseRelease(
      Effect.sync(() => this.enter(key)),
      ({ queue }) => queue.run(1, until, Effect.asSome(self), Option.none<A>()),
      (line) => Effect.sync(() => this.leave(key, line))
    )
  }

  /** How many keys somebody wants. */
  get size(): number {
    return this.lines.size
  }

  private enter(key: string): Line {
    const line = this.lines.get(key) ?? { queue: makeFairQueue(), wanted: 0 }
    line.wanted += 1
    this.lines.set(key, line)
    return line
  }

  private leave(key: string, line: Line): void {
    line.wanted -= 1
    if (line.wanted === 0) this.lines.delete(key)
  }
}
