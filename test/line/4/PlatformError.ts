export { badArgument } from "effect/PlatformError"
