/**
 * An `HttpClient` over the runtime's `fetch` that costs little more than `fetch` itself.
 *
 * @module
 * @since 0.2.0
 */
import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import * as HttpClient from "@effect/platform/HttpClient"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import { type End, type Head, timer, type Wire } from "./internal/exchange.js"
import * as LeanClient from "./internal/leanClient.js"

/**
 * @since 0.2.0
 * @category models
 */
export interface Options {
  /** Default: the global one, as it is at the time of the call. */
  readonly fetch?: typeof globalThis.fetch | undefined
  /** For every request that brings no `FetchHttpClient.RequestInit` of its own, such as a `dispatcher`. */
  readonly requestInit?: RequestInit | undefined
}

/** One request; `read` makes the body of the answer. */
const exchange = <Body>(
  { fetch, requestInit }: Options,
  { method, origin, path, headers, body, init = requestInit }: Wire<string | Uint8Array>,
  millis: number,
  read: (response: Response) => Promise<Body>
): Effect.Effect<End<Body>> =>
  Effect.async((resume) => {
    const controller = new AbortController()
    let head: Head | undefined
    const stop = timer(millis, () => {
      resume(Effect.succeed({ _tag: "TimedOut", sent: true }))
      controller.abort()
    })
    const send = async (): Promise<End<Body>> => {
      try {
        const response = await (fetch ?? globalThis.fetch)(origin + path, {
          ...init,
          method,
          headers:
            init?.headers === undefined
              ? headers
              : { ...Object.fromEntries(new Headers(init.headers)), ...headers },
          body: (body ?? null) as Exclude<RequestInit["body"], undefined>,
          signal: controller.signal
        })
        head = {
          status: response.status,
          header: (name) => response.headers.get(name) ?? undefined,
          headers: () => response.headers
        }
        return { _tag: "Received", head, body: await read(response) }
      } catch (cause) {
        return { _tag: "Broken", cause, sent: true, head }
      }
    }
    send().then((end) => {
      stop()
      resume(Effect.succeed(end))
    })
    return Effect.sync(() => {
      stop()
      controller.abort()
    })
  })

/**
 * It makes no spans of its own and reads the whole answer before it gives it out. A failure is a `RequestError` with
 * the runtime's error as its `cause`; redirects are followed as `requestInit.redirect` says; it has no time limit of its own. A
 * request that is interrupted is given up.
 *
 * @since 0.2.0
 * @category constructors
 */
export const make = (options: Options = {}): HttpClient.HttpClient =>
  LeanClient.make(
    (wire) => exchange(options, wire, Number.POSITIVE_INFINITY, (response) => response.arrayBuffer()),
    (wire, millis) => exchange(options, wire, millis, (response) => response.text())
  )

/**
 * With the `Fetch` and the `RequestInit` of `@effect/platform/FetchHttpClient` where they are provided to the layer.
 *
 * ```ts
 * import * as FetchClient from "effect-payment-customers/FetchClient"
 * import * as Omise from "effect-payment-customers/Omise"
 * import * as Layer from "effect/Layer"
 *
 * export const OmiseLive = Omise.layerConfig().pipe(Layer.provide(FetchClient.layer))
 * ```
 *
 * @since 0.2.0
 * @category layers
 */
export const layer: Layer.Layer<HttpClient.HttpClient> = Layer.effect(
  HttpClient.HttpClient,
  Effect.map(
    Effect.all([
      Effect.serviceOption(FetchHttpClient.Fetch),
      Effect.serviceOption(FetchHttpClient.RequestInit)
    ]),
    ([fetch, requestInit]) =>
      make({ fetch: Option.getOrUndefined(fetch), requestInit: Option.getOrUndefined(requestInit) })
  )
)
