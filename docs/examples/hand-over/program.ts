/**
 * What a hand-over is told and asked, on either line of Effect: begin,
 * watch, pause, go on, stop, and who was refused.
 */
import { appendFileSync, writeFileSync } from "node:fs"
import * as Effect from "effect/Effect"
import type { Counts, Job, Jobs } from "./jobs.js"

/**
 * Starts an execution of the engine, or joins and wakes the one that there
 * is.
 */
export type Start<R> = (run: {
  readonly job: string
  readonly run: number
  readonly from: string | null
}) => Effect.Effect<void, unknown, R>

const sum = ({ created, found, refused, unknown }: Counts): number =>
  created + found + refused + unknown

/**
 * `1,200 of 20,000 ████░░░░ created 1,180, found 15, refused 5, unknown 0`
 */
export const line = (
  job: Job,
  counts: Counts,
  total: number | undefined
): string => {
  const done = sum(counts)
  const full =
    total === undefined
      ? 0
      : Math.round((20 * Math.min(done, total)) / Math.max(1, total))
  const bar =
    total === undefined
      ? ""
      : ` of ${total} ${"█".repeat(full)}${"░".repeat(20 - full)}`
  const { created, found, refused, unknown } = counts
  const state =
    job.state === "under way" && job.wanted !== "run"
      ? `${job.wanted} wanted`
      : job.state
  const problem = job.problem === null ? "" : `; ${job.problem}`
  return `${done}${bar} created ${created}, found ${found}, refused ${refused}, unknown ${unknown}: ${state}${problem}`
}

/** Begins the job, or goes on with the one of that name. */
export const begin = <R>(
  jobs: Jobs,
  start: Start<R>,
  job: string,
  source: string,
  target: string
) =>
  Effect.gen(function* () {
    const begun = yield* jobs.begin(job, source, target)
    if (begun === undefined) {
      return yield* Effect.fail(
        new Error(
          `the job ${job} is one between other providers: give this one another name`
        )
      )
    }
    if (begun.state !== "under way") return begun
    yield* jobs.want(job, "run")
    yield* start({ job, run: begun.run, from: begun.from })
    return begun
  })

const describe = (jobs: Jobs, name: string, total: number | undefined) =>
  Effect.gen(function* () {
    const job = yield* jobs.get(name)
    if (job === undefined)
      return yield* Effect.fail(new Error(`there is no job ${name}`))
    return { job, text: line(job, yield* jobs.counts(name), total) }
  })

export const status = (jobs: Jobs, name: string) =>
  Effect.map(describe(jobs, name, undefined), ({ text }) => text)

/**
 * Draws a line each second until the job is over, was stopped, or waits for
 * somebody.
 */
export const watch = (
  jobs: Jobs,
  name: string,
  total: number | undefined
) =>
  Effect.gen(function* () {
    for (;;) {
      const { job, text } = yield* describe(jobs, name, total)
      process.stdout.write(
        process.stdout.isTTY ? `\r\u001b[K${text}` : `${text}\n`
      )
      if (
        job.state !== "under way" ||
        job.wanted === "pause" ||
        job.problem !== null
      ) {
        if (process.stdout.isTTY) process.stdout.write("\n")
        return job
      }
      yield* Effect.sleep("1 second")
    }
  })

/**
 * A line of JSON for each row that was not handed over, in a file. Says how
 * many there are.
 */
export const writeRefused = (jobs: Jobs, name: string, file: string) =>
  Effect.gen(function* () {
    writeFileSync(file, "")
    let [after, written] = ["", 0]
    for (;;) {
      const rows = yield* jobs.refused(name, after)
      const last = rows.at(-1)
      if (last === undefined) return written
      appendFileSync(
        file,
        rows.map((row) => `${JSON.stringify(row)}\n`).join("")
      )
      after = last.sourceId
      written += rows.length
    }
  })
