export { layerStoreMemory, make } from "@effect/experimental/RateLimiter"
