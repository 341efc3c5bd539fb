/**
 * An `HttpClient` over undici that costs little more than undici itself. It needs the optional peer `undici`, and
 * Node.
 *
 * @module
 * @since 0.2.0
 */
import * as HttpClient from "@effect/platform/HttpClient"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Agent, type Dispatcher } from "undici"
import { type End, type Head, timer, type Wire } from "./internal/exchange.js"
import * as LeanClient from "./internal/leanClient.js"

type RawHeaders = Record<string, string | Array<string> | undefined>

const toHead = (status: number, headers: RawHeaders): Head => ({
  status,
  // one that came more than once is an array
  header: (name) => {
    const value = headers[name]
    return Array.isArray(value) ? value.join(", ") : value
  },
  headers: () =>
    Object.entries(headers).flatMap(([name, value]) =>
      [value ?? []].flat().map((each) => [name, each] as const)
    )
})

/** One request; `read` makes the body of the chunks in which it came. */
const dispatch = <Body>(
  dispatcher: Dispatcher,
  { method, origin, path, headers, body }: Wire<string | Uint8Array>,
  millis: number,
  read: (chunks: ReadonlyArray<Buffer>) => Body
): Effect.Effect<End<Body>> =>
  Effect.async((resume) => {
    let controller: Dispatcher.DispatchController | undefined
    let head: Head | undefined
    let ended = false
    const chunks: Array<Buffer> = []
    const end = (how: End<Body>) => {
      if (ended) return
      ended = true
      stop()
      resume(Effect.succeed(how))
    }
    // what waits for a connection is given up when its turn comes, before it is written
    const abort = () => {
      ended = true
      controller?.abort(new Error("given up"))
    }
    const stop = timer(millis, () => {
      end({ _tag: "TimedOut", sent: controller !== undefined })
      abort()
    })
    const broken = (cause: unknown) => end({ _tag: "Broken", cause, sent: controller !== undefined, head })
    try {
      dispatcher.dispatch(
        { method, origin, path, headers, body: body ?? null, headersTimeout: 0, bodyTimeout: 0 },
        {
          onRequestStart: (started) => {
            controller = started
            if (ended) abort()
          },
          onResponseStart: (_, status, headers) => {
            head = toHead(status, headers)
          },
          onResponseData: (_, chunk) => {
            chunks.push(chunk)
          },
          onResponseEnd: () => {
            if (head !== undefined) end({ _tag: "Received", head, body: read(chunks) })
            // what holds the handler a while longer need not hold the answer
            chunks.length = 0
          },
          onResponseError: (_, error) => broken(error)
        }
      )
    } catch (error) {
      broken(error)
    }
    return Effect.sync(() => {
      stop()
      abort()
    })
  })

const decoder = new TextDecoder()

const toText = (chunks: ReadonlyArray<Buffer>): string =>
  decoder.decode(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks))

/**
 * A client over a dispatcher of your own: a `ProxyAgent`, an `Agent` with interceptors, a mock. Whoever made it closes
 * it.
 *
 * It makes no spans of its own and reads the whole answer before it gives it out. A failure is a `RequestError` with
 * the runtime's error as its `cause`; redirects are not followed; it has no time limit of its own. A request that is
 * interrupted is given up.
 *
 * ```ts
 * import * as UndiciClient from "effect-payment-customers/UndiciClient"
 * import { ProxyAgent } from "undici"
 *
 * export const client = UndiciClient.make(new ProxyAgent("http://127.0.0.1:8080"))
 * ```
 *
 * @since 0.2.0
 * @category constructors
 */
export const make = (dispatcher: Dispatcher): HttpClient.HttpClient =>
  LeanClient.make(
    (wire) => dispatch(dispatcher, wire, Number.POSITIVE_INFINITY, (chunks) => Buffer.concat(chunks)),
    (wire, millis) => dispatch(dispatcher, wire, millis, toText)
  )

/**
 * A client with a dispatcher and connections of its own, which end with the layer.
 *
 * ```ts
 * import * as Omise from "effect-payment-customers/Omise"
 * import * as UndiciClient from "effect-payment-customers/UndiciClient"
 * import * as Layer from "effect/Layer"
 *
 * export const OmiseLive = Omise.layerConfig().pipe(Layer.provide(UndiciClient.layer))
 * ```
 *
 * @since 0.2.0
 * @category layers
 */
export const layer: Layer.Layer<HttpClient.HttpClient> = Layer.scoped(
  HttpClient.HttpClient,
  Effect.map(
    Effect.acquireRelease(
      Effect.sync(() => new Agent()),
      (agent) => Effect.promise(() => agent.destroy())
    ),
    make
  )
)
