/** The pipeline over real sockets, by fetch and by undici: headers, redirects, and what becomes of connections. */
import * as http from "node:http"
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as Redacted from "effect/Redacted"
import * as BePaid from "effect-payment-customers/BePaid"
import type { CustomersError } from "effect-payment-customers/CustomersError"
import * as Deferred from "#line/Deferred"
import * as Fiber from "#line/Fiber"
import * as Effect from "#line/test/Effect"
import { assert, describe, it } from "#line/test/vitest"
import { clients, listen } from "../support/loopback.js"
import { manifest } from "../support/manifest.js"

const john = { email: "john.doe@example.com", ip: "203.0.113.7" }
const created = JSON.stringify({ id: "cst_1d2b48a3dbf8ab0a", ...john })

const optionsFor = (port: number): BePaid.Options => ({
  shopId: "361",
  secretKey: Redacted.make("secret"),
  baseUrl: `http://127.0.0.1:${port}`,
  retries: 0
})

/** A server that notes the head of each request and then answers. */
const serve = (answer: (request: http.IncomingMessage, response: http.ServerResponse) => void) => {
  const requests: Array<Pick<http.IncomingMessage, "method" | "url" | "headers">> = []
  const server = http.createServer((request, response) => {
    requests.push(request)
    // the body is read to its end first, so that the connection can serve the next request
    request.resume().once("end", () => answer(request, response))
  })
  return Effect.map(listen(server), (loopback) => ({ ...loopback, requests }))
}

describe.each(clients)("over $name", ({ layer }) => {
  describe("headers", () => {
    it.live("ours arrive, and none of tracing, even inside a span", () =>
      Effect.gen(function* () {
        const server = yield* serve((request, response) =>
          response.writeHead(request.method === "POST" ? 201 : 200).end(created)
        )
        yield* Effect.flatMap(BePaid.BePaid, (bepaid) =>
          Effect.zip(bepaid.create(john), bepaid.retrieve("cst_1d2b48a3dbf8ab0a"))
        ).pipe(
          Effect.withSpan("app"),
          Effect.provide(BePaid.layer(optionsFor(server.port))),
          Effect.provide(layer)
        )
        const [post, get] = server.requests.map(({ headers }) => headers)
        for (const headers of [post, get]) {
          assert.deepInclude(headers, {
            accept: "application/json",
            authorization: `Basic ${btoa("361:secret")}`,
            "user-agent": `effect-payment-customers/${manifest.version}`
          })
          for (const name of ["b3", "traceparent", "tracestate"]) assert.notProperty(headers, name)
        }
        assert.propertyVal(post, "content-type", "application/json")
        // bePaid is reported to refuse a GET that names a content type
        assert.notProperty(get, "content-type")
      })
    )
  })

  describe("redirects", () => {
    it.live.each([301, 302, 303, 307, 308])("%d is not followed", (status) =>
      Effect.gen(function* () {
        const other = yield* serve((_, response) => response.writeHead(200).end(created))
        const server = yield* serve((request, response) =>
          response
            .writeHead(status, { location: `http://127.0.0.1:${other.port}${request.url}` })
            .end("moved")
        )
        const options = { ...optionsFor(server.port), retries: 2 }
        const [fromPost, fromGet] = yield* Effect.flatMap(BePaid.BePaid, (bepaid) =>
          Effect.all([Effect.flip(bepaid.create(john)), Effect.flip(bepaid.retrieve("cst_1d2b48a3dbf8ab0a"))])
        ).pipe(
          Effect.provide(BePaid.layer({ ...options, requestInit: { redirect: "follow" } })),
          Effect.provide(layer)
        )
        for (const error of [fromPost, fromGet]) {
          assert.deepInclude(error, { _tag: "UnexpectedResponse", status, outcome: "Unknown" })
        }
        assert.strictEqual(server.requests.length, 2)
        assert.strictEqual(other.opened(), 0)
      })
    )
  })

  describe("connections", () => {
    // Larger than what a client takes in unasked: unread, such a body keeps its connection busy.
    const page = `<html>${"x".repeat(500_000)}</html>`
    const json = { "content-type": "application/json" }
    const refusal = JSON.stringify({ message: "Ip can't be blank", errors: { ip: [page] } })

    const failures: ReadonlyArray<{
      readonly tag: CustomersError["_tag"]
      readonly answer: (response: http.ServerResponse) => void
      /** Does the server itself end the connection? */
      readonly breaks?: true
    }> = [
      { tag: "NotFound", answer: (response) => response.writeHead(404, json).end(refusal) },
      { tag: "NotFound", answer: (response) => response.writeHead(404).end(page) },
      { tag: "UnexpectedResponse", answer: (response) => response.writeHead(422, json).end(refusal) },
      { tag: "Unauthorized", answer: (response) => response.writeHead(401, json).end(refusal) },
      { tag: "Unavailable", answer: (response) => response.writeHead(500).end() },
      { tag: "Unavailable", answer: (response) => response.writeHead(502).end(page) },
      {
        tag: "UnexpectedResponse",
        answer: (response) => response.writeHead(302, { location: "/elsewhere" }).end(page)
      },
      { tag: "UnexpectedResponse", answer: (response) => response.writeHead(200).end(page) },
      { tag: "UnexpectedResponse", answer: (response) => response.writeHead(204).end() },
      {
        tag: "Unavailable",
        breaks: true,
        answer: (response) => {
          response.writeHead(200, { ...json, "content-length": 1000 })
          response.write("{", () => response.destroy())
        }
      }
    ]
    const calls = Array.from({ length: 50 }, (_, index) => failures[index % failures.length])
    const broken = calls.filter((call) => call?.breaks).length

    it.live("50 failing calls, one after the other, leave none behind", () =>
      Effect.gen(function* () {
        const server = yield* serve((_, response) => calls[server.requests.length - 1]?.answer(response))
        const afterwards = yield* Effect.gen(function* () {
          const bepaid = yield* BePaid.BePaid
          const errors = yield* Effect.forEach(calls, () =>
            Effect.flip(bepaid.retrieve("cst_1d2b48a3dbf8ab0a"))
          )
          assert.deepStrictEqual(
            errors.map(({ _tag }) => _tag),
            calls.map((call) => call?.tag)
          )
          return { opened: server.opened(), open: server.open() }
        }).pipe(Effect.provide(BePaid.layer(optionsFor(server.port))), Effect.provide(layer))

        // Each connection that the server broke off needs another one. Beyond these, a body that is left unread
        // would need one for each call; a body that was read gives its connection back. A client may have a
        // second one in reserve.
        assert.isAtMost(afterwards.opened, broken + 2)
        // What is still open is idle, in the client's pool.
        assert.isAtMost(afterwards.open, 2)
      })
    )
  })
})

