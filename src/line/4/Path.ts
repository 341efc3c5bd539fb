export * from "effect/Path"
