export * from "@effect/platform/Path"
