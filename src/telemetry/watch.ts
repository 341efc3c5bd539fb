/**
 * What the library shows of a call: a span, an event and a debug line for each attempt, two metrics.
 *
 * `Attributes` is all that may appear. Its values are made here from the endpoint, the status and the error's class;
 * URLs, headers, queries and bodies have no way in.
 */
import * as Option from "effect/Option"
import * as Cause from "#line/Cause"
import * as Clock from "#line/Clock"
import type * as Context from "#line/Context"
import * as Effect from "#line/Effect"
import * as Exit from "#line/Exit"
import * as Fiber from "#line/Fiber"
import * as HttpTraceContext from "#line/HttpTraceContext"
import * as Metric from "#line/Metric"
import * as Result from "#line/Result"
import * as Tracer from "#line/Tracer"
import type { CustomersError } from "../CustomersError.js"
import type { Attempt } from "../http/answer.js"
import { isSystemCode } from "../privacy/codes.js"
import { isRequestId } from "../privacy/requestId.js"
import type { Told } from "../wire/codec.js"
import { requestIdOf } from "../wire/sent.js"

/** OpenTelemetry's names for HTTP clients where it has one, `payment.*` where it has none. */
interface Attributes {
  readonly "payment.provider"?: string
  readonly "payment.operation"?: string
  /** The provider's name for the request, from its `X-Request-Id`, where it is a UUID. */
  readonly "payment.request_id"?: string
  readonly "payment.attempt"?: number
  /** The optional fields of the answer that were not read: names of the Schemas and places in arrays. */
  readonly "payment.response.unread"?: string
  /** Why a failed attempt was not made again, where it could have been. */
  readonly "payment.retry_refused"?: "budget"
  readonly "http.request.method"?: string
  readonly "http.request.resend_count"?: number
  readonly "http.response.status_code"?: number
  readonly "url.template"?: string
  readonly "server.address"?: string
  readonly "server.port"?: number
  readonly "error.type"?: string
}

/** OpenTelemetry's buckets for `http.client.request.duration`, in seconds. */
const duration = Metric.histogram("http.client.request.duration", {
  description: "Seconds from sending a request to the last byte of its answer",
  boundaries: [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10]
})

const retries = Metric.counter("payment.client.retries", {
  description: "Attempts that were made again"
})

const refusedRetries = Metric.counter("payment.client.retries_refused", {
  description: "Attempts that the retry budget did not let be made again"
})

/** How an attempt ended, in few words: a status, or why there was none. */
const outcomeOf = (attempt: Attempt): string =>
  attempt._tag === "Answer" ? String(attempt.status) : attempt.reason

type Labels = Readonly<Record<string, string>>

/** Why an attempt has failed, as OpenTelemetry has it. */
const failed = (attempt: Attempt): Pick<Attributes, "error.type"> => {
  if (attempt._tag === "NoAnswer")
    return { "error.type": isSystemCode(attempt.code) ? attempt.code : attempt.reason }
  return attempt.status >= 400 ? { "error.type": String(attempt.status) } : {}
}

const none: Attributes = {}

/** For what has spans or log lines of its own. */
export const inSpan =
  (span: Tracer.Span | undefined) =>
  <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    span === undefined ? self : Effect.provideService(self, Tracer.ParentSpan, span)

/** The function's result for each argument, of which there are few, made once. */
const once = <A, B>(make: (argument: A) => B): ((argument: A) => B) => {
  const made = new Map<A, B>()
  return (argument) => {
    const known = made.get(argument)
    if (known !== undefined) return known
    const result = make(argument)
    made.set(argument, result)
    return result
  }
}

/** What is shown of an endpoint. */
interface Observed {
  readonly operation: string
  readonly method: string
  readonly template: string
}

/** A metric for each operation and each end of an attempt. */
type MetricOf = (endpoint: Observed, attempt: Attempt) => Metric.Metric

const tagged = (
  metric: Metric.Metric,
  labelsOf: (endpoint: Observed, attempt: Attempt) => Labels
): MetricOf => {
  const made = new Map<string, Metric.Metric>()
  return (endpoint, attempt) => {
    const { "error.type": error } = failed(attempt)
    const key = `${endpoint.operation} ${outcomeOf(attempt)} ${attempt.status} ${error}`
    const known = made.get(key) ?? Metric.withAttributes(metric, labelsOf(endpoint, attempt))
    made.set(key, known)
    return known
  }
}

