/** What every call sends, the one span that it leaves, and what an error of it does not hold on to. */

import { hasProperty } from "effect/Predicate"
import * as Redacted from "effect/Redacted"
import * as BePaid from "effect-payment-customers/BePaid"
import * as FetchHttpClient from "#line/FetchHttpClient"
import { isHttpClientError } from "#line/HttpClientError"
import * as HttpClientResponse from "#line/HttpClientResponse"
import * as Layer from "#line/Layer"
import * as Tracer from "#line/Tracer"
import * as Cause from "#line/test/Cause"
import * as Effect from "#line/test/Effect"
import * as HttpClient from "#line/test/HttpClient"
import * as HttpClientRequest from "#line/test/HttpClientRequest"
import * as Option from "#line/test/Option"
import * as Result from "#line/test/Result"
import { assert, describe, it } from "#line/test/vitest"
import { Credentials } from "../../src/call/credentials.js"
import { endpointsOf } from "../../src/call/endpoint.js"
import * as Pipeline from "../../src/call/pipeline.js"
import { checkSettings } from "../../src/call/settings.js"
import { version } from "../../src/http/version.js"
import { dialect } from "../../src/providers/bepaid/errors.js"
import { manifest } from "../support/manifest.js"
import { answer, breakOff, fail, inTheEnd, never, type Step, scripted } from "../support/scripted.js"

const secret = "b8647b68898b084b836474ed8d61ffe1"
const credentials: BePaid.Options = { shopId: "361", secretKey: Redacted.make(secret) }
const john = { email: "john.doe@example.com", ip: "203.0.113.7" }
const created = { id: "cst_1d2b48a3dbf8ab0a", ...john }

const bepaid = <A, E>(
  use: (service: BePaid.Service) => Effect.Effect<A, E>,
  options?: Partial<BePaid.Options>
) => Effect.flatMap(BePaid.BePaid, use).pipe(Effect.provide(BePaid.layer({ ...credentials, ...options })))

describe("what is sent", () => {
  const userAgent = `effect-payment-customers/${manifest.version}`
  const authorization = "Basic MzYxOmI4NjQ3YjY4ODk4YjA4NGI4MzY0NzRlZDhkNjFmZmUx"

  it("version.ts is the version of package.json", () => {
    assert.strictEqual(version, manifest.version)
  })

  it.effect("GET: no body, no content type", () =>
    Effect.gen(function* () {
      const script = scripted([answer(200, created)])
      yield* bepaid((service) => service.retrieve(created.id)).pipe(Effect.provide(script.layer))
      assert.deepStrictEqual(script.sent, [
        {
          method: "GET",
          url: `https://api.bepaid.by/customers/${created.id}`,
          headers: {
            accept: "application/json",
            "accept-encoding": "identity",
            authorization,
            "user-agent": userAgent
          },
          body: "",
          at: 0
        }
      ])
    })
  )

  it.effect("POST: JSON", () =>
    Effect.gen(function* () {
      const script = scripted([answer(201, created)])
      yield* bepaid((service) => service.create({ ...john, firstName: "Zoë" })).pipe(
        Effect.provide(script.layer)
      )
      const body = `{"first_name":"Zoë","email":"john.doe@example.com","ip":"203.0.113.7"}`
      assert.strictEqual(script.sent.length, 1)
      assert.deepInclude(script.sent[0], {
        method: "POST",
        url: "https://api.bepaid.by/customers",
        headers: {
          accept: "application/json",
          "accept-encoding": "identity",
          authorization,
          "user-agent": userAgent,
          "content-type": "application/json",
          "content-length": String(new TextEncoder().encode(body).length)
        }
      })
      assert.deepStrictEqual(JSON.parse(script.sent[0]?.body ?? ""), JSON.parse(body))
    })
  )

  it.effect("a key beyond ASCII goes out as UTF-8", () =>
    Effect.gen(function* () {
      const script = scripted([answer(200, [])])
      yield* bepaid((service) => service.list(), { secretKey: Redacted.make("clé:€") }).pipe(
        Effect.provide(script.layer)
      )
      const sent = script.sent[0]?.headers.authorization?.replace("Basic ", "") ?? ""
      assert.strictEqual(Buffer.from(sent, "base64").toString("utf8"), "361:clé:€")
    })
  )

  it.effect("a query, percent-encoded, and headers of the provider's own", () =>
    Effect.gen(function* () {
      const script = scripted([answer(200)])
      const settings = Result.getOrThrow(checkSettings({}, "https://api.example.com/v1"))
      const { run } = yield* Pipeline.make(dialect, settings, new Credentials(Redacted.make("u")), {
        "x-version": "7"
      }).pipe(Effect.provide(script.layer))
      yield* run({
        endpoint: endpointsOf("example", { search: ["GET /search"] }).search,
        request: Result.succeed({
          query: [
            ["query", "john+doe@example.com & sons"],
            ["query", "é"]
          ]
        }),
        decode: ({ text }) => Result.succeed(text)
      })
      const url = new URL(script.sent[0]?.url ?? "")
      assert.strictEqual(url.origin + url.pathname, "https://api.example.com/v1/search")
      assert.deepStrictEqual(url.searchParams.getAll("query"), ["john+doe@example.com & sons", "é"])
      assert.notInclude(url.search, "+doe")
      assert.propertyVal(script.sent[0]?.headers, "x-version", "7")
    })
  )

  it.effect("transformClient wraps the client", () =>
    Effect.gen(function* () {
      const script = scripted([answer(200, [])])
      yield* bepaid((service) => service.list(), {
        transformClient: HttpClient.mapRequest(HttpClientRequest.setHeader("x-through", "proxy"))
      }).pipe(Effect.provide(script.layer))
      assert.propertyVal(script.sent[0]?.headers, "x-through", "proxy")
    })
  )
})

