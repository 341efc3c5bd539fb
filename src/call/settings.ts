/** The options that every provider's layer has, and what they must be before a client is made of them. */
import * as Config from "#line/Config"
import * as Duration from "#line/Duration"
import type { HttpClient } from "#line/HttpClient"
import * as Result from "#line/Result"
import { attempt } from "../http/attempt.js"
import type { Bound, Bounds } from "../http/exchange.js"
import { isLoopback } from "../http/loopback.js"
import { merge } from "../http/requestInit.js"
import type * as RateLimit from "../RateLimit.js"
import { isRecord } from "../wire/json.js"

/** How the client talks to the provider: the same for every provider. */
export interface ClientOptions {
  /** Where the API is, when it is not at the provider's public address. `https`, unless the host is loopback. */
  readonly baseUrl?: string | undefined
  /** Allows a `baseUrl` of plain `http` to a host that is not loopback, such as an emulator in a container. */
  readonly allowInsecureHttp?: boolean | undefined
  /** How long one attempt may take, from connecting to the last byte of the answer. Default: 30 seconds. */
  readonly timeout?: Duration.Input | undefined
  /** How long an operation may take with all of its attempts and the waits between them. Default: no limit. */
  readonly deadline?: Duration.Input | undefined
  /** How often a failed attempt is repeated where that is safe: 0 to 10. Default: 2. */
  readonly retries?: number | undefined
  /**
   * How many repetitions the layer has in reserve, over all of its calls: 1 or more, `Infinity` for no limit. Each takes
   * one out of it. One comes back with each repetition that the provider serves, and with each ten calls whose first
   * attempt it serves. Where none is left, a failed attempt is not repeated. Default: 100.
   */
  readonly retryBudget?: number | undefined
  /**
   * How long the provider may still carry out a create whose answer was lost, from 1 second to 1 hour. For so long
   * `Customers.ensure` looks for the customer before it creates again. Default: 10 seconds.
   */
  readonly settlingTime?: Duration.Input | undefined
  /**
   * How many bytes of an answer are read, decoded: 1 or more. An answer with more is `UnexpectedResponse`, and its connection
   * is closed. `UndiciClient` and `FetchClient` keep to it; others read what comes. Default: 67,108,864 (64 MiB).
   */
  readonly maxAnswerBytes?: number | undefined
  /** The same of an answer that refuses. Default: 1,048,576 (1 MiB). */
  readonly maxRefusalBytes?: number | undefined
  /** The limit of the account, shared by all of this process that use it. Default: none. */
  readonly rateLimit?: RateLimit.Options | undefined
  /** Sends `traceparent` and `b3` headers, so that the provider could continue your trace. Default: no. */
  readonly propagateTrace?: boolean | undefined
  /** Init of each `fetch`, such as a `dispatcher`, on top of the client's and the program's. `redirect` stays `manual`. */
  readonly requestInit?: RequestInit | undefined
  /** Wraps the `HttpClient` that the layer is given. */
  readonly transformClient?: ((client: HttpClient) => HttpClient) | undefined
}

interface CheckedRateLimit {
  /** Where it is not given, the credentials make it. */
  readonly account: string | undefined
  readonly limits: RateLimit.Limits
}

export interface Settings {
  /** Without a slash at its end. */
  readonly baseUrl: string
  readonly timeout: Duration.Duration
  readonly deadline: Duration.Duration | undefined
  readonly retries: number
  /** Infinite for no limit. */
  readonly retryBudget: number
  readonly settlingTime: Duration.Duration
  readonly bounds: Bounds
  readonly rateLimit: CheckedRateLimit | undefined
  readonly propagateTrace: boolean
  readonly requestInit: RequestInit | undefined
  readonly transformClient: ((client: HttpClient) => HttpClient) | undefined
}

export type Checked<A> = Result.Result<A, Config.ConfigError>

/** @param option its name; of an option within an option both, with a dot */
const invalid = (option: string, rule: string) => Config.invalid(option.split("."), rule)

export const refuse = (option: string, rule: string) => Result.fail(invalid(option, rule))

