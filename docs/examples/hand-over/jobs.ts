/**
 * The tables of a hand-over: how far it is, what is wanted of it, what was
 * refused, and which ids belong together. They are this program's own: the
 * engine tells of no progress, and keeps what it is given for ever.
 */
import * as Effect from "effect/Effect"

/** `SqlClient` of either line, as far as it is used here. */
export type Sql = <Row extends object>(
  strings: TemplateStringsArray,
  ...values: ReadonlyArray<string | number | boolean | null>
) => Effect.Effect<ReadonlyArray<Row>, unknown>

/** What is wanted of a job. */
export type Wanted = "run" | "pause" | "stop"

export interface Job {
  readonly job: string
  readonly source: string
  readonly target: string
  readonly wanted: Wanted
  /** `over` when all is handed over. */
  readonly state: "under way" | "over" | "stopped"
  /**
   * Which execution of the engine is the last: each has a thousand pages at
   * most.
   */
  readonly run: number
  /** Where that one began: `null` for the beginning. */
  readonly from: string | null
  /** The cursor of the next page. */
  readonly next: string | null
  readonly begunAt: number
  /**
   * Why the last page could not be handed over; `null` when one after it
   * was.
   */
  readonly problem: string | null
}

/**
 * What has become of the rows. `unknown`: no answer told, after all
 * retries.
 */
export interface Counts {
  readonly created: number
  readonly found: number
  readonly refused: number
  readonly unknown: number
}

export interface Refused {
  readonly sourceId: string
  readonly outcome: "refused" | "unknown"
  /** Names fields and rules, and nothing that anybody typed. */
  readonly reason: string
}

/** Two ids of one customer. */
export interface Moved {
  readonly externalId: string
  readonly sourceId: string
  readonly targetId: string
}

export interface PageReport extends Counts {
  readonly moved: ReadonlyArray<Moved>
  readonly refusals: ReadonlyArray<Refused>
}

const version = "effect-payment-customers hand-over, version 1"

/** A table of another version of this program. */
export const anotherVersion = (found: string): Error =>
  new Error(
    `the table hand_over_jobs is of "${found}", and this program needs "${version}"`
  )

/**
 * Waits for the other processes that make tables, and keeps them waiting
 * until the scope ends.
 */
export const oneAtATime = (connection: {
  readonly executeRaw: (
    sql: string,
    params: ReadonlyArray<unknown>
  ) => Effect.Effect<unknown, unknown>
}) =>
  Effect.acquireRelease(
    connection.executeRaw(
      "SELECT pg_advisory_lock(hashtext('hand-over'))",
      []
    ),
    () =>
      Effect.ignore(
        connection.executeRaw(
          "SELECT pg_advisory_unlock(hashtext('hand-over'))",
          []
        )
      )
  )

/** Makes the tables where they are missing. */
export const migrate = (sql: Sql): Effect.Effect<void, unknown> =>
  Effect.gen(function* () {
    const rows = yield* sql<{
      readonly there: boolean
      readonly comment: string | null
    }>`
      SELECT to_regclass('hand_over_jobs') IS NOT NULL AS there,
        obj_description(to_regclass('hand_over_jobs'), 'pg_class') AS comment`
    const [found] = rows
    if (found?.there === true) {
      return found.comment === version
        ? undefined
        : yield* Effect.fail(anotherVersion(found.comment ?? ""))
    }
    yield* sql`CREATE TABLE hand_over_pages (
      job text, page text, created int NOT NULL, found int NOT NULL, refused int NOT NULL, unknown int NOT NULL,
      PRIMARY KEY (job, page))`
    yield* sql`CREATE TABLE hand_over_refused (
      job text, source_id text, page text NOT NULL, outcome text NOT NULL, reason text NOT NULL,
      PRIMARY KEY (job, source_id))`
    yield* sql`CREATE TABLE hand_over_ids (
      external_id text, provider text, customer_id text, PRIMARY KEY (external_id, provider, customer_id))`
    yield* sql`CREATE TABLE hand_over_jobs (
      job text PRIMARY KEY, source text NOT NULL, target text NOT NULL, wanted text NOT NULL DEFAULT 'run',
      state text NOT NULL DEFAULT 'under way', run int NOT NULL DEFAULT 1, "from" text, next text,
      begun_at timestamptz NOT NULL DEFAULT clock_timestamp(), problem text)`
    yield* sql`COMMENT ON TABLE hand_over_jobs IS 'effect-payment-customers hand-over, version 1'`
  })

const jobOf = (
  sql: Sql,
  job: string
): Effect.Effect<Job | undefined, unknown> =>
  Effect.map(
    sql<Job>`SELECT job, source, target, wanted, state, run, "from", next, problem,
        (extract(epoch FROM begun_at) * 1000)::float8 AS "begunAt"
      FROM hand_over_jobs WHERE job = ${job}`,
    ([row]) => row
  )