describe("requestInit", () => {
  it.effect("goes to each fetch; redirect stays manual, and nothing of the call is overruled", () =>
    Effect.gen(function* () {
      const inits: Array<RequestInit | undefined> = []
      const fetch: typeof globalThis.fetch = (_, init) => {
        inits.push(init)
        return Promise.reject(new TypeError("fetch failed"))
      }
      const client = FetchHttpClient.layer.pipe(Layer.provide(Layer.succeed(FetchHttpClient.Fetch, fetch)))
      const requestInit: RequestInit = {
        redirect: "follow",
        keepalive: true,
        method: "DELETE",
        headers: { "x-proxy": "1", authorization: "Basic other" }
      }
      yield* Effect.flip(bepaid((service) => service.create(john), { requestInit })).pipe(
        Effect.provide(client)
      )
      assert.strictEqual(inits.length, 1)
      assert.deepInclude(inits[0], { redirect: "manual", keepalive: true, method: "POST" })
      const headers = new Headers(inits[0]?.headers)
      assert.strictEqual(headers.get("x-proxy"), "1")
      assert.strictEqual(headers.get("authorization"), `Basic ${btoa(`361:${secret}`)}`)
      assert.strictEqual(requestInit.redirect, "follow", "the caller's object is left as it was")
    })
  )
})

/** The tracer of the test's own runtime, with a list of the spans that it has made. */
const recordingTracer = Effect.map(Effect.tracer, (tracer) => {
  const spans: Array<Tracer.Span> = []
  return {
    spans,
    tracer: Tracer.make({
      span: (...args) => {
        const span = tracer.span(...args)
        spans.push(span)
        return span
      },
      context: tracer.context
    })
  }
})

