export * from "@effect/platform/HttpBody"
