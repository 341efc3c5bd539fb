/** The layers of each provider: the options and variables that they take, what a key tells, what they supply. */
import { deepStrictEqual } from "@effect/vitest/utils"
import * as Redacted from "effect/Redacted"
import * as BePaid from "effect-payment-customers/BePaid"
import * as Customers from "effect-payment-customers/Customers"
import type { CustomersError } from "effect-payment-customers/CustomersError"
import * as Omise from "effect-payment-customers/Omise"
import * as Stancer from "effect-payment-customers/Stancer"
import { BePaidTest, OmiseTest, StancerTest } from "effect-payment-customers/testing"
import * as Layer from "#line/Layer"
import type * as Scope from "#line/Scope"
import * as Stream from "#line/Stream"
import * as Clock from "#line/test/Clock"
import * as Config from "#line/test/Config"
import * as ConfigProvider from "#line/test/ConfigProvider"
import * as Context from "#line/test/Context"
import * as Effect from "#line/test/Effect"
import type { HttpClient } from "#line/test/HttpClient"
import * as Option from "#line/test/Option"
import { assert, describe, it } from "#line/test/vitest"
import { recording } from "../support/recording.js"

const stest = "stest_0123456789abcdefghijklmn"
const skey = "skey_test_5xpiwb0o3sqo5y7n6h1"

interface Options {
  readonly secretKey: Redacted.Redacted
}

/** Layers that are made with a key: how they are made, and the least that can be asked of them. */
const subject = <R>(of: {
  readonly key: string
  readonly variable: string
  readonly path: string
  readonly layer: (options: Options) => Layer.Layer<R, Config.ConfigError, HttpClient>
  readonly layerConfig: () => Layer.Layer<R, Config.ConfigError, HttpClient>
  readonly ask: Effect.Effect<unknown, CustomersError, NoInfer<R>>
}) => ({
  ...of,
  /** What a layer that is made so fails with; the key is in no word of it, and nothing is sent. */
  refusal: (options: object) =>
    Effect.gen(function* () {
      const client = recording([])
      const layer = of.layer({ secretKey: Redacted.make(of.key), ...options })
      const made: Effect.Effect<unknown, Config.ConfigError, Scope.Scope> = Layer.build(
        Layer.provide(layer, client.layer)
      )
      const error = yield* Effect.flip(Effect.scoped(made))
      if (!Config.isConfigError(error)) return assert.fail("no ConfigError")
      assert.deepStrictEqual(client.requests, [])
      assert.notMatch(String(error), /0123456789|5xpiwb0o3sqo5y7n6h1/)
      return String(error)
    }),
  /** The request of a layer that is made of these variables. */
  configured: (entries: ReadonlyArray<readonly [string, string]>) =>
    Effect.gen(function* () {
      const client = recording([{ status: 200, body: { id: "cust_1" } }])
      const variables = ConfigProvider.layer(ConfigProvider.fromEntries(entries))
      const layer = of.layerConfig().pipe(Layer.provide(client.layer), Layer.provide(variables))
      yield* Effect.provide(of.ask, layer)
      return client.requests[0] ?? assert.fail("nothing was sent")
    })
})

const ofStancer = {
  key: stest,
  variable: "STANCER_SECRET_KEY",
  ask: Effect.flatMap(Stancer.Stancer, ({ retrieve }) => retrieve("cust_1"))
}

const subjects = {
  omise: subject({
    key: skey,
    variable: "OMISE_SECRET_KEY",
    path: "/customers/cust_1",
    layer: Omise.layer,
    layerConfig: Omise.layerConfig,
    ask: Effect.flatMap(Omise.Omise, ({ retrieve }) => retrieve("cust_1"))
  }),
  stancer: subject({
    ...ofStancer,
    path: "/v1/customers/cust_1",
    layer: Stancer.layer,
    layerConfig: Stancer.layerConfig
  }),
  "stancer v2": subject({
    ...ofStancer,
    path: "/v2/customers/cust_1",
    layer: Stancer.layerV2,
    layerConfig: Stancer.layerConfigV2
  })
}

