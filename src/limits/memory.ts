/** The limits of accounts in memory, and what every limiter does alike: the order of callers, how many at a time. */
import * as Option from "effect/Option"
import * as Clock from "#line/Clock"
import * as Duration from "#line/Duration"
import * as Effect from "#line/Effect"
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

/** The value of each key, made when it is first asked for. */
export const keyed = <A>(make: () => A): ((key: string) => A) => {
  const values = new Map<string, A>()
  return (key) => {
    const value = values.get(key) ?? make()
    values.set(key, value)
    return value
  }
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
  readonly given: Array<number>
  largest: number
  pausedUntil: number
  /** The last time that the Clock told. */
  seen: number
}

/** What was noted by a Clock that has since gone back (a clock set right, the next test) means nothing any more. */
const look = (account: Account, now: number): void => {
  if (now < account.seen) {
    account.given.length = 0
    account.pausedUntil = 0
  }
  account.seen = now
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
export const inMemoryPlaces = (): Places => {
  const accountOf = keyed((): Account => ({ given: [], largest: 0, pausedUntil: 0, seen: 0 }))

  const take: Places["take"] = (name, limits, until) =>
    Effect.gen(function* () {
      const account = accountOf(name)
      while (true) {
        const now = yield* Clock.currentTimeMillis
        look(account, now)
        const at = freeAt(account, limits)
        if (at <= now) {
          note(account, limits.requests, now)
          return true
        }
        if (at >= until) return false
        // It may have been paused meanwhile
        yield* Effect.sleep(at - now)
      }
    })

  return {
    take,
    pause: (name, duration) =>
      Effect.map(Clock.currentTimeMillis, (now) => {
        const account = accountOf(name)
        look(account, now)
        account.pausedUntil = Math.max(account.pausedUntil, now + Duration.toMillis(duration))
      })
  }
}

export const inMemory = (): Service => inOrder(inMemoryPlaces())
