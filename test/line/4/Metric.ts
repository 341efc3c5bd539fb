import * as Effect from "effect/Effect"
import * as Metric from "effect/Metric"

export * from "effect/Metric"

/** Every metric of this process: its name, and all that is known of it. */
export const all: Effect.Effect<
  ReadonlyArray<{ readonly name: string; readonly parts: ReadonlyArray<unknown> }>
> = Effect.map(Metric.snapshot, (snapshots) =>
  snapshots.map((snapshot) => ({
    name: snapshot.id,
    parts: [snapshot, snapshot.attributes, snapshot.description, snapshot.state]
  }))
)
