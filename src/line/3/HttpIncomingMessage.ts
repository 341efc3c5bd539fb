export * from "@effect/platform/HttpIncomingMessage"