describe("tracing", () => {
  const calls: ReadonlyArray<{
    readonly operation: string
    readonly use: (service: BePaid.Service) => Effect.Effect<unknown, unknown>
    readonly steps: ReadonlyArray<Step>
  }> = [
    { operation: "create", use: (service) => service.create(john), steps: [answer(201, created)] },
    {
      operation: "create",
      use: (service) => service.create(john),
      steps: [answer(422, { message: john.email })]
    },
    { operation: "retrieve", use: (service) => service.retrieve(created.id), steps: [answer(404)] },
    { operation: "retrieve", use: (service) => service.retrieve("../x"), steps: [] },
    {
      operation: "retrieve",
      use: (service) => service.retrieve(created.id),
      steps: [answer(500), never, fail(new Error(john.email))]
    },
    { operation: "list", use: (service) => service.list(), steps: [answer(200, [created])] }
  ]

  it.effect.each(calls)("one span: bepaid.customers.$operation", ({ operation, use, steps }) =>
    Effect.gen(function* () {
      const { spans, tracer } = yield* recordingTracer
      const script = scripted(steps)
      yield* inTheEnd(
        bepaid(use).pipe(Effect.provide(script.layer), Effect.withSpan("app"), Effect.withTracer(tracer))
      )
      assert.deepStrictEqual(
        spans.map(({ name }) => name),
        ["app", `bepaid.customers.${operation}`]
      )
      assert.strictEqual(script.sent.length, steps.length)

      const shown = JSON.stringify(spans.map(({ attributes, name, links }) => [name, [...attributes], links]))
      for (const value of [secret, john.email, john.ip, created.id]) assert.notInclude(shown, value)
      for (const { headers } of script.sent) {
        for (const name of ["b3", "traceparent", "tracestate"]) assert.notProperty(headers, name)
      }
    })
  )
})

/** Everything that can be reached from `start`, by whatever key, hidden ones too. */
const reachable = (start: unknown): ReadonlySet<unknown> => {
  const seen = new Set<unknown>()
  const queue = [start]
  while (queue.length > 0) {
    const next = queue.pop()
    if (seen.has(next)) continue
    seen.add(next)
    if ((typeof next !== "object" && typeof next !== "function") || next === null) continue
    if (next instanceof Map || next instanceof Set) queue.push(...[...next].flat())
    for (const key of Reflect.ownKeys(next)) {
      const property = Reflect.getOwnPropertyDescriptor(next, key)
      if (property !== undefined && "value" in property) queue.push(property.value)
    }
  }
  return seen
}

describe("an error holds nothing of the exchange", () => {
  const cause = Object.assign(new Error(`could not send Basic ${btoa(`361:${secret}`)} for ${john.email}`), {
    code: "ECONNRESET",
    request: { headers: { authorization: secret } }
  })
  it.effect.each<[name: string, step: Step]>([
    ["no answer", fail(cause)],
    ["an answer broken off", breakOff(201, cause)],
    ["a timeout", never],
    ["5xx", answer(503, `<html>${john.email}</html>`, { "set-cookie": john.email })],
    ["a redirect", answer(302, "", { location: `https://example.com/?email=${john.email}` })],
    ["a body that does not decode", answer(201, { id: 7, email: john.email })],
    ["a body that is no JSON", answer(200, `<html>${john.email}</html>`)]
  ])("%s", ([, step]) =>
    Effect.gen(function* () {
      const script = scripted([step])
      const end = yield* inTheEnd(
        Effect.sandbox(
          bepaid((service) => service.create(john), { retries: 0 }).pipe(Effect.provide(script.layer))
        )
      )
      const failure = yield* Effect.flip(Effect.fromResult(end))
      assert.isTrue(Option.isSome(Cause.onlyError(failure)))
      const found = reachable(failure)
      assert.include([...found], "bepaid", "the walk has seen the error")
      assert.isFalse(found.has(cause))
      for (const part of found) {
        assert.isFalse(isHttpClientError(part), "an error of the platform")
        assert.isFalse(HttpClientRequest.isHttpClientRequest(part), "a request of the platform")
        assert.isFalse(hasProperty(part, HttpClientResponse.TypeId), "a response of the platform")
        if (typeof part !== "string") continue
        for (const value of [secret, btoa(`361:${secret}`), john.email, john.ip])
          assert.notInclude(part, value)
      }
    })
  )
})
