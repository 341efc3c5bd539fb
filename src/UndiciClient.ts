/**
 * An `HttpClient` over undici that costs little more than undici itself. It needs the optional peer `undici`, and
 * Node or Deno.
 *
 * @module
 * @since 0.2.0
 */
import { Socket } from "node:net"
import { constVoid } from "effect/Function"
import * as Undici from "undici"
import { Agent, type Dispatcher } from "undici"
import * as Effect from "#line/Effect"
import * as HttpClient from "#line/HttpClient"
import * as Layer from "#line/Layer"
import * as LeanClient from "./http/client.js"
import { Connecting, givenUp } from "./http/connecting.js"
import {
  type End,
  type Head,
  Meter,
  type Reading,
  Received,
  type Resume,
  run,
  type Transfer,
  timer,
  type Wire
} from "./http/exchange.js"

type RawHeaders = Record<string, string | Array<string> | undefined>

class RawHead implements Head {
  constructor(
    readonly status: number,
    private readonly raw: RawHeaders
  ) {}

  // one that came more than once is an array
  header(name: string): string | undefined {
    const value = this.raw[name]
    return Array.isArray(value) ? value.join(", ") : value
  }

  headers(): Iterable<readonly [name: string, value: string]> {
    return Object.entries(this.raw).flatMap(([name, value]) =>
      [value ?? []].flat().map((each) => [name, each] as const)
    )
  }
}

type RequestHeaders = Wire["headers"]

const withEncoding = new WeakMap<RequestHeaders, RequestHeaders>()

/**
 * Nothing decodes the answer, unless an interceptor does, which asks for it then. Made once for headers that many
 * requests have: the property more, added to each copy, would cost a twentieth of a request.
 */
const encodingOf = (headers: RequestHeaders): RequestHeaders => {
  const known = withEncoding.get(headers)
  if (known !== undefined) return known
  const made = { "accept-encoding": "identity", ...headers }
  withEncoding.set(headers, made)
  return made
}

/** One request, whose answer comes in chunks. */
class Dispatch<Body> implements Transfer<Body>, Dispatcher.DispatchHandler {
  private ended = false
  private controller: Dispatcher.DispatchController | undefined
  private head: Head | undefined
  private readonly chunks: Array<Buffer> = []
  private meter: Meter | undefined
  private resume: Resume<Body> | undefined
  private stop: () => void = constVoid
  /** It waits for a connection no longer. */
  private leave: () => void = constVoid

  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly wire: Wire<string | Uint8Array>,
    private readonly millis: number,
    /** Makes the body of the chunks. */
    private readonly read: (chunks: ReadonlyArray<Buffer>) => Body,
    private readonly reading: Reading | undefined,
    private readonly connecting: Connecting | undefined
  ) {}

  start(resume: Resume<Body>): void {
    const { method, origin, path, headers, body = null } = this.wire
    this.resume = resume
    this.stop = timer(this.millis, this.abort)
    this.leave = this.connecting?.wait(origin) ?? constVoid
    try {
      this.dispatcher.dispatch(
        {
          method,
          origin,
          path,
          // a copy: an interceptor may write into it
          headers: { ...encodingOf(headers) },
          body,
          headersTimeout: 0,
          bodyTimeout: 0
        },
        this
      )
    } catch (error) {
      this.broken(error)
    }
  }

  // What waits for a connection is given up when its turn comes, before it is written
  readonly abort = (): void => {
    const { controller, head } = this
    this.end({ _tag: "TimedOut", sent: controller !== undefined, head })
    controller?.abort(givenUp())
  }

  private end(how: End<Body>): void {
    if (this.ended) return
    this.ended = true
    this.stop()
    this.arrived()
    this.resume?.(Effect.succeed(how))
    // Whatever holds this a while longer need not hold the answer, too
    this.controller = this.head = this.resume = undefined
    this.chunks.length = 0
  }

  private arrived(): void {
    this.leave()
    this.leave = constVoid
  }

  private broken(cause: unknown): void {
    this.end({ _tag: "Broken", cause, sent: this.controller !== undefined, head: this.head })
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.ended) {
      controller.abort(givenUp())
      return
    }
    this.arrived()
    this.controller = controller
    // of an attempt before, where the dispatcher makes more than one
    this.head = undefined
    if (this.reading) this.reading.head = undefined
    this.chunks.length = 0
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: RawHeaders): void {
    const isInterim = status < 200
    if (this.ended || isInterim) return
    this.head = new RawHead(status, headers)
    this.meter = new Meter(this.wire.bounds, status)
    if (this.reading) this.reading.head = this.head
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.ended) return
    this.chunks.push(chunk)
    const tooLong = this.meter?.add(chunk.length)
    if (tooLong === undefined) return
    this.broken(tooLong)
    controller.abort(givenUp())
  }

  onResponseEnd(): void {
    if (this.head !== undefined) this.end(new Received(this.head, this.read(this.chunks)))
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.broken(error)
  }
}

