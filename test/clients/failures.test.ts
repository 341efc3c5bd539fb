/** Failures that carry a response, of whatever making, and those that do not. */

import { createServer } from "node:http"
import * as Redacted from "effect/Redacted"
import * as Customers from "effect-payment-customers/Customers"
import type { CustomersError } from "effect-payment-customers/CustomersError"
import * as FetchClient from "effect-payment-customers/FetchClient"
import * as Omise from "effect-payment-customers/Omise"
import * as Stancer from "effect-payment-customers/Stancer"
import { StancerTest } from "effect-payment-customers/testing"
import * as Exit from "#line/Exit"
import * as HttpClientRequest from "#line/HttpClientRequest"
import * as HttpClientResponse from "#line/HttpClientResponse"
import * as Layer from "#line/Layer"
import * as Cause from "#line/test/Cause"
import * as Effect from "#line/test/Effect"
import * as HttpClient from "#line/test/HttpClient"
import { type BodyError, requestError, responseError } from "#line/test/HttpClientError"
import * as Result from "#line/test/Result"
import * as Schedule from "#line/test/Schedule"
import { assert, describe, it } from "#line/test/vitest"
import { listen } from "../support/loopback.js"
import { answer, breakOff, cut, inTheEnd, type Script, scripted, stall } from "../support/scripted.js"

const id = "cust_9Cle7TXKkjhwqcWx4Kl5cQYk"
const customer = { id, email: "john@example.com", created: 1538565198, live_mode: false }
const unknown = { error: { type: "invalid_request_error", message: { id: "No such customer" } } }

const stancer = <A, E>(use: (service: Stancer.Service) => Effect.Effect<A, E>) =>
  Effect.flatMap(Stancer.Stancer, use)
const retrieve = stancer((service) => service.retrieve(id))
const create = stancer((service) => service.create({ email: customer.email }))

/** The call over a script that is wrapped, to its end. */
const over = <A, E>(
  script: Script,
  wrap: (client: HttpClient.HttpClient) => HttpClient.HttpClient,
  call: Effect.Effect<A, E, Stancer.Stancer>
) =>
  inTheEnd(call).pipe(
    Effect.provide(Stancer.layer({ secretKey: Redacted.make("stest_1"), transformClient: wrap })),
    Effect.provide(script.layer)
  )

type Failing = (response: HttpClientResponse.HttpClientResponse) => unknown

/** Fails with what is made of each response; what a program lets through may be of any kind. */
const failingWith =
  (failing: Failing) =>
  (client: HttpClient.HttpClient): HttpClient.HttpClient =>
    HttpClient.transformResponse(client, (sending) =>
      Effect.flatMap(sending, (response) => Effect.fail(failing(response) as BodyError))
    )

const noAnswer = (
  response: HttpClientResponse.HttpClientResponse,
  reason: Parameters<typeof responseError>[0]
): BodyError => responseError(reason, response.request, response)

const nested = (error: unknown, layers: number): unknown =>
  layers === 0 ? error : new Error("wrapper", { cause: nested(error, layers - 1) })