describe("a layer that is closed", () => {
  // fetch's pool belongs to the process and keeps idle connections for the next call: there is nothing to close.
  it.live("undici: no connection is left", () =>
    Effect.gen(function* () {
      const server = yield* serve((_, response) => response.writeHead(500).end("down"))
      yield* Effect.flatMap(BePaid.BePaid, (bepaid) =>
        Effect.forEach(Array.from({ length: 5 }), () => Effect.flip(bepaid.list()), { concurrency: 5 })
      ).pipe(
        Effect.provide(BePaid.layer(optionsFor(server.port))),
        Effect.provide(NodeHttpClient.layerUndici)
      )
      assert.isAtLeast(server.opened(), 1)
      yield* server.allClosed
      assert.strictEqual(server.open(), 0)
    })
  )
})

describe.each(clients)("an interrupted call over $name", ({ layer }) => {
  it.live("gives up its connection", () =>
    Effect.gen(function* () {
      const arrived = yield* Deferred.make<void>()
      const server = yield* serve(() => Effect.runSync(Deferred.succeed(arrived, undefined)))
      yield* Effect.gen(function* () {
        const fiber = yield* Effect.forkChild(Effect.flatMap(BePaid.BePaid, (bepaid) => bepaid.list()))
        yield* Deferred.await(arrived)
        assert.strictEqual(server.open(), 1)
        yield* Fiber.interrupt(fiber)
        yield* server.allClosed
        assert.strictEqual(server.open(), 0)
      }).pipe(Effect.provide(BePaid.layer(optionsFor(server.port))), Effect.provide(layer))
    })
  )
})
