/** The loopback server and the web handler as servers: limits, faults, an end. */

import * as Redacted from "effect/Redacted"
import * as Emulator from "effect-payment-customers/emulator"
import { Fault } from "effect-payment-customers/testing"
import * as Exit from "#line/Exit"
import * as Fiber from "#line/Fiber"
import * as Scope from "#line/Scope"
import type * as Cause from "#line/test/Cause"
import * as Effect from "#line/test/Effect"
import { assert, describe, it } from "#line/test/vitest"

const omise = { authorization: `Basic ${btoa(`${Emulator.keys.omise.testKey}:`)}` }
const stancer = { authorization: `Basic ${btoa(`${Emulator.keys.stancer.testKey}:`)}` }
const bepaid = {
  authorization: `Basic ${btoa(`${Emulator.keys.bepaid.shopId}:${Emulator.keys.bepaid.secretKey}`)}`
}

type Send = (path: string, init?: RequestInit) => Effect.Effect<Response, Cause.UnknownError>

/** What both servers must do, each reached in its way. */
const servers: ReadonlyArray<{
  readonly name: string
  readonly start: (options: Emulator.Options) => Effect.Effect<Send, Error, Scope.Scope>
}> = [
  {
    name: "the web handler",
    start: (options) =>
      Effect.sync(() => {
        const handler = Emulator.makeHandler(options)
        return (path, init) => Effect.tryPromise(() => handler(new Request(`http://localhost${path}`, init)))
      })
  },
  {
    name: "the loopback server",
    start: (options) =>
      Effect.map(
        Emulator.serve(options),
        ({ url }): Send =>
          (path, init) =>
            Effect.tryPromise(() => fetch(`${url}${path}`, init))
      )
  }
]

const jsonOf = (response: Response) => Effect.promise(() => response.json() as Promise<unknown>)

const post = (body: string, headers: Readonly<Record<string, string>> = omise): RequestInit => ({
  method: "POST",
  headers: { ...headers, "content-type": "application/json" },
  body
})

/** The code of a lost connection, wherever Node puts it. */
const codeOf = (error: Cause.UnknownError): unknown =>
  ((error.cause as Error).cause as { readonly code?: unknown } | undefined)?.code

