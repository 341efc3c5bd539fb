/** The limits of accounts in memory, and what every limiter does alike: the order of callers, how many at a time. */
import * as Option from "effect/Option"
import * as Clock from "#line/Clock"
import * as Duration from "#line/Duration"
import * as Effect from "#line/Effect"
import { keyed, perClock, steadyMillis } from "./perClock.js"
import { makeFairQueue } from "./queue.js"
import type { Claim, Limits, Service } from "./types.js"

/** Where places come from. Of each account only one caller at a time asks. */
export interface Places {
  /**
   * Waits for the next place; `false` if it cannot come before `until`.
   *
   * @param until milliseconds of the Clock
   */
  readonly take: (account: string, limits: Limits, until: number) => Effect.Effect<boolean>
  readonly pause: Service["pause"]
}

/** Callers of an account go one by one to `places`, as they came, and no more run at a time than `concurrency`. */
export const inOrder = (places: Places): Service => {
  const queuesOf = keyed(() => ({ running: makeFairQueue(), next: makeFairQueue() }))

  const place = ({ account, limits, until }: Claim) =>
    queuesOf(account).next.run(1, until, places.take(account, limits, until), false)

  return {
    // The place comes after the permit: it is used in the moment that it is given
    withPlace: (claim, attempt) =>
      queuesOf(claim.account).running.run(
        claim.limits.concurrency,
        claim.until,
        Effect.flatMap(place(claim), (placed) => (placed ? Effect.asSome(attempt) : Effect.succeedNone)),
        Option.none()
      ),
    pause: places.pause
  }
}

interface Account {
  /** When the last places were given, oldest first: at least as many as the largest limit counts. */
  given: Array<number>
  largest: number
  pausedUntil: number
  /** The last time that the clock told. */
  seen: number
}

/** The time; where the clock has gone back after all, everything is as old as it was. */
const look = (account: Account, clock: Clock.Clock): number => {
  const now = steadyMillis(clock)
  const back = account.seen - now
  if (back > 0) {
    account.given = account.given.map((at) => at - back)
    account.pausedUntil -= back
  }
  account.seen = now
  return now
}

/** A place is free once the one that was given `requests` places ago is a whole window old. */
const freeAt = ({ given, pausedUntil }: Account, { requests, window }: Limits): number => {
  const before = given[given.length - requests]
  return Math.max(pausedUntil, before === undefined ? 0 : before + Duration.toMillis(window))
}

const note = (account: Account, requests: number, now: number): void => {
  account.largest = Math.max(account.largest, requests)
  account.given.push(now)
  // At twice the size, so that it does not cost at every place
  if (account.given.length >= 2 * account.largest)
    account.given.splice(0, account.given.length - account.largest)
}

/** Limits that hold for all who use this value. */
export class MemoryPlaces implements Places {
  private readonly accountOf = perClock(
    (): Account => ({
      given: [],
      largest: 0,
      pausedUntil: Number.NEGATIVE_INFINITY,
      seen: Number.NEGATIVE_INFINITY
    })
  )

  readonly take: Places["take"] = (name, limits, until) =>
    Effect.tap(this.free(name, limits, until), (free) => (free ? this.note(name, limits) : Effect.void))

  readonly pause: Places["pause"] = (name, duration) =>
    Effect.map(Clock.Clock, (clock) => {
      const account = this.accountOf(clock, name)
      const now = look(account, clock)
      account.pausedUntil = Math.max(account.pausedUntil, now + Duration.toMillis(duration))
    })

  /** Waits until a place is free, without taking it; `false` if none is before `until`. */
  free(name: string, limits: Limits, until: number): Effect.Effect<boolean> {
    return Effect.flatMap(Clock.Clock, (clock) => {
      const account = this.accountOf(clock, name)
      const again: Effect.Effect<boolean> = Effect.suspend(() => {
        const now = look(account, clock)
        const wait = Math.ceil(freeAt(account, limits) - now)
        if (wait <= 0) return Effect.succeed(true)
        if (wait >= until - Clock.millisOf(clock)) return Effect.succeed(false)
        // It may have been paused meanwhile
        return Effect.andThen(Effect.sleep(wait), again)
      })
      return again
    })
  }

  /** A place is taken now. */
  note(name: string, { requests }: Limits): Effect.Effect<void> {
    return Effect.map(Clock.Clock, (clock) => {
      const account = this.accountOf(clock, name)
      note(account, requests, look(account, clock))
    })
  }
}

export const inMemory = (): Service => inOrder(new MemoryPlaces())
