export * from "effect/TestContext"
