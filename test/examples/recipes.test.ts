/** The recipes of docs/examples, on the test layers: tenants, two providers, a provider chosen by configuration. */
import * as Equal from "effect/Equal"
import * as Redacted from "effect/Redacted"
import * as Customers from "effect-payment-customers/Customers"
import { BePaidTest, Fault, OmiseTest, StancerTest } from "effect-payment-customers/testing"
import * as Layer from "#line/Layer"
import * as Config from "#line/test/Config"
import * as ConfigProvider from "#line/test/ConfigProvider"
import * as Effect from "#line/test/Effect"
import { configured, tenants, tenantsLive, twoProviders } from "#line/test/examples"
import * as TestClock from "#line/test/TestClock"
import { assert, describe, it } from "#line/test/vitest"
import { answer, scripted } from "../support/scripted.js"

const environment = (variables: Readonly<Record<string, string>>) =>
  Effect.provide(ConfigProvider.layer(ConfigProvider.fromEntries(Object.entries(variables))))

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
    return { asked, live: Layer.provide(tenantsLive, accounts) }
  }
  const retrieve = (tenant: string, id: string) =>
    Effect.provide(Customers.retrieve(id), tenants.Tenants.get(tenant))

  const signUp = (tenant: string, email: string) =>
    Effect.map(tenants.signUp(tenant, "user-4711", email), ({ customer }) => customer)

  it.effect("gives each tenant its own provider and its own customers", () =>
    Effect.gen(function* () {
      const one = yield* signUp("one.th", "customer@example.com")
      const two = yield* signUp("two.th", "another@example.com")
      const french = yield* signUp("three.fr", "customer@example.com")
      assert.deepEqual([one.provider, two.provider, french.provider], ["omise", "omise", "stancer"])
      // two accounts number their customers alike, so what is told of an id tells the accounts apart
      assert.strictEqual(one.id, two.id)
      assert.isTrue(Equal.equals(yield* retrieve("one.th", one.id), one))
      assert.isTrue(Equal.equals(yield* retrieve("two.th", two.id), two))
    }).pipe(Effect.provide(platform().live))
  )

  it.effect("has one customer for a user who signs up twice at a tenant", () =>
    Effect.gen(function* () {
      const first = yield* tenants.signUp("one.th", "user-4711", "customer@example.com")
      const second = yield* tenants.signUp("one.th", "user-4711", "customer@example.com")
      assert.deepEqual([first.created, second.created], [true, false])
      assert.strictEqual(second.customer.id, first.customer.id)
    }).pipe(Effect.provide(platform().live))
  )

  it.effect("uses a tenant's layer again, and makes a new one after five idle minutes", () => {
    const { asked, live } = platform()
    return Effect.gen(function* () {
      const { id } = yield* signUp("one.th", "customer@example.com")
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
      const error = yield* Effect.flip(signUp("nobody", "customer@example.com"))
      assert.strictEqual(error._tag, "NoSuchTenant")
    }).pipe(Effect.provide(platform().live))
  )

  for (const [provider, id] of [
    ["omise", "cust_test_5g0221fe8iwtayocgja"],
    ["stancer", "cust_9Cle7TXKkjhwqcWx4Kl5cQYk"]
  ] as const) {
    it.effect(`makes a layer of an account at ${provider}`, () =>
      Effect.gen(function* () {
        const { layer, sent } = scripted([answer(200, { id })])
        const account = tenants.accountLayer({ provider, secretKey: Redacted.make("a-key") })
        const customer = yield* Effect.provide(Customers.retrieve(id), Layer.provide(account, layer))
        assert.strictEqual(customer.provider, provider)
        assert.strictEqual(sent[0]?.headers.authorization, `Basic ${btoa("a-key:")}`)
      })
    )
  }
})

