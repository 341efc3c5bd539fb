/**
 * The creates of an account whose end this process does not know: for which customers, and until when they may still
 * show. It outlives the calls.
 */

/** Where more are open, nobody creates until some are over: none may be forgotten. */
const most = 100_000

/** The Clock's milliseconds. */
interface Open {
  readonly since: number
  readonly until: number
}

export class OpenCreates {
  /** By key, the oldest first. */
  private readonly open = new Map<string, Open>()
  private readonly watchers = new Set<Set<string>>()

  /** Until when the customer of the key may show; `undefined` where no create of it is open. */
  of(key: string, now: number): number | undefined {
    const open = this.open.get(key)
    if (open === undefined) return undefined
    if (open.since > now) {
      // the clock was set back: it is as long again, and not until the clock comes there
      const again = { since: now, until: now + (open.until - open.since) }
      this.open.set(key, again)
      return again.until
    }
    return open.until > now ? open.until : undefined
  }

  /** A create is open. `false`, and nothing changed, where too many are. */
  opened(key: string, until: number, now: number): boolean {
    this.forget(now)
    if (this.open.size >= most && !this.open.has(key)) return false
    // at the end of the order, where the youngest stand
    this.open.delete(key)
    this.open.set(key, { since: now, until })
    this.changed(key)
    return true
  }

  /** It is known how it ended. */
  settled(key: string): void {
    this.open.delete(key)
    this.changed(key)
  }

  /**
   * The keys whose customers may have come into being since this was called, or were about to: what was read of them
   * before is of no use. It grows until `unwatch`.
   */
  watch(): Set<string> {
    const keys = new Set(this.open.keys())
    this.watchers.add(keys)
    return keys
  }

  unwatch(keys: Set<string>): void {
    this.watchers.delete(keys)
  }

  get size(): number {
    return this.open.size
  }

  private changed(key: string): void {
    for (const keys of this.watchers) keys.add(key)
  }

  /** Those that are over, from the oldest on; all of them where there are many. */
  private forget(now: number): void {
    for (const [key, { until }] of this.open) {
      if (until <= now) this.open.delete(key)
      else if (this.open.size < most) return
    }
  }
}