describe("read as the response", () => {
  const failures: ReadonlyArray<[name: string, failing: Failing]> = [
    ["StatusCode", (response) => noAnswer(response, "StatusCode")],
    ["Decode", (response) => noAnswer(response, "Decode")],
    ["EmptyBody", (response) => noAnswer(response, "EmptyBody")],
    ["an object with a response", (response) => ({ response })],
    ["the cause of an error", (response) => nested({ response }, 1)],
    ["eight causes deep", (response) => nested({ response }, 8)],
    [
      "the cause of a RequestError",
      (response) => requestError("Transport", response.request, noAnswer(response, "StatusCode"))
    ],
    ["beside a response that is none", (response) => ({ response: 404, cause: { response } })]
  ]

  it.effect.each(failures)("%s, of a 404", ([, failing]) =>
    Effect.gen(function* () {
      const script = scripted([answer(404, unknown, { "x-request-id": "req_1" })])
      const error = yield* Effect.flip(Effect.fromResult(yield* over(script, failingWith(failing), retrieve)))
      assert.include(error, { _tag: "NotFound", status: 404, requestId: "req_1" })
      assert.strictEqual(error.detail, "No such customer")
      assert.strictEqual(script.sent.length, 1)
    })
  )

  it.effect.each(failures)("%s, of a 201: what was created is not lost", ([, failing]) =>
    Effect.gen(function* () {
      const script = scripted([answer(201, customer)])
      const created = Result.getOrThrow(yield* over(script, failingWith(failing), create))
      assert.strictEqual(created.id, id)
    })
  )

  it.effect("of a fetch that throws it", () =>
    Effect.gen(function* () {
      const thrown = (status: number, body: unknown) => async () => {
        throw Object.assign(new Error("HTTPError"), { response: Response.json(body, { status }) })
      }
      const by = (fetch: typeof globalThis.fetch, options: Partial<Stancer.Options> = {}) =>
        Effect.provide(
          Layer.provide(
            Stancer.layer({ secretKey: Redacted.make("stest_1"), ...options }),
            Layer.succeed(HttpClient.HttpClient, FetchClient.make({ fetch }))
          )
        )
      const wrapped = { transformClient: HttpClient.tapRequest(() => Effect.void) }
      for (const options of [{}, wrapped]) {
        const error = yield* Effect.flip(retrieve).pipe(by(thrown(404, unknown), options))
        assert.include(error, { _tag: "NotFound", status: 404 })
        assert.strictEqual(error.detail, "No such customer")
        // no fetch throws a success: this one may be the answer to anything
        const lost = yield* Effect.flip(create).pipe(by(thrown(201, customer), options))
        assert.include(lost, { _tag: "Unavailable", reason: "Transport", outcome: "Unknown" })
      }
    })
  )
})

describe("a body that is no longer there", () => {
  const filtered = failingWith((response) => noAnswer(response, "StatusCode"))

  it.effect("of a refusal: the status decides", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(
        Effect.fromResult(yield* over(scripted([breakOff(422, cut)]), filtered, create))
      )
      assert.include(error, { _tag: "ValidationFailed", status: 422 })
      assert.isUndefined(error.detail)
    })
  )

  it.effect("of a success: it may have been carried out", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(
        Effect.fromResult(yield* over(scripted([breakOff(201, cut)]), filtered, create))
      )
      assert.include(error, {
        _tag: "Unavailable",
        reason: "Transport",
        outcome: "Unknown",
        status: 201,
        code: "UND_ERR_SOCKET"
      })
    })
  )

  it.effect("consumed by what wraps the client", () =>
    Effect.gen(function* () {
      const consumed = (status: number, body: unknown) =>
        HttpClient.make((request) =>
          Effect.promise(async () => {
            const response = Response.json(body, { status })
            await response.arrayBuffer()
            return HttpClientResponse.fromWeb(request, response)
          })
        )
      const by = (client: HttpClient.HttpClient) =>
        Effect.provide(
          Layer.provide(
            Stancer.layer({ secretKey: Redacted.make("stest_1") }),
            Layer.succeed(HttpClient.HttpClient, client)
          )
        )
      const refused = yield* Effect.flip(retrieve).pipe(by(HttpClient.filterStatusOk(consumed(404, unknown))))
      assert.include(refused, { _tag: "NotFound", status: 404 })
      const lost = yield* Effect.flip(create).pipe(by(consumed(201, customer)))
      assert.include(lost, { _tag: "Unavailable", reason: "Transport", outcome: "Unknown", status: 201 })
    })
  )
})