const checkBaseUrl = (value: string, allowInsecureHttp: boolean): Checked<string> => {
  // `URL` would drop it
  if (/[\s\p{Cc}]/u.test(value))
    return refuse("baseUrl", "must not contain white space or control characters")
  if (!URL.canParse(value)) return refuse("baseUrl", "must be an absolute URL")
  const url = new URL(value)
  if (url.protocol !== "https:" && url.protocol !== "http:") return refuse("baseUrl", "must be https")
  if (url.protocol === "http:" && !isLoopback(url.hostname) && !allowInsecureHttp) {
    return refuse("baseUrl", "must be https, or http to a loopback host; allowInsecureHttp lifts this rule")
  }
  if (url.username !== "" || url.password !== "") return refuse("baseUrl", "must not contain credentials")
  // `href` keeps a bare `?` or `#`, of which `search` and `hash` know nothing
  if (/[?#]/.test(url.href)) return refuse("baseUrl", "must not have a query or a fragment")
  return Result.succeed(url.href.replace(/\/+$/, ""))
}

/** The duration, or the rule that it breaks. */
export const positive = (input: Duration.Input): Result.Result<Duration.Duration, string> => {
  const duration = Duration.fromInput(input)
  return duration._tag === "Some" && Duration.isGreaterThan(duration.value, Duration.zero)
    ? Result.succeed(duration.value)
    : Result.fail("must be a duration above zero")
}

/** The number of retries, or the rule that it breaks. */
export const fewRetries = (retries: number): Result.Result<number, string> =>
  Number.isInteger(retries) && retries >= 0 && retries <= 10
    ? Result.succeed(retries)
    : Result.fail("must be a whole number from 0 to 10")

const named = <A>(option: string, checked: Result.Result<A, string>): Checked<A> =>
  Result.mapError(checked, (rule) => invalid(option, rule))

const checkDuration = (option: string, input: Duration.Input) => named(option, positive(input))

const checkCount = (
  option: string,
  value: number,
  rule = "must be a whole number, 1 or more"
): Checked<number> =>
  Number.isSafeInteger(value) && value >= 1 ? Result.succeed(value) : refuse(option, rule)

const checkRetryBudget = (budget: number): Checked<number> =>
  budget === Number.POSITIVE_INFINITY
    ? Result.succeed(budget)
    : checkCount("retryBudget", budget, "must be a whole number, 1 or more, or Infinity for no limit")

const checkSettlingTime = (input: Duration.Input): Checked<Duration.Duration> =>
  Result.flatMap(checkDuration("settlingTime", input), (duration) =>
    Duration.between(duration, { minimum: Duration.seconds(1), maximum: Duration.hours(1) })
      ? Result.succeed(duration)
      : refuse("settlingTime", "must be from 1 second to 1 hour")
  )

const checkWindow = (window: Duration.Input): Checked<Duration.Duration> =>
  Result.flatMap(checkDuration("rateLimit.window", window), (duration) =>
    Duration.isFinite(duration)
      ? Result.succeed(Duration.millis(Math.ceil(Duration.toMillis(duration))))
      : refuse("rateLimit.window", "must be a finite duration")
  )

export const defaultMaxBytes = 64 * 1024 * 1024

export const checkBound = (option: string, bytes: number | undefined, otherwise: number): Checked<Bound> =>
  Result.map(checkCount(option, bytes ?? otherwise), (bytes) => ({ bytes, option }))

const checkAccount = (account: string): Checked<string> =>
  typeof account === "string" && account.trim() !== ""
    ? Result.succeed(account)
    : refuse("rateLimit.account", "must be a text that is not empty")

/** The headers that were read are those that are sent: an iterator can be read once. */
const checkRequestInit = (init: RequestInit | undefined): Checked<RequestInit | undefined> => {
  const read = attempt(() => merge(init, undefined))
  return read === undefined
    ? refuse("requestInit.headers", "must be headers that fetch takes")
    : Result.succeed(init && read)
}

const checkRateLimit = (options: RateLimit.Options): Checked<CheckedRateLimit> =>
  isRecord(options)
    ? Result.all({
        account: options.account === undefined ? Result.succeed(undefined) : checkAccount(options.account),
        limits: Result.all({
          requests: checkCount("rateLimit.requests", options.requests),
          window: checkWindow(options.window),
          concurrency:
            options.concurrency === undefined
              ? Result.succeed(Number.POSITIVE_INFINITY)
              : checkCount("rateLimit.concurrency", options.concurrency)
        })
      })
    : refuse("rateLimit", "must be an object with requests and window")

export const checkSettings = (options: ClientOptions, defaultBaseUrl: string): Checked<Settings> =>
  Result.all({
    baseUrl: checkBaseUrl(options.baseUrl ?? defaultBaseUrl, options.allowInsecureHttp ?? false),
    timeout: checkDuration("timeout", options.timeout ?? Duration.seconds(30)),
    deadline:
      options.deadline === undefined
        ? Result.succeed(undefined)
        : checkDuration("deadline", options.deadline),
    retries: named("retries", fewRetries(options.retries ?? 2)),
    retryBudget: checkRetryBudget(options.retryBudget ?? 100),
    settlingTime: checkSettlingTime(options.settlingTime ?? Duration.seconds(10)),
    bounds: Result.all({
      success: checkBound("maxAnswerBytes", options.maxAnswerBytes, defaultMaxBytes),
      refusal: checkBound("maxRefusalBytes", options.maxRefusalBytes, 1024 * 1024)
    }),
    rateLimit:
      options.rateLimit === undefined ? Result.succeed(undefined) : checkRateLimit(options.rateLimit),
    propagateTrace: Result.succeed(options.propagateTrace ?? false),
    requestInit: checkRequestInit(options.requestInit),
    transformClient: Result.succeed(options.transformClient)
  })
