export * from "effect/MetricState"
