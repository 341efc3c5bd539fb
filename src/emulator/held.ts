/** Customers of all modes and accounts, in the order in which they came to be. */

/** One that is held, and when it came to be. */
export interface Held {
  /** By the provider's clock; 0 where it tells none. */
  readonly at: number
  /** The place among all that an emulator was given. */
  readonly nth: number
  /** As the provider's JSON. */
  readonly shown: () => Readonly<Record<string, unknown>>
}

/** @param most how many of the last ones */
export const oldestFirst = (
  parts: ReadonlyArray<ReadonlyArray<Held>>,
  most = Number.POSITIVE_INFINITY
): ReadonlyArray<Held> =>
  parts
    .flatMap((part) => part.slice(-most))
    .sort((a, b) => a.at - b.at || a.nth - b.nth)
    .slice(-most)

const makeCounter = (): (() => number) => {
  let count = 0
  return () => ++count
}

/** What the accounts of a provider count together, from 1, so that no two have the same ids. */
export interface Counters {
  readonly ids: () => number
  /** The id of a request, a UUID. */
  readonly requests: () => string
  /** The place of a customer among all that came to be. */
  readonly places: () => number
}

export const makeCounters = (): Counters => {
  const requests = makeCounter()
  return {
    ids: makeCounter(),
    requests: () => `00000000-0000-4000-8000-${requests().toString(16).padStart(12, "0")}`,
    places: makeCounter()
  }
}