describe("read as no answer", () => {
  it.effect("the response to a request that is another one", () =>
    Effect.gen(function* () {
      const script = scripted([answer(404, unknown), answer(404, unknown), answer(404, unknown)])
      const withToken = (client: HttpClient.HttpClient) =>
        HttpClient.mapRequestEffect(client, (request) =>
          Effect.as(
            HttpClient.filterStatusOk(client).execute(
              HttpClientRequest.get("https://auth.example.com/token")
            ),
            request
          )
        )
      const error = yield* Effect.flip(Effect.fromResult(yield* over(script, withToken, retrieve)))
      assert.include(error, { _tag: "Unavailable", reason: "Transport", outcome: "Unknown" })
      assert.isUndefined(error.status)
      assert.isTrue(script.sent.every(({ url }) => url === "https://auth.example.com/token"))
    })
  )

  /** A server of tokens that has none, and how it is asked before each request. */
  const tokens = (status: number) =>
    Effect.map(
      listen(
        createServer((_, response) => {
          response.writeHead(status, { "content-type": "application/json" })
          response.end(JSON.stringify({ id: "tok_1", error: "no token" }))
        })
      ),
      ({ port }) => {
        const ask = async () => {
          throw Object.assign(new Error("HTTPError"), {
            response: await globalThis.fetch(`http://127.0.0.1:${port}/token`)
          })
        }
        const inWrapper = HttpClient.mapRequestEffect(() =>
          Effect.promise(() => ask().catch((error) => error)).pipe(
            Effect.flatMap((error) => Effect.fail(error as BodyError))
          )
        )
        return { inFetch: ask as typeof globalThis.fetch, inWrapper }
      }
    )

  it.effect.each([200, 201, 404, 422])("a web response of another server: %s", (status) =>
    Effect.gen(function* () {
      const { inFetch, inWrapper } = yield* tokens(status)
      const clients: ReadonlyArray<[typeof globalThis.fetch, Partial<Stancer.Options>]> = [
        [inFetch, {}],
        [inFetch, { transformClient: HttpClient.tapRequest(() => Effect.void) }],
        [globalThis.fetch, { transformClient: inWrapper }]
      ]
      const calls: ReadonlyArray<Effect.Effect<unknown, CustomersError, Stancer.Stancer>> = [
        create,
        retrieve,
        stancer((service) => service.delete(id))
      ]
      for (const [fetch, options] of clients) {
        const layer = Layer.provide(
          Stancer.layer({ secretKey: Redacted.make("stest_1"), retries: 0, ...options }),
          Layer.succeed(HttpClient.HttpClient, FetchClient.make({ fetch }))
        )
        for (const call of calls) {
          const error = yield* Effect.flip(call).pipe(Effect.provide(layer))
          assert.include(error, { _tag: "Unavailable", reason: "Transport", outcome: "Unknown" })
          assert.isUndefined(error.status)
        }
      }
    })
  )

  it.effect("a web response that does not say where it comes from, of what wraps the client", () =>
    Effect.gen(function* () {
      const script = scripted([])
      const failing = HttpClient.mapRequestEffect(() =>
        Effect.fail({ response: Response.json({ id: "tok_1" }) } as unknown as BodyError)
      )
      const error = yield* Effect.flip(Effect.fromResult(yield* over(script, failing, create)))
      assert.include(error, { _tag: "Unavailable", reason: "Transport", outcome: "Unknown" })
    })
  )

  it.effect("a web response of the same path elsewhere, or of a success before the request", () =>
    Effect.gen(function* () {
      const { port } = yield* listen(
        createServer((request, response) => {
          response.writeHead(request.url?.startsWith("/audit/") ? 404 : 200)
          response.end(JSON.stringify({ id, allowed: true }))
        })
      )
      const baseUrl = `http://127.0.0.1:${port}/v1`
      const looking =
        (url: (own: string) => string): typeof globalThis.fetch =>
        async (input) => {
          throw Object.assign(new Error("HTTPError"), {
            response: await globalThis.fetch(url(String(input)))
          })
        }
      const elsewhere = looking((own) => own.replace("/v1/", "/audit/v1/"))
      const before = looking((own) => own)
      for (const fetch of [elsewhere, before]) {
        const layer = Layer.provide(
          Stancer.layer({ secretKey: Redacted.make("stest_1"), retries: 0, baseUrl }),
          Layer.succeed(HttpClient.HttpClient, FetchClient.make({ fetch }))
        )
        const error = yield* Effect.flip(stancer((service) => service.delete(id))).pipe(Effect.provide(layer))
        assert.include(error, { _tag: "Unavailable", reason: "Transport", outcome: "Unknown" })
      }
    })
  )

  const throwing = (field: string) =>
    Object.defineProperty(new Error("odd"), field, {
      get: () => {
        throw new Error("not for reading")
      }
    })
  const revoked = Proxy.revocable({}, {})
  revoked.revoke()

  it.effect.each<[name: string, failure: unknown]>([
    ["whose response throws", throwing("response")],
    ["whose cause throws", throwing("cause")],
    ["whose code throws", throwing("code")],
    ["whose cause is a revoked proxy", { cause: revoked.proxy }],
    ["that carries an error of fetch", { response: Response.error() }]
  ])("a failure %s", ([, failure]) =>
    Effect.gen(function* () {
      const by = (wrap: (client: HttpClient.HttpClient) => HttpClient.HttpClient) =>
        Effect.flatMap(over(scripted([answer(404, unknown)]), wrap, create), (end) =>
          Effect.flip(Effect.fromResult(end))
        )
      const before = HttpClient.mapRequestEffect(() => Effect.fail(failure as BodyError))
      for (const wrap of [before, failingWith(() => failure)]) {
        assert.include(yield* by(wrap), { _tag: "Unavailable", reason: "Transport", outcome: "Unknown" })
      }
      const fetch = () => Promise.reject(failure)
      const error = yield* Effect.flip(create).pipe(
        Effect.provide(
          Layer.provide(
            Stancer.layer({ secretKey: Redacted.make("stest_1"), retries: 0 }),
            Layer.succeed(HttpClient.HttpClient, FetchClient.make({ fetch }))
          )
        )
      )
      assert.include(error, { _tag: "Unavailable", reason: "Transport", outcome: "Unknown" })
    })
  )

  it.effect("but one that went by another host is this one", () =>
    Effect.gen(function* () {
      const script = scripted([answer(404, unknown)])
      const byGateway = (client: HttpClient.HttpClient) =>
        HttpClient.mapRequest(HttpClient.filterStatusOk(client), (request) =>
          HttpClientRequest.setUrl(
            request,
            request.url.replace("https://api.stancer.com", "https://gateway.example.com/stancer")
          )
        )
      const error = yield* Effect.flip(Effect.fromResult(yield* over(script, byGateway, retrieve)))
      assert.include(error, { _tag: "NotFound", status: 404 })
      assert.match(script.sent[0]?.url ?? "", /^https:\/\/gateway\.example\.com\/stancer\//)
    })
  )

  it.effect.each<[name: string, failure: unknown]>([
    ["a response deeper than any real chain", nested({ response: Response.json(unknown) }, 9)],
    ["a response that is no response", { response: { status: 404 } }],
    ["a text", "404"],
    ["nothing", undefined]
  ])("%s", ([, failure]) =>
    Effect.gen(function* () {
      const script = scripted([answer(404, unknown)])
      const error = yield* Effect.flip(
        Effect.fromResult(
          yield* over(
            script,
            failingWith(() => failure),
            create
          )
        )
      )
      assert.include(error, { _tag: "Unavailable", reason: "Transport", outcome: "Unknown" })
      assert.isUndefined(error.status)
      assert.strictEqual(script.sent.length, 1)
    })
  )
})

it.effect("a defect stays a defect", () =>
  Effect.gen(function* () {
    const script = scripted([answer(404, unknown)])
    type Sending = ReturnType<HttpClient.HttpClient["execute"]>
    const dying = (client: HttpClient.HttpClient) =>
      HttpClient.transformResponse(
        HttpClient.filterStatusOk(client),
        (sending: Sending): Sending => Effect.orDie(sending)
      )
    const exit = yield* retrieve.pipe(
      Effect.provide(Stancer.layer({ secretKey: Redacted.make("stest_1"), transformClient: dying })),
      Effect.provide(script.layer),
      Effect.exit
    )
    assert.isTrue(Exit.isFailure(exit) && Cause.hasDies(exit.cause))
  })
)

describe("ensure over filterStatusOk", () => {
  const ensure = Customers.ensure({ externalId: "user-4711", email: "john@example.com", ip: "127.0.0.1" })

  it.effect("Stancer v1 creates once, and finds what it has created", () =>
    Effect.gen(function* () {
      const first = yield* ensure
      const second = yield* ensure
      assert.deepEqual([first.created, second.created], [true, false])
      assert.strictEqual(second.customer.id, first.customer.id)
      const control = yield* StancerTest.Control
      assert.strictEqual((yield* control.customers).length, 1)
    }).pipe(Effect.provide(StancerTest.layer({ transformClient: HttpClient.filterStatusOk })))
  )

  it.effect.each([
    ["hangs", stall(404)],
    ["is cut", breakOff(404, cut)]
  ] as const)("a look whose 404 %s decides nothing: nobody is created", ([, step]) =>
    Effect.gen(function* () {
      const script = scripted([step])
      const error = yield* Effect.flip(
        Effect.fromResult(
          yield* inTheEnd(ensure).pipe(
            Effect.provide(
              Omise.layer({
                secretKey: Redacted.make("skey_test_1"),
                transformClient: HttpClient.filterStatusOk
              })
            ),
            Effect.provide(script.layer)
          )
        )
      )
      assert.include(error, { _tag: "UnexpectedResponse", status: 404 })
      assert.deepEqual(
        script.sent.map(({ method }) => method),
        ["GET"]
      )
    })
  )
})

describe("FetchClient by TestClock", () => {
  /** What each `fetch` in turn does. */
  const fetching = (...answers: ReadonlyArray<() => Promise<Response>>) => {
    const left = [...answers]
    return FetchClient.make({ fetch: () => (left.shift() ?? never)() })
  }
  const never = () => new Promise<Response>(() => {})
  const hanging = (status: number) => async () => new Response(new ReadableStream(), { status })

  const ended = (client: HttpClient.HttpClient) =>
    inTheEnd(create).pipe(
      Effect.provide(
        Layer.provide(
          Stancer.layer({ secretKey: Redacted.make("stest_1") }),
          Layer.succeed(HttpClient.HttpClient, client)
        )
      ),
      Effect.flatMap((end) => Effect.flip(Effect.fromResult(end)))
    )

  it.effect("the short way: a body that hangs leaves the status", () =>
    Effect.gen(function* () {
      assert.include(yield* ended(fetching(hanging(422))), { _tag: "ValidationFailed", status: 422 })
      assert.include(yield* ended(fetching(hanging(201))), {
        _tag: "Unavailable",
        reason: "Timeout",
        outcome: "Unknown",
        status: 201
      })
    })
  )

  it.effect("the status of a request that a wrapper has repeated is none of the next one", () =>
    Effect.gen(function* () {
      const whole = async () => Response.json(unknown, { status: 422 })
      const repeating = HttpClient.retry(HttpClient.filterStatusOk(fetching(whole, never)), { times: 1 })
      const error = yield* ended(repeating)
      assert.include(error, { _tag: "Unavailable", reason: "Timeout" })
      assert.isUndefined(error.status)
    })
  )

  it.effect("nor is it the end of a call whose wrapper waits to repeat", () =>
    Effect.gen(function* () {
      const whole = async () => Response.json(unknown, { status: 422 })
      const waiting = HttpClient.retry(HttpClient.filterStatusOk(fetching(whole)), Schedule.spaced("1 hour"))
      const error = yield* ended(waiting)
      assert.include(error, { _tag: "Unavailable", reason: "Timeout", outcome: "Unknown" })
    })
  )

  it.effect("nor is that of one that a wrapper has given up", () =>
    Effect.gen(function* () {
      const limited = HttpClient.transform(fetching(hanging(422), never), (sending, request) =>
        Effect.timeoutOrElse(sending, {
          duration: "1 second",
          orElse: () => Effect.fail(requestError("Transport", request, undefined))
        })
      )
      const error = yield* ended(HttpClient.retry(limited, { times: 1 }))
      assert.include(error, { _tag: "Unavailable", reason: "Transport" })
      assert.isUndefined(error.status)
    })
  )
})
