import * as Effect from "effect/Effect"
import * as Metric from "effect/Metric"

export * from "effect/Metric"
export { withAttributes } from "#line/Metric"

interface State {
  readonly count?: number | bigint
  readonly sum?: number
  readonly buckets?: ReadonlyArray<readonly [boundary: number, count: number]>
}

interface Seen {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly state: State
  readonly parts: ReadonlyArray<unknown>
}

/** Every metric of this process: its name, its attributes, its state, and all that is known of it. */
export const all: Effect.Effect<ReadonlyArray<Seen>> = Effect.map(Metric.snapshot, (pairs) =>
  pairs.map(({ metricKey, metricState }) => ({
    name: metricKey.name,
    attributes: Object.fromEntries(metricKey.tags.map(({ key, value }) => [key, value])),
    state: metricState as State,
    parts: [metricKey, metricKey.tags, metricKey.description, metricState]
  }))
)
