/**
 * Customers of Omise, handed over to Stancer's API v2: `node main.js
 * <command>`, with `OMISE_SECRET_KEY` and `STANCER_SECRET_KEY` (and, to try
 * it out, `OMISE_BASE_URL` and `STANCER_BASE_URL`). docs/hand-over.md says
 * what is promised.
 *
 *   run       begins the job or goes on with it, in this process, and shows how far it is
 *   runner    hands over what `start` has begun, until it is ended: as many of them as you like, each with --port
 *   start     begins the job or goes on with it, for runners
 *   status    says how far it is
 *   pause     ends it after the page that is under way; `run` or `start` go on
 *   stop      the same for good: the execution ends
 *   refused   writes the rows that were not handed over to --file
 *
 *   --job NAME    the job's name (hand-over)       --csv FILE    rows of a file in place of Omise's customers
 *   --total N     for the bar                      --ip ADDRESS  what a target that wants an address is told
 *   --port N      where a runner listens (34431)   --file FILE   (refused.jsonl)
 *   --leave       `start` does not wait until the job is over
 *
 * `DATABASE_URL` is a Postgres; without it one of its own is started in the
 * folder `hand-over`.
 */
import { parseArgs } from "node:util"
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as PgClient from "@effect/sql-pg/PgClient"
import * as Config from "effect/Config"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as SqlClient from "effect/sql/SqlClient"
import * as FetchClient from "effect-payment-customers/FetchClient"
import * as Omise from "effect-payment-customers/Omise"
import * as Stancer from "effect-payment-customers/Stancer"
import * as turnsPostgres from "effect-payment-customers/turnsPostgres"
import { csvSource } from "./csv.js"
import * as Engine from "./engine.js"
import { type Jobs, jobsOver, migrate, oneAtATime } from "./jobs.js"
import { page } from "./page.js"
import { startPostgres } from "./postgres.js"
import { begin, status, watch, writeRefused } from "./program.js"
import { sourceOf, targetOf } from "./providers.js"

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    job: { type: "string", default: "hand-over" },
    csv: { type: "string" },
    leave: { type: "boolean", default: false },
    total: { type: "string" },
    ip: { type: "string", default: "" },
    port: { type: "string", default: "34431" },
    file: { type: "string", default: "refused.jsonl" }
  }
})

const total = values.total === undefined ? undefined : Number(values.total)

const postgres = Layer.unwrap(
  Effect.gen(function* () {
    const given = yield* Config.option(Config.Redacted("DATABASE_URL"))
    if (Option.isSome(given)) return PgClient.layer({ url: given.value })
    const own = yield* Effect.acquireRelease(
      Effect.promise(() => startPostgres("hand-over")),
      ({ stop }) => Effect.promise(stop)
    )
    return PgClient.layer({ url: Redacted.make(own.url) })
  })
)

/**
 * One process after the other makes the tables: the engine fails where two
 * make its own at once.
 */
const jobs = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  yield* Effect.scoped(
    Effect.gen(function* () {
      yield* oneAtATime(yield* sql.reserve)
      yield* sql.withTransaction(migrate(sql))
      yield* turnsPostgres.migrate()
      yield* Layer.build(Engine.tables)
    })
  )
  return jobsOver(sql)
})

const pages = (jobs: Jobs) =>
  Effect.gen(function* () {
    const http = Layer.provide(
      turnsPostgres.layer(),
      Layer.succeed(SqlClient.SqlClient, yield* SqlClient.SqlClient)
    )
    const source =
      values.csv === undefined
        ? yield* sourceOf(
            "omise",
            Layer.provide(Omise.layerConfig(), FetchClient.layer)
          )
        : csvSource(values.csv)
    const target = yield* targetOf(
      "stancer",
      Layer.provide(Stancer.layerConfigV2(), [FetchClient.layer, http]),
      {
        ip: values.ip,
        concurrency: 16
      }
    )
    return Engine.layer(jobs, page(jobs, source, target))
  })

const sourceName = values.csv === undefined ? "omise" : "csv"

const told = (text: string) => Effect.sync(() => console.log(text))

const command = (name: string | undefined) =>
  Effect.gen(function* () {
    const table = yield* jobs
    const { job, file } = values
    switch (name) {
      case "run":
        return yield* Effect.gen(function* () {
          yield* begin(table, Engine.start, job, sourceName, "stancer")
          yield* watch(table, job, total)
        }).pipe(
          Effect.provide(
            Layer.provideMerge(
              Layer.unwrap(pages(table)),
              Engine.oneProcess
            )
          )
        )
      case "runner":
        return yield* Layer.launch(
          Layer.provide(
            Layer.unwrap(pages(table)),
            Engine.runner("127.0.0.1", Number(values.port))
          )
        )
      case "start":
        return yield* begin(
          table,
          Engine.start,
          job,
          sourceName,
          "stancer"
        ).pipe(
          Effect.andThen(
            values.leave ? Effect.void : watch(table, job, total)
          ),
          Effect.provide(Engine.client)
        )
      case "status":
        return yield* told(yield* status(table, job))
      case "pause":
      case "stop":
        yield* table.want(job, name)
        return yield* told(yield* status(table, job))
      case "refused":
        return yield* told(
          `${yield* writeRefused(table, job, file)} rows in ${file}`
        )
      default:
        return yield* Effect.fail(
          new Error("run, runner, start, status, pause, stop or refused?")
        )
    }
  })

NodeRuntime.runMain(
  Effect.scoped(Effect.provide(command(positionals[0]), postgres))
)
