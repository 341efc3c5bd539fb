/** A client says when it is built what its runtime lacks: a call would say nothing. */
import * as FetchClient from "effect-payment-customers/FetchClient"
import * as UndiciClient from "effect-payment-customers/UndiciClient"
import { Agent, type Dispatcher } from "undici"
import * as FetchHttpClient from "#line/FetchHttpClient"
import * as HttpBody from "#line/HttpBody"
import * as Layer from "#line/Layer"
import * as Cause from "#line/test/Cause"
import * as Effect from "#line/test/Effect"
import type { HttpClient } from "#line/test/HttpClient"
import { afterEach, assert, describe, it, vi } from "#line/test/vitest"

/** What building it dies of. */
const built = (layer: Layer.Layer<HttpClient>) =>
  Effect.map(Effect.flip(Effect.sandbox(Effect.scoped(Layer.build(layer)))), (cause) =>
    String(Cause.squash(cause))
  )

describe("FetchClient.layer", () => {
  afterEach(() => vi.unstubAllGlobals())

  const lacking: ReadonlyArray<[missing: string, globals: Readonly<Record<string, unknown>>]> = [
    ["fetch", { fetch: undefined }],
    ["AbortSignal.any", { AbortSignal: class {} }],
    ["AbortSignal.any", { AbortSignal: undefined }],
    ["fetch and AbortSignal.any", { fetch: undefined, AbortSignal: class {} }]
  ]
  it.effect.each(lacking)("without %s names it", ([missing, globals]) =>
    Effect.gen(function* () {
      for (const [name, value] of Object.entries(globals)) vi.stubGlobal(name, value)
      const said = yield* built(FetchClient.layer)
      assert.strictEqual(said, `Error: FetchClient needs ${missing}, which this runtime does not have`)
    })
  )

  it.effect("with a fetch that it is given needs none of the runtime", () =>
    Effect.gen(function* () {
      const { fetch } = globalThis
      vi.stubGlobal("fetch", undefined)
      const given = Layer.provide(FetchClient.layer, Layer.succeed(FetchHttpClient.Fetch, fetch))
      yield* Effect.scoped(Layer.build(given))
    })
  )
})

describe("on Deno", () => {
  afterEach(() => vi.unstubAllGlobals())

  it.effect("FetchClient gives fetch a body that it can't send twice", () =>
    Effect.gen(function* () {
      const bodies: Array<unknown> = []
      const fetch: typeof globalThis.fetch = async (_, init) => {
        bodies.push(init?.body)
        return new Response("{}")
      }
      const client = FetchClient.make({ fetch })
      const body = HttpBody.text("Zoë", "text/plain")
      vi.stubGlobal("Deno", {})
      yield* client.post("http://127.0.0.1", { body })
      yield* client.get("http://127.0.0.1")
      const [sent, none] = bodies
      assert.instanceOf(sent, Blob)
      assert.strictEqual(yield* Effect.promise(() => (sent as Blob).text()), "Zoë")
      assert.strictEqual((sent as Blob).type, "")
      assert.isNull(none)
    })
  )
})

describe("UndiciClient", () => {
  /** As on Bun, where an agent is an EventEmitter and nothing else. */
  const withoutDispatch = <A, E, R>(self: Effect.Effect<A, E, R>) =>
    Effect.acquireUseRelease(
      Effect.sync(() => {
        const proto = Object.getPrototypeOf(Agent.prototype)
        const { dispatch } = proto
        proto.dispatch = undefined
        return { proto, dispatch }
      }),
      () => self,
      ({ proto, dispatch }) => Effect.sync(() => Object.assign(proto, { dispatch }))
    )

  it.effect("layer, where agents can't send, names FetchClient", () =>
    Effect.gen(function* () {
      const said = yield* withoutDispatch(built(UndiciClient.layer))
      assert.match(said, /^TypeError: UndiciClient can't send .* has no `dispatch`.* Use FetchClient /)
    })
  )

  it("make refuses a dispatcher that can't send", () => {
    assert.throws(() => UndiciClient.make({} as Dispatcher), /Use FetchClient/)
  })
})
