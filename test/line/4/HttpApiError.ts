export * from "effect/http-api/HttpApiError"
