/**
 * The short way from a request to its answer: what `FetchClient` and `UndiciClient` offer the pipeline beside
 * `HttpClient`'s `execute`, which makes objects of its own for each call.
 */
import * as Context from "#line/Context"
import * as Effect from "#line/Effect"
import type { HttpClient } from "#line/HttpClient"
import type { HttpMethod } from "#line/HttpMethod"

/** A request as both runtimes take it. */
export interface Wire<Body = string> {
  readonly method: HttpMethod
  readonly origin: string
  /** With its query. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Body | undefined
  /** For `fetch` alone. */
  readonly init?: RequestInit | undefined
  readonly bounds?: Bounds | undefined
}

/** How much of an answer is read, and the option that says so. */
export interface Bound {
  /** Decoded. */
  readonly bytes: number
  readonly option: string
}

export interface Bounds {
  readonly success: Bound
  /** Of any other status than 2xx. */
  readonly refusal: Bound
}

/** Why an answer was not read to its end: its connection is closed then. */
export class TooLong {
  constructor(readonly bound: Bound) {}
}

/** Counts what comes of an answer. */
export class Meter {
  private readonly bound: Bound | undefined
  private received = 0

  constructor(bounds: Bounds | undefined, status: number) {
    this.bound = status >= 200 && status <= 299 ? bounds?.success : bounds?.refusal
  }

  /** Is it too much by now? */
  add(bytes: number): TooLong | undefined {
    this.received += bytes
    return this.bound !== undefined && this.received > this.bound.bytes ? new TooLong(this.bound) : undefined
  }
}

export interface Head {
  readonly status: number
  /** @param name in lower case */
  readonly header: (name: string) => string | undefined
  /** One that came more than once is there more than once. */
  readonly headers: () => Iterable<readonly [name: string, value: string]>
}

/** All of the answer. */
export class Received<Body> {
  readonly _tag = "Received"
  constructor(
    readonly head: Head,
    readonly body: Body
  ) {}
}

/** One request under way. */
export interface Transfer<Body> {
  /** @param resume is called once */
  readonly start: (resume: Resume<Body>) => void
  /** Gives it up, where it has not ended. */
  readonly abort: () => void
}

export type Resume<Body> = (end: Effect.Effect<End<Body>>) => void

/**
 * The transfer from its start to its end. Interrupting it gives it up; not by what `Effect.callback` has for that, which
 * leaves garbage that V8 (of Node 20) takes for long-lived: it would double the cost of a request.
 */
export const run = <Body>(make: () => Transfer<Body>): Effect.Effect<End<Body>> =>
  Effect.suspend(() => {
    const transfer = make()
    return Effect.onError(
      Effect.callback<End<Body>>((resume) => transfer.start(resume)),
      () => Effect.sync(() => transfer.abort())
    )
  })

/** `false`: certainly not a byte of the request; `undefined` where the runtime does not tell. */
type Sent = boolean | undefined

/** The exchange failed. */
export interface Broken {
  readonly _tag: "Broken"
  readonly cause: unknown
  readonly sent: Sent
  /** Where only the answer's body is missing. */
  readonly head: Head | undefined
}

/** The time was over before the answer was there. */
export interface TimedOut {
  readonly _tag: "TimedOut"
  readonly sent: Sent
  /** Where only the answer's body is missing. */
  readonly head: Head | undefined
}

export type End<Body> = Received<Body> | Broken | TimedOut

/** What is known of an answer while the rest of its body is on its way. */
export class Reading {
  head: Head | undefined
  constructor(readonly bounds: Bounds | undefined) {}
}

/** That of the attempt which a request of the long way belongs to. */
export const CurrentReading = Context.Reference<Reading | undefined>("effect-payment-customers/Reading", {
  defaultValue: () => undefined
})

/**
 * Interrupting it gives the request up.
 *
 * @param millis of the system's clock until it ends with `TimedOut`; infinite for never
 */
export type Exchange = (wire: Wire, millis: number, reading?: Reading) => Effect.Effect<End<string>>

export const ExchangeId = Symbol.for("effect-payment-customers/exchange")

/** A client that has been wrapped, by `HttpClient.mapRequest` and the like, is another one and has none. */
export const exchangeOf = (client: HttpClient): Exchange | undefined =>
  ExchangeId in client ? (client[ExchangeId] as Exchange) : undefined

/** A longer wait than this is none to `setTimeout`: it would come back at once. */
const longestTimer = 2 ** 31 - 1

/** Calls back after `millis`, unless the function that it returns is called before. */
export const timer = (millis: number, onTime: () => void): (() => void) => {
  if (millis > longestTimer) return () => {}
  const handle = setTimeout(onTime, millis)
  return () => clearTimeout(handle)
}
