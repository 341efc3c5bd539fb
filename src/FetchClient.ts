/**
 * An `HttpClient` over the runtime's `fetch` that costs little more than `fetch` itself.
 *
 * @module
 * @since 0.2.0
 */
import { constVoid } from "effect/Function"
import * as Option from "effect/Option"
import * as Effect from "#line/Effect"
import * as FetchHttpClient from "#line/FetchHttpClient"
import * as HttpClient from "#line/HttpClient"
import * as Layer from "#line/Layer"
import { attempt } from "./http/attempt.js"
import * as Carried from "./http/carried.js"
import * as LeanClient from "./http/client.js"
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
import * as Init from "./http/requestInit.js"

/**
 * The `fetch` that is called, and what it is given with each request.
 *
 * @since 0.2.0
 * @category models
 */
export interface Options {
  /** Default: the global one, as it is at the time of the call. */
  readonly fetch?: typeof globalThis.fetch | undefined
  /** For every request, such as a `dispatcher`. A `FetchHttpClient.RequestInit` of the program lies on top of it. */
  readonly requestInit?: RequestInit | undefined
}

class ResponseHead implements Head {
  readonly status: number
  constructor(private readonly response: Response) {
    this.status = response.status
  }

  header(name: string): string | undefined {
    return this.response.headers.get(name) ?? undefined
  }

  headers(): Iterable<readonly [name: string, value: string]> {
    return this.response.headers
  }
}

/**
 * A body as it is given to `fetch`. That of Deno sends a request once more whose connection breaks before its answer, a
 * `POST` too, where it can copy the body; of a Blob it can't.
 */
const bodyInit = (body: Wire<string | Uint8Array>["body"]) => {
  if (body === undefined) return null
  const given = body as string | Uint8Array<ArrayBuffer>
  return "Deno" in globalThis ? new Blob([given]) : given
}

type Chunk = Uint8Array<ArrayBuffer>

/** One request. `fetch` does not tell how much of it was sent. */
class Fetching<Body> implements Transfer<Body> {
  private readonly controller = new AbortController()
  private head: Head | undefined
  private stop: () => void = constVoid

  constructor(
    private readonly options: Options,
    private readonly wire: Wire<string | Uint8Array>,
    private readonly millis: number,
    /** Makes the body of the chunks. */
    private readonly read: (chunks: ReadonlyArray<Chunk>) => Body,
    private readonly reading: Reading | undefined
  ) {}

  start(resume: Resume<Body>): void {
    const end = (how: End<Body>) => {
      this.stop()
      resume(Effect.succeed(how))
    }
    this.stop = timer(this.millis, () => {
      end({ _tag: "TimedOut", sent: undefined, head: this.head })
      this.abort()
    })
    this.answer().then(end, (cause) =>
      this.thrown(cause).then(end, (cause) =>
        end({ _tag: "Broken", cause, sent: undefined, head: this.head })
      )
    )
  }

  // Not every `fetch` minds its signal
  abort(): void {
    this.stop()
    this.controller.abort()
  }

  private async answer(): Promise<End<Body>> {
    const { method, origin, path, headers, body } = this.wire
    const init = attempt(() => Init.merge(this.options.requestInit, this.wire.init))
    if (init === undefined) return { _tag: "Broken", cause: undefined, sent: false, head: undefined }
    const response = await (this.options.fetch ?? globalThis.fetch)(origin + path, {
      ...init,
      method,
      // a copy: a `fetch` of the user's may write into it
      headers: { ...Init.headersOf(init), ...headers },
      body: bodyInit(body),
      signal: this.controller.signal
    })
    return new Received(this.headOf(response), this.read(await this.chunksOf(response)))
  }

  /** Some `fetch` throws where the status is none of success, and what it throws has the response. */
  private async thrown(cause: unknown): Promise<End<Body>> {
    const response = this.head === undefined ? Carried.thrown(cause, this.wire) : undefined
    if (response === undefined) throw cause
    return new Received(this.headOf(response), this.read(await this.chunksOf(response)))
  }

  private async chunksOf(response: Response): Promise<ReadonlyArray<Chunk>> {
    const { bounds } = this.wire
    const reader = bounds && response.body?.getReader()
    if (!reader) return [new Uint8Array(await response.arrayBuffer())]
    const meter = new Meter(bounds, response.status)
    const chunks: Array<Chunk> = []
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      chunks.push(part.value)
      const tooLong = meter.add(part.value.length)
      if (tooLong === undefined) continue
      this.controller.abort()
      throw tooLong
    }
    return chunks
  }

  private headOf(response: Response): Head {
    this.head = new ResponseHead(response)
    if (this.reading) this.reading.head = this.head
    return this.head
  }
}

const toBytes = (chunks: ReadonlyArray<Chunk>): Chunk => {
  const [first = new Uint8Array(), ...others] = chunks
  if (others.length === 0) return first
  const bytes = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0))
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return bytes
}

const decoder = new TextDecoder()

const toText = (chunks: ReadonlyArray<Chunk>): string => decoder.decode(toBytes(chunks))

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
    (wire, reading) => run(() => new Fetching(options, wire, Number.POSITIVE_INFINITY, toBytes, reading)),
    (wire, millis, reading) => run(() => new Fetching(options, wire, millis, toText, reading))
  )

/** What `FetchClient` needs of the runtime and does not find. */
const missing = (fetch: typeof globalThis.fetch | undefined): ReadonlyArray<string> => [
  ...(typeof (fetch ?? globalThis.fetch) === "function" ? [] : ["fetch"]),
  ...(typeof globalThis.AbortSignal?.any === "function" ? [] : ["AbortSignal.any"])
]

/**
 * With the `Fetch` and the `RequestInit` of `@effect/platform/FetchHttpClient` where they are provided to the layer.
 *
 * Where the runtime has no `fetch`, and none is provided, or no `AbortSignal.any`, building it is a defect that names
 * what is missing.
 *
 * ```ts
 * import * as FetchClient from "effect-payment-customers/FetchClient"
 * import * as Omise from "effect-payment-customers/Omise"
 * import * as Layer from "effect/Layer"
 *
 * export const OmiseLive = Omise.layerConfig().pipe(
 *   Layer.provide(FetchClient.layer)
 * )
 * ```
 *
 * @since 0.2.0
 * @category layers
 */
export const layer: Layer.Layer<HttpClient.HttpClient> = Layer.effect(
  HttpClient.HttpClient,
  Effect.flatMap(
    Effect.all([
      Effect.serviceOption(FetchHttpClient.Fetch),
      Effect.serviceOption(FetchHttpClient.RequestInit)
    ]),
    ([provided, requestInit]) => {
      const fetch = Option.getOrUndefined(provided)
      const names = missing(fetch)
      return names.length === 0
        ? Effect.succeed(make({ fetch, requestInit: Option.getOrUndefined(requestInit) }))
        : Effect.die(new Error(`FetchClient needs ${names.join(" and ")}, which this runtime does not have`))
    }
  )
)
