/** One attempt: from a request to an answer, or to why there is none. The short way where the client has it. */
import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import * as HttpBody from "@effect/platform/HttpBody"
import * as HttpClient from "@effect/platform/HttpClient"
import * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import type { HttpClientResponse } from "@effect/platform/HttpClientResponse"
import type * as Clock from "effect/Clock"
import type { Duration } from "effect/Duration"
import * as Effect from "effect/Effect"
import type { Answer, Attempt, Headers } from "./call.js"
import { type End, type Exchange, exchangeOf, type Wire } from "./exchange.js"
import { retryAfter } from "./retry.js"
import type { Settings } from "./settings.js"
import { inSpan, type Watch } from "./telemetry.js"
import * as Transport from "./transport.js"

export type Send = (wire: Wire, millis: number, watch: Watch) => Effect.Effect<Attempt>

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

class Answered implements Answer {
  readonly _tag = "Answer"
  readonly headers: Headers
  readonly json: unknown
  readonly retryAfter: Duration | undefined

  constructor(
    readonly status: number,
    header: (name: keyof Headers) => string | undefined,
    readonly text: string,
    clock: Clock.Clock
  ) {
    const wish = header("retry-after")
    this.headers = {
      date: wish === undefined ? undefined : header("date"),
      "retry-after": wish,
      "x-request-id": header("x-request-id")
    }
    this.json = parse(text)
    this.retryAfter = retryAfter(this.headers, clock.unsafeCurrentTimeMillis())
  }
}

const within = (attempt: Effect.Effect<Attempt>, millis: number): Effect.Effect<Attempt> =>
  Effect.timeoutTo(attempt, {
    duration: millis,
    onSuccess: (ended): Attempt => ended,
    onTimeout: () => Transport.timedOut
  })

// The body is read on every branch: an unread one keeps its connection. Where the status has refused already,
// a body that breaks off takes no more than the details away.
const text = (response: HttpClientResponse) =>
  response.status >= 400 ? Effect.orElseSucceed(response.text, () => "") : response.text

const byClient = (given: HttpClient.HttpClient): Send => {
  const client = HttpClient.withTracerDisabledWhen(given, () => true)
  return ({ method, origin, path, headers, body, init }, millis, { clock, span }) =>
    client
      .execute(
        HttpClientRequest.make(method)(`${origin}${path}`, {
          headers,
          body: body === undefined ? HttpBody.empty : HttpBody.text(body, "application/json")
        })
      )
      .pipe(
        Effect.flatMap((response) =>
          Effect.map(
            text(response),
            (text) => new Answered(response.status, (name) => response.headers[name], text, clock)
          )
        ),
        Effect.catchAll((error) => Effect.succeed(Transport.failed(error))),
        (attempt) => within(attempt, millis),
        Effect.provideService(FetchHttpClient.RequestInit, init ?? {}),
        inSpan(span)
      )
}

// That of a program without a TestClock: a timer of the system's keeps its time.
const systemClock = Effect.runSync(Effect.clock)

const byExchange = (exchange: Exchange): Send => {
  const toAttempt = (end: End<string>, clock: Clock.Clock): Attempt => {
    if (end._tag === "TimedOut")
      return { ...Transport.timedOut, outcome: end.sent === false ? "NotSent" : "Unknown" }
    if (end._tag === "Received")
      return new Answered(end.head.status, (name) => end.head.header(name), end.body, clock)
    return end.head !== undefined && end.head.status >= 400
      ? new Answered(end.head.status, (name) => end.head?.header(name), "", clock)
      : Transport.broken(end)
  }
  return (wire, millis, { clock }) =>
    clock === systemClock
      ? Effect.map(exchange(wire, millis), (end) => toAttempt(end, clock))
      : within(
          Effect.map(exchange(wire, Number.POSITIVE_INFINITY), (end) => toAttempt(end, clock)),
          millis
        )
}

export const make = (client: HttpClient.HttpClient, { transformClient }: Settings): Send => {
  const given = transformClient?.(client) ?? client
  const exchange = exchangeOf(given)
  return exchange === undefined ? byClient(given) : byExchange(exchange)
}
