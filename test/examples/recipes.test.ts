/** The recipes of docs/examples, on the test layers: tenants, two providers, a provider chosen by configuration. */
import { assert, describe, it } from "@effect/vitest"
import * as ConfigError from "effect/ConfigError"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Effect from "effect/Effect"
import * as Equal from "effect/Equal"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as TestClock from "effect/TestClock"
import * as Customers from "effect-payment-customers/Customers"
import * as Omise from "effect-payment-customers/Omise"
import { BePaidTest, OmiseTest, StancerTest } from "effect-payment-customers/testing"
import * as configured from "../../docs/examples/configured.js"
import * as tenants from "../../docs/examples/tenants.js"
import * as twoProviders from "../../docs/examples/two-providers.js"
import { answer, scripted } from "../support/scripted.js"

const environment = (variables: Readonly<Record<string, string>>) =>
  Effect.withConfigProvider(ConfigProvider.fromMap(new Map(Object.entries(variables))))

describe("tenants.ts", () => {
  /** Tenants of `.fr` have Stancer, any other but `nobody` Omise. `asked` is who was looked up, in order. */
  const platform = () => {
    const asked: Array<string> = []
    const accounts = Layer.succeed(tenants.Accounts, {
      layerOf: (tenant) => {
        asked.push(tenant)
        if (tenant === "nobody") return Effect.fail(new tenants.NoSuchTenant({ tenant }))
        return Effect.succeed(tenant.endsWith(".fr") ? StancerTest.layer() : OmiseTest.layer())
      }
    })
    return { asked, live: Layer.provide(tenants.Tenants.Default, accounts) }
  }
  const retrieve = (tenant: string, id: string) =>
    Effect.provide(Customers.retrieve(id), tenants.Tenants.get(tenant))

  it.effect("gives each tenant its own provider and its own customers", () =>
    Effect.gen(function* () {
      const one = yield* tenants.signUp("one.th", "customer@example.com")
      const two = yield* tenants.signUp("two.th", "another@example.com")
      const french = yield* tenants.signUp("three.fr", "customer@example.com")
      assert.deepEqual([one.provider, two.provider, french.provider], ["omise", "omise", "stancer"])
      // two accounts number their customers alike, so what is told of an id tells the accounts apart
      assert.strictEqual(one.id, two.id)
      assert.isTrue(Equal.equals(yield* retrieve("one.th", one.id), one))
      assert.isTrue(Equal.equals(yield* retrieve("two.th", two.id), two))
    }).pipe(Effect.provide(platform().live))
  )

  it.effect("uses a tenant's layer again, and makes a new one after five idle minutes", () => {
    const { asked, live } = platform()
    return Effect.gen(function* () {
      const { id } = yield* tenants.signUp("one.th", "customer@example.com")
      yield* TestClock.adjust("4 minutes")
      yield* retrieve("one.th", id)
      assert.deepEqual(asked, ["one.th"])
      yield* TestClock.adjust("6 minutes")
      const error = yield* Effect.flip(retrieve("one.th", id))
      assert.strictEqual(error._tag, "NotFound", "another emulator")
      assert.deepEqual(asked, ["one.th", "one.th"])
    }).pipe(Effect.provide(live))
  })

  it.effect("fails for a tenant that nobody knows", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(tenants.signUp("nobody", "customer@example.com"))
      assert.strictEqual(error._tag, "NoSuchTenant")
    }).pipe(Effect.provide(platform().live))
  )

  for (const provider of ["omise", "stancer"] as const) {
    it.effect(`makes a layer of an account at ${provider}`, () =>
      Effect.gen(function* () {
        const { layer, sent } = scripted([answer(200, { id: "cust_9Cle7TXKkjhwqcWx4Kl5cQYk" })])
        const account = tenants.accountLayer({ provider, secretKey: Redacted.make("a-key") })
        const customer = yield* Customers.create({ email: "customer@example.com", ip: "127.0.0.1" }).pipe(
          Effect.provide(Layer.provide(account, layer))
        )
        assert.strictEqual(customer.provider, provider)
        assert.strictEqual(sent[0]?.headers.authorization, `Basic ${btoa("a-key:")}`)
      })
    )
  }
})

