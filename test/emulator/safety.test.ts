/** Who is let in, what a stranger can't use up, and what is never shown. */
import { request as httpRequest } from "node:http"
import * as Redacted from "effect/Redacted"
import * as Emulator from "effect-payment-customers/emulator"
import { Fault } from "effect-payment-customers/testing"
import * as Effect from "#line/test/Effect"
import { assert, describe, it } from "#line/test/vitest"
import { makeFaultPlan } from "../../src/emulator/faults.js"

const { omise, bepaid } = Emulator.keys
const basic = (credentials: string) => `Basic ${btoa(credentials)}`
const authorization = basic(`${omise.testKey}:`)

type Headers = Readonly<Record<string, string>>

/** What `fetch` would not send: any Host and any Origin. */
const ask = (url: string, headers: Headers, method = "GET", body = "") =>
  Effect.promise(
    () =>
      new Promise<{ readonly status: number; readonly text: string }>((resolve, reject) => {
        const sent = httpRequest(url, { method, headers, agent: false }, (answer) => {
          let text = ""
          answer.setEncoding("utf8").on("data", (part) => {
            text += part
          })
          answer.on("end", () => resolve({ status: answer.statusCode ?? 0, text }))
        })
        sent.on("error", reject)
        sent.end(body)
      })
  )

const paths = ["/", "/_page/state", "/_control/omise/customers", "/omise/customers"]

describe("Host", () => {
  const cases: ReadonlyArray<readonly [options: Emulator.ServeOptions, host: string, isLetIn: boolean]> = [
    [{}, "localhost", true],
    [{}, "LOCALHOST:1", true],
    [{}, "127.0.0.1:80", true],
    [{}, "[::1]:4010", true],
    [{}, "evil.example", false],
    [{}, "localhost.evil.example", false],
    [{}, "127.0.0.1.evil.example:4010", false],
    [{}, "10.0.0.7", false],
    [{}, "a b", false],
    [{ hosts: ["emulator"] }, "emulator:4010", true],
    [{ hosts: ["emulator"] }, "another", false],
    [{ host: "0.0.0.0", allowRemote: true }, "10.0.0.7:4010", true],
    [{ host: "0.0.0.0", allowRemote: true }, "[fe80::7]", true],
    [{ host: "0.0.0.0", allowRemote: true }, "evil.example", false],
    [{ host: "0.0.0.0", allowRemote: true, hosts: ["Emulator.internal"] }, "emulator.internal", true]
  ]
  for (const [options, host, isLetIn] of cases) {
    it.live(`${JSON.stringify(options)}: ${host} is ${isLetIn ? "let in" : "refused"}`, () =>
      Effect.gen(function* () {
        const { url, controlToken } = yield* Emulator.serve(options)
        const token = controlToken === undefined ? "" : `Bearer ${Redacted.value(controlToken)}`
        for (const path of paths) {
          const opened = path.startsWith("/omise") ? authorization : token
          const { status } = yield* ask(`${url}${path}`, { host, authorization: opened })
          assert.strictEqual(status, isLetIn ? 200 : 403, path)
        }
      })
    )
  }

  it.live("is looked at on each provider's port as well", () =>
    Effect.gen(function* () {
      const served = yield* Emulator.serve({ portsEach: true })
      const headers = { authorization, host: "evil.example" }
      assert.strictEqual((yield* ask(`${served.omise.baseUrl}/customers`, headers)).status, 403)
    })
  )

  it.effect("is the web handler's to look at where a server hands it on", () =>
    Effect.gen(function* () {
      const statuses = yield* Effect.forEach(["localhost", "evil.example", "workers.example"], (host) =>
        Effect.promise(async () => {
          const handler = Emulator.makeHandler({ hosts: ["workers.example"] })
          const request = new Request(`http://${host}/`)
          request.headers.set("host", host)
          return (await handler(request)).status
        })
      )
      assert.deepStrictEqual(statuses, [200, 403, 200])
      // in the place of `fetch` there is none
      const { status } = yield* Effect.promise(() =>
        Emulator.makeHandler()(
          new Request("https://api.example/omise/customers", { headers: { authorization } })
        )
      )
      assert.strictEqual(status, 200)
    })
  )
})

