/** `FetchClient` and `UndiciClient` as any app may use them: whole `HttpClient`s, whose failures say what was sent. */

import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import * as FetchClient from "effect-payment-customers/FetchClient"
import * as UndiciClient from "effect-payment-customers/UndiciClient"
import { Agent, Dispatcher } from "undici"
import * as Deferred from "#line/Deferred"
import * as Fiber from "#line/Fiber"
import * as HttpBody from "#line/HttpBody"
import { seen } from "#line/HttpClientError"
import * as HttpClientRequest from "#line/HttpClientRequest"
import * as Stream from "#line/Stream"
import * as Effect from "#line/test/Effect"
import * as HttpClient from "#line/test/HttpClient"
import { assert, describe, it, vi } from "#line/test/vitest"
import { type Exchange, exchangeOf, type Wire } from "../../src/http/exchange.js"
import { closedPort, listen } from "../support/loopback.js"

const clients = [
  { name: "FetchClient", layer: FetchClient.layer },
  { name: "UndiciClient", layer: UndiciClient.layer }
]

/** A server that answers by a function, and its address. */
const serving = (answer: (request: IncomingMessage, response: ServerResponse) => void) =>
  Effect.map(listen(createServer(answer)), (loopback) => ({
    ...loopback,
    origin: `http://127.0.0.1:${loopback.port}`
  }))

