export * from "effect/http/HttpIncomingMessage"
