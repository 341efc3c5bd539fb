export * from "effect/Runtime"
