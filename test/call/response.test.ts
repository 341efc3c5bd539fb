/** What `Customers.withResponse` tells of the answer behind a value, and what it prints of it. */
import { inspect } from "node:util"
import * as Redacted from "effect/Redacted"
import * as Customers from "effect-payment-customers/Customers"
import * as Omise from "effect-payment-customers/Omise"
import * as Stancer from "effect-payment-customers/Stancer"
import * as Effect from "#line/test/Effect"
import * as Option from "#line/test/Option"
import { assert, describe, it } from "#line/test/vitest"
import { answer, inTheEnd, type Step, scripted } from "../support/scripted.js"

const id = "cust_test_5g0221fe8iwtayocgja"
const requestId = "8f1c2d77-6f2d-4c36-9c1e-0a4bb0b5d3c7"
const body = {
  object: "customer",
  id,
  email: "john.doe@example.com",
  description: 7,
  loyalty: { points: 12 }
}

const omise = Omise.layer({ secretKey: Redacted.make("skey_test_5xuy4w91xqz7d1w9u0t") })

const running = <A, E>(
  use: Effect.Effect<A, E, Omise.Omise | Customers.Retrieve>,
  steps: ReadonlyArray<Step>
) =>
  Effect.flatMap(
    inTheEnd(use.pipe(Effect.provide(omise), Effect.provide(scripted(steps).layer))),
    Effect.fromResult
  )

describe("withResponse", () => {
  it.effect("status, attempts, request id, what was not read, and all of the JSON", () =>
    Effect.gen(function* () {
      const { value, response } = yield* running(Customers.withResponse(Customers.retrieve(id)), [
        answer(503),
        answer(200, body, { "x-request-id": requestId })
      ])
      assert.strictEqual(value.id, id)
      const found = Option.getOrThrow(response)
      assert.include(found, { provider: "omise", operation: "retrieve", status: 200, attempts: 2 })
      assert.deepStrictEqual(Option.getOrNull(found.requestId), requestId)
      assert.deepStrictEqual(found.unread, ["description"])
      assert.deepStrictEqual(found.json(), body)
    })
  )

  it.effect("prints nothing of the customer", () =>
    Effect.gen(function* () {
      const { response } = yield* running(Customers.withResponse(Customers.retrieve(id)), [
        answer(200, body, { "x-request-id": requestId })
      ])
      const found = Option.getOrThrow(response)
      const forms = [
        String(found),
        inspect(found),
        inspect(found, { customInspect: false, showHidden: true, depth: 9, getters: true }),
        JSON.stringify(found),
        String(response),
        inspect({ deep: [response] }, { depth: 9 })
      ]
      for (const form of forms) {
        assert.notInclude(form, "john.doe")
        assert.notInclude(form, "loyalty")
      }
      assert.include(String(found), requestId)
    })
  )

  it.effect("shows no request id that could be anything", () =>
    Effect.gen(function* () {
      const { response } = yield* running(Customers.withResponse(Customers.retrieve(id)), [
        answer(200, body, { "x-request-id": "12-baker-street" })
      ])
      const found = Option.getOrThrow(response)
      assert.deepStrictEqual(Option.getOrNull(found.requestId), "12-baker-street")
      assert.notInclude(String(found), "baker")
    })
  )

  it.effect("of the last call, and of the native service too; one inside another hears of the same", () =>
    Effect.gen(function* () {
      const twice = Effect.flatMap(Omise.Omise, (service) =>
        Effect.andThen(service.retrieve(id), Customers.withResponse(service.list()))
      )
      const outer = yield* running(Customers.withResponse(twice), [
        answer(200, body),
        answer(200, { object: "list", data: [] })
      ])
      assert.strictEqual(Option.getOrThrow(outer.response).operation, "list")
      assert.strictEqual(Option.getOrThrow(outer.response), Option.getOrThrow(outer.value.response))
    })
  )

  it.effect("of no call there is no answer, and a failure stays what it is", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(
        Option.getOrNull((yield* Customers.withResponse(Effect.succeed(1))).response),
        null
      )
      const error = yield* Effect.flip(running(Customers.withResponse(Customers.retrieve(id)), [answer(404)]))
      assert.include(error, { _tag: "NotFound", status: 404 })
    })
  )

  it.effect("of a success without a body", () =>
    Effect.gen(function* () {
      const { response } = yield* Effect.flatMap(
        Stancer.make({ secretKey: Redacted.make("stest_Zk3yQ9w8vJ7hX6r2mFt") }),
        (service) => Customers.withResponse(service.delete("cust_9Cle7TXKkjhwqcWx4Kl5cQYk"))
      ).pipe(Effect.provide(scripted([answer(204)]).layer))
      assert.include(Option.getOrThrow(response), { status: 204, operation: "delete", attempts: 1 })
      assert.isUndefined(Option.getOrThrow(response).json())
    })
  )
})
