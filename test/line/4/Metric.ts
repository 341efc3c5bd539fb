import * as Effect from "effect/Effect"
import * as Metric from "effect/Metric"

export * from "effect/Metric"

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
export const all: Effect.Effect<ReadonlyArray<Seen>> = Effect.map(Metric.snapshot, (snapshots) =>
  snapshots.map((snapshot) => ({
    name: snapshot.id,
    attributes: { ...snapshot.attributes },
    state: snapshot.state as State,
    parts: [snapshot, snapshot.attributes, snapshot.description, snapshot.state]
  }))
)
