/** From a call to its result: headers, timeout, retries, one span. The same for every provider. */
import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import * as HttpBody from "@effect/platform/HttpBody"
import * as HttpClient from "@effect/platform/HttpClient"
import * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import type { HttpClientResponse } from "@effect/platform/HttpClientResponse"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Encoding from "effect/Encoding"
import * as Option from "effect/Option"
import * as Random from "effect/Random"
import type { InvalidInput } from "../CustomersError.js"
import type { Answer, Attempt, Call, Dialect, Expected, Failure, Request } from "./call.js"
import { CurrentCallOptions, endOf } from "./callOptions.js"
import { interpret, unanswered } from "./interpret.js"
import * as Placed from "./placed.js"
import { requestId } from "./requestId.js"
import { leavesUnknown, nextDelay, retryAfter } from "./retry.js"
import type { Settings } from "./settings.js"
import * as Telemetry from "./telemetry.js"
import * as Transport from "./transport.js"
import { version } from "./version.js"

/** What a provider's service makes its methods of. */
export interface Pipeline {
  readonly run: <A, X extends Expected, I extends InvalidInput>(
    call: Call<A, X, I>
  ) => Effect.Effect<A, Failure<X> | I>
}

export interface Credentials {
  readonly user: string
  readonly password: string
}

interface Limits {
  readonly timeout: Duration.Duration
  readonly retries: number
  /** Milliseconds of the Clock; infinite where there is no deadline. */
  readonly until: number
}

// A page's script may not name itself: there the header would only cost a CORS preflight.
const userAgent = "document" in globalThis ? {} : { "user-agent": `effect-payment-customers/${version}` }

const timeLeft = ({ until }: Limits): Effect.Effect<Duration.Duration> =>
  Effect.map(Clock.currentTimeMillis, (now) => Duration.millis(until - now))

const expand = (template: string, params: Request["params"]): string =>
  template.replace(/:(\w+)/g, (_, name) => encodeURIComponent(params?.[name] ?? ""))

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export const make = (
  dialect: Dialect,
  settings: Settings,
  credentials: Credentials,
  extraHeaders: Readonly<Record<string, string>> = {}
): Effect.Effect<Pipeline, never, HttpClient.HttpClient> =>
  Effect.gen(function* () {
    const httpClient = yield* HttpClient.HttpClient
    const basic = `${credentials.user}:${credentials.password}`
    const placed = yield* Placed.make(dialect.provider, settings, basic)
    const transformed = settings.transformClient?.(httpClient) ?? httpClient
    const client = HttpClient.withTracerDisabledWhen(transformed, () => true)
    const telemetry = Telemetry.make(dialect.provider, settings.baseUrl)
    const headers = {
      accept: "application/json",
      authorization: `Basic ${Encoding.encodeBase64(basic)}`,
      ...userAgent,
      ...extraHeaders
    }
    const requestInit: RequestInit = { ...settings.requestInit, redirect: "manual" }

    const toHttp = (call: Call<unknown, Expected, InvalidInput>, request: Request) => {
      const query = new URLSearchParams(request.query ?? []).toString()
      const path = expand(call.endpoint.template, request.params)
      return HttpClientRequest.make(call.endpoint.method)(
        `${settings.baseUrl}${path}${query === "" ? "" : `?${query}`}`,
        {
          headers,
          body: request.body === undefined ? HttpBody.empty : HttpBody.unsafeJson(request.body)
        }
      )
    }

    // The body is read on every branch: an unread one keeps its connection. Where the status has refused already,
    // a body that breaks off takes no more than the details away.
    const read = (response: HttpClientResponse, sent: () => unknown) =>
      Effect.flatMap(
        response.status >= 400 ? Effect.orElseSucceed(response.text, () => "") : response.text,
        (text): Effect.Effect<Answer> =>
          Effect.map(Clock.currentTimeMillis, (now) => {
            const wish = retryAfter(response.headers, now)
            const id = requestId(response.headers, sent)
            return {
              _tag: "Answer",
              status: response.status,
              headers: response.headers,
              text,
              json: parse(text),
              ...(wish === undefined ? {} : { retryAfter: wish }),
              ...(id === undefined ? {} : { requestId: id })
            }
          })
      )

    const exchange = (
      request: HttpClientRequest.HttpClientRequest,
      sent: () => unknown,
      timeout: Duration.Duration
    ): Effect.Effect<Attempt> =>
      (settings.propagateTrace
        ? Effect.flatMap(Telemetry.traceHeaders, (trace) =>
            client.execute(HttpClientRequest.setHeaders(request, trace))
          )
        : client.execute(request)
      ).pipe(
        Effect.flatMap((response) => read(response, sent)),
        Effect.catchAll((error) => Effect.succeed(Transport.failed(error))),
        Effect.timeoutTo({
          duration: timeout,
          onSuccess: (attempt): Attempt => attempt,
          onTimeout: () => Transport.timedOut
        }),
        Effect.provideService(FetchHttpClient.RequestInit, requestInit)
      )

    const attempts = <A, X extends Expected, I extends InvalidInput>(
      call: Call<A, X, I>,
      request: Request,
      limits: Limits
    ) => {
      const { endpoint } = call
      const http = toHttp(call, request)
      const sent = () => [request, credentials, headers.authorization]
      const settle = (attempt: Attempt, unknownBefore: boolean): Effect.Effect<A, Failure<X>> =>
        Effect.zipRight(
          telemetry.ended(attempt),
          attempt._tag === "Answer"
            ? interpret(dialect, call, request, attempt, unknownBefore)
            : Either.left(unanswered(dialect, call, attempt, unknownBefore))
        )
      // The wait for a place is none of the attempt's time
      const once = (made: number): Effect.Effect<Attempt> =>
        Effect.flatMap(timeLeft(limits), (left) =>
          Duration.greaterThan(left, Duration.zero)
            ? telemetry.attempt(endpoint, made, exchange(http, sent, Duration.min(limits.timeout, left)))
            : Effect.succeed(Transport.tooLate)
        )
      const loop = (made: number, unknownBefore: boolean): Effect.Effect<A, Failure<X>> =>
        Effect.gen(function* () {
          const attempt = yield* placed(made, yield* timeLeft(limits), once(made))
          const delay = nextDelay(endpoint, attempt, made, limits.retries, yield* Random.next)
          if (Option.isNone(delay)) return yield* settle(attempt, unknownBefore)
          const then = (yield* Clock.currentTimeMillis) + Duration.toMillis(delay.value)
          if (then >= limits.until) return yield* settle(attempt, unknownBefore)
          yield* telemetry.repeated(endpoint, attempt)
          yield* Effect.sleep(delay.value)
          return yield* loop(made + 1, unknownBefore || leavesUnknown(attempt))
        })
      return loop(1, false)
    }

    /** What the caller asks for, and where it asks for nothing, what the layer's options say. */
    const limitsNow = Effect.gen(function* () {
      const options = yield* CurrentCallOptions
      return {
        timeout: options.timeout ?? settings.timeout,
        retries: options.retries ?? settings.retries,
        until: endOf(options, yield* Clock.currentTimeMillis, settings.deadline)
      }
    })

    return {
      run: (call) =>
        telemetry.operation(
          call.endpoint,
          Effect.flatMap(call.request, (request) =>
            Effect.flatMap(limitsNow, (limits) => attempts(call, request, limits))
          )
        )
    }
  })