for (const { name, start } of servers) {
  describe(name, () => {
    it.live("takes bodies up to its limit, and says where it is", () =>
      Effect.gen(function* () {
        const send = yield* start({ limits: { body: 100 } })
        const fits = JSON.stringify({ description: "x".repeat(80) }).slice(0, 100)
        assert.strictEqual((yield* send("/omise/customers", post(fits))).status, 200)
        const long = yield* send("/omise/customers", post(`${fits}${" ".repeat(101 - fits.length)}`))
        assert.strictEqual(long.status, 413)
        assert.deepStrictEqual(yield* jsonOf(long), {
          emulator: "this emulator takes bodies of 100 bytes at the most"
        })
        assert.strictEqual((yield* send("/omise/customers", { headers: omise })).status, 200)
      })
    )

    it.live("counts the bytes of a body that says no length", () =>
      Effect.gen(function* () {
        const send = yield* start({ limits: { body: 1000 } })
        const body = new ReadableStream({
          start(controller) {
            for (let part = 0; part < 20; part++) controller.enqueue(new Uint8Array(100).fill(32))
            controller.close()
          }
        })
        const init = { method: "POST", headers: omise, body, duplex: "half" } as RequestInit
        assert.strictEqual((yield* send("/omise/customers", init)).status, 413)
      })
    )

    it.live("takes a mebibyte by default", () =>
      Effect.gen(function* () {
        const send = yield* start({})
        const of = (length: number) => JSON.stringify({ description: "x".repeat(length - 18) })
        assert.strictEqual((yield* send("/omise/customers", post(of(1024 * 1024)))).status, 200)
        assert.strictEqual((yield* send("/omise/customers", post(of(1024 * 1024 + 1)))).status, 413)
      })
    )

    it.live("holds so many customers of a provider, and no more until one goes", () =>
      Effect.gen(function* () {
        const send = yield* start({ limits: { customers: 2 } })
        const create = send("/omise/customers", post("{}"))
        const { id } = (yield* jsonOf(yield* create)) as { readonly id: string }
        yield* create
        const full = yield* create
        assert.strictEqual(full.status, 507)
        assert.match(JSON.stringify(yield* jsonOf(full)), /2 customers at the most/)
        assert.strictEqual((yield* send("/stancer/v1/customers/", post("{}", stancer))).status, 200)
        yield* send(`/omise/customers/${id}`, { method: "DELETE", headers: omise })
        assert.strictEqual((yield* create).status, 200)
      })
    )

    for (const [path, headers] of [
      ["/bepaid/customers", bepaid],
      ["/omise/customers", omise],
      ["/stancer/v2/customers/", stancer]
    ] as const) {
      it.live(`${path}: a rate limit is the account's, after authentication`, () =>
        Effect.gen(function* () {
          const send = yield* start({ rateLimit: { requests: 2, per: "1 hour" } })
          const statuses = yield* Effect.forEach([headers, {}, headers, {}, headers, headers], (headers) =>
            Effect.map(send(path, { headers }), ({ status }) => status)
          )
          assert.deepStrictEqual(statuses, [200, 401, 200, 401, 429, 429])
        })
      )
    }

    it.live("loses an answer after the request was carried out", () =>
      Effect.gen(function* () {
        const send = yield* start({ faults: { omise: [{ fault: Fault.loseAnswer }] } })
        const lost = yield* Effect.flip(send("/omise/customers", post("{}")))
        assert.include(["ECONNRESET", "UND_ERR_SOCKET"], codeOf(lost))
        const list = yield* jsonOf(yield* send("/omise/customers", { headers: omise }))
        assert.deepInclude(list, { total: 1 })
      })
    )

    it.live("refuses a connection before the request is carried out", () =>
      Effect.gen(function* () {
        const send = yield* start({ faults: { omise: [{ fault: Fault.refuseConnection }] } })
        assert.isDefined(codeOf(yield* Effect.flip(send("/omise/customers", post("{}")))))
        const list = yield* jsonOf(yield* send("/omise/customers", { headers: omise }))
        assert.deepInclude(list, { total: 0 })
      })
    )

    it.live("never answers, until the client gives up", () =>
      Effect.gen(function* () {
        const send = yield* start({
          faults: { omise: [{ operation: "create", fault: Fault.neverAnswer({ carriedOut: true }) }] }
        })
        const given = new AbortController()
        const asked = yield* Effect.forkChild(
          Effect.flip(send("/omise/customers", { ...post("{}"), signal: given.signal }))
        )
        const total = Effect.flatMap(send("/omise/customers", { headers: omise }), jsonOf)
        yield* Effect.repeat(total, { until: (list) => (list as { total: number }).total === 1 })
        given.abort()
        assert.strictEqual(((yield* Fiber.join(asked)).cause as Error).name, "AbortError")
      })
    )

    it.live("answers what it is told, cuts what it is told, and then is well", () =>
      Effect.gen(function* () {
        const fault = Fault.answer(503, { headers: { "retry-after": "7" }, body: "<html>" })
        const send = yield* start({ faults: { bepaid: [{ fault }, { fault: Fault.truncate }] } })
        const list = send("/bepaid/customers", { headers: bepaid })
        const broken = yield* list
        const text = yield* Effect.promise(() => broken.text())
        assert.deepStrictEqual([broken.status, broken.headers.get("retry-after"), text], [503, "7", "<html>"])
        const cut = yield* list
        assert.deepStrictEqual([cut.status, yield* Effect.promise(() => cut.text())], [200, "["])
        assert.deepStrictEqual(yield* jsonOf(yield* list), [])
      })
    )

    it.live("has nothing elsewhere, and says where the providers are", () =>
      Effect.gen(function* () {
        const send = yield* start({})
        for (const path of ["/customers", "/v1/customers/", "/stripe/v1/customers"]) {
          const got = yield* send(path)
          assert.strictEqual(got.status, 404)
          assert.match(JSON.stringify(yield* jsonOf(got)), /\/bepaid,\/omise,\/stancer/)
        }
        for (const path of ["/omise", "/omise/"]) {
          assert.strictEqual((yield* send(path)).status, 401, "the provider itself answers")
        }
      })
    )
  })
}

