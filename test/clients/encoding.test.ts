/** `Accept-Encoding` says what the client decodes: a server that compresses whatever it may is read by every client. */
import { createServer } from "node:http"
import { gzipSync } from "node:zlib"
import * as Redacted from "effect/Redacted"
import * as BePaid from "effect-payment-customers/BePaid"
import * as UndiciClient from "effect-payment-customers/UndiciClient"
import { Agent, type Dispatcher, interceptors } from "undici"
import * as HttpClientRequest from "#line/HttpClientRequest"
import * as Layer from "#line/Layer"
import * as Effect from "#line/test/Effect"
import * as HttpClient from "#line/test/HttpClient"
import * as NodeHttpClient from "#line/test/NodeHttpClient"
import { assert, describe, it } from "#line/test/vitest"
import { listen, clients as most } from "../support/loopback.js"

const clients = [...most, { name: "node:http", layer: NodeHttpClient.layerNodeHttp }]

const id = "cst_1d2b48a3dbf8ab0a"
const customer = JSON.stringify({ id, email: "john@example.com", ip: "127.0.0.1" })

/** May the answer be compressed by gzip? RFC 9110 § 12.5.3: without the header it may be encoded in any way. */
const allowsGzip = (header: string | undefined): boolean => {
  const wishes = (header ?? "*").split(",").map((wish) => wish.trim())
  return wishes.some((wish) => /^(gzip|\*)(;|$)/.test(wish) && !/;\s*q=0(\.0*)?$/.test(wish))
}

const serving = Effect.gen(function* () {
  const asked: Array<string | undefined> = []
  const { port } = yield* listen(
    createServer((request, response) => {
      const wish = request.headers["accept-encoding"]?.toString()
      asked.push(wish)
      const refused = request.url?.includes("unknown") ?? false
      const body = refused ? JSON.stringify({ message: "Customer was not found" }) : customer
      const zipped = allowsGzip(wish)
      response
        .writeHead(refused ? 404 : 200, {
          "content-type": "application/json",
          ...(zipped ? { "content-encoding": "gzip" } : {})
        })
        .end(zipped ? gzipSync(body) : body)
    })
  )
  return { asked, baseUrl: `http://127.0.0.1:${port}` }
})

const bepaid = (options: Partial<BePaid.Options>) =>
  BePaid.layer({ shopId: "361", secretKey: Redacted.make("secret"), ...options })

const read = Effect.gen(function* () {
  const service = yield* BePaid.BePaid
  const found = yield* service.retrieve(id)
  const missing = yield* Effect.flip(service.retrieve("unknown"))
  return [found.id, missing._tag, missing.detail]
})
const whole = [id, "NotFound", "Customer was not found"]

/** Compresses, and says so: what an app that wants compressed answers from undici composes. */
const gzip: Dispatcher.DispatcherComposeInterceptor = (dispatch) => (options, handler) =>
  dispatch({ ...options, headers: { ...options.headers, "accept-encoding": "gzip" } }, handler)

describe("a server that compresses whatever it may", () => {
  for (const { name, layer } of clients) {
    for (const [how, transformClient] of [
      ["as it is", undefined],
      ["wrapped", HttpClient.tapRequest(() => Effect.void)]
    ] as const) {
      it.live(`${name}, ${how}`, () =>
        Effect.gen(function* () {
          const { asked, baseUrl } = yield* serving
          const answers = yield* read.pipe(Effect.provide(bepaid({ baseUrl, transformClient })))
          assert.deepEqual(answers, whole)
          const wish = name === "lean fetch" && transformClient === undefined ? "gzip, deflate" : "identity"
          assert.deepEqual(asked, [wish, wish])
        }).pipe(Effect.provide(layer))
      )
    }
  }

  it.live("UndiciClient, whose dispatcher asks for it and decodes", () =>
    Effect.gen(function* () {
      const { asked, baseUrl } = yield* serving
      const agent = yield* Effect.acquireRelease(
        Effect.sync(() => new Agent()),
        (agent) => Effect.promise(() => agent.destroy())
      )
      const client = UndiciClient.make(
        agent.compose(interceptors.decompress({ skipErrorResponses: false }), gzip)
      )
      const answers = yield* read.pipe(
        Effect.provide(bepaid({ baseUrl })),
        Effect.provide(Layer.succeed(HttpClient.HttpClient, client))
      )
      assert.deepEqual(answers, whole)
      assert.deepEqual(asked, ["gzip", "gzip"])
    })
  )

  it.live.each(clients)("$name: a wish of the program's own is left as it is", ({ layer }) =>
    Effect.gen(function* () {
      const { asked, baseUrl } = yield* serving
      const wishing = HttpClient.mapRequest(
        HttpClientRequest.setHeader("accept-encoding", "gzip;q=0, br;q=0")
      )
      const answers = yield* read.pipe(Effect.provide(bepaid({ baseUrl, transformClient: wishing })))
      assert.deepEqual(answers, whole)
      assert.deepEqual(asked, ["gzip;q=0, br;q=0", "gzip;q=0, br;q=0"])
    }).pipe(Effect.provide(layer))
  )

  it.live("so is one in a RequestInit, which fetch decodes", () =>
    Effect.gen(function* () {
      for (const { layer } of clients.filter(({ name }) => /fetch$/.test(name))) {
        const { asked, baseUrl } = yield* serving
        const answers = yield* read.pipe(
          Effect.provide(bepaid({ baseUrl, requestInit: { headers: { "Accept-Encoding": "gzip" } } })),
          Effect.provide(layer)
        )
        assert.deepEqual(answers, whole)
        assert.deepEqual(asked, ["gzip", "gzip"])
      }
    })
  )
})
