/** Every `RequestInit` that can be seen reaches `fetch`, one on top of the other, and `redirect: "manual"` on top of all. */

import * as Redacted from "effect/Redacted"
import * as Customers from "effect-payment-customers/Customers"
import * as FetchClient from "effect-payment-customers/FetchClient"
import * as Omise from "effect-payment-customers/Omise"
import { Agent } from "undici"
import * as FetchHttpClient from "#line/FetchHttpClient"
import * as Layer from "#line/Layer"
import * as Effect from "#line/test/Effect"
import * as HttpClient from "#line/test/HttpClient"
import { assert, describe, it } from "#line/test/vitest"

/** A `fetch` that refuses everything, and what it was given last. */
const recording = () => {
  let last: RequestInit & Record<string, unknown> = {}
  const fetch: typeof globalThis.fetch = async (_, init) => {
    last = { ...init }
    return Response.json({ object: "error", code: "not_found", message: "x" }, { status: 404 })
  }
  return { fetch, last: () => last }
}

const retrieve = Effect.flip(
  Effect.flatMap(Omise.Omise, (omise) => omise.retrieve("cust_test_5xpiwb0o3sqo5y7n6h1"))
)

const retrieveOnce = Customers.withOptions(retrieve, { retries: 0 })

const omise = (requestInit?: RequestInit) =>
  Omise.layer({ secretKey: Redacted.make("skey_test_1"), ...(requestInit && { requestInit }) })

const program = Layer.succeed(FetchHttpClient.RequestInit)

const wrapped = HttpClient.tapRequest(() => Effect.void)

/** The four places, each with a mark of its own and one that all of them set. */
const init = (place: string): RequestInit & Record<string, unknown> => ({
  [place]: true,
  shared: place,
  redirect: "follow",
  headers: { [`x-${place}`]: "1", "X-Shared": place, authorization: place }
})

const own = (requestInit: RequestInit, fetch: typeof globalThis.fetch) =>
  FetchClient.make({ fetch, requestInit })

describe("FetchClient", () => {
  it.effect.each([
    ["the short way", (client: HttpClient.HttpClient) => client],
    ["wrapped", wrapped]
  ] as const)(
    "%s: the client's, then the program's, then the provider's layer's, then its option",
    ([, wrap]) =>
      Effect.gen(function* () {
        const { fetch, last } = recording()
        const client = Layer.succeed(HttpClient.HttpClient, wrap(own(init("client"), fetch)))
        yield* retrieve.pipe(
          Effect.provide(
            omise(init("option")).pipe(Layer.provide(client), Layer.provide(program(init("layer"))))
          ),
          Effect.provideService(FetchHttpClient.RequestInit, init("program"))
        )
        assert.deepInclude(last(), {
          client: true,
          program: true,
          layer: true,
          option: true,
          shared: "option",
          redirect: "manual"
        })
        const headers = new Headers(last().headers)
        for (const place of ["client", "program", "layer", "option"]) {
          assert.strictEqual(headers.get(`x-${place}`), "1", place)
        }
        assert.strictEqual(headers.get("x-shared"), "option")
        assert.strictEqual(headers.get("authorization"), `Basic ${btoa("skey_test_1:")}`)
      })
  )

  it.effect.each([
    ["client", "program"],
    ["client", "layer"],
    ["program", "layer"],
    ["program", "option"],
    ["layer", "option"]
  ] as const)("%s, and %s on top of it", ([below, above]) =>
    Effect.gen(function* () {
      const { fetch, last } = recording()
      const at = (place: string) => (place === below || place === above ? init(place) : {})
      const client = Layer.succeed(HttpClient.HttpClient, own(at("client"), fetch))
      yield* retrieve.pipe(
        Effect.provide(omise(at("option")).pipe(Layer.provide(client), Layer.provide(program(at("layer"))))),
        Effect.provideService(FetchHttpClient.RequestInit, at("program"))
      )
      assert.propertyVal(last(), "shared", above)
      assert.strictEqual(new Headers(last().headers).get("x-shared"), above)
    })
  )

  it.effect("a company's dispatcher given to its layer is there on every call", () =>
    Effect.gen(function* () {
      const { fetch, last } = recording()
      const dispatcher = new Agent()
      const client = FetchClient.layer.pipe(
        Layer.provide(Layer.succeed(FetchHttpClient.Fetch, fetch)),
        // the types of Node's `fetch` know the dispatchers of another undici
        Layer.provide(program({ dispatcher } as object))
      )
      yield* retrieve.pipe(Effect.provide(omise({ keepalive: true })), Effect.provide(client))
      assert.propertyVal(last(), "dispatcher", dispatcher)
      assert.deepInclude(last(), { keepalive: true, redirect: "manual" })
    })
  )
})