const secret = (key: string) => ({ secretKey: Redacted.make(key) })
const isPublic = /(skey_|stest_)[\s\S]*public key|public key[\s\S]*(skey_|stest_)/

const broken: ReadonlyArray<
  readonly [name: string, option: string, options: (key: string) => object, rule: RegExp]
> = [
  ["an empty key", "secretKey", () => secret(" "), /empty/],
  ["a public key", "secretKey", (key) => secret(key.replace(/^s/, "p")), isPublic],
  [
    "a public live key",
    "secretKey",
    (key) => secret(key.replace("skey_test", "pkey").replace("stest", "pprod")),
    isPublic
  ],
  // What a JavaScript caller can do.
  ["a key that is not Redacted", "secretKey", (secretKey) => ({ secretKey }), /Redacted/],
  ["plain http", "baseUrl", () => ({ baseUrl: "http://api.example.com" }), /https/]
]

describe.each(Object.entries(subjects))("%s", (_, { key, variable, path, refusal, configured }) => {
  it.effect.each(broken)("%s is refused", ([, option, options, rule]) =>
    Effect.map(refusal(options(key)), (text) => {
      assert.match(text, rule)
      assert.include(text, option)
    })
  )

  it.effect("layerConfig reads the key from its variable", () =>
    Effect.map(configured([[variable, key]]), (request) =>
      assert.deepStrictEqual(
        [request.path, request.headers.authorization],
        [path, `Basic ${btoa(`${key}:`)}`]
      )
    )
  )

  it.effect.each<readonly [name: string, entries: ReadonlyArray<readonly [string, string]>]>([
    ["absent", []],
    ["empty", [[variable, ""]]]
  ])("layerConfig fails, naming the variable, where it is %s", ([, entries]) =>
    Effect.map(Effect.flip(configured(entries)), (error) => assert.include(String(error), variable))
  )
})

describe("mode", () => {
  it.each<
    [mode: "test" | "live" | undefined, key: string, of: (key: Redacted.Redacted) => Option.Option<string>]
  >([
    ["test", skey, Omise.mode],
    ["live", "skey_5xpiwb0o3sqo5y7n6h1", Omise.mode],
    [undefined, "pkey_test_5xpiwb0o3sqo5y7n6h1", Omise.mode],
    [undefined, "pkey_5xpiwb0o3sqo5y7n6h1", Omise.mode],
    [undefined, "key_5xuy4w91xqz7d1w9u0t", Omise.mode],
    [undefined, "a key with skey_test_ in it", Omise.mode],
    [undefined, "", Omise.mode],
    ["test", stest, Stancer.mode],
    ["live", "sprod_0123456789abcdefghijklmn", Stancer.mode],
    [undefined, "ptest_0123456789abcdefghijklmn", Stancer.mode],
    [undefined, "a stest_ key", Stancer.mode],
    [undefined, "", Stancer.mode]
  ])("%s is told by the key '%s'", (mode, key, of) =>
    deepStrictEqual(of(Redacted.make(key)), Option.fromNullishOr(mode))
  )
})

const capabilities = ["Create", "Delete", "Ensure", "Find", "List", "Retrieve", "Update"]
const secretKey = Redacted.make(stest)
const shop = { shopId: "361", secretKey: Redacted.make("secret") }

