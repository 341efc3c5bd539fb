/** From a call to its result: headers, timeout, retries, one span. The same for every provider. */
import * as Option from "effect/Option"
import * as Random from "effect/Random"
import * as Clock from "#line/Clock"
import * as Context from "#line/Context"
import * as Duration from "#line/Duration"
import * as Effect from "#line/Effect"
import * as HttpClient from "#line/HttpClient"
import * as Result from "#line/Result"
import type { InvalidInput } from "../CustomersError.js"
import type { Attempt } from "../http/answer.js"
import { attempt } from "../http/attempt.js"
import type { Wire } from "../http/exchange.js"
import * as Transport from "../http/failure.js"
import { isLoopback } from "../http/loopback.js"
import * as Init from "../http/requestInit.js"
import { version } from "../http/version.js"
import * as Telemetry from "../telemetry/watch.js"
import { requestIdOf } from "../wire/sent.js"
import { RetryBudget } from "./budget.js"
import type { Call, Dialect, Failure, Request } from "./call.js"
import type { Credentials } from "./credentials.js"
import type { Expected } from "./endpoint.js"
import { interpret, unanswered } from "./interpret.js"
import { type CallOptions, CurrentCallOptions, endOf } from "./options.js"
import * as Placed from "./place.js"
import { Response } from "./response.js"
import { isRepeatable, leavesUnknown, nextDelay } from "./retry.js"
import * as Send from "./send.js"
import type { Settings } from "./settings.js"

/** What a provider's service makes its methods of. */
export interface Pipeline {
  readonly run: <A, X extends Expected, I extends InvalidInput>(
    call: Call<A, X, I>
  ) => Effect.Effect<A, Failure<X> | I>
}

interface Limits {
  /** Milliseconds. */
  readonly timeout: number
  readonly retries: number
  /** Milliseconds of the Clock; infinite where there is no deadline. */
  readonly until: number
  readonly attempting: CallOptions["attempting"]
  readonly answered: CallOptions["answered"]
  readonly decisive: boolean
  readonly needed: ReadonlyArray<string>
}

const none: ReadonlyArray<string> = []

// A page's script may not name itself: there the header would only cost a CORS preflight.
const userAgent = "document" in globalThis ? {} : { "user-agent": `effect-payment-customers/${version}` }

/** The path, with its parameters in their places. */
const expand = (template: string, params: Request["params"] = {}): string =>
  template.replace(/:(\w+)/g, (_, name) => encodeURIComponent(params[name] ?? ""))

