/** A whole `HttpClient` of a function that takes a request's bytes and brings its answer's. */
import * as Option from "effect/Option"
import * as Effect from "#line/Effect"
import * as FetchHttpClient from "#line/FetchHttpClient"
import type * as HttpBody from "#line/HttpBody"
import * as HttpClient from "#line/HttpClient"
import { type HttpClientError, requestError } from "#line/HttpClientError"
import { type HttpClientRequest, urlOf } from "#line/HttpClientRequest"
import * as HttpClientResponse from "#line/HttpClientResponse"
import type { HttpMethod } from "#line/HttpMethod"
import * as Stream from "#line/Stream"
import {
  type Bounds,
  CurrentReading,
  type End,
  type Exchange,
  ExchangeId,
  type Reading,
  type Wire
} from "./exchange.js"

/** The answers that have no body: `Response` refuses to be made with one. */
const bodiless = new Set([204, 205, 304])

interface Sendable {
  readonly bytes: string | Uint8Array | undefined
  readonly type: string | null
}

/** What the platform knows no bytes of, the runtime's `Response` writes. */
const written = (body: RequestInit["body"]): Effect.Effect<Sendable, unknown> =>
  Effect.tryPromise(async () => {
    const response = new Response(body)
    return { bytes: new Uint8Array(await response.arrayBuffer()), type: response.headers.get("content-type") }
  })

const sendable = (body: HttpBody.HttpBody): Effect.Effect<Sendable, unknown> => {
  switch (body._tag) {
    case "Empty":
      return Effect.succeed({ bytes: undefined, type: null })
    case "Uint8Array":
      return Effect.succeed({ bytes: body.body, type: body.contentType })
    case "Raw":
      return written(body.body as RequestInit["body"])
    case "FormData":
      return written(body.formData)
    case "Stream":
      return Effect.flatMap(Stream.runCollect(body.stream), (chunks) => written(new Blob(chunks)))
  }
}

const toWire = (
  request: HttpClientRequest,
  bounds: Bounds | undefined
): Effect.Effect<Wire<string | Uint8Array>, HttpClientError> =>
  Effect.gen(function* () {
    const url = yield* Effect.mapError(Effect.fromResult(urlOf(request)), (cause) =>
      requestError("InvalidUrl", request, cause)
    )
    const { bytes, type } = yield* Effect.mapError(sendable(request.body), (cause) =>
      requestError("Encode", request, cause)
    )
    const init = yield* Effect.serviceOption(FetchHttpClient.RequestInit)
    // the runtime counts the bytes itself
    const { "content-length": _, ...headers } = request.headers
    return {
      method: request.method as HttpMethod,
      origin: url.origin,
      path: url.pathname + url.search,
      headers: type === null || "content-type" in headers ? headers : { ...headers, "content-type": type },
      body: bytes,
      init: Option.getOrUndefined(init),
      bounds
    }
  })

type Bytes = ArrayBuffer | Uint8Array<ArrayBuffer>

/** A body that breaks off where it is read, as the answer's did. */
const brokenOff = (cause: unknown) => new ReadableStream({ start: (controller) => controller.error(cause) })

const toResponse = (request: HttpClientRequest, end: End<Bytes>): HttpClientResponse.HttpClientResponse => {
  if (end._tag === "TimedOut" || end.head === undefined) throw end._tag === "Broken" ? end.cause : undefined
  const { status } = end.head
  const body = end._tag === "Received" ? end.body : brokenOff(end.cause)
  return HttpClientResponse.fromWeb(
    request,
    new Response(bodiless.has(status) ? null : body, {
      status,
      headers: new Headers([...end.head.headers()].map(([name, value]) => [name, value]))
    })
  )
}

/**
 * @param send reads the whole answer; it has all the time there is
 * @param exchange the short way
 */
export const make = (
  send: (wire: Wire<string | Uint8Array>, reading: Reading | undefined) => Effect.Effect<End<Bytes>>,
  exchange: Exchange
): HttpClient.HttpClient => {
  const answer = (request: HttpClientRequest) =>
    Effect.gen(function* () {
      const reading = yield* CurrentReading
      const wire = yield* toWire(request, reading?.bounds)
      // before and afterwards it is that of no request: what wraps this client may send more than one
      if (reading !== undefined) reading.head = undefined
      const end = yield* send(wire, reading)
      if (reading !== undefined) reading.head = undefined
      return yield* Effect.try({
        try: () => toResponse(request, end),
        catch: (cause) => requestError("Transport", request, cause)
      })
    })
  const client = HttpClient.makeWith<never, never, HttpClientError, never>(
    Effect.flatMap(answer),
    Effect.succeed
  )
  return Object.assign(client, { [ExchangeId]: exchange })
}
