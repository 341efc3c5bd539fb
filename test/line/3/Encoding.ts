export * from "effect/Encoding"