/** What is the same in all operations of a provider's layer. */
interface Subject {
  readonly provider: string
  readonly durationOf: MetricOf
  readonly retriesOf: MetricOf
  readonly refusedOf: MetricOf
}

/**
 * One operation under way, seen from the fibre that runs it. What it shows, it shows at once. A class: V8 takes object
 * literals that live through a call for long-lived ones, and all that hangs on them then waits for a full collection.
 */
export class Watch implements Told {
  readonly clock: Clock.Clock
  private readonly debugs: boolean
  /** The attempts that were begun. */
  made = 0
  private started = 0n
  /** What the attempt brought that has ended last. */
  private last: Attributes = none
  /** What was not read of the answer. */
  unreadPaths: ReadonlyArray<string> = []
  private leftOut: Attributes = none

  constructor(
    private readonly subject: Subject,
    private readonly endpoint: Observed,
    private readonly fiber: Fiber.Fiber<unknown, unknown>,
    readonly span: Tracer.Span | undefined
  ) {
    this.clock = Fiber.clockOf(fiber)
    this.debugs = Fiber.logsDebug(fiber)
  }

  /** Begins to measure an attempt. @param made this one included */
  begin(made: number): void {
    if (made > 1) this.annotate({ "http.request.resend_count": made - 1 })
    this.made = made
    this.started = Clock.nanosOf(this.clock)
  }

  /** Shows how the attempt has ended. */
  ended(request: object, attempt: Attempt): Effect.Effect<Attempt> {
    const ended = Clock.nanosOf(this.clock)
    const { provider, durationOf } = this.subject
    Metric.updateUnsafe(durationOf(this.endpoint, attempt), Number(ended - this.started) / 1e9, this.fiber)
    if (this.span === undefined && !this.debugs) return Effect.succeed(attempt)
    this.last = this.answered(request, attempt)
    const attributes = { "payment.attempt": this.made, ...this.last, ...failed(attempt) }
    this.span?.event("attempt", ended, attributes)
    if (!this.debugs) return Effect.succeed(attempt)
    return Effect.logDebug(`${provider} ${this.endpoint.operation}: attempt ended`).pipe(
      Effect.annotateLogs(attributes),
      inSpan(this.span),
      Effect.as(attempt)
    )
  }

  /** Counts an attempt that is made again. */
  repeated(attempt: Attempt): void {
    this.last = none
    Metric.updateUnsafe(this.subject.retriesOf(this.endpoint, attempt), 1, this.fiber)
  }

  /** Counts an attempt that the budget does not let be made again. */
  refused(attempt: Attempt): void {
    this.annotate({ "payment.retry_refused": "budget" })
    Metric.updateUnsafe(this.subject.refusedOf(this.endpoint, attempt), 1, this.fiber)
  }

  /** Shows on the span what the last attempt brought: an earlier one has its event. */
  settled(): void {
    this.annotate(this.last)
  }

  /** Shows on the span which fields of the answer were not read. */
  unread(paths: ReadonlyArray<string>): void {
    this.unreadPaths = paths
    this.leftOut = { "payment.response.unread": paths.join(", ") }
    this.annotate(this.leftOut)
  }

  /** The result, after a debug line where fields of the answer were not read. */
  logged<A, E>(result: Result.Result<A, E>): Effect.Effect<A, E> {
    const ended = Effect.fromResult(result)
    if (this.leftOut === none || !this.debugs) return ended
    return Effect.logDebug(`${this.subject.provider} ${this.endpoint.operation}: fields not read`).pipe(
      Effect.annotateLogs({ ...this.leftOut }),
      inSpan(this.span),
      Effect.andThen(ended)
    )
  }

  /** Shows on the span why the operation failed, if it did. */
  resulted<A, E extends CustomersError>(result: Result.Result<A, E>): Result.Result<A, E> {
    const failure = Option.getOrUndefined(Result.getFailure(result))
    if (failure !== undefined) this.annotate({ "error.type": failure._tag })
    return result
  }

  /** Headers that continue the trace at the provider: only where the options ask for it. */
  traceHeaders(): Readonly<Record<string, string>> {
    return this.span === undefined ? {} : HttpTraceContext.toHeaders(this.span)
  }

  /** A status can also be all that was received: the body broke off. */
  private answered(request: object, attempt: Attempt): Attributes {
    const id = attempt._tag === "Answer" ? requestIdOf(attempt, request) : undefined
    return {
      ...(attempt.status === undefined ? {} : { "http.response.status_code": attempt.status }),
      ...(isRequestId(id) ? { "payment.request_id": id } : {})
    }
  }

