export type { PlatformError } from "effect/PlatformError"
