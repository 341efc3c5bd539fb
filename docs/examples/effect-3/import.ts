/**
 * Customers of an old system, ensured at a provider. It can be stopped at
 * any moment, by a kill too, and goes on where it was when it is run again:
 * no customer is made twice. `<folder>/checkpoint` holds how many rows are
 * done, and `<folder>/refused.jsonl` a line for each row that could not be
 * ensured, for a person to look at.
 *
 * `main` is one for Omise: `NodeRuntime.runMain(main({ inputs, total,
 * folder: "/var/lib/shop/import" }))`. Run one at a time in a folder. It
 * needs `@effect/platform-node@^0.108`.
 */
import * as FileSystem from "@effect/platform/FileSystem"
import * as Path from "@effect/platform/Path"
import * as Terminal from "@effect/platform/Terminal"
import * as NodeContext from "@effect/platform-node/NodeContext"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import * as Customers from "effect-payment-customers/Customers"
import * as FetchClient from "effect-payment-customers/FetchClient"
import * as Omise from "effect-payment-customers/Omise"
import * as turnsKeyValueStore from "effect-payment-customers/turnsKeyValueStore"

const percent = (done: number, total: number): number =>
  total === 0 ? 100 : Math.min(100, Math.floor((done * 100) / total))

/** `████████░░░░░░░░ 50 %` */
export const bar = (done: number, total: number, width = 32): string => {
  const full =
    total === 0
      ? width
      : Math.min(width, Math.round((done * width) / total))
  return `${"█".repeat(full)}${"░".repeat(width - full)} ${percent(done, total)} %`
}

/** Is there another percent to show than with the row before? */
export const progress = (done: number, total: number): boolean =>
  percent(done, total) !== percent(done - 1, total)

/** The file is there, and does not say how many rows are done. */
export class UnreadableCheckpoint extends Data.TaggedError(
  "UnreadableCheckpoint"
)<{
  readonly file: string
}> {}

const Checkpoint = Schema.parseJson(Schema.NonNegativeInt)

/**
 * The message of an error names its class and the fields, never what a
 * customer typed.
 */
const Refused = Schema.parseJson(
  Schema.Struct({ index: Schema.NonNegativeInt, reason: Schema.String })
)

/**
 * The two files. What is begun to be written is written to its end before
 * an interruption.
 */
const openFolder = (folder: string) =>
  Effect.gen(function* () {
    const fs = yield* FileSystem.FileSystem
    const path = yield* Path.Path
    const checkpointFile = path.join(folder, "checkpoint")
    const refusedFile = path.join(folder, "refused.jsonl")

    /** The file's text; empty where it is missing. */
    const read = (file: string) =>
      fs.readFileString(file).pipe(
        Effect.asSome,
        Effect.catchIf(
          (error) =>
            error._tag === "SystemError" && error.reason === "NotFound",
          () => Effect.succeedNone
        )
      )

    /** A file that is renamed is there as a whole or not at all. */
    const replace = (file: string, text: string) =>
      Effect.uninterruptible(
        Effect.zipRight(
          fs.writeFileString(`${file}.new`, text),
          fs.rename(`${file}.new`, file)
        )
      )

    /** How many rows are done. */
    const checkpoint = Effect.flatMap(
      read(checkpointFile),
      Option.match({
        onNone: () => Effect.succeed(0),
        onSome: Schema.decode(Checkpoint)
      })
    ).pipe(
      Effect.mapError(
        () => new UnreadableCheckpoint({ file: checkpointFile })
      )
    )

    /**
     * Drops the lines of rows that will be ensured again, and a last one
     * that is half.
     */
    const dropFrom = (checkpoint: number) =>
      Effect.gen(function* () {
        const lines = Option.getOrElse(yield* read(refusedFile), () => "")
          .split("\n")
          .slice(0, -1)
        const isDone = (line: string) =>
          !Option.exists(
            Schema.decodeOption(Refused)(line),
            ({ index }) => index >= checkpoint
          )
        const kept = lines.filter(isDone)
        yield* replace(
          refusedFile,
          kept.map((line) => `${line}\n`).join("")
        )
        return kept.length
      })

    const refuse = (index: number, reason: string) =>
      Effect.flatMap(Schema.encode(Refused)({ index, reason }), (line) =>
        Effect.uninterruptible(
          fs.writeFileString(refusedFile, `${line}\n`, { flag: "a" })
        )
      )

    const keep = (done: number) => replace(checkpointFile, `${done}\n`)

    yield* fs.makeDirectory(folder, { recursive: true })
    return { checkpoint, dropFrom, refuse, keep }
  })

export interface Import<E, R> {
  readonly inputs: Stream.Stream<Customers.CustomerInput, E, R>
  /** How many inputs there are, for the bar. */
  readonly total: number
  readonly folder: string
}

/**
 * How many rows are in `refused.jsonl` at the end. Fails like
 * `Customers.ensureAll`, at a key that is not accepted or where the
 * provider does not answer any more: run it again when that is mended.
 */
export const importAll = <E, R>({ inputs, total, folder }: Import<E, R>) =>
  Effect.gen(function* () {
    const terminal = yield* Terminal.Terminal
    const files = yield* openFolder(folder)
    const checkpoint = yield* files.checkpoint
    let refused = yield* files.dropFrom(checkpoint)

    // a bar that can't be drawn stops nothing
    const draw = (text: string) => Effect.ignore(terminal.display(text))

    yield* draw(`\r${bar(checkpoint, total)}`)
    yield* Customers.ensureAll(inputs, {
      concurrency: 8,
      startAt: checkpoint
    }).pipe(
      Stream.runForEach(({ index, result }) =>
        Effect.gen(function* () {
          if (Either.isLeft(result)) {
            // before the checkpoint passes the row, so that no line is lost
            yield* files.refuse(index, result.left.message)
            refused += 1
          }
          yield* files.keep(index + 1)
          if (progress(index + 1, total))
            yield* draw(`\r${bar(index + 1, total)}`)
        })
      ),
      Effect.ensuring(draw("\n"))
    )
    return refused
  })

/**
 * Its creates are written down in the folder as well: the next run knows
 * those during which this one was killed.
 */
export const main = <E, R>(rows: Import<E, R>) =>
  importAll(rows).pipe(
    Effect.provide(
      Omise.layerConfig().pipe(
        Layer.provide(FetchClient.layer),
        Layer.merge(turnsKeyValueStore.layerFolder(`${rows.folder}/turns`))
      )
    ),
    Effect.provide(NodeContext.layer)
  )
