/** Several accounts behind one emulator, and what the emulators say that they have not. */
import { assert, describe, it } from "@effect/vitest"
import * as Emulator from "effect-payment-customers/emulator"

const basic = (user: string, password = "") => `Basic ${btoa(`${user}:${password}`)}`
const { keys } = Emulator

const emulator = (options: Emulator.Options = {}) => {
  const handler = Emulator.makeHandler(options)
  return async (method: string, path: string, body?: unknown, authorization?: string) => {
    const response = await handler(
      new Request(`http://localhost${path}`, {
        method,
        headers: authorization === undefined ? {} : { authorization },
        ...(body === undefined ? {} : { body: JSON.stringify(body) })
      })
    )
    const text = await response.text()
    return { status: response.status, json: text === "" ? undefined : JSON.parse(text) }
  }
}

describe("what the page shows", () => {
  it("has no secret of an account that was added, and no card number", async () => {
    const ask = emulator()
    const tenant = { shopId: "362", secretKey: "another-secret" }
    await ask("POST", "/_control/bepaid/accounts", tenant)
    await ask(
      "POST",
      "/bepaid/customers?note=another-secret",
      { ip: "another-secret" },
      basic("362", "another-secret")
    )
    const card = { name: "JANE DOE", number: "4242424242424242", security_code: "987" }
    await ask("POST", "/omise/tokens", { card }, basic(keys.omise.testPublicKey ?? ""))
    const shown = [(await ask("GET", "/_page/state")).json]
    for (const { id } of shown[0].requests) shown.push((await ask("GET", `/_page/request?id=${id}`)).json)
    assert.lengthOf(shown, 3)
    const text = JSON.stringify(shown)
    for (const secret of ["another-secret", btoa("362:another-secret"), "4242424242424242", "987"]) {
      assert.notInclude(text, secret)
    }
  })
})

describe("several accounts", () => {
  const tenants = {
    bepaid: { shopId: "362", secretKey: "another" },
    omise: { testKey: "skey_test_tenant", liveKey: "skey_tenant", testPublicKey: "pkey_test_tenant" },
    stancer: { testKey: "stest_tenant", liveKey: "sprod_tenant" }
  }
  const at = {
    bepaid: {
      path: "/bepaid/customers",
      first: basic("361", keys.bepaid.secretKey),
      other: basic("362", "another")
    },
    omise: { path: "/omise/customers", first: basic(keys.omise.testKey), other: basic("skey_test_tenant") },
    stancer: {
      path: "/stancer/v2/customers/",
      first: basic(keys.stancer.testKey),
      other: basic("stest_tenant")
    }
  }
  const rowsOf = (json: never) =>
    (json as { data?: unknown; customers?: unknown }).data ??
    (json as { customers?: unknown }).customers ??
    json

  for (const provider of ["bepaid", "omise", "stancer"] as const) {
    const { path, first, other } = at[provider]
    const customer = { email: "a@example.com", ip: "127.0.0.1" }

    for (const [how, options] of [
      ["given at start", { accounts: { [provider]: [tenants[provider]] } }],
      ["given by the control endpoint", {}]
    ] as const) {
      it(`${provider}, ${how}: each has customers of its own, and no two the same id`, async () => {
        const ask = emulator({
          ...options,
          seed: { [provider]: [{ id: "cust_seed", email: "s@example.com" }] }
        })
        if (!("accounts" in options)) {
          assert.strictEqual((await ask("GET", path, undefined, other)).status, 401)
          const added = await ask("POST", `/_control/${provider}/accounts`, tenants[provider])
          assert.strictEqual(added.status, 204)
        }
        const mine = await ask("POST", path, customer, first)
        const theirs = await ask("POST", path, customer, other)
        assert.notStrictEqual(mine.json.id, theirs.json.id)
        const listed = rowsOf((await ask("GET", path, undefined, other)).json as never)
        assert.deepStrictEqual(
          (listed as ReadonlyArray<{ id: string }>).map(({ id }) => id),
          [theirs.json.id]
        )
        const missing = await ask("GET", `${path.replace(/\/$/, "")}/${mine.json.id}`, undefined, other)
        assert.strictEqual(missing.status, 404)
        const held = await ask("GET", `/_control/${provider}/customers`)
        assert.deepStrictEqual(
          held.json.map(({ id }: { id: string }) => id),
          ["cust_seed", mine.json.id, theirs.json.id]
        )
      })
    }

    it(`${provider}: accounts outlive a reset, their customers do not`, async () => {
      const ask = emulator()
      await ask("POST", `/_control/${provider}/accounts`, tenants[provider])
      await ask("POST", path, customer, other)
      await ask("POST", `/_control/${provider}/reset`)
      assert.deepStrictEqual((await ask("GET", `/_control/${provider}/customers`)).json, [])
      assert.isTrue((await ask("GET", path, undefined, other)).status === 200)
    })
  }

  for (const [name, body, words] of [
    [
      "a key that another account has",
      { ...tenants.omise, testKey: keys.omise.testKey },
      "of another account"
    ],
    ["a key twice", { testKey: "skey_a", liveKey: "skey_a" }, "stands there twice"],
    ["a key that can't be sent", { ...tenants.omise, testKey: "a:b" }, "colon"],
    ["a key that is missing", { testKey: "skey_a" }, "liveKey: is missing"],
    ["another field", { ...tenants.omise, key: "a" }, "key: is unexpected"],
    ["no object", [], "the body: must be"]
  ] as const) {
    it(`${name} is refused`, async () => {
      const { status, json } = await emulator()("POST", "/_control/omise/accounts", body)
      assert.strictEqual(status, 400)
      assert.include(json.emulator, words)
      assert.notInclude(json.emulator, keys.omise.testKey)
    })
  }

  it("two accounts of the same key are refused at start", () => {
    assert.throws(() => emulator({ accounts: { stancer: [keys.stancer] } }), /account 1: a key is of another/)
  })
})

describe("what is not emulated", () => {
  const of = {
    bepaid: basic(keys.bepaid.shopId, keys.bepaid.secretKey),
    omise: basic(keys.omise.testKey),
    stancer: basic(keys.stancer.testKey)
  }
  for (const [method, path] of [
    ["GET", "/bepaid/plans"],
    ["POST", "/bepaid/subscriptions"],
    ["GET", "/omise/account"],
    ["GET", "/omise/events"],
    ["GET", "/omise/events/evnt_test_1"],
    ["POST", "/omise/charges"],
    ["GET", "/omise/charges/chrg_test_1/refunds"],
    ["POST", "/omise/schedules"],
    ["GET", "/omise/search?scope=charge"],
    ["GET", "/omise/search?scope=recipient&query=a"],
    ["POST", "/stancer/v2/addresses/"],
    ["GET", "/stancer/v2/addresses/addr_1"],
    ["POST", "/stancer/v1/checkout/"],
    ["GET", "/stancer/v1/cards/card_1"]
  ] as const) {
    const provider = path.split("/")[1] as keyof typeof of
    it(`${method} ${path} says so with 501, and only to who has a key`, async () => {
      const ask = emulator()
      const { status, json } = await ask(method, path, method === "POST" ? {} : undefined, of[provider])
      assert.strictEqual(status, 501)
      assert.deepStrictEqual(Object.keys(json), ["emulator"])
      assert.include(json.emulator, "this emulator has not")
      assert.strictEqual((await ask(method, path, undefined, basic("nobody"))).status, 401)
    })
  }
})
