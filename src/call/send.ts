/** One attempt: from a request to an answer, or to why there is none. The short way where the client has it. */
import * as Clock from "#line/Clock"
import type { Duration } from "#line/Duration"
import * as Effect from "#line/Effect"
import * as FetchHttpClient from "#line/FetchHttpClient"
import * as HttpBody from "#line/HttpBody"
import * as HttpClient from "#line/HttpClient"
import * as HttpClientRequest from "#line/HttpClientRequest"
import type { HttpClientResponse } from "#line/HttpClientResponse"
import type { Answer, Attempt, Headers } from "../http/answer.js"
import { retryAfter } from "../http/answer.js"
import { attempt } from "../http/attempt.js"
import * as Carried from "../http/carried.js"
import {
  type Bound,
  type Bounds,
  CurrentReading,
  type End,
  type Exchange,
  exchangeOf,
  type Head,
  Reading,
  Received,
  TooLong,
  type Wire
} from "../http/exchange.js"
import * as Transport from "../http/failure.js"
import { headersOf } from "../http/requestInit.js"
import { inSpan, type Watch } from "../telemetry/watch.js"
import type { Settings } from "./settings.js"

export type Send = (wire: Wire, millis: number, watch: Watch) => Effect.Effect<Attempt>

const byteOrderMark = 0xfeff

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text.charCodeAt(0) === byteOrderMark ? text.slice(1) : text)
  } catch {
    return undefined
  }
}

class Answered implements Answer {
  readonly _tag = "Answer"
  readonly status: number
  readonly headers: Headers
  readonly json: unknown
  readonly retryAfter: Duration | undefined

  constructor(
    head: Head,
    readonly text: string,
    clock: Clock.Clock,
    readonly tooLong?: Bound
  ) {
    const wish = head.header("retry-after")
    this.status = head.status
    this.headers = {
      date: wish === undefined ? undefined : head.header("date"),
      "retry-after": wish,
      "x-request-id": head.header("x-request-id")
    }
    this.json = parse(text)
    this.retryAfter = retryAfter(this.headers, Clock.millisOf(clock))
  }
}

const toAttempt = (end: End<string>, clock: Clock.Clock): Attempt => {
  if (end._tag === "Received") return new Answered(end.head, end.body, clock)
  if (end.head !== undefined && end._tag === "Broken" && end.cause instanceof TooLong) {
    return new Answered(end.head, "", clock, end.cause.bound)
  }
  // The status has refused already: without the rest of the body only the details are missing
  if (end.head !== undefined && end.head.status >= 400) return new Answered(end.head, "", clock)
  return end._tag === "TimedOut" ? Transport.timedOut(end) : Transport.broken(end)
}

/** Gives an exchange so much time of the Clock. */
const within = (
  exchange: (reading: Reading) => Effect.Effect<Attempt>,
  bounds: Bounds | undefined,
  millis: number,
  clock: Clock.Clock
): Effect.Effect<Attempt> =>
  Effect.suspend(() => {
    const reading = new Reading(bounds)
    return Effect.timeoutOrElse(exchange(reading), {
      duration: millis,
      orElse: () =>
        Effect.succeed(toAttempt({ _tag: "TimedOut", sent: undefined, head: reading.head }, clock))
    })
  })

const headOf = ({ status, headers }: HttpClientResponse): Head => ({
  status,
  header: (name) => headers[name],
  headers: () => Object.entries(headers)
})

// On every branch the body is read: an unread one keeps its connection
const read = (response: HttpClientResponse, reading: Reading): Effect.Effect<End<string>> => {
  const head = headOf(response)
  reading.head = head
  return Effect.match(response.text, {
    onSuccess: (body) => new Received(head, body),
    onFailure: ({ cause }) => ({ _tag: "Broken", cause, sent: undefined, head })
  })
}

/** Which clients decode is not known, so that none has to. */
const undecoded = { "accept-encoding": "identity" }

const encodingOf = (init: RequestInit | undefined) =>
  "accept-encoding" in (headersOf(init) ?? {}) ? {} : undecoded

const byClient = (given: HttpClient.HttpClient): Send => {
  const client = HttpClient.untraced(given)
  return (wire, millis, { clock, span }) => {
    const { method, origin, path, headers, body, init } = wire
    const request = HttpClientRequest.make(method)(`${origin}${path}`, {
      headers: { ...encodingOf(init), ...headers },
      body: body === undefined ? HttpBody.empty : HttpBody.text(body, "application/json")
    })
    const exchange = (reading: Reading) =>
      Effect.matchEffect(client.execute(request), {
        onSuccess: (response) => Effect.map(read(response, reading), (end) => toAttempt(end, clock)),
        onFailure: (failure) => {
          const response = Carried.response(failure, wire, request)
          if (response !== undefined)
            return Effect.map(read(response, reading), (end) => toAttempt(end, clock))
          const { head } = reading
          return Effect.succeed(
            head === undefined
              ? Transport.failed(failure)
              : toAttempt(
                  { _tag: "Broken", cause: attempt(() => failure.cause), sent: undefined, head },
                  clock
                )
          )
        }
      }).pipe(Effect.provideService(CurrentReading, reading))
    return within(exchange, wire.bounds, millis, clock).pipe(
      Effect.provideService(FetchHttpClient.RequestInit, init ?? {}),
      inSpan(span)
    )
  }
}

// That of a program without a TestClock: a timer of the system's keeps its time.
const systemClock = Effect.runSync(Clock.Clock)

const byExchange =
  (exchange: Exchange): Send =>
  (wire, millis, { clock }) =>
    clock === systemClock
      ? Effect.map(exchange(wire, millis), (end) => toAttempt(end, clock))
      : within(
          (reading) =>
            Effect.map(exchange(wire, Number.POSITIVE_INFINITY, reading), (end) => toAttempt(end, clock)),
          wire.bounds,
          millis,
          clock
        )

export const make = (client: HttpClient.HttpClient, { transformClient }: Settings): Send => {
  const given = transformClient?.(client) ?? client
  const exchange = exchangeOf(given)
  return exchange === undefined ? byClient(given) : byExchange(exchange)
}
