/**
 * What this process knows of the creates of an account whose end it does not know: for which customers, and until when
 * they may still show. It outlives the calls, and two layers of one account share it.
 */
import type * as Clock from "effect/Clock"

/** Where more are open, nobody creates until some are over: none may be forgotten. */
const most = 100_000

export class OpenCreates {
  /** Key → the Clock's milliseconds until which its customer may still show; oldest first. */
  private readonly until = new Map<string, number>()
  private readonly watchers = new Set<Set<string>>()

  /** Until when the customer of the key may show; `undefined` where no create of it is open. */
  of(key: string, now: number): number | undefined {
    const until = this.until.get(key)
    return until !== undefined && until > now ? until : undefined
  }

  /** A create is open. `false`, and nothing kept, where too many are. */
  opened(key: string, until: number, now: number): boolean {
    this.forget(now)
    if (this.until.size >= most && !this.until.has(key)) return false
    // at the end of the order, where the youngest stand
    this.until.delete(key)
    this.until.set(key, until)
    this.changed(key)
    return true
  }

  /** It is known how it ended. */
  settled(key: string): void {
    this.until.delete(key)
    this.changed(key)
  }

  /**
   * The keys whose customers may have come into being since this was called, or were about to: what was read of them
   * before is of no use. It grows until `unwatch`.
   */
  watch(): Set<string> {
    const keys = new Set(this.until.keys())
    this.watchers.add(keys)
    return keys
  }

  unwatch(keys: Set<string>): void {
    this.watchers.delete(keys)
  }

  get size(): number {
    return this.until.size
  }

  private changed(key: string): void {
    for (const keys of this.watchers) keys.add(key)
  }

  /** Those that are over, from the oldest on; all of them where there are many. */
  private forget(now: number): void {
    for (const [key, until] of this.until) {
      if (until <= now) this.until.delete(key)
      else if (this.until.size < most) return
    }
  }
}

/** By Clock: each test has one of its own, and its time begins anew. */
const known = new WeakMap<Clock.Clock, Map<string, OpenCreates>>()

/** @param account what tells accounts apart */
export const openCreatesOf = (clock: Clock.Clock, account: string): OpenCreates => {
  const accounts = known.get(clock) ?? new Map<string, OpenCreates>()
  known.set(clock, accounts)
  const creates = accounts.get(account) ?? new OpenCreates()
  accounts.set(account, creates)
  return creates
}
