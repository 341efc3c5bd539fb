/** Test or live: what an id tells, and that it is not asked for with a key of the other mode. */
import { assert, describe, it } from "@effect/vitest"
import * as Redacted from "effect/Redacted"
import * as Customers from "effect-payment-customers/Customers"
import type { CustomersError } from "effect-payment-customers/CustomersError"
import * as Omise from "effect-payment-customers/Omise"
import * as Effect from "#line/test/Effect"
import { answer, scripted } from "../../support/scripted.js"

const ids = {
  test: ["cust_test_5xuy4w91xqz7d1w9u0t", "cust_test_1"],
  live: ["cust_4xtrb759599jsxlhkrb", "cust_0000000000000000000"]
} as const

/** Of neither mode for certain: Omise promises no form. */
const untold = ["cust_1", "cust_live_4xtrb759599jsxlhkrb", "CUST_TEST_1", "4711"]

const keys = {
  test: "skey_test_5xuy4w91xqz7d1w9u0t",
  live: "skey_5xuy4w91xqz7d1w9u0t",
  // of a form that nobody knows yet
  untold: "key_5xuy4w91xqz7d1w9u0t"
} as const

type Key = keyof typeof keys

const operations: Readonly<
  Record<string, (id: string) => Effect.Effect<unknown, CustomersError, Omise.Provided>>
> = {
  retrieve: (id) => Effect.flatMap(Omise.Omise, (omise) => omise.retrieve(id)),
  update: (id) => Effect.flatMap(Omise.Omise, (omise) => omise.update(id, { description: "moved" })),
  delete: (id) => Effect.flatMap(Omise.Omise, (omise) => omise.delete(id)),
  "Customers.retrieve": Customers.retrieve,
  "Customers.update": (id) => Customers.update(id, { email: "john.doe@example.com" }),
  "Customers.delete": Customers.delete
}

/** How the call ends, over a provider that knows no customer, and how many requests that took. */
const attempt =
  (operation: (id: string) => Effect.Effect<unknown, CustomersError, Omise.Provided>, key: Key) =>
  (id: string) =>
    Effect.gen(function* () {
      const script = scripted([answer(404)])
      const layer = Omise.layer({ secretKey: Redacted.make(keys[key]) })
      const error = yield* Effect.flip(
        operation(id).pipe(Effect.provide(layer), Effect.provide(script.layer))
      )
      return { error, sent: script.sent.length }
    })

describe.each(Object.entries(operations))("%s", (_, operation) => {
  const refused: ReadonlyArray<[key: "test" | "live", id: string]> = [
    ...ids.live.map((id): ["test", string] => ["test", id]),
    ...ids.test.map((id): ["live", string] => ["live", id])
  ]

  it.effect.each(refused)("a %s key and the id %s of the other mode: refused, nothing is sent", ([key, id]) =>
    Effect.gen(function* () {
      const { error, sent } = yield* attempt(operation, key)(id)
      assert.deepInclude(error, { _tag: "ValidationFailed", origin: "client", provider: "omise" })
      assert.deepStrictEqual(error._tag === "ValidationFailed" ? { ...error.errors } : undefined, {
        id: [`must be the id of a ${key} customer: the key is a ${key} key`]
      })
      assert.strictEqual(sent, 0)
    })
  )

  const accepted: ReadonlyArray<[key: Key, id: string]> = [
    ...[...ids.test, ...untold].map((id): ["test", string] => ["test", id]),
    ...[...ids.live, ...untold].map((id): ["live", string] => ["live", id]),
    ...[...ids.test, ...ids.live, ...untold].map((id): ["untold", string] => ["untold", id])
  ]

  it.effect.each(accepted)("a key of mode %s and the id %s: sent", ([key, id]) =>
    Effect.gen(function* () {
      const { error, sent } = yield* attempt(operation, key)(id)
      assert.strictEqual(error._tag, "NotFound")
      assert.strictEqual(sent, 1)
    })
  )
})