export const jobsOver = (sql: Sql) => ({
  get: (job: string) => jobOf(sql, job),

  /**
   * The job: begun, or, where there is one of that name, that one. One that
   * was stopped goes on where it was, in another execution. `undefined`
   * where the one of that name has another source or target.
   */
  begin: (
    job: string,
    source: string,
    target: string
  ): Effect.Effect<Job | undefined, unknown> =>
    Effect.gen(function* () {
      yield* sql`INSERT INTO hand_over_jobs (job, source, target) VALUES (${job}, ${source}, ${target})
        ON CONFLICT (job) DO NOTHING`
      yield* sql`UPDATE hand_over_jobs SET run = run + 1, "from" = next, state = 'under way', wanted = 'run'
        WHERE job = ${job} AND state = 'stopped'`
      const begun = yield* jobOf(sql, job)
      return begun?.source === source && begun.target === target
        ? begun
        : undefined
    }),

  /** What was wrong before does not count any more. */
  want: (job: string, wanted: Wanted) =>
    sql`UPDATE hand_over_jobs SET wanted = ${wanted}, problem = NULL WHERE job = ${job} AND state = 'under way'`,

  /**
   * The thousand pages of an execution are over: the next one begins at
   * this cursor.
   */
  nextRun: (job: string, run: number, from: string) =>
    sql`UPDATE hand_over_jobs SET run = ${run}, "from" = ${from} WHERE job = ${job} AND run < ${run}`,

  end: (job: string, state: Job["state"]) =>
    sql`UPDATE hand_over_jobs SET state = ${state}, problem = NULL WHERE job = ${job}`,

  problem: (job: string, problem: string) =>
    sql`UPDATE hand_over_jobs SET problem = ${problem} WHERE job = ${job}`,

  /**
   * All that a page has brought, in one statement. One that is handed over
   * again replaces what it had brought.
   */
  write: (
    { job, source, target }: Job,
    page: string,
    next: string | null,
    { created, found, refused, unknown, moved, refusals }: PageReport
  ) => sql`
    WITH ids AS (
      INSERT INTO hand_over_ids (external_id, provider, customer_id)
      SELECT one."externalId", side.provider, side.id
      FROM jsonb_to_recordset(${JSON.stringify(moved)}::jsonb) AS one ("externalId" text, "sourceId" text, "targetId" text),
        LATERAL (VALUES (${source}, one."sourceId"), (${target}, one."targetId")) AS side (provider, id)
      ON CONFLICT DO NOTHING
    ), mended AS (
      DELETE FROM hand_over_refused WHERE job = ${job} AND page = ${page}
      AND NOT ${JSON.stringify(refusals.map(({ sourceId }) => sourceId))}::jsonb ? source_id
    ), refusals AS (
      INSERT INTO hand_over_refused (job, source_id, page, outcome, reason)
      SELECT ${job}, "sourceId", ${page}, outcome, reason
      FROM jsonb_to_recordset(${JSON.stringify(refusals)}::jsonb) AS one ("sourceId" text, outcome text, reason text)
      ON CONFLICT (job, source_id) DO UPDATE SET outcome = excluded.outcome, reason = excluded.reason
    ), pages AS (
      INSERT INTO hand_over_pages (job, page, created, found, refused, unknown)
      VALUES (${job}, ${page}, ${created}, ${found}, ${refused}, ${unknown})
      ON CONFLICT (job, page) DO UPDATE SET created = excluded.created, found = excluded.found,
        refused = excluded.refused, unknown = excluded.unknown
    )
    UPDATE hand_over_jobs SET next = ${next}, problem = NULL WHERE job = ${job}`,

  counts: (job: string): Effect.Effect<Counts, unknown> =>
    Effect.map(
      sql<Counts>`SELECT coalesce(sum(created), 0)::int AS created, coalesce(sum(found), 0)::int AS found,
          coalesce(sum(refused), 0)::int AS refused, coalesce(sum(unknown), 0)::int AS unknown
        FROM hand_over_pages WHERE job = ${job}`,
      ([row]) => row ?? { created: 0, found: 0, refused: 0, unknown: 0 }
    ),

  refused: (
    job: string,
    after: string
  ): Effect.Effect<ReadonlyArray<Refused>, unknown> =>
    sql<Refused>`SELECT source_id AS "sourceId", outcome, reason FROM hand_over_refused
      WHERE job = ${job} AND source_id > ${after} ORDER BY source_id LIMIT 1000`
})

export type Jobs = ReturnType<typeof jobsOver>