describe("Origin", () => {
  const origins: ReadonlyArray<readonly [origin: string, isLetIn: boolean]> = [
    ["http://localhost:4010", true],
    ["http://localhost:4011", false],
    ["http://localhost", false],
    ["https://evil.example", false],
    ["null", false],
    ["", false]
  ]
  for (const [origin, isLetIn] of origins) {
    it.live(`${origin || "nothing"} is ${isLetIn ? "let in" : "refused"} everywhere`, () =>
      Effect.gen(function* () {
        const { url } = yield* Emulator.serve()
        for (const path of paths) {
          const { status } = yield* ask(`${url}${path}`, { host: "localhost:4010", origin, authorization })
          assert.strictEqual(status, isLetIn ? 200 : 403, path)
        }
      })
    )
  }

  it.live("is not needed to know a request of another page", () =>
    Effect.gen(function* () {
      const { url } = yield* Emulator.serve()
      const statuses = (headers: Headers) =>
        Effect.forEach(paths, (path) => Effect.map(ask(`${url}${path}`, headers), ({ status }) => status))
      // the page itself may be opened from a link
      assert.deepStrictEqual(
        yield* statuses({ authorization, "sec-fetch-site": "cross-site" }),
        [200, 403, 403, 403]
      )
      assert.deepStrictEqual(
        yield* statuses({ authorization, "sec-fetch-site": "same-origin" }),
        [200, 200, 200, 200]
      )
    })
  )
})

describe("the control endpoint where other machines reach it", () => {
  const guarded = ["/_control/omise/customers", "/_control/omise/requests", "/_page/state", "/_page/cards"]

  it.live("wants the token that was made at start", () =>
    Effect.gen(function* () {
      const { url, controlToken } = yield* Emulator.serve({ host: "0.0.0.0", allowRemote: true })
      const token = controlToken === undefined ? assert.fail("no token") : Redacted.value(controlToken)
      assert.isAtLeast(token.length, 32)
      for (const path of guarded) {
        assert.strictEqual((yield* ask(`${url}${path}`, {})).status, 401, path)
        assert.strictEqual((yield* ask(`${url}${path}`, { authorization: "Bearer " })).status, 401, path)
        assert.strictEqual(
          (yield* ask(`${url}${path}`, { authorization: `Bearer ${token}` })).status,
          200,
          path
        )
      }
      assert.strictEqual((yield* ask(`${url}/omise/customers`, { authorization })).status, 200)
    })
  )

  it.live("on loopback there is none, unless one is given", () =>
    Effect.gen(function* () {
      assert.isUndefined((yield* Emulator.serve()).controlToken)
      const { url } = yield* Emulator.serve({ controlToken: Redacted.make("mine") })
      const statuses = yield* Effect.forEach(["", "Bearer mine"], (authorization) =>
        ask(`${url}/_control/omise/reset`, { authorization }, "POST")
      )
      assert.deepStrictEqual(
        statuses.map(({ status }) => status),
        [401, 204]
      )
    })
  )
})

describe("faults", () => {
  const broken = { _tag: "Answer", status: 503 } as const

  const emulator = () => {
    const handler = Emulator.makeHandler()
    return (path: string, init: RequestInit = {}) =>
      Effect.promise(() => handler(new Request(`http://localhost${path}`, init)))
  }
  const arm = (rules: unknown): RequestInit => ({ method: "POST", body: JSON.stringify(rules) })

  it.effect("are used up by requests with a key alone", () =>
    Effect.gen(function* () {
      const send = emulator()
      yield* send("/_control/omise/faults", arm({ fault: broken }))
      for (const headers of [{}, { authorization: "Basic " }, { authorization: basic(":") }]) {
        assert.strictEqual((yield* send("/omise/customers", { headers })).status, 401)
      }
      assert.strictEqual((yield* send("/omise/customers", { headers: { authorization } })).status, 503)
    })
  )

  it("cost as much each, however many there are", () => {
    const plan = makeFaultPlan()
    for (let nth = 0; nth < 500_000; nth++) {
      plan.add({ fault: Fault.truncate, operation: undefined, times: 1, after: 0 })
    }
    assert.strictEqual(plan.next("list"), Fault.truncate)
    assert.lengthOf(plan.rules(), 499_999)
  })

  it.effect("are a thousand at the most, of each provider", () =>
    Effect.gen(function* () {
      const send = emulator()
      const rules = Array.from({ length: 1000 }, () => ({ fault: broken }))
      assert.strictEqual((yield* send("/_control/omise/faults", arm(rules))).status, 204)
      assert.strictEqual((yield* send("/_control/omise/faults", arm(rules.slice(0, 1)))).status, 507)
      assert.strictEqual((yield* send("/_control/stancer/faults", arm(rules))).status, 204)
      yield* send("/omise/customers", { headers: { authorization } })
      assert.strictEqual((yield* send("/_control/omise/faults", arm(rules.slice(0, 1)))).status, 204)
    })
  )
})

