/** What else the library shows of each attempt: two metrics, a debug line; and headers of tracing only where asked for. */
import * as Effect from "#line/test/Effect"
import * as Logger from "#line/test/Logger"
import * as Metric from "#line/test/Metric"
import { assert, describe, it } from "#line/test/vitest"
import { answer, after as delayed, never, refused, reset, type Step, tooMany } from "../support/scripted.js"
import { bepaid, failures, found, id, retrieve, traced, type Use } from "./calls.js"

describe("metrics", () => {
  /** The states of a metric before and after are compared: it belongs to the process. */
  const stateOf = (name: string, tags: Readonly<Record<string, string>>) =>
    Effect.map(Metric.all, (all) => {
      const metric = all.find(
        ({ name: its, attributes }) =>
          its === name &&
          Object.keys(attributes).length === Object.keys(tags).length &&
          Object.entries(attributes).every(([key, value]) => tags[key] === value)
      )
      return metric?.state
    })

  const durations = (tags: Readonly<Record<string, string>>) =>
    Effect.map(stateOf("http.client.request.duration", tags), (state) => ({
      count: Number(state?.count ?? 0),
      sum: state?.sum ?? 0
    }))

  const counted = (name: string, tags: Readonly<Record<string, string>>) =>
    Effect.map(stateOf(name, tags), (state) => Number(state?.count ?? 0))

  const retries = (tags: Readonly<Record<string, string>>) => counted("payment.client.retries", tags)

  const tags = (outcome: string) => ({
    "payment.provider": "bepaid",
    "payment.operation": "retrieve",
    outcome
  })

  /** OpenTelemetry's labels of an HTTP client, the unit by which exporters know it, and the library's own. */
  const labels = (end: Readonly<Record<string, string>>) => ({
    unit: "s",
    "payment.provider": "bepaid",
    "payment.operation": "retrieve",
    "http.request.method": "GET",
    "server.address": "api.bepaid.by",
    "server.port": "443",
    ...end
  })

  it.effect("http.client.request.duration: seconds of each attempt, by OpenTelemetry's labels", () =>
    Effect.gen(function* () {
      const ends = [
        labels({ "http.response.status_code": "503", "error.type": "503" }),
        labels({ "error.type": "ECONNRESET" }),
        labels({ "http.response.status_code": "200" }),
        labels({ "error.type": "Timeout" })
      ]
      const before = yield* Effect.forEach(ends, durations)
      yield* traced(retrieve, [
        delayed("250 millis", answer(503)),
        delayed("4 seconds", reset),
        delayed("1500 millis", found)
      ])
      yield* traced(
        bepaid((service) => service.retrieve(id), { retries: 0, timeout: "7 seconds" }),
        [never]
      )
      const now = yield* Effect.forEach(ends, durations)
      assert.deepStrictEqual(
        now.map(({ count, sum }, index) => [
          count - (before[index]?.count ?? 0),
          sum - (before[index]?.sum ?? 0)
        ]),
        [
          [1, 0.25],
          [1, 4],
          [1, 1.5],
          [1, 7]
        ]
      )
    })
  )

  it.effect("payment.client.retries: attempts made again, by what the one before ended with", () =>
    Effect.gen(function* () {
      const outcomes = ["503", "429", "Transport", "200"]
      const before = yield* Effect.forEach(outcomes, (outcome) => retries(tags(outcome)))
      yield* traced(retrieve, [answer(503), tooMany("1"), found])
      yield* traced(retrieve, [reset, reset, reset])
      const now = yield* Effect.forEach(outcomes, (outcome) => retries(tags(outcome)))
      assert.deepStrictEqual(
        now.map((count, index) => count - (before[index] ?? 0)),
        [1, 1, 2, 0]
      )
    })
  )

  it.effect("payment.client.retries_refused: attempts that the budget did not let be made again", () =>
    Effect.gen(function* () {
      const both = Effect.all([
        counted("payment.client.retries_refused", tags("503")),
        counted("payment.client.retries", tags("503"))
      ])
      const [refusedBefore, before] = yield* both
      yield* traced(
        bepaid((service) => service.retrieve(id), { retryBudget: 1 }),
        [answer(503), answer(503)]
      )
      const [refusedNow, now] = yield* both
      assert.deepStrictEqual([refusedNow - refusedBefore, now - before], [1, 1])
    })
  )

  it.effect("the buckets are OpenTelemetry's for HTTP clients", () =>
    Effect.gen(function* () {
      yield* traced(retrieve, [found])
      const state = yield* stateOf(
        "http.client.request.duration",
        labels({ "http.response.status_code": "200" })
      )
      assert.deepStrictEqual(
        state?.buckets?.map(([boundary]) => boundary),
        [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, Number.POSITIVE_INFINITY]
      )
    })
  )
})

describe("log lines", () => {
  const logged = (use: Use, steps: ReadonlyArray<Step>, level: "All" | "Info") =>
    Effect.gen(function* () {
      const lines: Array<Logger.Line> = []
      yield* Logger.only([Logger.keeping((line) => lines.push(line))], level)(traced(use, steps))
      return lines
    })

  it.effect("one of level debug for each attempt, with the attributes of its event", () =>
    Effect.gen(function* () {
      const lines = yield* logged(retrieve, [tooMany("1"), refused, found], "All")
      const message = ["bepaid retrieve: attempt ended"]
      assert.deepStrictEqual(lines, [
        {
          level: "DEBUG",
          message,
          annotations: { "payment.attempt": 1, "http.response.status_code": 429, "error.type": "429" }
        },
        { level: "DEBUG", message, annotations: { "payment.attempt": 2, "error.type": "ECONNREFUSED" } },
        {
          level: "DEBUG",
          message,
          annotations: {
            "payment.attempt": 3,
            "http.response.status_code": 200,
            "payment.request_id": "8f1c2d77-6f2d-4c36-9c1e-0a4bb0b5d3c7"
          }
        }
      ])
    })
  )

  it.effect("none at level info, however the call ends", () =>
    Effect.gen(function* () {
      for (const { use, steps } of failures) assert.deepStrictEqual(yield* logged(use, steps, "Info"), [])
      assert.deepStrictEqual(yield* logged(retrieve, [found], "Info"), [])
    })
  )
})

describe("trace headers", () => {
  const tracing = ["traceparent", "tracestate", "b3", "x-b3-traceid", "x-b3-spanid", "x-b3-sampled"]

  it.effect("none is sent, though there is a span around the call", () =>
    Effect.gen(function* () {
      const { sent } = yield* traced(Effect.withSpan(retrieve, "app"), [found])
      for (const name of tracing) assert.notProperty(sent[0]?.headers, name)
    })
  )

  it.effect("propagateTrace: true sends those of the call's span with each attempt", () =>
    Effect.gen(function* () {
      const propagating = bepaid((service) => service.retrieve(id), { propagateTrace: true })
      const { spans, sent } = yield* traced(Effect.withSpan(propagating, "app"), [tooMany("1"), found])
      const [app, call] = spans
      assert.strictEqual(sent.length, 2)
      for (const { headers } of sent) {
        assert.deepInclude(headers, {
          traceparent: `00-${call?.traceId}-${call?.spanId}-01`,
          b3: `${call?.traceId}-${call?.spanId}-1-${app?.spanId}`
        })
      }
    })
  )
})
