export type { RateLimiter, RateLimiterError } from "effect/persistence/RateLimiter"
