/** A lock for each key, for the time that anybody wants it. */
import * as Effect from "effect/Effect"

export interface KeyedLock {
  /** Waits for the lock of the key and takes it; gives what releases it. */
  readonly take: (key: string) => Effect.Effect<Effect.Effect<void>>
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
    take: (key) =>
      Effect.uninterruptibleMask((restore) =>
        Effect.suspend(() => {
          const entry = enter(key)
          return restore(entry.semaphore.take(1)).pipe(
            Effect.onInterrupt(() => leave(key, entry)),
            Effect.as(Effect.zipRight(entry.semaphore.release(1), leave(key, entry)))
          )
        })
      )
  }
}
