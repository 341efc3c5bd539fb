export * from "@effect/platform-node/NodeContext"
