export { layerStoreMemory, make } from "effect/persistence/RateLimiter"
