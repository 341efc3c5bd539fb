/**
 * Every operation × every kind of outcome again, over real sockets, by fetch and by undici (on Effect 3 a part of them): what
 * these clients themselves say of a request must not come out either.
 */
import * as http from "node:http"
import * as Deferred from "#line/Deferred"
import * as Duration from "#line/Duration"
import * as Fiber from "#line/Fiber"
import * as Clock from "#line/test/Clock"
import * as Effect from "#line/test/Effect"
import { assert, describe, it } from "#line/test/vitest"
import { clients, closedPort, listen } from "../support/loopback.js"
import { sampled } from "../support/sample.js"
import { endOf, metrics, observe } from "./evidence.js"
import { credentials, search } from "./markers.js"
import { type Operation, operations } from "./operations.js"
import { type Outcome, overSockets, type Reply, repliesTo } from "./outcomes.js"

/** What is answered to the requests below one path. */
interface Run {
  readonly replies: ReadonlyArray<Reply>
  readonly authorization: string
  /** How many requests come before the one that the outcome is about; that one has arrived. */
  readonly before: number
  readonly arrived: Deferred.Deferred<void>
  requests: number
}

const give = (reply: Reply | undefined, response: http.ServerResponse): void => {
  switch (reply?._tag) {
    case "Answer":
      response.writeHead(reply.status, reply.headers).end(reply.body)
      return
    case "Cut":
      response.writeHead(reply.status, { "content-length": 1000 })
      response.write("{", () => response.destroy())
      return
    case "Never":
      return
    default:
      response.destroy()
  }
}

/** A server that knows by the first part of the path to which run a request belongs. */
const serve = Effect.gen(function* () {
  const runs: Array<Run> = []
  const server = http.createServer((request, response) => {
    const run = runs[Number(request.url?.split("/")[1])]
    request.resume().once("end", () => {
      // a wrong key is nobody's outcome: the connection ends
      if (run === undefined || request.headers.authorization !== run.authorization) {
        response.destroy()
        return
      }
      give(run.replies[Math.min(run.requests++, run.replies.length - 1)], response)
      if (run.requests > run.before) Effect.runSync(Deferred.succeed(run.arrived, undefined))
    })
  })
  const { port } = yield* listen(server)
  const begin = (operation: Operation, outcome: Outcome) =>
    Effect.map(Deferred.make<void>(), (arrived) => {
      const run: Run = {
        replies: repliesTo(operation, outcome),
        before: operation.before.length,
        authorization: `Basic ${btoa(credentials(operation.provider))}`,
        arrived,
        requests: 0
      }
      const baseUrl = `http://127.0.0.1:${port}/${runs.push(run) - 1}`
      return { run, baseUrl }
    })
  return begin
})

/**
 * Waits between attempts and looks, of seconds, pass at once, and the time with them; a timeout, of half a minute, does not,
 * unless it is what the outcome is about: then it comes when the request has arrived.
 */
const clockOf = (run: Run, { timesOut }: Outcome): Clock.Clock => {
  let ahead = 0
  return Clock.make(
    () => Clock.millisOf(Clock.live) + ahead,
    (duration) => {
      if (Duration.toMillis(duration) <= 10_000) {
        ahead += Math.ceil(Duration.toMillis(duration))
        return Effect.yieldNow
      }
      return timesOut ? Deferred.await(run.arrived) : Clock.live.sleep(duration)
    }
  )
}

const rows = overSockets.map((outcome) => ({
  ...outcome,
  outcome,
  drawn: sampled(operations, outcome.name)
}))

describe.each(clients)("over $name", ({ layer }) => {
  it.live.each(rows)("$name", ({ outcome, drawn }) =>
    Effect.gen(function* () {
      const begin = yield* serve
      const assertSilent = (operation: Operation) =>
        Effect.gen(function* () {
          const { run, baseUrl } = yield* begin(operation, outcome)
          const ended = Effect.gen(function* () {
            const fiber = yield* Effect.forkChild(operation.run({ retries: 0, ...outcome.options, baseUrl }))
            if (outcome.interrupted) {
              yield* Deferred.await(run.arrived)
              yield* Fiber.interrupt(fiber)
            }
            return yield* Fiber.await(fiber)
          })
          const { exit, evidence } = yield* Clock.provide(clockOf(run, outcome))(observe(ended))
          assert.include(outcome.tags, endOf(exit), `${operation.name}: ${exit}`)
          assert.isAbove(run.requests, operation.before.length)
          assert.deepStrictEqual(search(evidence), [], operation.name)
        })
      yield* Effect.forEach(drawn, assertSilent, { concurrency: 8, discard: true })
    }).pipe(Effect.provide(layer))
  )

  it.live("nobody listens", () =>
    Effect.gen(function* () {
      const port = yield* closedPort(http.createServer())
      const options = { retries: 0, baseUrl: `http://127.0.0.1:${port}` }
      for (const operation of operations) {
        const { exit, evidence } = yield* observe(Effect.exit(operation.run(options)))
        assert.strictEqual(endOf(exit), "Unavailable", operation.name)
        assert.deepStrictEqual(search(evidence), [], operation.name)
      }
    }).pipe(Effect.provide(layer))
  )
})

describe("metrics", () => {
  it.live("no label shows a marker", () =>
    Effect.map(metrics, (seen) => {
      assert.include(
        seen.map(({ where }) => where),
        "the metric http.client.request.duration"
      )
      assert.deepStrictEqual(search(seen), [])
    })
  )
})
