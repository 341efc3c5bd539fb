/** `ensure` never fails with `NotFound`, whatever is answered with 404, and in whose words. */
import { assert, describe, it } from "@effect/vitest"
import * as Customers from "effect-payment-customers/Customers"
import { Fault } from "effect-payment-customers/testing"
import * as Effect from "#line/test/Effect"
import * as Result from "#line/test/Result"
import { inTheEnd } from "../../support/scripted.js"
import { Control, subjects } from "./subjects.js"

/** Each provider takes it for an error of its own. */
const inItsWords = {
  object: "error",
  code: "not_found",
  message: "customer was not found",
  error: { message: "No such customer" }
}

const john: Customers.CustomerInput = {
  externalId: "user-4711",
  email: "john.doe@example.com",
  ip: "203.0.113.7"
}

/** Omise alone has a search; the list of Stancer is that of v2. */
const operationsOf = (name: string): ReadonlyArray<string> => [
  "create",
  "retrieve",
  "list",
  ...(name === "Omise" ? ["search"] : [])
]

describe.each(subjects)("$name", ({ name, layer }) => {
  it.effect.each(
    operationsOf(name).flatMap((operation) => [
      { operation, whose: "the provider's", body: inItsWords },
      { operation, whose: "a proxy's", body: "<html>404</html>" }
    ])
  )("$operation answers 404 in $whose words", ({ operation, body }) =>
    Effect.gen(function* () {
      const control = yield* Control
      // a customer who is there, so that a 409 names one who is then retrieved
      yield* Customers.ensure(john)
      yield* control.fault({ operation, fault: Fault.answer(404, { body }), times: 50 })
      const created = yield* inTheEnd(Customers.ensure({ ...john, externalId: "user-4712" }))
      const known = yield* inTheEnd(Customers.ensure(john))
      for (const end of [created, known]) {
        if (Result.isFailure(end))
          assert.notStrictEqual(String(Result.getOrThrow(Result.flip(end))._tag), "NotFound")
      }
      const requests = yield* control.requests
      if (operation === "create") {
        assert.isTrue(Result.isFailure(created))
        assert.isTrue(requests.some(({ operation }) => operation === "create"))
      }
    }).pipe(Effect.provide(layer()))
  )
})
