/** What a run has measured, as far as it was asked to: figures of every round, before any median. */
import type { Bundle } from "./bundle.js"
import type { Cost } from "./cost.js"
import type { Result } from "./rounds.js"
import type { Start } from "./startup.js"

export interface Measured {
  /** By cell, such as `retrieve@16`. */
  readonly calls: Readonly<Record<string, ReadonlyArray<Result<Cost>>>>
  readonly decode?: ReadonlyArray<Result<Cost>>
  readonly start?: ReadonlyArray<Result<Start>>
  readonly bundles?: ReadonlyArray<Bundle>
}
