export * from "effect/http/HttpTraceContext"
