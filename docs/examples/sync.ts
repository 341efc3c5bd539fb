/**
 * All customers of a provider, as lines of JSON in a file. It can be
 * stopped at any moment, by a kill too, and goes on where it was when it is
 * run again. `<file>.checkpoint` holds the cursor of the next page, and how
 * long the file is up to there. Run one at a time for a file.
 */
import {
  appendFileSync,
  existsSync,
  readFileSync,
  renameSync,
  statSync,
  truncateSync,
  writeFileSync
} from "node:fs"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Customers from "effect-payment-customers/Customers"

interface Checkpoint {
  /** `null` for the first page. */
  readonly next: string | null
  readonly bytes: number
  readonly over: boolean
}

const beginning: Checkpoint = { next: null, bytes: 0, over: false }

/** The checkpoint is damaged, or the file is shorter than it says. */
export class UnreadableCheckpoint extends Data.TaggedError(
  "UnreadableCheckpoint"
)<{ readonly file: string }> {}

const isCheckpoint = (value: unknown): value is Checkpoint =>
  typeof value === "object" &&
  value !== null &&
  "next" in value &&
  (value.next === null || typeof value.next === "string") &&
  "bytes" in value &&
  typeof value.bytes === "number" &&
  "over" in value &&
  typeof value.over === "boolean"

const readCheckpoint = (file: string): Checkpoint => {
  if (!existsSync(`${file}.checkpoint`)) return beginning
  const kept: unknown = JSON.parse(
    readFileSync(`${file}.checkpoint`, "utf8")
  )
  if (!isCheckpoint(kept)) throw new Error("no checkpoint")
  if (statSync(file).size < kept.bytes) throw new Error("too short")
  return kept
}

/** Drops what a run that was stopped has written after its checkpoint. */
const begin = (file: string) =>
  Effect.try({
    try: () => {
      const checkpoint = readCheckpoint(file)
      if (existsSync(file)) truncateSync(file, checkpoint.bytes)
      else writeFileSync(file, "")
      return checkpoint
    },
    catch: () => new UnreadableCheckpoint({ file: `${file}.checkpoint` })
  })

/** A file that is renamed is there as a whole or not at all. */
const keep = (file: string, checkpoint: Checkpoint) => {
  writeFileSync(`${file}.checkpoint.new`, JSON.stringify(checkpoint))
  renameSync(`${file}.checkpoint.new`, `${file}.checkpoint`)
}

/**
 * @param options for the first page, such as `createdFrom`: a cursor keeps
 *   them, so a run that goes on does not look at them again
 */
export const sync = (
  file: string,
  options: Customers.ListOptions = { limit: 100 }
) =>
  Effect.gen(function* () {
    let checkpoint = yield* begin(file)
    while (!checkpoint.over) {
      const { next, bytes } = checkpoint
      const page = yield* Customers.list(
        next === null ? options : { from: Customers.Cursor.make(next) }
      )
      checkpoint = yield* Effect.sync(() => {
        const lines = page.customers
          .map((customer) => `${JSON.stringify(customer)}\n`)
          .join("")
        appendFileSync(file, lines)
        const kept = {
          next: Option.getOrNull(page.next),
          bytes: bytes + Buffer.byteLength(lines),
          over: Option.isNone(page.next)
        }
        keep(file, kept)
        return kept
      })
    }
  })