describe("the loopback server alone", () => {
  it.live("answers with its keys and its page", () =>
    Effect.gen(function* () {
      const keys = { omise: { testKey: "skey_test_mine", liveKey: "skey_mine" } }
      const served = yield* Emulator.serve({ keys })
      assert.strictEqual(Redacted.value(served.omise.testKey), "skey_test_mine")
      assert.strictEqual(Redacted.value(served.stancer.liveKey), Emulator.keys.stancer.liveKey)
      assert.strictEqual(served.omise.baseUrl, `${served.url}/omise`)
      const headers = { authorization: `Basic ${btoa("skey_mine:")}` }
      const got = yield* Effect.promise(() => fetch(`${served.omise.baseUrl}/customers`, { headers }))
      assert.strictEqual(got.status, 200)
    })
  )

  it.live("takes the three ports after its own", () =>
    Effect.gen(function* () {
      // another test may take one of the ports meanwhile: then four others
      const { free, served } = yield* Effect.gen(function* () {
        const free = new URL((yield* Effect.scoped(Emulator.serve())).url).port
        return { free, served: yield* Emulator.serve({ port: Number(free), portsEach: true }) }
      }).pipe(Effect.retry({ times: 9 }))
      assert.deepStrictEqual(
        [served.url, served.bepaid.baseUrl, served.omise.baseUrl, served.stancer.baseUrl].map((url) =>
          Number(new URL(url).port)
        ),
        [0, 1, 2, 3].map((index) => Number(free) + index)
      )
    })
  )

  for (const host of ["0.0.0.0", "::", "10.0.0.7", "example.com", "127.0.0.1.example.com"]) {
    it.effect(`does not listen on ${host} unless told to`, () =>
      Effect.gen(function* () {
        const error = yield* Effect.flip(Effect.scoped(Emulator.serve({ host })))
        assert.include(error.message, "not a loopback address")
      })
    )
  }

  it.live("listens where it is told to", () =>
    Effect.gen(function* () {
      const { bepaid: there } = yield* Emulator.serve({ host: "0.0.0.0", allowRemote: true })
      const got = yield* Effect.promise(() => fetch(`${there.baseUrl}/customers`, { headers: bepaid }))
      assert.strictEqual(got.status, 200)
    })
  )

  it.live("is gone when its scope closes, also for those who wait for an answer", () =>
    Effect.gen(function* () {
      const scope = yield* Scope.make()
      const { url } = yield* Scope.provide(
        Emulator.serve({ faults: { omise: [{ fault: Fault.neverAnswer({ carriedOut: false }) }] } }),
        scope
      )
      const waiting = yield* Effect.forkChild(
        Effect.exit(Effect.tryPromise(() => fetch(`${url}/omise/customers`, { headers: omise })))
      )
      yield* Effect.repeat(
        Effect.promise(async () => (await fetch(`${url}/_control/omise/requests`)).json()),
        { until: (requests) => (requests as ReadonlyArray<unknown>).length === 1 }
      )
      yield* Scope.close(scope, Exit.void)
      assert.isTrue(Exit.isFailure(yield* Fiber.join(waiting)))
      const after = yield* Effect.flip(Effect.tryPromise(() => fetch(url)))
      assert.strictEqual(codeOf(after), "ECONNREFUSED")
    })
  )
})
