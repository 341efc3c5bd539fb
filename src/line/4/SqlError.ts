export type { SqlError } from "effect/sql/SqlError"
