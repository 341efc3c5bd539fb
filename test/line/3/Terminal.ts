export * from "@effect/platform/Terminal"
