/**
 * An `HttpClient` whose server is a function: no web `Response` (it can't hold every status), no promise, no
 * socket, so that it runs under TestClock.
 */
import * as Option from "effect/Option"
import { pipeArguments } from "effect/Pipeable"
import * as Clock from "#line/Clock"
import * as Cookies from "#line/Cookies"
import * as Effect from "#line/Effect"
import * as Headers from "#line/Headers"
import type { HttpBody } from "#line/HttpBody"
import * as HttpClient from "#line/HttpClient"
import { type BodyError, decodeError, requestError } from "#line/HttpClientError"
import type { HttpClientRequest } from "#line/HttpClientRequest"
import * as HttpClientResponse from "#line/HttpClientResponse"
import * as HttpIncomingMessage from "#line/HttpIncomingMessage"
import { NodeInspectSymbol } from "#line/Inspectable"
import * as Stream from "#line/Stream"
import * as UrlParams from "#line/UrlParams"
import type { Emulator, EmulatorRequest, EmulatorResponse } from "./http.js"

/** A response whose body is already here. */
export class BufferedResponse implements HttpClientResponse.HttpClientResponse {
  readonly [HttpIncomingMessage.TypeId]: typeof HttpIncomingMessage.TypeId = HttpIncomingMessage.TypeId
  readonly [HttpClientResponse.TypeId]: typeof HttpClientResponse.TypeId = HttpClientResponse.TypeId
  readonly headers: Headers.Headers
  readonly cookies = Cookies.empty
  readonly remoteAddress = Option.none()

  constructor(
    readonly request: HttpClientRequest,
    private readonly source: EmulatorResponse
  ) {
    this.headers = Headers.fromInput(source.headers)
  }
  get url() {
    return this.request.url
  }
  get upgrade(): Effect.Effect<never, BodyError> {
    return Effect.fail(this.undecodable())
  }
  get status() {
    return this.source.status
  }
  get text(): Effect.Effect<string, BodyError> {
    return Effect.succeed(this.source.body)
  }
  get json(): HttpClientResponse.HttpClientResponse["json"] {
    return Effect.try({ try: () => JSON.parse(this.source.body), catch: this.undecodable })
  }
  get urlParamsBody() {
    return Effect.sync(() => UrlParams.fromInput(new URLSearchParams(this.source.body)))
  }
  get arrayBuffer() {
    return Effect.sync(() => new TextEncoder().encode(this.source.body).slice().buffer)
  }
  get formData(): Effect.Effect<FormData, BodyError> {
    return Effect.fail(this.undecodable())
  }
  get stream() {
    return Stream.sync(() => new TextEncoder().encode(this.source.body))
  }
  toString(): string {
    return JSON.stringify(this.toJSON())
  }
  [NodeInspectSymbol]() {
    return this.toJSON()
  }
  pipe() {
    // biome-ignore lint/complexity/noArguments: what `pipeArguments` takes
    return pipeArguments(this, arguments)
  }
  toJSON() {
    return { _id: "effect-payment-customers/BufferedResponse", status: this.status }
  }
  private readonly undecodable = (): BodyError => decodeError(this.request, this)
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
        onFailure: (cause) => requestError("Transport", request, cause),
        onSuccess: (response) => new BufferedResponse(request, response)
      })
    )
  )

export const inProcessClient = (emulator: Pick<Emulator, "handle">): HttpClient.HttpClient =>
  clientOf((request, now) => Effect.sync(() => emulator.handle(request, now)))
