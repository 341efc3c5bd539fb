/**
 * What the library shows of a call: a span, an event and a debug line for each attempt, two metrics.
 *
 * `Attributes` is all that may appear. Its values are made here from the endpoint, the status and the error's class;
 * URLs, headers, queries and bodies have no way in.
 */
import * as HttpTraceContext from "@effect/platform/HttpTraceContext"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Metric from "effect/Metric"
import * as MetricBoundaries from "effect/MetricBoundaries"
import * as MetricLabel from "effect/MetricLabel"
import * as Option from "effect/Option"
import type { CustomersError } from "../CustomersError.js"
import type { Attempt, Endpoint, Expected } from "./call.js"

/** OpenTelemetry's names for HTTP clients where it has one, `payment.*` where it has none. */
interface Attributes {
  readonly "payment.provider"?: string
  readonly "payment.operation"?: string
  /** The provider's name for the request, from its `X-Request-Id`. */
  readonly "payment.request_id"?: string
  readonly "payment.attempt"?: number
  readonly "http.request.method"?: string
  readonly "http.request.resend_count"?: number
  readonly "http.response.status_code"?: number
  readonly "url.template"?: string
  readonly "server.address"?: string
  readonly "server.port"?: number
  readonly "error.type"?: string
}

/** OpenTelemetry's buckets for `http.client.request.duration`, in seconds. */
const duration = Metric.histogram(
  "http.client.request.duration",
  MetricBoundaries.fromIterable([0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10]),
  "Seconds from sending a request to the last byte of its answer"
)

const retries = Metric.counter("payment.client.retries", {
  description: "Attempts that were made again",
  incremental: true
})

/** How an attempt ended, in few words: a status, or why there was none. */
const outcomeOf = (attempt: Attempt): string =>
  attempt._tag === "Answer" ? String(attempt.status) : attempt.reason

/** A status can also be all that was received: the body broke off. */
const answered = (attempt: Attempt): Attributes => ({
  ...(attempt.status === undefined ? {} : { "http.response.status_code": attempt.status }),
  ...(attempt._tag === "NoAnswer" || attempt.requestId === undefined
    ? {}
    : { "payment.request_id": attempt.requestId })
})

const failed = (attempt: Attempt): Attributes => {
  if (attempt._tag === "NoAnswer") return { "error.type": attempt.code ?? attempt.reason }
  return attempt.status >= 400 ? { "error.type": String(attempt.status) } : {}
}

const annotate = (attributes: Attributes) => Effect.annotateCurrentSpan({ ...attributes })

export interface Telemetry {
  /** One span around an operation, its retries included. */
  readonly operation: <A, E extends CustomersError, R>(
    endpoint: Endpoint<Expected>,
    self: Effect.Effect<A, E, R>
  ) => Effect.Effect<A, E, R>
  /** Measures an attempt and shows how it ended. @param made the attempts made, this one included */
  readonly attempt: <R>(
    endpoint: Endpoint<Expected>,
    made: number,
    self: Effect.Effect<Attempt, never, R>
  ) => Effect.Effect<Attempt, never, R>
  /** Counts an attempt that is made again. */
  readonly repeated: (endpoint: Endpoint<Expected>, attempt: Attempt) => Effect.Effect<void>
  /** Shows on the span what the last attempt brought: an earlier one has its event. */
  readonly ended: (attempt: Attempt) => Effect.Effect<void>
}

export const make = (provider: string, baseUrl: string): Telemetry => {
  const { hostname, port, protocol } = new URL(baseUrl)
  const server = {
    // an IPv6 address without the brackets of its URL
    "server.address": hostname.replace(/^\[|\]$/g, ""),
    "server.port": Number(port) || (protocol === "https:" ? 443 : 80)
  }

  const labels = (endpoint: Endpoint<Expected>, attempt: Attempt) => [
    MetricLabel.make("payment.provider", provider),
    MetricLabel.make("payment.operation", endpoint.operation),
    MetricLabel.make("outcome", outcomeOf(attempt))
  ]

  return {
    operation: (endpoint, self) => {
      const attributes: Attributes = {
        "payment.provider": provider,
        "payment.operation": endpoint.operation,
        "http.request.method": endpoint.method,
        "url.template": endpoint.template,
        ...server
      }
      return self.pipe(
        Effect.tapError((error) => annotate({ "error.type": error._tag })),
        Effect.withSpan(`${provider}.customers.${endpoint.operation}`, {
          kind: "client",
          captureStackTrace: false,
          attributes: { ...attributes }
        })
      )
    },

    attempt: (endpoint, made, self) =>
      Effect.gen(function* () {
        if (made > 1) yield* annotate({ "http.request.resend_count": made - 1 })
        const started = yield* Clock.currentTimeNanos
        const attempt = yield* self
        const ended = yield* Clock.currentTimeNanos
        const attributes: Attributes = { "payment.attempt": made, ...answered(attempt), ...failed(attempt) }
        const span = yield* Effect.option(Effect.currentSpan)
        if (Option.isSome(span)) span.value.event("attempt", ended, { ...attributes })
        yield* Metric.update(
          Metric.taggedWithLabels(duration, labels(endpoint, attempt)),
          Number(ended - started) / 1e9
        )
        yield* Effect.logDebug(`${provider} ${endpoint.operation}: attempt ended`).pipe(
          Effect.annotateLogs({ ...attributes })
        )
        return attempt
      }),

    repeated: (endpoint, attempt) =>
      Metric.increment(Metric.taggedWithLabels(retries, labels(endpoint, attempt))),

    ended: (attempt) => annotate(answered(attempt))
  }
}

/** Headers that continue the current trace at the provider: only where the options ask for it. */
export const traceHeaders: Effect.Effect<Readonly<Record<string, string>>> = Effect.map(
  Effect.option(Effect.currentSpan),
  Option.match({ onNone: () => ({}), onSome: (span) => ({ ...HttpTraceContext.toHeaders(span) }) })
)