describe("two-providers.ts", () => {
  it.effect("copies each customer of bePaid to Omise, with its id", () =>
    Effect.gen(function* () {
      assert.strictEqual(yield* twoProviders.copy, 3)
      const { customers } = yield* Effect.flatMap(Omise.Omise, (omise) => omise.list())
      assert.deepEqual(
        customers.map(({ email, metadata }) => [Option.getOrNull(email), metadata.bepaid_id]),
        [
          ["one@example.com", "cst_1"],
          ["two@example.com", "cst_2"],
          [null, "cst_3"]
        ]
      )
    }).pipe(
      Effect.provide(
        BePaidTest.layer({
          seed: [
            { id: "cst_1", email: "one@example.com" },
            { id: "cst_2", email: "two@example.com" },
            { id: "cst_3" }
          ]
        })
      ),
      Effect.provide(OmiseTest.layer())
    )
  )

  it.effect("asks each provider at its own address with its own key", () => {
    const { layer, sent } = scripted([
      answer(200, [{ id: "cst_1", email: "one@example.com" }]),
      answer(200, { id: "cust_test_1" })
    ])
    return Effect.gen(function* () {
      assert.strictEqual(yield* twoProviders.copy, 1)
      assert.deepEqual(
        sent.map(({ method, url, headers }) => [method, url, headers.authorization]),
        [
          ["GET", "https://api.bepaid.by/customers", `Basic ${btoa("361:key-of-bepaid")}`],
          ["POST", "https://api.omise.co/customers", `Basic ${btoa("skey_test_1:")}`]
        ]
      )
    }).pipe(
      Effect.provide(Layer.provide(twoProviders.BothLive, layer)),
      environment({
        BEPAID_SHOP_ID: "361",
        BEPAID_SECRET_KEY: "key-of-bepaid",
        OMISE_SECRET_KEY: "skey_test_1"
      })
    )
  })
})

describe("configured.ts", () => {
  const create = Customers.create({ email: "customer@example.com", ip: "127.0.0.1" })
  const chosen = configured.chosenFrom({
    bepaid: BePaidTest.layer(),
    omise: OmiseTest.layer(),
    stancer: StancerTest.layer()
  })

  for (const provider of ["bepaid", "omise", "stancer"]) {
    it.effect(`${provider} is chosen by its name`, () =>
      Effect.map(
        Effect.provide(create, chosen).pipe(environment({ PAYMENT_PROVIDER: provider })),
        (customer) => assert.strictEqual(customer.provider, provider)
      )
    )
  }

  for (const [what, variables] of [
    ["an unknown provider", { PAYMENT_PROVIDER: "paypal" }],
    ["no provider", {}]
  ] as const) {
    it.effect(`${what} is a ConfigError that names the variable`, () =>
      Effect.gen(function* () {
        const error = yield* Effect.flip(Layer.launch(chosen).pipe(environment(variables)))
        assert.isTrue(ConfigError.isConfigError(error))
        assert.include(String(error), "PAYMENT_PROVIDER")
      })
    )
  }

  it.effect("only the chosen provider's key is read", () => {
    const { layer, sent } = scripted([answer(200, { id: "cust_test_1" })])
    return Effect.gen(function* () {
      const customer = yield* Effect.provide(create, configured.CustomersLive).pipe(
        environment({ PAYMENT_PROVIDER: "omise", OMISE_SECRET_KEY: "skey_test_1" })
      )
      assert.strictEqual(customer.provider, "omise")
      assert.strictEqual(sent[0]?.headers.authorization, `Basic ${btoa("skey_test_1:")}`)

      const error = yield* Effect.provide(create, configured.CustomersLive).pipe(
        environment({ PAYMENT_PROVIDER: "stancer", OMISE_SECRET_KEY: "skey_test_1" }),
        Effect.flip
      )
      assert.include(String(error), "STANCER_SECRET_KEY")
    }).pipe(Effect.provide(layer))
  })
})
