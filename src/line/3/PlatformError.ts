export type { PlatformError } from "@effect/platform/Error"
