/** So many requests in a while, counted anew from the first one of each while. */

export interface RateLimit {
  readonly requests: number
  readonly perMillis: number
}

/** Counts a request of the account, and says whether it is one too many. */
export type Limiter = (account: string, nowMillis: number) => boolean

export const makeLimiter = (limit: RateLimit | undefined): Limiter => {
  if (limit === undefined) return () => false
  const windows = new Map<string, { readonly start: number; count: number }>()
  return (account, now) => {
    const window = windows.get(account)
    if (window === undefined || now >= window.start + limit.perMillis) {
      windows.set(account, { start: now, count: 1 })
      return limit.requests < 1
    }
    window.count += 1
    return window.count > limit.requests
  }
}