describe("platform's FetchHttpClient", () => {
  const over = (fetch: typeof globalThis.fetch, given?: RequestInit) =>
    FetchHttpClient.layer.pipe(
      Layer.provide(Layer.succeed(FetchHttpClient.Fetch, fetch)),
      Layer.provide(given === undefined ? Layer.empty : program(given))
    )

  it.effect("the program's, then the provider's layer's, then its option", () =>
    Effect.gen(function* () {
      const { fetch, last } = recording()
      yield* retrieve.pipe(
        Effect.provide(
          omise(init("option")).pipe(Layer.provide(over(fetch)), Layer.provide(program(init("layer"))))
        ),
        Effect.provideService(FetchHttpClient.RequestInit, init("program"))
      )
      assert.deepInclude(last(), {
        program: true,
        layer: true,
        option: true,
        shared: "option",
        redirect: "manual"
      })
      const headers = new Headers(last().headers)
      for (const place of ["program", "layer", "option"]) {
        assert.strictEqual(headers.get(`x-${place}`), "1", place)
      }
    })
  )

  it.effect("what is given to its layer alone can't be seen", () =>
    Effect.gen(function* () {
      const { fetch, last } = recording()
      yield* retrieve.pipe(Effect.provide(omise()), Effect.provide(over(fetch, init("client"))))
      assert.notProperty(last(), "client")
      assert.propertyVal(last(), "redirect", "manual")
    })
  )

  it.effect("what its layer passes on can", () =>
    Effect.gen(function* () {
      const { fetch, last } = recording()
      const client = Layer.provideMerge(over(fetch), program(init("client")))
      yield* retrieve.pipe(Effect.provide(omise()), Effect.provide(client))
      assert.propertyVal(last(), "client", true)
      assert.propertyVal(last(), "redirect", "manual")
    })
  )
})

describe("headers that are none", () => {
  const bad: RequestInit = { headers: { "x-secret": "s3cret\nline" } }

  it.effect("in the option: the layer is refused, without the value", () =>
    Effect.gen(function* () {
      const { fetch } = recording()
      const error = yield* Effect.flip(retrieve).pipe(
        Effect.provide(
          Layer.provide(omise(bad), Layer.succeed(HttpClient.HttpClient, FetchClient.make({ fetch })))
        ),
        Effect.flip
      )
      assert.match(String(error), /must be headers that fetch takes/)
      assert.match(String(error), /requestInit.*headers/)
      assert.notInclude(String(error), "s3cret")
    })
  )

  it.effect.each([
    ["the client's", (fetch: typeof globalThis.fetch) => own(bad, fetch), undefined, undefined],
    ["the program's", (fetch: typeof globalThis.fetch) => own({}, fetch), bad, undefined],
    ["the layer's", (fetch: typeof globalThis.fetch) => own({}, fetch), undefined, bad]
  ] as const)("in %s: nothing is sent, and the error says so", ([, client, ofProgram, ofLayer]) =>
    Effect.gen(function* () {
      const { fetch, last } = recording()
      const layer = omise().pipe(
        Layer.provide(Layer.succeed(HttpClient.HttpClient, client(fetch))),
        Layer.provide(program(ofLayer ?? {}))
      )
      const error = yield* retrieveOnce.pipe(
        Effect.provide(layer),
        Effect.provideService(FetchHttpClient.RequestInit, ofProgram ?? {})
      )
      assert.include(error, { _tag: "Unavailable", reason: "Transport", outcome: "NotSent" })
      assert.deepStrictEqual(last(), {})
    })
  )
})
