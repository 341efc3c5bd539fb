export * from "@effect/platform/HttpTraceContext"
