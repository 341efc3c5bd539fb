/** Where the key goes, seen from listening sockets: to the base URL, and to nobody else. */
import { readFileSync } from "node:fs"
import * as http from "node:http"
import * as https from "node:https"
import * as net from "node:net"
import * as Customers from "effect-payment-customers/Customers"
import { Agent } from "undici"
import * as Layer from "#line/Layer"
import * as Effect from "#line/test/Effect"
import * as HttpClient from "#line/test/HttpClient"
import * as NodeHttpClient from "#line/test/NodeHttpClient"
import { assert, describe, it } from "#line/test/vitest"
import { clients, listen } from "../support/loopback.js"
import { endOf } from "./evidence.js"
import { credentials, search } from "./markers.js"
import { layers, type Operation, operations } from "./operations.js"

/** Somebody else, who keeps every byte that is sent to him. */
const stranger = Effect.gen(function* () {
  let received = ""
  const server = net.createServer((socket) => {
    socket.on("error", () => undefined)
    socket.on("data", (chunk) => {
      received += chunk.toString("latin1")
      socket.end("HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}")
    })
  })
  const { port, opened } = yield* listen(server)
  return { port, opened, received: () => received }
})

type Answer = readonly [status: number, headers: Record<string, string>]

/** The host of the base URL. @param tls its key and certificate, where it speaks TLS */
const provider = (answer: (request: http.IncomingMessage) => Answer, tls?: https.ServerOptions) => {
  const arrived: Array<Pick<http.IncomingMessage, "method" | "url" | "headers">> = []
  const respond = (request: http.IncomingMessage, response: http.ServerResponse) => {
    arrived.push(request)
    request.resume().once("end", () => response.writeHead(...answer(request)).end("{}"))
  }
  const server = tls === undefined ? http.createServer(respond) : https.createServer(tls, respond)
  return Effect.map(listen(server), ({ port }) => ({ port, arrived }))
}

/** `ensure` is made of the others, and waits between them. */
const plain = operations.filter(({ name }) => !name.includes("ensure"))

const basic = (operation: Operation) => `Basic ${btoa(credentials(operation.provider))}`

const redirects = [301, 302, 303, 307, 308]

/** How a redirect can name its target. */
const locations: ReadonlyArray<(port: number, path: string) => string> = [
  (port, path) => `http://127.0.0.1:${port}${path}`,
  (port, path) => `http://localhost:${port}${path}`,
  (port, path) => `//127.0.0.1:${port}${path}`,
  (port) => `http://somebody:secret@127.0.0.1:${port}`
]

