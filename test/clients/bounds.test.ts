/** How much of an answer is read: a server on loopback that does not stop, and what becomes of its connection. */
import { createServer, type ServerResponse } from "node:http"
import { createServer as createTcpServer, type Socket } from "node:net"
import { gzipSync } from "node:zlib"
import * as Redacted from "effect/Redacted"
import * as BePaid from "effect-payment-customers/BePaid"
import * as FetchClient from "effect-payment-customers/FetchClient"
import * as Omise from "effect-payment-customers/Omise"
import * as UndiciClient from "effect-payment-customers/UndiciClient"
import * as Deferred from "#line/Deferred"
import * as Effect from "#line/test/Effect"
import * as Fiber from "#line/test/Fiber"
import * as HttpClient from "#line/test/HttpClient"
import { assert, describe, it } from "#line/test/vitest"
import { listen } from "../support/loopback.js"

const id = "cust_test_5g0221fe8iwtayocgja"

const clients = [
  { name: "FetchClient", layer: FetchClient.layer },
  { name: "UndiciClient", layer: UndiciClient.layer }
]

/** Writes for as long as anybody reads. */
const endlessly = (response: ServerResponse, chunk: Buffer): void => {
  while (!response.destroyed && response.write(chunk));
  if (!response.destroyed) response.once("drain", () => endlessly(response, chunk))
}

interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly write: (response: ServerResponse) => void
}

/** A server, and when it saw its connection close. */
const serving = ({ status, headers = {}, write }: Answer) =>
  Effect.gen(function* () {
    const closed = yield* Deferred.make<void>()
    const server = createServer((_, response) => {
      response.on("close", () => Effect.runSync(Deferred.succeed(closed, undefined)))
      response.on("error", () => undefined)
      response.writeHead(status, { "content-type": "application/json", ...headers })
      write(response)
    })
    const { port } = yield* listen(server)
    return { baseUrl: `http://127.0.0.1:${port}`, closed: Deferred.await(closed) }
  })

const spaces = Buffer.alloc(64 * 1024, " ")
const endless = (status: number): Answer => ({ status, write: (response) => endlessly(response, spaces) })

const text = (status: number, body: string): Answer => ({ status, write: (response) => response.end(body) })

describe.each(clients)("$name", ({ layer }) => {
  const retrieving = (baseUrl: string, options: Partial<Omise.Options> = {}) =>
    Effect.flatMap(
      Omise.make({ secretKey: Redacted.make("skey_test_5xuy4w91xqz7d1w9u0t"), baseUrl, ...options }),
      (omise) => Effect.flip(omise.retrieve(id))
    ).pipe(Effect.provide(layer))

  it.live.each([
    [200, "maxAnswerBytes", "Unknown"],
    [302, "maxRefusalBytes", "Unknown"],
    [401, "maxRefusalBytes", "Refused"],
    [404, "maxRefusalBytes", "Refused"],
    [422, "maxRefusalBytes", "Refused"]
  ] as const)(
    "a body without an end, under %i, is given up, and its connection closed",
    ([status, words, outcome]) =>
      Effect.gen(function* () {
        const { baseUrl, closed } = yield* serving(endless(status))
        const error = yield* retrieving(baseUrl, { maxAnswerBytes: 1_000_000, maxRefusalBytes: 100_000 })
        yield* closed
        assert.include(error, { _tag: "UnexpectedResponse", status, outcome })
        assert.include(error.message, words)
      })
  )

  it.live.each([
    ["the bound", 5000, "NotFound"],
    ["more than the bound", 5001, "UnexpectedResponse"]
  ] as const)("a refusal of %s", ([, length, tag]) =>
    Effect.gen(function* () {
      const { baseUrl } = yield* serving(text(404, JSON.stringify({ object: "error" }).padEnd(length)))
      const error = yield* retrieving(baseUrl, { maxRefusalBytes: 5000 })
      assert.strictEqual(error._tag, tag)
    })
  )

  it.live("a call goes on with the next connection", () =>
    Effect.gen(function* () {
      const { baseUrl } = yield* serving(text(200, JSON.stringify({ object: "customer", id }).padEnd(2000)))
      const omise = yield* Omise.make({
        secretKey: Redacted.make("skey_test_5xuy4w91xqz7d1w9u0t"),
        baseUrl,
        maxAnswerBytes: 1000
      })
      for (let call = 0; call < 3; call++) {
        assert.strictEqual((yield* Effect.flip(omise.retrieve(id)))._tag, "UnexpectedResponse")
      }
    }).pipe(Effect.provide(layer))
  )

  it.live("bePaid's list has a bound of its own, and says so", () =>
    Effect.gen(function* () {
      const rows = JSON.stringify(Array.from({ length: 100 }, (_, index) => ({ id: `cst_${index}` })))
      const { baseUrl } = yield* serving(text(200, rows))
      const bepaid = (options: Partial<BePaid.Options>) =>
        BePaid.make({
          shopId: "361",
          secretKey: Redacted.make("secret"),
          baseUrl,
          maxAnswerBytes: 10,
          ...options
        })
      const { customers } = yield* Effect.flatMap(bepaid({}), (service) => service.list())
      assert.strictEqual(customers.length, 100)
      const error = yield* Effect.flip(
        Effect.flatMap(bepaid({ maxListBytes: 1000 }), (service) => service.list())
      )
      assert.strictEqual(
        error.message,
        "bepaid list: status 200, outcome Unknown, fields body (expected at most 1000 bytes, the option maxListBytes)"
      )
    }).pipe(Effect.provide(layer))
  )

  it.live("wrapped, it keeps to the bound too", () =>
    Effect.gen(function* () {
      const { baseUrl, closed } = yield* serving(endless(200))
      const error = yield* retrieving(baseUrl, {
        maxAnswerBytes: 1_000_000,
        transformClient: HttpClient.mapRequest((request) => request)
      })
      yield* closed
      assert.include(error, { _tag: "UnexpectedResponse", status: 200 })
      assert.include(error.message, "maxAnswerBytes")
    })
  )
})

