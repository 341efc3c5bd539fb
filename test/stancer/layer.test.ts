/** Stancer's layers: how they are made, what they refuse, and a customer's life in the test layer. */
import { assert, describe, it } from "@effect/vitest"
import { deepStrictEqual } from "@effect/vitest/utils"
import * as Equal from "effect/Equal"
import * as Redacted from "effect/Redacted"
import * as Customers from "effect-payment-customers/Customers"
import type { CustomersError } from "effect-payment-customers/CustomersError"
import * as Stancer from "effect-payment-customers/Stancer"
import { StancerTest } from "effect-payment-customers/testing"
import * as DateTime from "#line/DateTime"
import * as Layer from "#line/Layer"
import * as Config from "#line/test/Config"
import * as ConfigProvider from "#line/test/ConfigProvider"
import * as Effect from "#line/test/Effect"
import * as Option from "#line/test/Option"
import * as TestClock from "#line/test/TestClock"
import * as example from "../../docs/examples/stancer.js"
import { recording } from "../support/recording.js"

const david: Stancer.CreateInput = {
  email: "david@example.net",
  mobile: "+33639980102",
  name: "David Coaster",
  externalId: "7b1e"
}

const id = "cust_9Cle7TXKkjhwqcWx4Kl5cQYk"

describe("the test layer", () => {
  it.effect("a customer's life: created, read, changed, deleted, gone", () =>
    Effect.gen(function* () {
      yield* TestClock.adjust("90 seconds")
      const stancer = yield* Stancer.Stancer
      const created = yield* stancer.create(david)
      assert.deepStrictEqual(
        { ...created },
        {
          id: created.id,
          email: Option.some("david@example.net"),
          mobile: Option.some("+33639980102"),
          name: Option.some("David Coaster"),
          externalId: Option.some("7b1e"),
          country: Option.none(),
          billingAddress: Option.none(),
          shippingAddress: Option.none(),
          dateBirth: Option.none(),
          legalId: Option.none(),
          created: Option.some(DateTime.makeUnsafe(90_000)),
          liveMode: Option.some(false),
          deleted: Option.none()
        }
      )
      assert.isTrue(Equal.equals(yield* stancer.retrieve(created.id), created))

      yield* stancer.update(created.id, { name: "David Rower" })
      const changed = yield* stancer.retrieve(created.id)
      deepStrictEqual({ ...changed }, { ...created, name: Option.some("David Rower") })

      yield* stancer.delete(created.id)
      for (const operation of [
        stancer.retrieve(created.id),
        stancer.update(created.id, { name: "Nobody" }),
        stancer.delete(created.id)
      ]) {
        const error = yield* Effect.flip<unknown, CustomersError, never>(operation)
        if (error._tag !== "NotFound") return assert.fail(error._tag)
        assert.strictEqual(error.customerId, created.id)
      }
    }).pipe(Effect.provide(StancerTest.layer()))
  )

  it.effect("a repeated create is a Conflict that names the customer that is there", () =>
    Effect.gen(function* () {
      const stancer = yield* Stancer.Stancer
      const first = yield* stancer.create(david)
      const error = yield* Effect.flip(stancer.create(david))
      assert.deepInclude(error, { _tag: "Conflict", existingId: first.id, code: "invalid_request_error" })
    }).pipe(Effect.provide(StancerTest.layer()))
  )

  it.effect("the seed is there, as it was given: no length is checked, any field may be missing", () =>
    Effect.gen(function* () {
      const stancer = yield* Stancer.Stancer
      const seeded = yield* stancer.retrieve(id)
      deepStrictEqual(seeded.name, Option.some("D"))
      deepStrictEqual(seeded.externalId, Option.some("7b1e"))
      deepStrictEqual(seeded.email, Option.none())
      deepStrictEqual(seeded.created, Option.some(DateTime.makeUnsafe("2018-10-03T10:22:54Z")))
    }).pipe(
      Effect.provide(
        StancerTest.layer({
          seed: [{ id, name: "D", externalId: "7b1e", created: DateTime.makeUnsafe("2018-10-03T10:22:54Z") }]
        })
      )
    )
  )

  it.effect("each build starts from the seed", () => {
    const layer = StancerTest.layer({ seed: [{ id, email: "david@example.net" }] })
    const remove = Effect.flatMap(Stancer.Stancer, (stancer) => stancer.delete(id))
    return Effect.andThen(Effect.provide(remove, layer), Effect.provide(remove, Layer.fresh(layer)))
  })

  it.effect("a live key sees the live customers of the seed, and only them", () =>
    Effect.gen(function* () {
      const stancer = yield* Stancer.Stancer
      deepStrictEqual((yield* stancer.retrieve(id)).liveMode, Option.some(true))
      assert.deepInclude(yield* Effect.flip(stancer.retrieve("cust_of_test")), { _tag: "NotFound" })
      assert.deepStrictEqual(
        (yield* stancer.create({ ...david, liveMode: true })).liveMode,
        Option.some(true)
      )
    }).pipe(
      Effect.provide(
        StancerTest.layer({
          secretKey: StancerTest.liveKey,
          seed: [
            { id, email: "david@example.net", liveMode: true },
            { id: "cust_of_test", email: "david@example.net" }
          ]
        })
      )
    )
  )

  it.effect("any other key is Unauthorized", () =>
    Effect.gen(function* () {
      const stancer = yield* Stancer.Stancer
      const error = yield* Effect.flip(stancer.create(david))
      assert.deepInclude(error, {
        _tag: "Unauthorized",
        status: 401,
        detail: "You are not authorized to access that resource"
      })
    }).pipe(Effect.provide(StancerTest.layer({ secretKey: Redacted.make("stest_unknown") })))
  )

  it.effect("supplies the capabilities: a neutral customer's life", () =>
    Effect.gen(function* () {
      const input = { email: "david@example.net", ip: "127.0.0.1", name: "David", phone: "+33639980102" }
      const created = yield* Customers.create({ ...input, externalId: "7b1e" })
      assert.deepStrictEqual(
        { ...created },
        {
          provider: "stancer",
          id: created.id,
          email: Option.some(input.email),
          name: Option.some(input.name),
          phone: Option.some(input.phone),
          externalId: Option.some("7b1e"),
          createdAt: Option.some(DateTime.makeUnsafe(0)),
          liveMode: Option.some(false)
        }
      )
      yield* Customers.update(created.id, { phone: "+33639980103" })
      const changed = yield* Customers.retrieve(created.id)
      deepStrictEqual({ ...changed }, { ...created, phone: Option.some("+33639980103") })
      yield* Customers.delete(created.id)
      assert.deepInclude(yield* Effect.flip(Customers.retrieve(created.id)), { _tag: "NotFound" })
    }).pipe(Effect.provide(StancerTest.layer()))
  )

  it.effect("the example ends as it announces", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* Effect.provide(example.program, StancerTest.layer()), {
        same: true,
        changed: true,
        repeated: "the same",
        refused: "refused",
        gone: "not found"
      })
      const wrong = StancerTest.layer({ secretKey: Redacted.make("stest_unknown") })
      assert.strictEqual(yield* Effect.provide(example.wrongKey, wrong), "unauthorized")
    })
  )
})

