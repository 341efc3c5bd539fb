/** docs/examples/server.ts as its visitors meet it, over the test layers of the providers that it can be given. */

import * as HttpApiBuilder from "@effect/platform/HttpApiBuilder"
import type * as HttpClient from "@effect/platform/HttpClient"
import * as HttpServer from "@effect/platform/HttpServer"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as Redacted from "effect/Redacted"
import type * as Customers from "effect-payment-customers/Customers"
import { OmiseTest, StancerTest } from "effect-payment-customers/testing"
import { ShopApi } from "../../docs/examples/server.js"
import { answering } from "../support/answering.js"
import { answer, refused, reset, type Step } from "../support/scripted.js"

interface Options {
  readonly secretKey?: Redacted.Redacted
  readonly retries?: number
  readonly transformClient?: (client: HttpClient.HttpClient) => HttpClient.HttpClient
}

interface Answered {
  readonly status: number
  readonly retryAfter: string | null
  readonly body: unknown
}

const providers: ReadonlyArray<{
  readonly name: string
  readonly layer: (options?: Options) => Layer.Layer<Customers.Create | Customers.Retrieve | Customers.Delete>
  readonly unknownId: string
  /** The provider's own way of refusing an e-mail address. */
  readonly refusal: Step
  readonly fields: Readonly<Record<string, ReadonlyArray<string>>>
}> = [
  {
    name: "Omise",
    layer: OmiseTest.layer,
    unknownId: "cust_test_zzzzzzzzzzzzzzzzzzz",
    refusal: answer(422, { object: "error", code: "invalid_card", message: "email is invalid" }),
    fields: { card: ["email is invalid"] }
  },
  {
    name: "Stancer",
    layer: StancerTest.layer,
    unknownId: "cust_ffffffffffffffffffffffff",
    refusal: answer(400, { error: { message: { email: "Must be an address", name: "Is too long" } } }),
    fields: { email: ["Must be an address"], name: ["Is too long"] }
  }
]

const john = { email: "customer@example.com", name: "John Doe" }

for (const { name, layer, unknownId, refusal, fields } of providers) {
  describe(name, () => {
    /** The server, with what it logs. */
    const serving = (options: Options = {}) =>
      Effect.map(
        Effect.acquireRelease(
          Effect.sync(() => {
            const logged: Array<string> = []
            const logger = Logger.replace(
              Logger.defaultLogger,
              Logger.map(Logger.stringLogger, (line) => void logged.push(line))
            )
            const server = Layer.mergeAll(
              Layer.provide(ShopApi, layer({ retries: 0, ...options })),
              HttpServer.layerContext,
              logger
            )
            return { ...HttpApiBuilder.toWebHandler(server), logged }
          }),
          ({ dispose }) => Effect.promise(dispose)
        ),
        ({ handler, logged }) => ({
          logged,
          ask: (method: string, path: string, payload?: unknown): Effect.Effect<Answered> =>
            Effect.promise(async () => {
              const body = payload === undefined ? null : JSON.stringify(payload)
              const headers = { "content-type": "application/json" }
              const response = await handler(
                new Request(`https://shop.example${path}`, { method, body, headers })
              )
              const text = await response.text()
              return {
                status: response.status,
                retryAfter: response.headers.get("retry-after"),
                body: text === "" ? undefined : JSON.parse(text)
              }
            })
        })
      )

    const says = (answered: Answered, status: number, body: unknown, retryAfter: string | null = null) =>
      assert.deepStrictEqual(answered, { status, retryAfter, body })

    it.scoped("signs up, shows and erases", () =>
      Effect.gen(function* () {
        const { ask, logged } = yield* serving()
        const created = yield* ask("POST", "/customers", john)
        assert.strictEqual(created.status, 201)
        const { id } = created.body as { readonly id: string }
        assert.deepStrictEqual(created.body, { id, email: john.email })

        says(yield* ask("GET", `/customers/${id}`), 200, created.body)
        says(yield* ask("DELETE", `/customers/${id}`), 204, undefined)
        says(yield* ask("GET", `/customers/${id}`), 404, { _tag: "NoSuchCustomer" })
        says(yield* ask("DELETE", `/customers/${id}`), 404, { _tag: "NoSuchCustomer" })
        assert.deepStrictEqual(logged, [])
      })
    )

    it.scoped("knows no customer of an unknown id, nor of one that can't be an id", () =>
      Effect.gen(function* () {
        const { ask } = yield* serving()
        for (const id of [unknownId, "cst_of_another_provider", "..%2Fcharges", "%3F"]) {
          says(yield* ask("GET", `/customers/${id}`), 404, { _tag: "NoSuchCustomer" })
          says(yield* ask("DELETE", `/customers/${id}`), 404, { _tag: "NoSuchCustomer" })
        }
      })
    )

    it.scoped("answers what the provider refuses with 422 and its map of fields", () =>
      Effect.gen(function* () {
        const { ask } = yield* serving({ transformClient: answering("POST", refusal) })
        says(yield* ask("POST", "/customers", john), 422, { _tag: "PleaseCorrect", fields })
      })
    )

    it.scoped("answers a customer that is there already with 422", () =>
      Effect.gen(function* () {
        const { ask } = yield* serving({ transformClient: answering("POST", answer(409)) })
        says(yield* ask("POST", "/customers", john), 422, {
          _tag: "PleaseCorrect",
          fields: { email: ["is taken"] }
        })
      })
    )

    it.scoped(
      "takes a key that is not accepted for its own fault: 500, and a line in the log without the key",
      () =>
        Effect.gen(function* () {
          const { ask, logged } = yield* serving({ secretKey: Redacted.make("another-key") })
          const asked = [
            ask("POST", "/customers", john),
            ask("GET", `/customers/${unknownId}`),
            ask("DELETE", `/customers/${unknownId}`)
          ]
          for (const answered of asked) says(yield* answered, 500, { _tag: "OurFault" })
          assert.strictEqual(logged.length, asked.length)
          for (const line of logged) {
            assert.include(line, "Unauthorized, status 401")
            assert.notInclude(line, "another-key")
            assert.notInclude(line, john.email)
          }
        })
    )

    const outages: ReadonlyArray<readonly [what: string, step: Step, retryAfter: string]> = [
      ["429 with a wish", answer(429, {}, { "retry-after": "7" }), "7"],
      ["429 without a wish", answer(429), "1"],
      ["500", answer(500), "1"],
      ["no connection", refused, "1"],
      ["a lost answer", reset, "1"]
    ]
    for (const [what, step, retryAfter] of outages) {
      it.scoped(`answers ${what} with 503 and Retry-After: ${retryAfter}`, () =>
        Effect.gen(function* () {
          const { ask } = yield* serving({ transformClient: answering("GET", step) })
          says(yield* ask("GET", `/customers/${unknownId}`), 503, { _tag: "TryLater" }, retryAfter)
        })
      )
    }

    it.scoped("takes an answer that makes no sense for its own fault", () =>
      Effect.gen(function* () {
        const { ask, logged } = yield* serving({ transformClient: answering("GET", answer(200, "<html>")) })
        says(yield* ask("GET", `/customers/${unknownId}`), 500, { _tag: "OurFault" })
        assert.include(logged.join("\n"), "UnexpectedResponse")
      })
    )
  })
}
