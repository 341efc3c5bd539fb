export * from "@effect/vitest"