describe("options that break their rule", () => {
  const refused: ReadonlyArray<{
    readonly name: string
    readonly options: Partial<Stancer.Options>
    readonly option: string
    readonly rule: RegExp
  }> = [
    { name: "an empty key", options: { secretKey: Redacted.make(" ") }, option: "secretKey", rule: /empty/ },
    {
      name: "a public test key",
      options: { secretKey: Redacted.make("ptest_0123456789abcdefghijklmn") },
      option: "secretKey",
      rule: /stest_.*public key/
    },
    {
      name: "a public live key",
      options: { secretKey: Redacted.make("pprod_0123456789abcdefghijklmn") },
      option: "secretKey",
      rule: /stest_.*public key/
    },
    {
      name: "a key that is not Redacted",
      // What a JavaScript caller can do.
      options: { secretKey: "stest_0123456789abcdefghijklmn" as unknown as Redacted.Redacted },
      option: "secretKey",
      rule: /Redacted/
    },
    { name: "plain http", options: { baseUrl: "http://api.stancer.com" }, option: "baseUrl", rule: /https/ }
  ]
  for (const { name, options, option, rule } of refused) {
    it.effect(name, () =>
      Effect.gen(function* () {
        const client = recording([{ status: 200, body: { id } }])
        const secretKey = Redacted.make("stest_0123456789abcdefghijklmn")
        const made = Layer.build(Stancer.layer({ secretKey, ...options }))
        const error = yield* Effect.flip(Effect.scoped(Effect.provide(made, client.layer)))
        if (!Config.isConfigError(error)) return assert.fail("no ConfigError")
        assert.match(String(error), rule)
        assert.include(String(error), option)
        assert.notInclude(String(error), "0123456789")
        assert.deepStrictEqual(client.requests, [])
      })
    )
  }
})

describe("layerConfig", () => {
  const key = "stest_0123456789abcdefghijklmn"
  const retrieve = Effect.flatMap(Stancer.Stancer, (stancer) => stancer.retrieve(id))
  const from = (...entries: ReadonlyArray<readonly [string, string]>) =>
    ConfigProvider.layer(ConfigProvider.fromEntries(entries))

  it.effect("reads STANCER_SECRET_KEY", () =>
    Effect.gen(function* () {
      const client = recording([{ status: 200, body: { id } }])
      yield* Effect.provide(
        retrieve,
        Stancer.layerConfig().pipe(
          Layer.provide(client.layer),
          Layer.provide(from(["STANCER_SECRET_KEY", key]))
        )
      )
      assert.strictEqual(client.requests[0]?.headers.authorization, `Basic ${btoa(`${key}:`)}`)
    })
  )

  for (const [name, entries] of [
    ["is absent", []],
    ["is empty", [["STANCER_SECRET_KEY", ""]]]
  ] as const) {
    it.effect(`fails, naming it, when it ${name}`, () =>
      Effect.gen(function* () {
        const layer = Stancer.layerConfig().pipe(
          Layer.provide(recording([]).layer),
          Layer.provide(from(...entries))
        )
        const error = yield* Effect.flip(Effect.provide(retrieve, layer))
        assert.include(String(error), "STANCER_SECRET_KEY")
      })
    )
  }
})

describe("mode", () => {
  for (const [key, mode] of [
    ["stest_0123456789abcdefghijklmn", Option.some("test")],
    ["sprod_0123456789abcdefghijklmn", Option.some("live")],
    ["ptest_0123456789abcdefghijklmn", Option.none()],
    ["a stest_ key", Option.none()],
    ["", Option.none()]
  ] as const) {
    it(`${key || "an empty key"}: ${Option.getOrElse(mode, () => "none")}`, () =>
      assert.deepStrictEqual<unknown>(Stancer.mode(Redacted.make(key)), mode))
  }
})
