export * from "effect/http/Headers"
