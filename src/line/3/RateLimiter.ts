export type { RateLimiter, RateLimiterError } from "@effect/experimental/RateLimiter"