const decoder = new TextDecoder()

const toText = (chunks: ReadonlyArray<Buffer>): string =>
  decoder.decode(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks))

/** Bun answers `import "undici"` with a module of its own, whose dispatchers have no `dispatch`. */
const checked = <D extends Dispatcher>(dispatcher: D): D => {
  if (typeof dispatcher.dispatch === "function") return dispatcher
  throw new TypeError(
    "UndiciClient can't send by this dispatcher: it has no `dispatch`, as on Bun, which has a module of its own in " +
      "undici's place. Use FetchClient (effect-payment-customers/FetchClient) there"
  )
}

/**
 * A client over a dispatcher of your own: a `ProxyAgent`, an `Agent` with interceptors, a mock. Whoever made it closes
 * it.
 *
 * It makes no spans of its own and reads the whole answer before it gives it out. A failure is a `RequestError` with
 * the runtime's error as its `cause`; redirects are not followed; it has no time limit of its own. A request that is
 * interrupted is given up. It decodes nothing, and says so by `Accept-Encoding: identity`, where the request does not
 * say otherwise.
 *
 * A dispatcher without `dispatch` (each one on Bun) is a `TypeError`.
 *
 * ```ts
 * import * as UndiciClient from "effect-payment-customers/UndiciClient"
 * import { ProxyAgent } from "undici"
 *
 * export const client = UndiciClient.make(
 *   new ProxyAgent("http://127.0.0.1:8080")
 * )
 * ```
 *
 * @since 0.2.0
 * @category constructors
 */
export const make = (dispatcher: Dispatcher): HttpClient.HttpClient => over(dispatcher)

const over = (dispatcher: Dispatcher, connecting?: Connecting): HttpClient.HttpClient => {
  const by = checked(dispatcher)
  return LeanClient.make(
    (wire, reading) =>
      run(() => new Dispatch(by, wire, Number.POSITIVE_INFINITY, Buffer.concat, reading, connecting)),
    (wire, millis, reading) => run(() => new Dispatch(by, wire, millis, toText, reading, connecting))
  )
}

/** undici's own connector over HTTP/1.1, which also returns the socket, though its types do not say so. */
const connectorOf = (connecting: Connecting): Undici.buildConnector.connector => {
  let connect: Undici.buildConnector.connector | undefined
  return (options, callback) => {
    // made when it is needed: Bun's module has none
    connect ??= Undici.buildConnector({})
    let ended: () => void = constVoid
    const { origin } = new URL(`${options.protocol}//${options.host ?? options.hostname}`)
    const socket: unknown = connect(options, (...made) => {
      ended()
      callback(...made)
    })
    if (socket instanceof Socket) ended = connecting.begin(origin, socket)
    // undici 8 gives it up by itself where the client is destroyed
    return socket
  }
}

/**
 * A client with a dispatcher and connections of its own, which end with the layer, those too that are being made. Such a
 * one also ends with the last call that waits for it. They speak HTTP/1.1.
 *
 * Where undici is not undici's own (on Bun), building it is a defect that names `FetchClient`.
 *
 * ```ts
 * import * as Omise from "effect-payment-customers/Omise"
 * import * as UndiciClient from "effect-payment-customers/UndiciClient"
 * import * as Layer from "effect/Layer"
 *
 * export const OmiseLive = Omise.layerConfig().pipe(
 *   Layer.provide(UndiciClient.layer)
 * )
 * ```
 *
 * @since 0.2.0
 * @category layers
 */
export const layer: Layer.Layer<HttpClient.HttpClient> = Layer.effect(
  HttpClient.HttpClient,
  Effect.map(
    Effect.acquireRelease(
      Effect.sync(() => {
        const connecting = new Connecting()
        return { connecting, agent: checked(new Agent({ connect: connectorOf(connecting) })) }
      }),
      ({ agent, connecting }) =>
        Effect.promise(() => {
          connecting.destroy()
          return agent.destroy()
        })
    ),
    ({ agent, connecting }) => over(agent, connecting)
  )
)
