/** A lock for each key, for the time that anybody wants it. */
import * as Effect from "effect/Effect"

export interface KeyedLock {
  readonly withLock: <A, E, R>(key: string, self: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
}

export interface Entry {
  readonly semaphore: Effect.Semaphore
  wanted: number
}

/** @param entries the keys that somebody holds or waits for */
export const makeKeyedLock = (entries = new Map<string, Entry>()): KeyedLock => {
  const enter = (key: string): Entry => {
    const entry = entries.get(key) ?? { semaphore: Effect.unsafeMakeSemaphore(1), wanted: 0 }
    entry.wanted += 1
    entries.set(key, entry)
    return entry
  }
  const leave = (key: string, entry: Entry) =>
    Effect.sync(() => {
      entry.wanted -= 1
      if (entry.wanted === 0) entries.delete(key)
    })
  return {
    withLock: (key, self) =>
      Effect.acquireUseRelease(
        Effect.sync(() => enter(key)),
        ({ semaphore }) => semaphore.withPermits(1)(self),
        (entry) => leave(key, entry)
      )
  }
}