describe("two-providers.ts", () => {
  const held = Effect.map(
    Effect.flatMap(OmiseTest.Control, ({ customers }) => customers),
    (customers) => customers.map(({ email, metadata }) => [email, metadata])
  )
  const bepaid = BePaidTest.layer({
    seed: [
      { id: "cst_1", email: "one@example.com" },
      { id: "cst_2", email: "two@example.com" },
      { id: "cst_3" }
    ]
  })

  it.effect(
    "copies each customer of bePaid who has an address to Omise, with its id, however often it runs",
    () =>
      Effect.gen(function* () {
        for (const _ of ["first", "second"]) {
          assert.deepEqual(yield* twoProviders.copy, { there: 2, refused: [] })
          assert.deepEqual(yield* held, [
            ["one@example.com", { external_id: "cst_1" }],
            ["two@example.com", { external_id: "cst_2" }]
          ])
        }
      }).pipe(Effect.provide(Layer.merge(bepaid, OmiseTest.layer())))
  )

  it.effect("says whom Omise refuses, and goes on", () =>
    Effect.gen(function* () {
      const control = yield* OmiseTest.Control
      const body = { object: "error", code: "bad_request", message: "email is invalid" }
      yield* control.fault({ operation: "create", fault: Fault.answer(400, { body }) })
      const { there, refused } = yield* twoProviders.copy
      assert.strictEqual(there, 1)
      assert.strictEqual(refused.length, 1)
      assert.strictEqual((yield* held).length, 1)
    }).pipe(Effect.provide(Layer.merge(bepaid, OmiseTest.layer())))
  )

  it.effect("asks each provider at its own address with its own key", () => {
    const { layer, sent } = scripted([
      answer(200, [{ id: "cst_1", email: "one@example.com" }]),
      // Omise has the customer already
      answer(200, {
        object: "search",
        data: [{ id: "cust_test_1", email: "one@example.com", metadata: { external_id: "cst_1" } }],
        page: 1,
        total: 1,
        total_pages: 1
      })
    ])
    return Effect.gen(function* () {
      assert.deepEqual(yield* twoProviders.copy, { there: 1, refused: [] })
      assert.deepEqual(
        sent.map(({ method, url, headers }) => [method, url.split("?")[0], headers.authorization]),
        [
          ["GET", "https://api.bepaid.by/customers", `Basic ${btoa("361:key-of-bepaid")}`],
          ["GET", "https://api.omise.co/search", `Basic ${btoa("skey_test_1:")}`]
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
  const ensure = Customers.ensure({
    externalId: "user-4711",
    email: "customer@example.com",
    ip: "127.0.0.1"
  })
  const retrieve = Customers.retrieve("cust_test_5g0221fe8iwtayocgja")
  const chosen = configured.chosenFrom({
    bepaid: BePaidTest.layer(),
    omise: OmiseTest.layer(),
    stancer: StancerTest.layer()
  })

  for (const provider of ["bepaid", "omise", "stancer"]) {
    it.effect(`${provider} is chosen by its name`, () =>
      Effect.map(
        Effect.provide(ensure, chosen).pipe(environment({ PAYMENT_PROVIDER: provider })),
        ({ customer }) => assert.strictEqual(customer.provider, provider)
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
        assert.isTrue(Config.isConfigError(error))
        assert.include(String(error), "PAYMENT_PROVIDER")
      })
    )
  }

  it.effect("only the chosen provider's key is read", () => {
    const { layer, sent } = scripted([answer(200, { id: "cust_test_5g0221fe8iwtayocgja" })])
    return Effect.gen(function* () {
      const customer = yield* Effect.provide(retrieve, configured.CustomersLive).pipe(
        environment({ PAYMENT_PROVIDER: "omise", OMISE_SECRET_KEY: "skey_test_1" })
      )
      assert.strictEqual(customer.provider, "omise")
      assert.strictEqual(sent[0]?.headers.authorization, `Basic ${btoa("skey_test_1:")}`)

      const error = yield* Effect.provide(retrieve, configured.CustomersLive).pipe(
        environment({ PAYMENT_PROVIDER: "stancer", OMISE_SECRET_KEY: "skey_test_1" }),
        Effect.flip
      )
      assert.include(String(error), "STANCER_SECRET_KEY")
    }).pipe(Effect.provide(layer))
  })
})
