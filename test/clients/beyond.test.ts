/** What the library can't undo, and where it shows. */
import { createServer } from "node:http"
import * as Redacted from "effect/Redacted"
import * as Customers from "effect-payment-customers/Customers"
import * as Omise from "effect-payment-customers/Omise"
import { Fault, OmiseTest } from "effect-payment-customers/testing"
import * as HttpClientRequest from "#line/HttpClientRequest"
import * as Effect from "#line/test/Effect"
import * as HttpClient from "#line/test/HttpClient"
import { assert, describe, it } from "#line/test/vitest"
import { clients, listen } from "../support/loopback.js"
import { collectSpans } from "../support/spans.js"

const john = { email: "john@example.com", ip: "127.0.0.1" }
const key = `Basic ${btoa("skey_test_1:")}`

describe("a client that repeats by itself", () => {
  it.effect("makes a second customer, and the span knows of one attempt", () =>
    Effect.gen(function* () {
      const control = yield* OmiseTest.Control
      const { tracer, spans } = collectSpans()
      yield* control.fault({ operation: "create", fault: Fault.loseAnswer })
      yield* Effect.withTracer(Customers.create(john), tracer)
      assert.strictEqual((yield* control.requests).length, 2)
      assert.strictEqual((yield* control.customers).length, 2)
      const [span] = spans
      assert.strictEqual(span?.events.length, 1)
      assert.isFalse(span?.attributes.has("http.request.resend_count"))
    }).pipe(Effect.provide(OmiseTest.layer({ transformClient: HttpClient.retry({ times: 1 }) })))
  )
})

describe.each(clients)("over $name", ({ layer }) => {
  const answering = (status: number, headers: Readonly<Record<string, string>>) => {
    const keys: Array<string | undefined> = []
    const server = createServer((request, response) => {
      keys.push(request.headers.authorization)
      request.resume().once("end", () => response.writeHead(status, headers).end("{}"))
    })
    return Effect.map(listen(server), ({ port }) => ({ keys, origin: `http://127.0.0.1:${port}` }))
  }

  const create = (
    baseUrl: string,
    transformClient: (client: HttpClient.HttpClient) => HttpClient.HttpClient
  ) =>
    Effect.flip(Customers.create(john)).pipe(
      Effect.provide(Omise.layer({ secretKey: Redacted.make("skey_test_1"), baseUrl, transformClient })),
      Effect.provide(layer)
    )

  it.live("one that sets Authorization replaces the key", () =>
    Effect.gen(function* () {
      const { keys, origin } = yield* answering(401, {})
      const error = yield* create(
        origin,
        HttpClient.mapRequest(HttpClientRequest.setHeader("authorization", "Bearer another"))
      )
      assert.strictEqual(error._tag, "Unauthorized")
      assert.deepEqual(keys, ["Bearer another"])
    })
  )

  it.live("one that follows redirects takes the key to another origin, unless Effect leaves it out", () =>
    Effect.gen(function* () {
      const other = yield* answering(200, {})
      const own = yield* answering(307, { location: `${other.origin}/` })
      const error = yield* create(own.origin, HttpClient.followRedirects())
      assert.strictEqual(error._tag, "UnexpectedResponse")
      assert.deepEqual(own.keys, [key])
      assert.deepEqual(other.keys, [HttpClient.redirectsTakeTheKey ? key : undefined])
    })
  )
})
