/**
 * An `HttpClient` that plays a script: each request takes its next step. No socket and no promise, so that it runs
 * under TestClock, and what fails or hangs does so exactly when the script says.
 */

import type * as Duration from "#line/Duration"
import * as Fiber from "#line/Fiber"
import type { HttpClientRequest } from "#line/HttpClientRequest"
import type { HttpClientResponse } from "#line/HttpClientResponse"
import * as Layer from "#line/Layer"
import * as Clock from "#line/test/Clock"
import * as Effect from "#line/test/Effect"
import * as HttpClient from "#line/test/HttpClient"
import { type BodyError, type HttpClientError, requestError, responseError } from "#line/test/HttpClientError"
import * as Random from "#line/test/Random"
import type * as Result from "#line/test/Result"
import * as TestClock from "#line/test/TestClock"
import { BufferedResponse } from "../../src/emulator/inProcess.js"

export interface Sent {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** Empty where no body was sent. */
  readonly body: string
  /** The Clock's milliseconds when it was sent. */
  readonly at: number
}

export type Step = (request: HttpClientRequest) => Effect.Effect<HttpClientResponse, HttpClientError>

/** An answer; a body that is no string is sent as JSON. */
export const answer =
  (status: number, body: unknown = "", headers: Readonly<Record<string, string>> = {}): Step =>
  (request) =>
    Effect.succeed(
      new BufferedResponse(request, {
        status,
        headers,
        body: typeof body === "string" ? body : JSON.stringify(body)
      })
    )

/** No answer: the client gives up with `cause`. */
export const fail =
  (cause: unknown): Step =>
  (request) =>
    Effect.fail(requestError("Transport", request, cause))

/** No answer, ever. */
export const never: Step = () => Effect.never

/** The step, after a while of the Clock. */
export const after =
  (delay: Duration.Input, step: Step): Step =>
  (request) =>
    Effect.delay(step(request), delay)

class LateBody extends BufferedResponse {
  constructor(
    request: HttpClientRequest,
    status: number,
    private readonly body: (response: HttpClientResponse) => Effect.Effect<string, BodyError>
  ) {
    super(request, { status, headers: {}, body: "" })
  }
  override get text(): Effect.Effect<string, BodyError> {
    return this.body(this)
  }
}

/** A status, and then a body that breaks off with `cause`. */
export const breakOff =
  (status: number, cause: unknown): Step =>
  (request) =>
    Effect.succeed(
      new LateBody(request, status, (response) =>
        Effect.fail(responseError("Decode", request, response, cause))
      )
    )

/** A status at once, and the end of the body never. */
export const stall =
  (status: number): Step =>
  (request) =>
    Effect.succeed(new LateBody(request, status, () => Effect.never))

export interface Script {
  readonly client: HttpClient.HttpClient
  readonly layer: Layer.Layer<HttpClient.HttpClient>
  /** What has been sent so far. */
  readonly sent: ReadonlyArray<Sent>
  /** How many requests were given up before they were answered. */
  readonly givenUp: () => number
}

/** A request more than there are steps is a defect: the script has said how many are sent. */
export const scripted = (steps: ReadonlyArray<Step>): Script => {
  const sent: Array<Sent> = []
  let givenUp = 0
  const client = HttpClient.make((request, url) =>
    Effect.gen(function* () {
      const step = steps[sent.length]
      sent.push({
        method: request.method,
        url: url.href,
        headers: { ...request.headers },
        body: request.body._tag === "Uint8Array" ? new TextDecoder().decode(request.body.body) : "",
        at: yield* Clock.currentTimeMillis
      })
      if (step === undefined) return yield* Effect.die(new Error(`the script has no step ${sent.length}`))
      return yield* Effect.onInterrupt(step(request), () => Effect.sync(() => givenUp++))
    })
  )
  return { client, layer: Layer.succeed(HttpClient.HttpClient, client), sent, givenUp: () => givenUp }
}

/** An error as Node makes them: a code, at times the system call that failed. */
export const nodeError = (code: string, more: { readonly syscall?: string } = {}): Error =>
  Object.assign(new Error(`${more.syscall ?? "request"} ${code}`), { code, ...more })

/** The shape in which `fetch` reports every failure. */
export const fetchFailed = (cause: unknown): Error => new TypeError("fetch failed", { cause })

/** 429, with the `Retry-After` that is given. */
export const tooMany = (wish?: string): Step =>
  answer(429, {}, wish === undefined ? {} : { "retry-after": wish })

/** Nobody listened: certainly not sent. */
export const refused: Step = fail(fetchFailed(nodeError("ECONNREFUSED", { syscall: "connect" })))

/** The connection was lost after the request: perhaps carried out. */
export const reset: Step = fail(fetchFailed(nodeError("ECONNRESET", { syscall: "read" })))

/** The server's certificate is nothing to trust: not sent, now or ever. */
export const untrusted: Step = fail(fetchFailed(nodeError("DEPTH_ZERO_SELF_SIGNED_CERT")))

/** What a body breaks off with. */
export const cut: Error = nodeError("UND_ERR_SOCKET")

/** The end of a call, once every wait that it could make has passed. Half the jitter: 375 ms, then 750 ms. */
export const inTheEnd = <A, E, R>(
  self: Effect.Effect<A, E, R>
): Effect.Effect<Result.Result<A, E>, never, R> =>
  Effect.gen(function* () {
    const fiber = yield* Effect.forkChild(Effect.result(Random.withNumbers([0.5])(self)))
    yield* TestClock.adjust("1 hour")
    return yield* Fiber.join(fiber)
  })
