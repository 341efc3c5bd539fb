/** A fourth provider is a folder: this one, which nothing in src knows, does all that its calls and capabilities say. */
import * as Option from "effect/Option"
import * as Customers from "effect-payment-customers/Customers"
import { Fault } from "effect-payment-customers/testing"
import * as Effect from "#line/test/Effect"
import * as Result from "#line/test/Result"
import { assert, describe, it } from "#line/test/vitest"
import { inTheEnd } from "../support/scripted.js"
import { Acme } from "./service.js"
import * as AcmeTest from "./testing.js"

const john = { email: "john@example.com", name: "John Doe", ip: "127.0.0.1" }

describe("a provider that src does not know", () => {
  it.effect("creates, retrieves and deletes, by its own names and by those that providers share", () =>
    Effect.gen(function* () {
      const created = yield* Customers.create(john)
      assert.deepInclude(created, { provider: "acme", id: "c1", name: Option.some("John Doe") })
      const acme = yield* Acme
      assert.deepStrictEqual((yield* acme.retrieve("c1")).email, Option.some(john.email))
      yield* Customers.delete("c1")
      const gone = yield* Effect.flip(Customers.retrieve("c1"))
      assert.deepInclude(gone, { _tag: "NotFound", customerId: "c1", detail: "no such client" })
    }).pipe(Effect.provide(AcmeTest.layer()))
  )

  it.effect("fails by type, with its own names of fields and the shared ones", () =>
    Effect.gen(function* () {
      const refused = yield* Effect.flip(Customers.create({ ...john, email: "john" }))
      assert.strictEqual(refused._tag, "ValidationFailed")
      if (refused._tag !== "ValidationFailed") return
      assert.deepStrictEqual({ ...refused.errors }, { mail: ["is no address"] })
      assert.deepStrictEqual({ ...refused.neutralNames }, { mail: "email" })
      const bad = yield* Effect.flip(Customers.retrieve("../c1"))
      assert.deepInclude(bad, { _tag: "ValidationFailed", origin: "client" })
    }).pipe(Effect.provide(AcmeTest.layer()))
  )

  it.effect("is told when its key is not accepted", () =>
    Effect.gen(function* () {
      assert.strictEqual((yield* Effect.flip(Customers.create(john)))._tag, "Unauthorized")
    }).pipe(Effect.provide(AcmeTest.layer("another-key")))
  )

  it.effect("has faults by its operations, and a lost answer is repeated where that is safe", () =>
    Effect.gen(function* () {
      const control = yield* AcmeTest.Control
      yield* Customers.create(john)
      yield* control.fault({ operation: "delete", fault: Fault.loseAnswer })
      assert.isTrue(Result.isSuccess(yield* inTheEnd(Customers.delete("c1"))))
      assert.deepStrictEqual(yield* control.customers, [])
      const asked = (yield* control.requests).map(({ operation }) => operation)
      assert.deepStrictEqual(asked, ["create", "delete", "delete"])
      const unknown = yield* Effect.exit(control.fault({ operation: "list", fault: Fault.loseAnswer }))
      assert.strictEqual(unknown._tag, "Failure")
    }).pipe(Effect.provide(AcmeTest.layer()))
  )

  it("can't be given to a program that lists", () => {
    // @ts-expect-error: Acme does not supply Customers.List
    const program: Effect.Effect<unknown, unknown> = Effect.provide(Customers.list(), AcmeTest.layer())
    assert.isDefined(program)
  })
})
