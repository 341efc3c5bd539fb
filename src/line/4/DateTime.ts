export * from "effect/DateTime"
