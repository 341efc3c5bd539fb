/**
 * An `HttpClient` whose server is a function: no web `Response` (it can't hold every status), no promise, no
 * socket, so that it runs under TestClock.
 */
import * as Cookies from "@effect/platform/Cookies"
import * as Headers from "@effect/platform/Headers"
import type { HttpBody } from "@effect/platform/HttpBody"
import * as HttpClient from "@effect/platform/HttpClient"
import { RequestError, ResponseError } from "@effect/platform/HttpClientError"
import type { HttpClientRequest } from "@effect/platform/HttpClientRequest"
import * as HttpClientResponse from "@effect/platform/HttpClientResponse"
import * as HttpIncomingMessage from "@effect/platform/HttpIncomingMessage"
import * as UrlParams from "@effect/platform/UrlParams"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Inspectable from "effect/Inspectable"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import type { Emulator, EmulatorRequest, EmulatorResponse } from "./http.js"

/** A response whose body is already here. */
export class BufferedResponse extends Inspectable.Class implements HttpClientResponse.HttpClientResponse {
  readonly [HttpIncomingMessage.TypeId]: HttpIncomingMessage.TypeId = HttpIncomingMessage.TypeId
  readonly [HttpClientResponse.TypeId]: HttpClientResponse.TypeId = HttpClientResponse.TypeId
  readonly headers: Headers.Headers
  readonly cookies = Cookies.empty
  readonly remoteAddress = Option.none()

  constructor(
    readonly request: HttpClientRequest,
    private readonly source: EmulatorResponse
  ) {
    super()
    this.headers = Headers.fromInput(source.headers)
  }
  get status() {
    return this.source.status
  }
  get text(): Effect.Effect<string, ResponseError> {
    return Effect.succeed(this.source.body)
  }
  get json(): Effect.Effect<unknown, ResponseError> {
    return Effect.try({ try: () => JSON.parse(this.source.body) as unknown, catch: this.undecodable })
  }
  get urlParamsBody() {
    return Effect.sync(() => UrlParams.fromInput(new URLSearchParams(this.source.body)))
  }
  get arrayBuffer() {
    return Effect.sync(() => new TextEncoder().encode(this.source.body).slice().buffer)
  }
  get formData(): Effect.Effect<FormData, ResponseError> {
    return Effect.fail(this.undecodable())
  }
  get stream() {
    return Stream.sync(() => new TextEncoder().encode(this.source.body))
  }
  toJSON() {
    return { _id: "effect-payment-customers/BufferedResponse", status: this.status }
  }
  private readonly undecodable = (): ResponseError =>
    new ResponseError({ request: this.request, response: this, reason: "Decode" })
}

const textOf = (body: HttpBody): string => {
  switch (body._tag) {
    case "Uint8Array":
      return new TextDecoder().decode(body.body)
    case "Raw":
      return String(body.body)
    default:
      return ""
  }
}

const plain = (request: HttpClientRequest, url: URL): EmulatorRequest => ({
  method: request.method,
  path: url.pathname,
  query: url.searchParams,
  headers: request.headers,
  body: textOf(request.body)
})

/** A client of a server that answers by an Effect; where that fails, its error is the cause of a lost connection. */
export const clientOf = (
  exchange: (request: EmulatorRequest, nowMillis: number) => Effect.Effect<EmulatorResponse, unknown>
): HttpClient.HttpClient =>
  HttpClient.make((request, url) =>
    Effect.flatMap(Clock.currentTimeMillis, (now) => exchange(plain(request, url), now)).pipe(
      Effect.mapBoth({
        onFailure: (cause) => new RequestError({ request, reason: "Transport", cause }),
        onSuccess: (response) => new BufferedResponse(request, response)
      })
    )
  )

export const inProcessClient = (emulator: Pick<Emulator, "handle">): HttpClient.HttpClient =>
  clientOf((request, now) => Effect.sync(() => emulator.handle(request, now)))