  private annotate(attributes: Attributes): void {
    if (this.span === undefined) return
    for (const [name, value] of Object.entries(attributes)) this.span.attribute(name, value)
  }
}

/** What a client throws may quote the address, and so the key and the customer: of a defect a span keeps that it was one. */
const seenOf = (cause: Cause.Cause<unknown>): Exit.Exit<never, unknown> =>
  Option.isSome(Cause.onlyError(cause)) || Cause.hasInterruptsOnly(cause)
    ? Exit.failCause(cause)
    : Exit.die(new Error("a defect"))

/**
 * Runs an operation in a span of its own, if spans are made. The span ends without the operation's result: a span keeps
 * its exit, and that of a success has the customer in it.
 */
const spanned = <A, E, R>(
  fiber: Fiber.Fiber<unknown, unknown>,
  name: string,
  options: Tracer.SpanOptions,
  operation: (span: Tracer.Span | undefined) => Effect.Effect<A, E, R>
): Effect.Effect<A, E, R> => {
  if (!Fiber.isTraced(fiber)) return operation(undefined)
  const timed = Fiber.isTimed(fiber)
  const clock = Fiber.clockOf(fiber)
  return Effect.flatMap(Effect.makeSpan(name, options), (span) =>
    Effect.onExit(
      Effect.suspend(() => operation(span)),
      (exit) =>
        Effect.sync(() => {
          const now = timed ? Clock.nanosOf(clock) : 0n
          span.end(now, Exit.match(exit, { onSuccess: () => Exit.void, onFailure: seenOf }))
        })
    )
  )
}

/** One span around an `ensure`, above those of its requests. */
export const inEnsureSpan =
  (provider: string) =>
  <A, E extends CustomersError, R>(self: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> => {
    const attributes: Attributes = { "payment.provider": provider, "payment.operation": "ensure" }
    return Effect.withFiber((fiber) =>
      spanned(
        fiber,
        `${provider}.customers.ensure`,
        { captureStackTrace: false, attributes: { ...attributes } },
        (span) =>
          inSpan(span)(
            Effect.tapError(self, ({ _tag }) => Effect.sync(() => span?.attribute("error.type", _tag)))
          )
      )
    )
  }

/** One span around an operation, its retries included. */
export type Telemetry = <A, E, R>(
  endpoint: Observed,
  operation: (watch: Watch, context: Context.Context<never>) => Effect.Effect<A, E, R>
) => Effect.Effect<A, E, R>

export const make = (provider: string, baseUrl: string): Telemetry => {
  const { hostname, port, protocol } = new URL(baseUrl)
  const server = {
    // an IPv6 address without the brackets of its URL
    "server.address": hostname.replace(/^\[|\]$/g, ""),
    "server.port": Number(port) || (protocol === "https:" ? 443 : 80)
  }
  const outcomes = (metric: Metric.Metric) =>
    tagged(metric, ({ operation }, attempt) => ({
      "payment.provider": provider,
      "payment.operation": operation,
      outcome: outcomeOf(attempt)
    }))
  const subject: Subject = {
    provider,
    durationOf: tagged(duration, ({ operation, method }, attempt) => ({
      // by which exporters know it
      unit: "s",
      "payment.provider": provider,
      "payment.operation": operation,
      "http.request.method": method,
      "server.address": server["server.address"],
      "server.port": String(server["server.port"]),
      ...(attempt.status === undefined ? {} : { "http.response.status_code": String(attempt.status) }),
      ...failed(attempt)
    })),
    retriesOf: outcomes(retries),
    refusedOf: outcomes(refusedRetries)
  }

  const spanOf = once((endpoint: Observed) => {
    const attributes: Attributes = {
      "payment.provider": provider,
      "payment.operation": endpoint.operation,
      "http.request.method": endpoint.method,
      "url.template": endpoint.template,
      ...server
    }
    return {
      name: `${provider}.customers.${endpoint.operation}`,
      options: { kind: "client", captureStackTrace: false, attributes: { ...attributes } } as const
    }
  })

  return (endpoint, operation) =>
    Effect.withFiber((fiber) => {
      const { name, options } = spanOf(endpoint)
      return spanned(fiber, name, options, (span) =>
        operation(new Watch(subject, endpoint, fiber, span), Fiber.contextOf(fiber))
      )
    })
}