export const make = (
  dialect: Dialect,
  settings: Settings,
  credentials: Credentials,
  extraHeaders: Readonly<Record<string, string>> = {}
): Effect.Effect<Pipeline, never, HttpClient.HttpClient> =>
  Effect.gen(function* () {
    const placed = yield* Placed.make(dialect.provider, settings, credentials)
    const send = Send.make(yield* HttpClient.HttpClient, settings)
    const { origin, host, hostname, protocol } = new URL(settings.baseUrl)
    if (protocol === "http:" && !isLoopback(hostname) && !credentials.isTest) {
      yield* Effect.logWarning(
        `${dialect.provider}: a key that may be live goes over plain http to another host`
      )
    }
    const basePath = settings.baseUrl.slice(origin.length)
    const { authorization } = credentials
    const telemetry = Telemetry.make(dialect.provider, settings.baseUrl)
    const headers = { accept: "application/json", authorization, ...userAgent, ...extraHeaders }
    const jsonHeaders = { ...headers, "content-type": "application/json" }
    const budget = new RetryBudget(settings.retryBudget)
    const own: RequestInit = { ...settings.requestInit, redirect: "manual" }
    const ofBuild = Init.provided(yield* Effect.context<never>())
    const ofLayer = attempt(() => Init.merge(ofBuild, own))
    /** What the program provides lies below what the layer was given. */
    const initOf = (context: Context.Context<never>): RequestInit | undefined => {
      const ofProgram = Init.provided(context)
      return ofProgram === undefined || ofLayer === undefined
        ? ofLayer
        : attempt(() => Init.merge(ofProgram, ofLayer))
    }

    const { bounds } = settings
    const toWire = (
      { endpoint, bound }: Call<unknown, Expected, InvalidInput>,
      { params, query, body }: Request,
      init: RequestInit
    ): Wire => {
      const path = `${basePath}${expand(endpoint.template, params)}`
      return {
        method: endpoint.method,
        origin,
        path: query === undefined || query.length === 0 ? path : `${path}?${new URLSearchParams(query)}`,
        headers: body === undefined ? headers : jsonHeaders,
        body: body === undefined ? undefined : JSON.stringify(body),
        init,
        bounds: bound === undefined ? bounds : { ...bounds, success: bound }
      }
    }

    const attempts = <A, X extends Expected, I extends InvalidInput>(
      call: Call<A, X, I>,
      request: Request,
      limits: Limits,
      init: RequestInit,
      watch: Telemetry.Watch
    ): Effect.Effect<A, Failure<X>> => {
      const { endpoint } = call
      const { clock } = watch
      const plain = toWire(call, request, init)
      const wire = settings.propagateTrace
        ? { ...plain, headers: { ...plain.headers, ...watch.traceHeaders() } }
        : plain
      const left = () => limits.until - Clock.millisOf(clock)

      const sendNow = (made: number): Effect.Effect<Attempt> => {
        const rest = left()
        if (rest <= 0) return Effect.succeed(Transport.tooLate)
        watch.begin(made)
        return Effect.flatMap(send(wire, Math.min(limits.timeout, rest), watch), (attempt) =>
          watch.ended(request, attempt)
        )
      }
      // The wait for a place is none of the attempt's time
      const once = (made: number): Effect.Effect<Attempt> => {
        const rest = left()
        if (limits.attempting === undefined || rest <= 0) return sendNow(made)
        return Effect.flatMap(limits.attempting(Duration.millis(Math.min(limits.timeout, rest))), (goOn) =>
          goOn ? sendNow(made) : Effect.succeed(Transport.unsent)
        )
      }
      const settle = (attempt: Attempt, unknownBefore: boolean): Effect.Effect<A, Failure<X>> => {
        watch.settled()
        const result: Result.Result<A, Failure<X>> = attempt._tag === "Answer"
          ? interpret(dialect, call, request, attempt, unknownBefore, limits, watch)
          : Result.fail(unanswered(dialect, call, attempt, unknownBefore, host))
        if (limits.answered !== undefined && attempt._tag === "Answer") {
          const { provider, operation } = endpoint
          const { status, json } = attempt
          const requestId = requestIdOf(attempt, request)
          const { made: attempts, unreadPaths: unread } = watch
          limits.answered(new Response({ provider, operation, status, requestId, attempts, unread }, json))
        }
        return watch.logged(watch.resulted(result))
      }
      const inPlace = (made: number): Effect.Effect<Attempt> => placed(made, limits.until, () => once(made))
      const repeat = (attempt: Attempt, made: number, unknownBefore: boolean) =>
        Effect.flatMap(Random.next, (random): Effect.Effect<A, Failure<X>> => {
          const delay = nextDelay(endpoint, attempt, made, limits.retries, random)
          if (Option.isNone(delay)) return settle(attempt, unknownBefore)
          const then = Clock.millisOf(clock) + Duration.toMillis(delay.value)
          if (then >= limits.until) return settle(attempt, unknownBefore)
          const repetition = Effect.suspend(() => {
            watch.repeated(attempt)
            return Effect.andThen(
              Effect.sleep(delay.value),
              Effect.suspend(() => inPlace(made + 1))
            )
          })
          return Effect.flatMap(
            budget.repeat(repetition, () => watch.made > made),
            (next): Effect.Effect<A, Failure<X>> => {
              if (next !== undefined) return goOn(next, made + 1, unknownBefore || leavesUnknown(attempt))
              watch.refused(attempt)
              return settle(attempt, unknownBefore)
            }
          )
        })
      const goOn = (attempt: Attempt, made: number, unknownBefore: boolean): Effect.Effect<A, Failure<X>> =>
        isRepeatable(endpoint, attempt)
          ? repeat(attempt, made, unknownBefore)
          : settle(attempt, unknownBefore)
      return Effect.flatMap(inPlace(1), (attempt) => {
        budget.first(attempt)
        return goOn(attempt, 1, false)
      })
    }

    /** What the caller asks for, and where it asks for nothing, what the layer's options say. */
    const limitsOf = (options: CallOptions, clock: Clock.Clock): Limits => ({
      timeout: Duration.toMillis(options.timeout ?? settings.timeout),
      retries: options.retries ?? settings.retries,
      until: endOf(options, Clock.millisOf(clock), settings.deadline),
      attempting: options.attempting,
      answered: options.answered,
      decisive: options.decisive ?? false,
      needed: options.needed ?? none
    })

    return {
      run: (call) =>
        telemetry(call.endpoint, (watch, context) =>
          Effect.flatMap(Effect.fromResult(watch.resulted(call.request)), (request) => {
            const init = initOf(context)
            if (init === undefined) {
              return watch.logged(
                watch.resulted(Result.fail(unanswered(dialect, call, Transport.unsent, false)))
              )
            }
            const limits = limitsOf(Context.get(context, CurrentCallOptions), watch.clock)
            return attempts(call, request, limits, init, watch)
          })
        )
    }
  })
