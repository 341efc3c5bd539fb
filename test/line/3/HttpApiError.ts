export * from "@effect/platform/HttpApiError"
