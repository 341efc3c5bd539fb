export * from "@effect/platform/Headers"
