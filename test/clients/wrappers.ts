/** What an app wraps its client in, as data, and where that shows. docs/your-own-client.md has it as a table. */

import * as HttpClientRequest from "#line/HttpClientRequest"
import * as HttpClientResponse from "#line/HttpClientResponse"
import * as Effect from "#line/test/Effect"
import * as HttpClient from "#line/test/HttpClient"
import { type HttpClientError, requestError } from "#line/test/HttpClientError"
import type { End, Name } from "./outcomes.js"
import { customerId } from "./outcomes.js"

type Wrap = (client: HttpClient.HttpClient) => HttpClient.HttpClient

/** Where a wrapper shows. */
export interface Shows {
  /** Where the server sees another number of requests than the outcome says. */
  readonly requests?: Partial<Record<Name, number>>
  /** Where the call ends otherwise. */
  readonly ends?: Partial<Record<Name, End>>
}

export interface Wrapper extends Shows {
  readonly name: string
  readonly wrap: Wrap
  /** Instead, over a client that gives an answer out before its body is there: platform's do, ours do not. */
  readonly overPlatforms?: Shows
  /** The answer that it waits for: the call's time runs out over it, on this line of Effect. */
  readonly waits?: Name | undefined
}

class Refused {
  readonly _tag = "Refused"
  constructor(readonly response: HttpClientResponse.HttpClientResponse) {}
}

const isOk = ({ status }: HttpClientResponse.HttpClientResponse) => status >= 200 && status < 300

/** A client has platform's errors; what a program lets through all the same is of any kind. */
const untyped = <E>(client: HttpClient.HttpClient.With<E>): HttpClient.HttpClient =>
  client as unknown as HttpClient.HttpClient

/** What `filterStatusOk` makes one of, and what is one anyway. */
const failures: ReadonlyArray<Name> = [
  "lost",
  "404",
  "404, BOM",
  "404, HTML",
  "409",
  "422",
  "401",
  "403",
  "429",
  "500",
  "302",
  "405",
  "421",
  "404, cut",
  "422, cut"
]

/** Nobody knows what has come of the answer that a wrapper reads by itself. */
export const late: End = { _tag: "Unavailable", reason: "Timeout", outcome: "Unknown", status: undefined }

const twice = (names: ReadonlyArray<Name>): Partial<Record<Name, number>> =>
  Object.fromEntries(names.map((name) => [name, 2]))

export const wrappers: ReadonlyArray<Wrapper> = [
  { name: "no wrapper", wrap: (client) => client },
  { name: "`filterStatusOk`", wrap: HttpClient.filterStatusOk },
  { name: "`filterStatus`", wrap: HttpClient.filterStatus((status) => status < 400) },
  {
    name: "`transformResponse` with `HttpClientResponse.filterStatusOk`",
    wrap: HttpClient.transformResponse(Effect.flatMap(HttpClientResponse.filterStatusOk))
  },
  {
    name: "`filterOrFail` with an error of one's own that has the response",
    wrap: (client) => untyped(HttpClient.filterOrFail(client, isOk, (response) => new Refused(response)))
  },
  {
    name: "`filterStatusOk`, its error as the cause of another `HttpClientError`",
    wrap: (client) =>
      HttpClient.transformResponse(
        HttpClient.filterStatusOk(client),
        Effect.mapError((cause: HttpClientError) =>
          requestError("Transport", cause.request, new Error("the client failed", { cause }))
        )
      )
  },
  {
    name: "`tap` that reads the body",
    wrap: HttpClient.tap((response) => Effect.ignore(response.text)),
    overPlatforms: { ends: { "401, hangs": late, "404, hangs": late, "201, hangs": late } }
  },
  { name: "`tapRequest`", wrap: HttpClient.tapRequest(() => Effect.void) },
  {
    name: "`tapError`",
    wrap: (client) => HttpClient.tapError(HttpClient.filterStatusOk(client), () => Effect.void)
  },
  { name: "`mapRequest`", wrap: HttpClient.mapRequest(HttpClientRequest.setHeader("x-team", "shop")) },
  {
    name: "`mapRequestEffect`",
    wrap: HttpClient.mapRequestEffect((request) =>
      Effect.succeed(HttpClientRequest.setHeader(request, "x-team", "shop"))
    )
  },
  { name: "`withTracerPropagation`", wrap: HttpClient.withTracerPropagation(true) },
  { name: "`withSpanNameGenerator`", wrap: HttpClient.withSpanNameGenerator(({ method }) => method) },
  { name: "`withCookiesRef`", wrap: HttpClient.withCookieJar },
  {
    name: "a time limit, shorter than the option `timeout`",
    wrap: (client) =>
      HttpClient.transform(client, (sending, request) =>
        Effect.timeoutOrElse(sending, {
          duration: "1 second",
          orElse: () => Effect.fail(requestError("Transport", request, undefined))
        })
      ),
    ends: {
      "201, hangs": { _tag: "Unavailable", reason: "Transport", outcome: "Unknown", status: 201 }
    },
    // their answers are there in time, only the bodies are not
    overPlatforms: { ends: {} }
  },
  {
    name: "`HttpClient.make` around it",
    wrap: (client) => HttpClient.make((request) => client.execute(request))
  },
  {
    name: "`retry({ times: 1 })`",
    wrap: HttpClient.retry({ times: 1 }),
    requests: { lost: 2 }
  },
  {
    name: "`filterStatusOk`, then `retry({ times: 1 })`",
    wrap: (client) => HttpClient.retry(HttpClient.filterStatusOk(client), { times: 1 }),
    requests: twice(failures),
    overPlatforms: { requests: twice([...failures, "401, hangs", "404, hangs"]) }
  },
  {
    name: "`retryTransient({ times: 1 })`",
    wrap: HttpClient.retryTransient({ times: 1 }),
    requests: { "429": 2, "500": 2, lost: 2 },
    waits: HttpClient.retryTransientWaits ? "429" : undefined
  },
  {
    name: "`followRedirects`",
    wrap: HttpClient.followRedirects(),
    requests: { "302": 2 },
    ends: { "302": customerId }
  }
]