const whole = async (request: IncomingMessage): Promise<string> => {
  const chunks: Array<Uint8Array> = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

/** Says again what it was sent. */
const echo = async (request: IncomingMessage, response: ServerResponse) => {
  const { method, url, headers } = request
  response.setHeader("content-type", "application/json")
  response.setHeader("set-cookie", ["a=1", "b=2"])
  response.end(JSON.stringify({ method, url, headers, body: await whole(request) }))
}

type Steps = (
  options: Dispatcher.DispatchOptions,
  handler: Dispatcher.DispatchHandler,
  controller: Dispatcher.DispatchController
) => void

/** A dispatcher that does with each request what the steps say. */
const fakeDispatcher = (steps: Steps): Dispatcher => {
  const controller = {
    rawHeaders: null,
    rawTrailers: null,
    aborted: false,
    paused: false,
    reason: null,
    abort: () => {},
    resume: () => {},
    pause: () => {}
  } as unknown as Dispatcher.DispatchController
  return Object.assign(new Dispatcher(), {
    dispatch: (options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler) => {
      steps(options, handler, controller)
      return true
    }
  })
}

describe.each(clients)("$name", ({ layer }) => {
  it.live("GET with a query: JSON, headers, cookies", () =>
    Effect.gen(function* () {
      const { origin } = yield* serving(echo)
      const response = yield* HttpClient.get(`${origin}/a%20b`, {
        urlParams: { q: "é&" },
        headers: { "x-own": "1" }
      })
      assert.strictEqual(response.status, 200)
      assert.strictEqual(response.headers["content-type"], "application/json")
      assert.deepEqual(Object.keys(response.cookies.cookies), ["a", "b"])
      const heard = (yield* response.json) as Record<string, unknown>
      assert.deepInclude(heard, { method: "GET", url: "/a%20b?q=%C3%A9%26", body: "" })
      assert.deepInclude(heard.headers as object, { "x-own": "1" })
    }).pipe(Effect.provide(layer))
  )

  const text = new TextEncoder().encode("Zoë")
  const form = new FormData()
  form.set("name", "Zoë")

  it.live.each<[string, HttpBody.HttpBody, type: RegExp, body: RegExp]>([
    ["text", HttpBody.text("Zoë", "text/plain"), /^text\/plain$/, /^Zoë$/],
    ["bytes", HttpBody.uint8Array(text), /^application\/octet-stream$/, /^Zoë$/],
    ["raw", HttpBody.raw("Zoë"), /^text\/plain;charset=UTF-8$/i, /^Zoë$/],
    ["a form", HttpBody.formData(form), /^multipart\/form-data; boundary=/, /name="name"\r\n\r\nZoë\r\n/],
    ["a stream", HttpBody.stream(Stream.make(text, text)), /^application\/octet-stream$/, /^ZoëZoë$/]
  ])("POST: %s", ([, body, type, sent]) =>
    Effect.gen(function* () {
      const { origin } = yield* serving(echo)
      const response = yield* HttpClient.post(origin, { body })
      const heard = (yield* response.json) as { headers: Record<string, string>; body: string }
      assert.match(heard.headers["content-type"] ?? "", type)
      assert.match(heard.body, sent)
      assert.strictEqual(Number(heard.headers["content-length"]), new TextEncoder().encode(heard.body).length)
    }).pipe(Effect.provide(layer))
  )

  it.live("an answer without a body; one that is an error", () =>
    Effect.gen(function* () {
      const { origin } = yield* serving((request, response) => {
        response.statusCode = request.method === "DELETE" ? 204 : 404
        response.end(request.method === "DELETE" ? undefined : "no such page")
      })
      const gone = yield* HttpClient.del(origin)
      assert.deepEqual([gone.status, yield* gone.text], [204, ""])
      const missing = yield* HttpClient.get(origin)
      assert.deepEqual([missing.status, yield* missing.text], [404, "no such page"])
    }).pipe(Effect.provide(layer))
  )

  it.live("a body as a stream, more than once", () =>
    Effect.gen(function* () {
      const { origin } = yield* serving(echo)
      const response = yield* HttpClient.get(origin)
      const body = yield* Stream.decodeText(response.stream).pipe(Stream.mkString)
      assert.deepInclude(JSON.parse(body), { method: "GET" })
    }).pipe(Effect.provide(layer))
  )

  it.live("a body that breaks off: the status is there, the text is a ResponseError", () =>
    Effect.gen(function* () {
      const { origin } = yield* serving((_, response) => {
        response.writeHead(200, { "content-length": "100" })
        response.write("half of", () => response.destroy())
      })
      const response = yield* HttpClient.get(origin)
      assert.strictEqual(response.status, 200)
      assert.strictEqual(seen(yield* Effect.flip(response.text)).kind, "Answered")
    }).pipe(Effect.provide(layer))
  )

  it.live("failures are RequestErrors", () =>
    Effect.gen(function* () {
      const port = yield* closedPort(createServer())
      const refused = yield* Effect.flip(HttpClient.get(`http://127.0.0.1:${port}`))
      assert.strictEqual(seen(refused).kind, "Transport")
      const nonsense = yield* Effect.flip(HttpClient.get("no address"))
      assert.strictEqual(seen(nonsense).kind, "InvalidUrl")
    }).pipe(Effect.provide(layer))
  )

  it.live("interruption gives the request up and closes its connection", () =>
    Effect.gen(function* () {
      const arrived = yield* Deferred.make<void>()
      const { origin, allClosed, open } = yield* serving(() => Deferred.doneUnsafe(arrived, Effect.void))
      const fiber = yield* Effect.forkChild(HttpClient.get(origin))
      yield* Deferred.await(arrived)
      assert.strictEqual(open(), 1)
      yield* Fiber.interrupt(fiber)
      yield* allClosed
    }).pipe(Effect.provide(layer))
  )

  it.effect("one that is wrapped goes the long way, or the wrapping would be passed by", () =>
    Effect.map(HttpClient.HttpClient, (client) => {
      assert.isDefined(exchangeOf(client))
      assert.isUndefined(exchangeOf(HttpClient.mapRequest(client, HttpClientRequest.setHeader("x-own", "1"))))
    }).pipe(Effect.provide(layer))
  )
})

describe("the short way", () => {
  const wire = (origin: string): Wire => ({ method: "POST", origin, path: "/", headers: {}, body: "{}" })

  const exchanges = [
    { name: "FetchClient", tellsSent: undefined, open: Effect.succeed(FetchClient.make()) },
    {
      name: "UndiciClient",
      tellsSent: true,
      open: Effect.map(
        Effect.acquireRelease(
          // one connection, one request at a time: the second waits for the first
          Effect.sync(() => new Agent({ connections: 1, pipelining: 1 })),
          (agent) => Effect.promise(() => agent.destroy())
        ),
        UndiciClient.make
      )
    }
  ]
  const opened = (open: (typeof exchanges)[number]["open"]) =>
    Effect.map(open, (client) => exchangeOf(client) as Exchange)

  for (const { name, open, tellsSent } of exchanges) {
    it.live(`${name}: a request that was on its way when its time was over may have been carried out`, () =>
      Effect.gen(function* () {
        const { origin } = yield* serving(() => {})
        const exchange = yield* opened(open)
        assert.deepEqual(yield* exchange(wire(origin), 20), {
          _tag: "TimedOut",
          sent: tellsSent,
          head: undefined
        })
      })
    )

    it.live(`${name}: a time limit of months is none that comes at once`, () =>
      Effect.gen(function* () {
        const { origin } = yield* serving((_, response) => response.end("{}"))
        const exchange = yield* opened(open)
        assert.strictEqual((yield* exchange(wire(origin), 2 ** 31))._tag, "Received")
      })
    )
  }

  it.live("UndiciClient: what waits for a connection when its time is over is not sent, nor later", () =>
    Effect.gen(function* () {
      let answerFirst = () => {}
      let requests = 0
      const arrived = yield* Deferred.make<void>()
      const { origin } = yield* serving((_, response) => {
        requests++
        if (requests > 1) return response.end("{}")
        answerFirst = () => response.end("{}")
        Deferred.doneUnsafe(arrived, Effect.void)
      })
      const exchange = yield* opened(exchanges[1]?.open ?? Effect.die("no UndiciClient"))
      const first = yield* Effect.forkChild(exchange(wire(origin), 60_000))
      yield* Deferred.await(arrived)
      assert.deepEqual(yield* exchange(wire(origin), 20), {
        _tag: "TimedOut",
        sent: false,
        head: undefined
      })
      answerFirst()
      assert.strictEqual((yield* Fiber.join(first))._tag, "Received")
      // the connection has been through what waited for it before this one
      assert.strictEqual((yield* exchange(wire(origin), 60_000))._tag, "Received")
      assert.strictEqual(requests, 2)
    })
  )

  it.live("UndiciClient: a request that it will not write is not sent", () =>
    Effect.gen(function* () {
      const { origin } = yield* serving((_, response) => response.end("{}"))
      const exchange = yield* opened(exchanges[1]?.open ?? Effect.die("no UndiciClient"))
      const end = yield* exchange({ ...wire(origin), headers: { "x-own": "a\nb" } }, 60_000)
      assert.deepInclude(end, { _tag: "Broken", sent: false })
    })
  )

  const exchangeBy = (client: HttpClient.HttpClient) => exchangeOf(client) as Exchange

  it.live("FetchClient: a fetch that minds no signal leaves no timer behind", () =>
    Effect.gen(function* () {
      const limit = 54_321
      const made = vi.spyOn(globalThis, "setTimeout")
      const cleared = vi.spyOn(globalThis, "clearTimeout")
      yield* Effect.addFinalizer(() => Effect.sync(vi.restoreAllMocks))
      const begun = yield* Deferred.make<void>()
      const fetch = () => {
        Deferred.doneUnsafe(begun, Effect.void)
        return new Promise<Response>(() => {})
      }
      const fiber = yield* Effect.forkChild(
        exchangeBy(FetchClient.make({ fetch }))(wire("http://127.0.0.1"), limit)
      )
      yield* Deferred.await(begun)
      const timers = made.mock.results.filter((_, index) => made.mock.calls[index]?.[1] === limit)
      assert.lengthOf(timers, 1)
      yield* Fiber.interrupt(fiber)
      assert.include(
        cleared.mock.calls.map(([timer]) => timer),
        timers[0]?.value
      )
    })
  )

  it.live("what a fetch or an interceptor writes into the headers is gone with the request", () =>
    Effect.gen(function* () {
      const seen: Array<Record<string, string>> = []
      const mark = (headers: unknown) => {
        const own = headers as Record<string, string>
        seen.push({ ...own })
        own["idempotency-key"] = "of the first"
      }
      const fetch: typeof globalThis.fetch = async (_, init) => {
        mark(init?.headers)
        return new Response("{}")
      }
      const dispatcher = fakeDispatcher(({ headers }, handler, controller) => {
        mark(headers)
        handler.onRequestStart?.(controller, {})
        handler.onResponseStart?.(controller, 200, {})
        handler.onResponseEnd?.(controller, {})
      })
      const shared = { ...wire("http://127.0.0.1"), headers: { accept: "application/json" } }
      for (const client of [FetchClient.make({ fetch }), UndiciClient.make(dispatcher)]) {
        for (let call = 0; call < 2; call++) yield* exchangeBy(client)(shared, 60_000)
      }
      const ofUndici = { "accept-encoding": "identity", ...shared.headers }
      assert.deepStrictEqual(seen, [shared.headers, shared.headers, ofUndici, ofUndici])
    })
  )

  const ends: ReadonlyArray<[name: string, steps: Steps, end: object]> = [
    [
      "one that was begun may have been sent, whatever the last error says",
      (_, handler, controller) => {
        handler.onRequestStart?.(controller, {})
        handler.onResponseError?.(controller, Object.assign(new Error(), { code: "ECONNREFUSED" }))
      },
      { _tag: "Broken", sent: true }
    ],
    [
      "an interim answer is none",
      (_, handler, controller) => {
        handler.onRequestStart?.(controller, {})
        handler.onResponseStart?.(controller, 103, { link: "</a>" })
        handler.onResponseError?.(controller, new Error("closed"))
      },
      { _tag: "Broken", head: undefined }
    ],
    [
      "what came before a dispatcher began again is no part of the answer",
      (_, handler, controller) => {
        for (const body of ["half", "whole"]) {
          handler.onRequestStart?.(controller, {})
          handler.onResponseStart?.(controller, 200, {})
          handler.onResponseData?.(controller, Buffer.from(body))
        }
        handler.onResponseEnd?.(controller, {})
      },
      { _tag: "Received", body: "whole" }
    ]
  ]
  it.effect.each(ends)("UndiciClient: %s", ([, steps, expected]) =>
    Effect.map(
      exchangeBy(UndiciClient.make(fakeDispatcher(steps)))(wire("http://127.0.0.1"), 60_000),
      (end) => assert.deepInclude(end, expected)
    )
  )
})
