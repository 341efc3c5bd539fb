/** docs/examples/charges.ts: the requests that it makes of customers of the test layers, as the providers want them. */
import { inspect } from "node:util"
import * as Redacted from "effect/Redacted"
import * as BePaid from "effect-payment-customers/BePaid"
import * as Omise from "effect-payment-customers/Omise"
import { BePaidTest, OmiseTest } from "effect-payment-customers/testing"
import type { HttpClientRequest } from "#line/HttpClientRequest"
import * as Effect from "#line/test/Effect"
import { charges } from "#line/test/examples"
import * as Option from "#line/test/Option"
import * as Result from "#line/test/Result"
import { assert, describe, it } from "#line/test/vitest"
import { type FixedAnswer, recording } from "../support/recording.js"
import { fail, fetchFailed, nodeError, scripted } from "../support/scripted.js"

const secretKey = Redacted.make("skey_test_5xpiwb0o3sqo5y7n6h1")
const shop = { id: "361", secretKey: Redacted.make("key-of-the-shop") }

/** What the app's own client is asked to send, and what the example makes of the answer. */
const sending = (request: HttpClientRequest, answer: FixedAnswer) =>
  Effect.gen(function* () {
    const client = recording([answer])
    const result = yield* Effect.result(Effect.provide(charges.send(request), client.layer))
    return { result, sent: client.requests[0] ?? assert.fail("nothing was sent") }
  })

describe("a charge at Omise", () => {
  it.effect("names the customer and one of its cards", () =>
    Effect.gen(function* () {
      const omise = yield* Omise.Omise
      const customer = yield* omise.create({ email: "customer@example.com", card: "tokn_test_1" })
      const card = Option.getOrThrow(customer.defaultCard)
      const request = charges.omiseCharge(secretKey, {
        customer: customer.id,
        card,
        amount: 100000,
        currency: "THB"
      })
      const { result, sent } = yield* sending(request, { status: 200, body: { id: "chrg_test_1" } })
      assert.deepStrictEqual([sent.method, sent.url], ["POST", "https://api.omise.co/charges"])
      assert.deepStrictEqual(sent.body, {
        customer: String(customer.id),
        card: String(card),
        amount: 100000,
        currency: "THB"
      })
      assert.strictEqual(sent.headers.authorization, `Basic ${btoa("skey_test_5xpiwb0o3sqo5y7n6h1:")}`)
      assert.strictEqual(sent.headers["omise-version"], "2019-05-29")
      assert.deepStrictEqual(Result.getSuccess(result), Option.some("chrg_test_1"))
    }).pipe(Effect.provide(OmiseTest.layer()))
  )
})

describe("a subscription at bePaid", () => {
  it.effect("names the customer and the plan", () =>
    Effect.gen(function* () {
      const bepaid = yield* BePaid.BePaid
      const { id } = yield* bepaid.create({ email: "customer@example.com", ip: "127.0.0.1" })
      const request = charges.bepaidSubscription(shop, { customer: { id }, plan: { id: "pln_1" } })
      const { sent } = yield* sending(request, { status: 201, body: { id: "sbs_1" } })
      assert.deepStrictEqual([sent.method, sent.url], ["POST", "https://api.bepaid.by/subscriptions"])
      assert.deepStrictEqual(sent.body, { customer: { id: String(id) }, plan: { id: "pln_1" } })
      assert.strictEqual(sent.headers.authorization, `Basic ${btoa("361:key-of-the-shop")}`)
    }).pipe(Effect.provide(BePaidTest.layer()))
  )
})

describe("a request that does not succeed", () => {
  const id = BePaid.CustomerId.make("cst_7aee5afb954c7ef7")
  const request = charges.bepaidSubscription(shop, { customer: { id }, plan: { id: "pln_1" } })

  it.effect("is Unconfirmed, whatever the provider answers, and tells no key", () =>
    Effect.gen(function* () {
      for (const answer of [
        { status: 422, body: { message: "no such plan" } },
        { status: 200, body: "<html>" }
      ]) {
        const { result } = yield* sending(request, answer)
        if (Result.isSuccess(result)) return assert.fail("a success")
        assert.deepInclude(Result.getOrThrow(Result.flip(result)), {
          _tag: "Unconfirmed",
          request: "/subscriptions"
        })
        assert.notInclude(
          inspect(Result.getOrThrow(Result.flip(result)), { depth: 9 }),
          btoa("361:key-of-the-shop")
        )
      }
    })
  )

  it.effect("is sent once, also when its answer is lost", () =>
    Effect.gen(function* () {
      const script = scripted([fail(fetchFailed(nodeError("ECONNRESET")))])
      const error = yield* Effect.flip(Effect.provide(charges.send(request), script.layer))
      assert.deepStrictEqual([error._tag, script.sent.length], ["Unconfirmed", 1])
    })
  )
})