describe("keys", () => {
  const own = { ...Emulator.keys, bepaid: { shopId: "77", secretKey: 'it"s a secrèt/key' } }
  const secrets = [
    omise.testKey,
    omise.liveKey,
    own.stancer.testKey,
    own.stancer.liveKey,
    own.bepaid.secretKey
  ]

  const places: ReadonlyArray<
    readonly [name: string, send: (key: string) => readonly [string, RequestInit]]
  > = [
    ["a header", (key) => ["", { headers: { "x-api-key": encodeURIComponent(key) } }]],
    [
      "another scheme",
      (key) => [
        "",
        { headers: { "proxy-authorization": `Bearer ${btoa(unescape(encodeURIComponent(key)))}` } }
      ]
    ],
    [
      "credentials",
      (key) => [
        "",
        { headers: { "x-forwarded-authorization": basic(unescape(encodeURIComponent(`77:${key}`))) } }
      ]
    ],
    ["a cookie", (key) => ["", { headers: { cookie: `key=${btoa(unescape(encodeURIComponent(key)))}` } }]],
    ["the path", (key) => [`/${encodeURIComponent(key)}`, {}]],
    ["the query", (key) => [`?${new URLSearchParams({ key })}`, {}]],
    ["a JSON body", (key) => ["", { method: "POST", body: JSON.stringify({ description: key }) }]],
    ["a form", (key) => ["", { method: "POST", body: new URLSearchParams({ description: key }) }]]
  ]
  for (const [name, send] of places) {
    it.effect(`in ${name} are never shown`, () =>
      Effect.promise(async () => {
        const told: Array<Emulator.Asked> = []
        const handler = Emulator.makeHandler({ keys: own, onRequest: (asked) => told.push(asked) })
        for (const key of secrets) {
          const [path, init] = send(key)
          const headers = new Headers(init.headers)
          headers.set("authorization", authorization)
          await handler(new Request(`http://localhost/omise/customers${path}`, { ...init, headers }))
        }
        const shown = await Promise.all(
          [
            "/_control/omise/requests",
            "/_control/omise/customers",
            "/_page/state",
            ...secrets.map((_, index) => `/_page/request?id=${index + 1}`)
          ].map(async (path) => (await handler(new Request(`http://localhost${path}`))).text())
        )
        assert.include(shown[0], "…")
        assert.lengthOf(told, secrets.length)
        for (const text of [...shown, JSON.stringify(told)]) {
          assert.doesNotThrow(() => JSON.parse(text))
          for (const key of secrets) {
            const bytes = unescape(encodeURIComponent(key))
            for (const writing of [
              key,
              JSON.stringify(key).slice(1, -1),
              encodeURIComponent(key),
              btoa(bytes).replace(/=+$/, "")
            ]) {
              assert.notInclude(text, writing)
            }
          }
        }
      })
    )
  }
})

describe("the bounds", () => {
  it.live("so many connections at a time, and no more until one closes", () =>
    Effect.gen(function* () {
      const { url } = yield* Emulator.serve({ limits: { connections: 1 } })
      const fault = JSON.stringify({ fault: { _tag: "NeverAnswer", carriedOut: false } })
      yield* ask(`${url}/_control/omise/faults`, {}, "POST", fault)
      const client = new AbortController()
      const held = fetch(`${url}/omise/customers`, {
        headers: { authorization },
        signal: client.signal
      }).catch(() => "left")
      const refused = yield* Effect.promise(async () => {
        // the one that is held may not have arrived yet
        for (;;) {
          const answer = await fetch(`${url}/`, { headers: { connection: "close" } }).catch(() => undefined)
          if (answer === undefined) return true
          await answer.text()
        }
      })
      assert.isTrue(refused)
      client.abort()
      assert.strictEqual(yield* Effect.promise(() => held), "left")
      yield* Effect.repeat(
        Effect.promise(() =>
          fetch(`${url}/`, { headers: { connection: "close" } }).then(
            (answer) => answer.status,
            () => 0
          )
        ),
        { until: (status) => status === 200 }
      )
    })
  )

  it("of a long text only the beginning is kept", async () => {
    const handler = Emulator.makeHandler()
    await handler(
      new Request("http://localhost/bepaid/customers", {
        method: "POST",
        headers: { authorization: basic(`${bepaid.shopId}:${bepaid.secretKey}`) },
        body: "é".repeat(20_000)
      })
    )
    const details = await (await handler(new Request("http://localhost/_page/request?id=1"))).json()
    assert.strictEqual((details as { sent: { body: string } }).sent.body, "é".repeat(10_000))
  })
})