describe.each(clients)("over $name", ({ layer }) => {
  it.live.each(redirects)("%d to another host: no operation goes there, whatever the options", (status) =>
    Effect.gen(function* () {
      const other = yield* stranger
      const methods = new Set<string | undefined>()
      let answered = 0
      const own = yield* provider(({ url = "/" }) => [
        status,
        { location: locations[answered++ % locations.length]?.(other.port, url) ?? "" }
      ])
      const options = {
        baseUrl: `http://127.0.0.1:${own.port}`,
        requestInit: { redirect: "follow" }
      } as const
      for (const operation of plain) {
        const exit = yield* Effect.exit(operation.run(options))
        assert.strictEqual(endOf(exit), "UnexpectedResponse", operation.name)
        const [request, ...more] = own.arrived.splice(0)
        assert.deepStrictEqual(more, [], operation.name)
        assert.strictEqual(request?.headers.authorization, basic(operation))
        methods.add(request?.method)
      }
      assert.deepStrictEqual([...methods].sort(), ["DELETE", "GET", "PATCH", "POST"])
      assert.strictEqual(other.opened(), 0)
    }).pipe(Effect.provide(layer))
  )

  it.live.each(redirects)("%d to another place of the same host is not followed either", (status) =>
    Effect.gen(function* () {
      const own = yield* provider(() => [status, { location: "/elsewhere" }])
      for (const operation of plain) {
        yield* Effect.exit(operation.run({ baseUrl: `http://127.0.0.1:${own.port}/api` }))
      }
      assert.strictEqual(own.arrived.length, plain.length)
      for (const { url } of own.arrived) assert.match(url ?? "", /^\/api\//)
    }).pipe(Effect.provide(layer))
  )

  it.live("a client that follows redirects would go there: this test sees it", () =>
    Effect.gen(function* () {
      const other = yield* stranger
      const own = yield* provider(() => [307, { location: `http://127.0.0.1:${other.port}/` }])
      const baseUrl = `http://127.0.0.1:${own.port}`
      const transformClient = HttpClient.followRedirects(3)
      for (const operation of plain) yield* Effect.exit(operation.run({ baseUrl, transformClient }))
      assert.isAbove(other.opened(), 0)
      assert.isNotEmpty(search([{ where: "the socket", text: other.received() }]))
    }).pipe(Effect.provide(layer))
  )

  it.live("an id names no host", () =>
    Effect.gen(function* () {
      const other = yield* stranger
      const own = yield* provider(() => [404, {}])
      const target = `127.0.0.1:${other.port}`
      const ids = [`@${target}`, `:x@${target}`, `%2f%2f${target}`, `..%2f..%2f@${target}`, `;@${target}`]
      const baseUrl = `http://127.0.0.1:${own.port}`
      for (const id of ids) {
        const retrieve = Customers.retrieve(id)
        for (const call of [
          Effect.provide(retrieve, layers.bepaid({ baseUrl })),
          Effect.provide(retrieve, layers.omise({ baseUrl })),
          Effect.provide(retrieve, layers.stancer({ baseUrl }))
        ]) {
          assert.strictEqual(endOf(yield* Effect.exit(call)), "NotFound")
        }
      }
      assert.strictEqual(own.arrived.length, 3 * ids.length)
      assert.strictEqual(other.opened(), 0)
    }).pipe(Effect.provide(layer))
  )

  describe("plain http to a host that is not loopback by name", () => {
    // the address of every interface: connecting to it reaches this machine
    const host = "0.0.0.0"

    it.live("not allowed: nobody is connected to", () =>
      Effect.gen(function* () {
        const other = yield* stranger
        for (const operation of plain) {
          const exit = yield* Effect.exit(operation.run({ baseUrl: `http://${host}:${other.port}` }))
          assert.strictEqual(endOf(exit), "ConfigError", operation.name)
        }
        assert.strictEqual(other.opened(), 0)
      }).pipe(Effect.provide(layer))
    )

    it.live("allowed: the key is sent there", () =>
      Effect.gen(function* () {
        const own = yield* provider(() => [401, {}])
        const options = { baseUrl: `http://${host}:${own.port}`, allowInsecureHttp: true }
        for (const operation of plain) {
          assert.strictEqual(endOf(yield* Effect.exit(operation.run(options))), "Unauthorized")
          assert.strictEqual(own.arrived.pop()?.headers.authorization, basic(operation))
        }
      }).pipe(Effect.provide(layer))
    )
  })
})

describe("from https down to http", () => {
  const pem = (name: string) =>
    readFileSync(new URL(`../fixtures/tls/self-signed.${name}.pem`, import.meta.url))
  const ca = pem("cert")
  const trusting = Layer.effect(
    NodeHttpClient.Dispatcher,
    Effect.acquireRelease(
      Effect.sync(() => new Agent({ connect: { ca } })),
      (agent) => Effect.promise(() => agent.close())
    )
  )
  const layer = Layer.provide(NodeHttpClient.layerUndiciNoDispatcher, trusting)

  it.live.each(redirects)("a %d is not followed", (status) =>
    Effect.gen(function* () {
      const other = yield* stranger
      const own = yield* provider(() => [status, { location: `http://127.0.0.1:${other.port}/` }], {
        key: pem("key"),
        cert: ca
      })
      for (const operation of plain) {
        const exit = yield* Effect.exit(operation.run({ baseUrl: `https://localhost:${own.port}` }))
        assert.strictEqual(endOf(exit), "UnexpectedResponse", operation.name)
        assert.strictEqual(own.arrived.pop()?.headers.authorization, basic(operation))
      }
      assert.strictEqual(other.opened(), 0)
    }).pipe(Effect.provide(layer))
  )
})
