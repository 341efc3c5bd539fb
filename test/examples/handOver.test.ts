/** docs/examples/hand-over: what a page makes of its rows, and a file as the source. The program is run by test/services. */
import { mkdtempSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type * as Customers from "effect-payment-customers/Customers"
import * as CustomersError from "effect-payment-customers/CustomersError"
import { StancerTest } from "effect-payment-customers/testing"
import * as Effect from "#line/test/Effect"
import * as Fiber from "#line/test/Fiber"
import * as Result from "#line/test/Result"
import * as TestClock from "#line/test/TestClock"
import { assert, describe, it } from "#line/test/vitest"
import { csvSource } from "../../docs/examples/hand-over/csv.js"
import type { Job, Jobs, PageReport } from "../../docs/examples/hand-over/jobs.js"
import { page, type Row, type Target } from "../../docs/examples/hand-over/page.js"
import { targetOf } from "../../docs/examples/hand-over/providers.js"

const job: Job = {
  job: "hand-over",
  source: "csv",
  target: "stancer",
  wanted: "run",
  state: "under way",
  run: 1,
  from: null,
  next: null,
  begunAt: 0,
  problem: null
}

/** What is written of pages, and why none is. */
const noting = (of: Job = job) => {
  const written: Array<PageReport> = []
  const problems: Array<string> = []
  const jobs = {
    get: () => Effect.succeed(of),
    write: (_: Job, __: string, ___: string | null, report: PageReport) =>
      Effect.sync(() => written.push(report)),
    problem: (_: string, problem: string) => Effect.sync(() => problems.push(problem))
  } as unknown as Jobs
  return { jobs, written, problems }
}

const sourceOf = (rows: ReadonlyArray<Row>) => ({
  name: "csv",
  page: () => Effect.succeed({ rows, next: null })
})

const rowsOf = (count: number): ReadonlyArray<Row> =>
  Array.from({ length: count }, (_, place) => ({ id: `row ${place}`, email: `user-${place}@example.com` }))

const failing = (error: Customers.EnsureError): Target => ({
  name: "stancer",
  ensure: () => Effect.fail(error),
  ip: "",
  concurrency: 4
})

const failure = { provider: "stancer", operation: "ensure" } as const

describe("a page", () => {
  it.effect("tells who is handed over, and who is not with the field and the rule", () =>
    Effect.gen(function* () {
      const { jobs, written } = noting()
      const target = yield* targetOf("stancer", StancerTest.layerV2(), { ip: "", concurrency: 4 })
      const rows: ReadonlyArray<Row> = [
        { id: "1", externalId: "user-1", email: "john@example.com", name: "John" },
        { id: "2", name: "without an address" },
        { id: "3", email: "jane@example.com", name: "x".repeat(65) },
        { id: "4", externalId: "user-4", email: "john@example.com" },
        { id: "row 5", email: "without@example.com" }
      ]
      const next = yield* page(jobs, sourceOf(rows), target)("hand-over", null)
      assert.deepStrictEqual(next, { next: null, stopped: false })
      const [report] = written
      assert.deepInclude(report, { created: 3, found: 0, refused: 2, unknown: 0 })
      assert.deepStrictEqual(
        report?.moved.map(({ externalId, sourceId }) => [externalId, sourceId]),
        [
          ["user-1", "1"],
          ["user-4", "4"]
        ]
      )
      assert.deepStrictEqual(
        report?.refusals.map(({ sourceId, outcome }) => [sourceId, outcome]),
        [
          ["2", "refused"],
          ["3", "refused"]
        ]
      )
      assert.include(report?.refusals[0]?.reason, "email: is required")
      assert.include(report?.refusals[1]?.reason, "name")
      assert.notInclude(JSON.stringify(report?.refusals), "xxx")
    }).pipe(Effect.scoped)
  )

  it.effect("is not written where a key is not accepted, and says so", () =>
    Effect.gen(function* () {
      const { jobs, written, problems } = noting()
      const target = failing(new CustomersError.Unauthorized(failure))
      const result = yield* Effect.result(page(jobs, sourceOf(rowsOf(3)), target)("hand-over", null))
      assert.isTrue(Result.isFailure(result))
      assert.deepStrictEqual(written, [])
      assert.lengthOf(problems, 1)
    })
  )

  it.effect("is not written where nobody answers; a single row that is not answered is told", () =>
    Effect.gen(function* () {
      const down = new CustomersError.Unavailable({
        ...failure,
        reason: "Transport",
        outcome: "Unknown",
        retryable: true
      })
      const { jobs, written, problems } = noting()
      const ended = (target: Target) =>
        Effect.gen(function* () {
          const fiber = yield* Effect.forkChild(
            Effect.result(page(jobs, sourceOf(rowsOf(12)), target)("hand-over", null))
          )
          yield* TestClock.adjust("1 hour")
          return yield* Fiber.join(fiber)
        })
      assert.isTrue(Result.isFailure(yield* ended(failing(down))))
      assert.deepStrictEqual([written.length, problems.length], [0, 1])
      const target = yield* targetOf("stancer", StancerTest.layerV2(), { ip: "", concurrency: 4 })
      const but = (input: Customers.CustomerInput) =>
        input.email === "user-5@example.com" ? Effect.fail(down) : target.ensure(input)
      assert.isTrue(Result.isSuccess(yield* ended({ ...target, ensure: but })))
      assert.deepInclude(written[0], { created: 11, found: 0, refused: 0, unknown: 1 })
      assert.deepInclude(written[0]?.refusals[0], { sourceId: "row 5", outcome: "unknown" })
    }).pipe(Effect.scoped)
  )

  it.effect("waits and asks nobody while a pause is wanted, and ends the execution where it is to stop", () =>
    Effect.gen(function* () {
      const nobody = { name: "csv", page: () => Effect.die("asked") }
      const target = failing(new CustomersError.Unauthorized(failure))
      let wanted: Job["wanted"] = "pause"
      const { jobs, problems } = noting()
      const get = () => Effect.sync(() => ({ ...job, wanted }))
      const waiting = yield* Effect.forkChild(page({ ...jobs, get }, nobody, target)("hand-over", "there"))
      yield* TestClock.adjust("1 hour")
      wanted = "stop"
      yield* TestClock.adjust("1 second")
      assert.deepStrictEqual(yield* Fiber.join(waiting), { next: "there", stopped: true })
      assert.deepStrictEqual(problems, [])
    })
  )
})

describe("a file as the source", () => {
  const fileOf = (text: string) => {
    const file = join(mkdtempSync(join(tmpdir(), "csv-")), "customers.csv")
    writeFileSync(file, text)
    return csvSource(file)
  }

  const all = (source: ReturnType<typeof csvSource>) =>
    Effect.gen(function* () {
      const rows: Array<Row> = []
      let from: string | null = null
      do {
        const page: { readonly rows: ReadonlyArray<Row>; readonly next: string | null } =
          yield* source.page(from)
        rows.push(...page.rows)
        from = page.next
      } while (from !== null)
      return rows
    })

  it.live("is read a page at a time, with quotes, line breaks in them, and letters of several bytes", () =>
    Effect.gen(function* () {
      const lines = Array.from(
        { length: 250 },
        (_, place) => `user-${place},user-${place}@example.com,"Zoë ""${place}""\nMüller, jr."`
      )
      const rows = yield* all(fileOf(`\ufeffexternalId,email,name\r\n${lines.join("\r\n")}\r\n`))
      assert.lengthOf(rows, 250)
      for (const [place, row] of rows.entries()) {
        assert.deepInclude(row, {
          id: `row ${place + 1}`,
          externalId: `user-${place}`,
          email: `user-${place}@example.com`,
          name: `Zoë "${place}"\nMüller, jr.`
        })
      }
    })
  )

  it.live("says that a row has no address, and fails where there is no file", () =>
    Effect.gen(function* () {
      const [row] = yield* all(fileOf("email,name\n , John\n"))
      assert.deepInclude(row, { email: undefined, name: "John" })
      assert.isTrue(Result.isFailure(yield* Effect.result(csvSource("/nowhere.csv").page(null))))
    })
  )
})
