import * as Effect from "effect/Effect"
import * as Metric from "effect/Metric"

export * from "effect/Metric"
export { withAttributes } from "#line/Metric"

/** Every metric of this process: its name, and all that is known of it. */
export const all: Effect.Effect<
  ReadonlyArray<{ readonly name: string; readonly parts: ReadonlyArray<unknown> }>
> = Effect.map(Metric.snapshot, (pairs) =>
  pairs.map(({ metricKey, metricState }) => ({
    name: metricKey.name,
    parts: [metricKey, metricKey.tags, metricKey.description, metricState]
  }))
)
