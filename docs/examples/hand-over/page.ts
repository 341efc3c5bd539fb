/**
 * One page of a hand-over, as a plain Effect: read at the source, ensured
 * at the target, written to the tables.
 */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Schedule from "effect/Schedule"
import type * as Customers from "effect-payment-customers/Customers"
import * as CustomersError from "effect-payment-customers/CustomersError"
import type { Job, Jobs, Moved, PageReport, Refused } from "./jobs.js"

/** A customer as the source has it. */
export interface Row {
  /** The source's id, or the row's number: for the report. */
  readonly id: string
  /**
   * What it goes by at the target; without one by its address, among
   * customers who have none.
   */
  readonly externalId?: string | undefined
  readonly email?: string | undefined
  readonly name?: string | undefined
  readonly phone?: string | undefined
}

export interface Source {
  readonly name: string
  /**
   * @param from the cursor that the page before gave; `null` for the first
   * page
   */
  readonly page: (
    from: string | null
  ) => Effect.Effect<
    { readonly rows: ReadonlyArray<Row>; readonly next: string | null },
    unknown
  >
}

export interface Target {
  readonly name: string
  readonly ensure: (
    input: Customers.CustomerInput
  ) => Effect.Effect<Customers.Ensured, Customers.EnsureError>
  /**
   * What bePaid is told of where its customers are: it wants an address for
   * each.
   */
  readonly ip: string
  /** How many customers are ensured at a time. */
  readonly concurrency: number
}

/**
 * A customer of `Customers.list`: one without an external id goes by its id
 * at the source.
 */
export const rowOf = ({
  id,
  externalId,
  email,
  name,
  phone
}: Customers.Customer): Row => ({
  id,
  externalId: Option.getOrElse(externalId, () => id),
  email: Option.getOrUndefined(email),
  name: Option.getOrUndefined(name),
  phone: Option.getOrUndefined(phone)
})

type End =
  | {
      readonly end: "created" | "found"
      readonly moved: ReadonlyArray<Moved>
    }
  | { readonly end: "refused" | "unknown"; readonly refusal: Refused }

const refusal = (
  row: Row,
  outcome: Refused["outcome"],
  reason: string
): End => ({
  end: outcome,
  refusal: { sourceId: row.id, outcome, reason }
})

/**
 * Retries within the page: about a minute, then the row counts as unknown.
 */
const patiently = {
  times: 8,
  schedule: Schedule.exponential("250 millis"),
  while: CustomersError.isRetryable
}

/**
 * What ends the page, and with it the execution until somebody resumes it:
 * every other row would end alike.
 */
const isEverybodys = ({ _tag }: Customers.EnsureError): boolean =>
  _tag === "Unauthorized" || _tag === "Forbidden"

const handOver = (
  row: Row,
  begunAt: number,
  { ensure, ip }: Target
): Effect.Effect<End, Customers.EnsureError> => {
  if (row.email === undefined)
    return Effect.succeed(refusal(row, "refused", "email: is required"))
  const { externalId, email, name, phone } = row
  return Effect.matchEffect(
    Effect.retry(ensure({ externalId, email, name, phone, ip }), patiently),
    {
      onFailure: (error) => {
        if (isEverybodys(error)) return Effect.fail(error)
        const isRefused =
          error._tag === "ValidationFailed" || error._tag === "Conflict"
        return Effect.succeed(
          refusal(row, isRefused ? "refused" : "unknown", error.message)
        )
      },
      onSuccess: ({ customer, created }) => {
        // one that came into being since the job began is its work, also
        // where the page is handed over again
        const isNew =
          created ||
          Option.exists(
            customer.createdAt,
            (at) => DateTime.toEpochMillis(at) >= begunAt - 1_000
          )
        const moved =
          externalId === undefined
            ? []
            : [{ externalId, sourceId: row.id, targetId: customer.id }]
        return Effect.succeed<End>({
          end: isNew ? "created" : "found",
          moved
        })
      }
    }
  )
}

const reportOf = (ends: ReadonlyArray<End>): PageReport => {
  const count = (end: End["end"]) =>
    ends.filter((each) => each.end === end).length
  return {
    created: count("created"),
    found: count("found"),
    refused: count("refused"),
    unknown: count("unknown"),
    moved: ends.flatMap((end) => ("moved" in end ? end.moved : [])),
    refusals: ends.flatMap((end) => ("refusal" in end ? [end.refusal] : []))
  }
}

/**
 * So many that end unknown, and no other: the target does not answer any
 * more.
 */
const enough = 8

/**
 * What the execution keeps of a page: where the next one begins, and no
 * customer.
 */
export interface PageResult {
  readonly next: string | null
  readonly stopped: boolean
}

/**
 * The job, once it is not paused. A pause suspends nothing: a suspension
 * that is written after somebody has resumed the job would last for ever.
 */
const unpaused = (
  jobs: Jobs,
  name: string
): Effect.Effect<Job | undefined> =>
  Effect.flatMap(Effect.orDie(jobs.get(name)), (job) =>
    job?.wanted === "pause"
      ? Effect.delay(
          Effect.suspend(() => unpaused(jobs, name)),
          "1 second"
        )
      : Effect.succeed(job)
  )

/**
 * Fails with a text, for the table and the engine, where the page can't be
 * handed over: then nothing of it is written, and it is handed over again
 * when the execution is resumed.
 */
export const page =
  (jobs: Jobs, source: Source, target: Target) =>
  (name: string, from: string | null): Effect.Effect<PageResult, string> =>
    Effect.gen(function* () {
      const job = yield* unpaused(jobs, name)
      if (job === undefined)
        return yield* Effect.fail("there is no such job")
      if (job.wanted === "stop") return { next: from, stopped: true }
      const { rows, next } = yield* Effect.mapError(
        Effect.retry(source.page(from), {
          times: 8,
          schedule: Schedule.exponential("250 millis")
        }),
        (error) =>
          `${source.name}: ${CustomersError.isCustomersError(error) ? error.message : "no page"}`
      )
      const ends = yield* Effect.mapError(
        Effect.forEach(rows, (row) => handOver(row, job.begunAt, target), {
          concurrency: target.concurrency
        }),
        (error) => `${target.name}: ${error.message}`
      )
      const report = reportOf(ends)
      if (report.unknown >= enough && report.unknown === ends.length) {
        return yield* Effect.fail(
          `${target.name}: ${report.refusals[0]?.reason}`
        )
      }
      yield* Effect.orDie(jobs.write(job, from ?? "", next, report))
      return { next, stopped: false }
    }).pipe(
      Effect.tapError((problem) =>
        Effect.ignore(jobs.problem(name, problem))
      )
    )