it.live("FetchClient counts what it decodes: a gzip bomb is given up", () =>
  Effect.gen(function* () {
    // 100 kB that become 100 MB
    const bomb = gzipSync(Buffer.alloc(100_000_000, " "))
    const { baseUrl } = yield* serving({
      status: 200,
      headers: { "content-encoding": "gzip" },
      write: (response) => response.end(bomb)
    })
    const before = process.memoryUsage().arrayBuffers
    const error = yield* Effect.flatMap(
      Omise.make({
        secretKey: Redacted.make("skey_test_5xuy4w91xqz7d1w9u0t"),
        baseUrl,
        maxAnswerBytes: 1_000_000
      }),
      (omise) => Effect.flip(omise.retrieve(id))
    ).pipe(Effect.provide(FetchClient.layer))
    assert.include(error, { _tag: "UnexpectedResponse", status: 200 })
    assert.isBelow(process.memoryUsage().arrayBuffers - before, 50_000_000)
  })
)

describe("UndiciClient, while a connection is being made", () => {
  /** undici itself would end it after ten seconds. */
  const inTime = 8_000

  /** Takes connections, and says nothing: a handshake of TLS does not come to an end. */
  const silent = Effect.gen(function* () {
    const connected = yield* Deferred.make<Socket>()
    const server = createTcpServer((socket) => {
      socket.on("error", () => undefined).resume()
      Effect.runSync(Deferred.succeed(connected, socket))
    })
    const loopback = yield* listen(server)
    return {
      ...loopback,
      baseUrl: `https://127.0.0.1:${loopback.port}`,
      connected: Deferred.await(connected)
    }
  })

  const retrieving = (baseUrl: string) =>
    Effect.flatMap(
      Omise.make({ secretKey: Redacted.make("skey_test_5xuy4w91xqz7d1w9u0t"), baseUrl }),
      (omise) => omise.retrieve(id)
    )

  it.live(
    "it ends with the call",
    () =>
      Effect.gen(function* () {
        const { baseUrl, connected, allClosed } = yield* silent
        const calls = yield* Effect.forkChild(
          Effect.all([retrieving(baseUrl), retrieving(baseUrl)], { concurrency: "unbounded" })
        )
        yield* connected
        yield* Fiber.interrupt(calls)
        // nothing but the call has ended: the layer is still there
        yield* allClosed
      }).pipe(Effect.provide(UndiciClient.layer)),
    inTime
  )

  it.live(
    "it stays while another call waits for it",
    () =>
      Effect.gen(function* () {
        const { baseUrl, connected, open } = yield* silent
        const leaves = yield* Effect.forkChild(retrieving(baseUrl))
        const stays = yield* Effect.forkChild(retrieving(baseUrl))
        yield* connected
        yield* Fiber.interrupt(leaves)
        yield* Effect.promise(() => new Promise((resolve) => setImmediate(resolve)))
        assert.isAbove(open(), 0)
        yield* Fiber.interrupt(stays)
      }).pipe(Effect.provide(UndiciClient.layer)),
    inTime
  )

  it.live(
    "it ends with the layer",
    () =>
      Effect.gen(function* () {
        const { baseUrl, connected, allClosed } = yield* silent
        const client = yield* Effect.forkChild(Effect.provide(retrieving(baseUrl), UndiciClient.layer))
        yield* connected
        yield* Fiber.interrupt(client)
        yield* allClosed
      }),
    inTime
  )

  it.live(
    "the next call makes another one",
    () =>
      Effect.gen(function* () {
        const { baseUrl, connected, opened, allClosed } = yield* silent
        const first = yield* Effect.forkChild(retrieving(baseUrl))
        yield* connected
        yield* Fiber.interrupt(first)
        yield* allClosed
        const before = opened()
        const second = yield* Effect.forkChild(retrieving(baseUrl))
        yield* Effect.promise(async () => {
          while (opened() === before) await new Promise((resolve) => setImmediate(resolve))
        })
        yield* Fiber.interrupt(second)
      }).pipe(Effect.provide(UndiciClient.layer)),
    inTime
  )
})
