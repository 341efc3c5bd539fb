export * from "effect/Terminal"
