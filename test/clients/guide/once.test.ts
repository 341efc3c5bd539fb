/**
 * What the app wraps its client in sends a create once, whatever becomes of
 * it.
 */

import { assert, it } from "@effect/vitest"
import * as Customers from "effect-payment-customers/Customers"
import { Fault, OmiseTest } from "effect-payment-customers/testing"
import * as Effect from "#line/test/Effect"
import * as HttpClient from "#line/test/HttpClient"

const transformClient = HttpClient.filterStatusOk

it.effect.each([
  ["its answer is lost", Fault.loseAnswer],
  ["a 500", Fault.answer(500)],
  ["a redirect", Fault.answer(302, { headers: { location: "/elsewhere" } })]
] as const)("a create is sent once: %s", ([, fault]) =>
  Effect.gen(function* () {
    const control = yield* OmiseTest.Control
    yield* control.fault({ operation: "create", fault })
    const { _tag } = yield* Effect.flip(
      Customers.create({ email: "john@example.com", ip: "127.0.0.1" })
    )
    assert.include(["Unavailable", "UnexpectedResponse"], _tag)
    assert.strictEqual((yield* control.requests).length, 1)
  }).pipe(Effect.provide(OmiseTest.layer({ transformClient })))
)
