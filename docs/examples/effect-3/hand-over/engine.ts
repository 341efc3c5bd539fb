/**
 * The engine of Effect 3: an execution that hands over a page after the
 * other, and who runs it.
 */
import * as ClusterWorkflowEngine from "@effect/cluster/ClusterWorkflowEngine"
import * as RunnerAddress from "@effect/cluster/RunnerAddress"
import * as ShardingConfig from "@effect/cluster/ShardingConfig"
import * as SingleRunner from "@effect/cluster/SingleRunner"
import * as SqlMessageStorage from "@effect/cluster/SqlMessageStorage"
import * as SqlRunnerStorage from "@effect/cluster/SqlRunnerStorage"
import * as NodeClusterSocket from "@effect/platform-node/NodeClusterSocket"
import * as Activity from "@effect/workflow/Activity"
import * as Workflow from "@effect/workflow/Workflow"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import type { Jobs } from "../../hand-over/jobs.js"
import type { PageResult } from "../../hand-over/page.js"

/**
 * A restart replays each page: an execution has so many at most, and then
 * begins the next one.
 */
const pagesOfARun = 1_000

const HandOver = Workflow.make({
  name: "HandOver",
  payload: {
    job: Schema.String,
    run: Schema.Int,
    from: Schema.NullOr(Schema.String)
  },
  idempotencyKey: ({ job, run }) => `${job} ${run}`
}).annotate(Workflow.SuspendOnFailure, true)

type Run = typeof HandOver.payloadSchema.Type

/**
 * Starts an execution, or joins the one that there is, and wakes it where
 * it was suspended.
 */
export const start = (run: Run) =>
  Effect.gen(function* () {
    const id = yield* HandOver.execute(run, { discard: true })
    yield* HandOver.resume(id)
  })

const Page = Schema.Struct({
  next: Schema.NullOr(Schema.String),
  stopped: Schema.Boolean
})

/**
 * @param page by the job's name and a cursor: its activity is named by the
 * cursor
 */
export const layer = (
  jobs: Jobs,
  page: (
    job: string,
    from: string | null
  ) => Effect.Effect<PageResult, string>
) =>
  HandOver.toLayer(({ job, run, from }) =>
    Effect.gen(function* () {
      let next = from
      for (let pages = 0; pages < pagesOfARun; pages++) {
        const result = yield* Activity.make({
          name: `page ${next ?? ""}`,
          success: Page,
          error: Schema.String,
          execute: page(job, next)
        })
        next = result.next
        if (result.stopped || next === null) {
          return yield* Effect.orDie(
            Effect.asVoid(
              jobs.end(job, result.stopped ? "stopped" : "over")
            )
          )
        }
      }
      yield* Effect.orDie(jobs.nextRun(job, run + 1, next ?? ""))
      yield* HandOver.execute(
        { job, run: run + 1, from: next },
        { discard: true }
      )
    }).pipe(Effect.orDie)
  )

/** A runner that is killed is taken over after some seconds. */
const quick = {
  shardLockRefreshInterval: "1 second",
  shardLockExpiration: "5 seconds",
  refreshAssignmentsInterval: "1 second",
  runnerHealthCheckInterval: "2 seconds",
  entityMessagePollInterval: "2 seconds",
  entityTerminationTimeout: "2 seconds"
} as const

/** Makes the engine's tables where they are missing. */
export const tables = Layer.provide(
  Layer.merge(SqlMessageStorage.layer, SqlRunnerStorage.layer),
  ShardingConfig.layer(quick)
)

/** All in this process. */
export const oneProcess = Layer.provide(
  ClusterWorkflowEngine.layer,
  SingleRunner.layer({ shardingConfig: quick })
)

/**
 * One of several runners, which call each other on their ports: without TLS
 * and password, so for a closed network.
 */
export const runner = (host: string, port: number) =>
  Layer.provide(
    ClusterWorkflowEngine.layer,
    NodeClusterSocket.layer({
      shardingConfig: {
        ...quick,
        runnerAddress: Option.some(RunnerAddress.make(host, port))
      }
    })
  )

/** Starts and resumes what runners run. */
export const client = Layer.provide(
  ClusterWorkflowEngine.layer,
  NodeClusterSocket.layer({ clientOnly: true, shardingConfig: quick })
)