describe("what a layer supplies", () => {
  it.effect.each<
    readonly [
      name: string,
      layer: Layer.Layer<never, Config.ConfigError, HttpClient>,
      services: ReadonlyArray<string>
    ]
  >([
    ["BePaid.layer", BePaid.layer(shop), ["BePaid", "Create", "Ensure", "Find", "List", "Retrieve"]],
    ["BePaid.layerNative", BePaid.layerNative(shop), ["BePaid"]],
    ["Omise.layer", Omise.layer(secret(skey)), [...capabilities, "Omise", "Search"].sort()],
    ["Omise.layerNative", Omise.layerNative(secret(skey)), ["Omise"]],
    [
      "Stancer.layer",
      Stancer.layer({ secretKey }),
      ["Create", "Delete", "Ensure", "Retrieve", "Stancer", "Update"]
    ],
    ["Stancer.layerNative", Stancer.layerNative({ secretKey }), ["Stancer"]],
    ["Stancer.layerV2", Stancer.layerV2({ secretKey }), [...capabilities, "Stancer", "StancerV2"].sort()],
    ["Stancer.layerNativeV2", Stancer.layerNativeV2({ secretKey }), ["Stancer", "StancerV2"]]
  ])("%s", ([, layer, services]) =>
    Effect.map(Effect.scoped(Layer.build(Layer.provide(layer, recording([]).layer))), (context) =>
      assert.deepStrictEqual(
        Context.keysOf(context)
          .filter((key) => key.startsWith("effect-payment-customers/"))
          .map((key) => key.replace(/^.*\//, ""))
          .sort(),
        services
      )
    )
  )
})

const nobody = Redacted.make("another-key-of-nobody")

/** With a key that nobody has, each of these calls is Unauthorized, in the provider's words. */
const unauthorized = <R>(
  name: string,
  layer: Layer.Layer<R>,
  calls: Effect.Effect<ReadonlyArray<Effect.Effect<unknown, CustomersError>>, never, NoInfer<R>>,
  words: object
) =>
  it.effect(`${name}: another key is Unauthorized, whatever is called, and the key is nowhere in it`, () =>
    Effect.gen(function* () {
      for (const call of yield* calls) {
        const error = yield* Effect.flip(call)
        assert.deepInclude(error, { _tag: "Unauthorized", status: 401, ...words })
        assert.notInclude(`${error} ${JSON.stringify({ ...error })}`, "of-nobody")
      }
    }).pipe(Effect.provide(layer))
  )

describe("the test layers", () => {
  unauthorized(
    "bePaid",
    BePaidTest.layer({ seed: [{ id: "cst_1" }], secretKey: nobody }),
    Effect.map(BePaid.BePaid, (bepaid) => [
      bepaid.create({ email: "john@example.com", ip: "127.0.0.1" }),
      bepaid.retrieve("cst_1"),
      bepaid.list(),
      Stream.runDrain(bepaid.stream())
    ]),
    { detail: "Invalid shop_id/secret_key." }
  )
  unauthorized(
    "Omise",
    OmiseTest.layer({ secretKey: nobody }),
    Effect.map(Omise.Omise, (omise) => [
      omise.create({}),
      omise.retrieve("cust_test_1"),
      omise.update("cust_test_1", { description: "changed" }),
      omise.delete("cust_test_1"),
      omise.list(),
      omise.search(),
      Stream.runDrain(omise.stream()),
      Stream.runDrain(omise.searchStream())
    ]),
    { code: "authentication_failure" }
  )
  unauthorized(
    "Stancer",
    StancerTest.layer({ secretKey: nobody }),
    Effect.map(Stancer.Stancer, ({ create }) => [create({ email: "david@example.net" })]),
    { detail: "You are not authorized to access that resource" }
  )
  unauthorized(
    "Stancer v2",
    StancerTest.layerV2({ secretKey: nobody }),
    Effect.map(Stancer.StancerV2, ({ list }) => [list()]),
    {}
  )

  it.effect.each([
    ["bepaid", BePaidTest.layer()],
    ["omise", OmiseTest.layer()],
    ["stancer", StancerTest.layer()],
    ["stancer v2", StancerTest.layerV2()]
  ] as const)("calls of %s take none of TestClock's time", ([, layer]) =>
    Effect.gen(function* () {
      const { id } = yield* Customers.create({ email: "john@example.com", ip: "127.0.0.1" })
      yield* Customers.retrieve(id)
      yield* Effect.flip(Customers.retrieve("unknown"))
      assert.strictEqual(yield* Clock.currentTimeMillis, 0)
    }).pipe(Effect.provide(layer as Layer.Layer<Customers.Create | Customers.Retrieve>))
  )
})
