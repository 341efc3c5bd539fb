export * from "effect/Console"
