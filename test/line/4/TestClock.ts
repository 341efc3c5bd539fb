export * from "effect/testing/TestClock"
