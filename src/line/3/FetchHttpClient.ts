export * from "@effect/platform/FetchHttpClient"
