/** Card tokens of the emulator, and cards that a seed gives. */
import { assert, describe, it } from "@effect/vitest"
import * as Emulator from "effect-payment-customers/emulator"

const { testKey, testPublicKey = "", liveKey, livePublicKey = "" } = Emulator.keys.omise
const number = "4242424242424242"
const card = {
  name: "JANE DOE",
  number,
  expiration_month: 3,
  expiration_year: 2031,
  security_code: "987",
  city: "Bangkok"
}
const form = `card[name]=JANE+DOE&card%5Bnumber%5D=4242+4242+4242+4242&card[expiration_month]=3&card[expiration_year]=31&card[security_code]=987`

const emulator = (options: Emulator.Options = {}) => {
  const handler = Emulator.makeHandler(options)
  return async (method: string, path: string, body?: unknown, user = testKey) => {
    const response = await handler(
      new Request(`http://localhost${path}`, {
        method,
        headers: {
          ...(path.startsWith("/_") ? {} : { authorization: `Basic ${btoa(`${user}:`)}` }),
          ...(typeof body === "string" ? { "content-type": "application/x-www-form-urlencoded" } : {})
        },
        ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) })
      })
    )
    const text = await response.text()
    return { status: response.status, json: text === "" ? undefined : JSON.parse(text) }
  }
}

const tokens = "/omise/tokens"

describe("a card token", () => {
  for (const [name, body] of [
    ["JSON", { card }],
    ["a form", form]
  ] as const) {
    it(`is made from ${name}, is good once, and its card becomes the customer's`, async () => {
      const ask = emulator()
      const { status, json: token } = await ask("POST", tokens, body, testPublicKey)
      assert.deepInclude(token, { object: "token", livemode: false, used: false })
      assert.strictEqual(status, 200)
      assert.match(token.id, /^tokn_test_[0-9a-z]{19}$/)
      const { json: customer } = await ask("POST", "/omise/customers", { card: token.id })
      const [held] = customer.cards.data
      assert.deepInclude(held, { id: token.card.id, last_digits: "4242", brand: "Visa", name: "JANE DOE" })
      assert.deepInclude(held, { expiration_month: 3, expiration_year: 2031, security_code_check: true })
      assert.strictEqual((await ask("POST", "/omise/customers", { card: token.id })).json.code, "used_token")
      assert.isTrue((await ask("GET", `${tokens}/${token.id}`, undefined, testPublicKey)).json.used)
    })
  }

  it("is made by public keys alone, which open nothing else, each in its mode", async () => {
    const ask = emulator()
    for (const user of [testKey, liveKey, "pkey_test_unknown"]) {
      assert.strictEqual((await ask("POST", tokens, { card }, user)).status, 401)
    }
    assert.strictEqual((await ask("GET", "/omise/customers", undefined, testPublicKey)).status, 401)
    const { json } = await ask("POST", tokens, { card }, livePublicKey)
    assert.match(json.id, /^tokn_(?!test_)/)
    assert.strictEqual((await ask("GET", `${tokens}/${json.id}`, undefined, testPublicKey)).status, 404)
    assert.strictEqual((await ask("POST", "/omise/customers", { card: json.id }, liveKey)).status, 200)
  })

  for (const [field, value] of [
    ["name", ""],
    ["number", "42"],
    ["number", undefined],
    ["expiration_month", 13],
    ["expiration_year", "x"],
    ["city", 7]
  ] as const) {
    it(`is refused for ${field} ${JSON.stringify(value)}`, async () => {
      const { status, json } = await emulator()(
        "POST",
        tokens,
        { card: { ...card, [field]: value } },
        testPublicKey
      )
      assert.deepStrictEqual([status, json.code, json.message], [400, "invalid_card", `${field} is invalid`])
    })
  }

  it("is not made of a number that is no test card's", async () => {
    const body = { card: { ...card, number: "4000056655665556" } }
    const { status, json } = await emulator()("POST", tokens, body, testPublicKey)
    assert.deepStrictEqual([status, Object.keys(json)], [501, ["emulator"]])
    assert.notInclude(json.emulator, "4000056655665556")
  })

  for (const [name, method, path, body] of [
    ["JSON", "POST", tokens, { card }],
    [
      "JSON with a number that is one",
      "POST",
      tokens,
      { card: { ...card, number: Number(number), security_code: 987 } }
    ],
    ["a form", "POST", tokens, form],
    ["a query", "POST", `${tokens}?card[number]=${number}&card[security_code]=987`, undefined],
    ["a path", "GET", `${tokens}/${number}`, undefined],
    ["a customer's body", "POST", "/omise/customers", { card: { number, security_code: "987" } }],
    ["a body that is cut", "POST", tokens, `${"a".repeat(9_990)}=1&${form}`]
  ] as const) {
    it(`nothing stays of a number but its last digits, sent as ${name}`, async () => {
      const ask = emulator()
      await ask(method, path, body, testPublicKey)
      await ask(method, path, body, testKey)
      for (const shown of ["/_control/omise/requests", "/_control/omise/customers", "/_page/state"]) {
        const text = decodeURIComponent(JSON.stringify((await ask("GET", shown)).json))
        assert.notMatch(text, /4242[ +]?4242/, shown)
        assert.notMatch(text, /security_code\W+987/, shown)
      }
    })
  }
})

describe("a seed", () => {
  const row = {
    id: "cust_test_1",
    default_card: "card_test_b",
    cards: [
      { id: "card_test_a", last_digits: "4444", brand: "MasterCard", created_at: "2020-01-02T00:00:00Z" },
      { id: "card_test_b", name: "JANE DOE" }
    ]
  }

  it("gives cards with ids, the default one by its id", async () => {
    const { json } = await emulator({ seed: { omise: [row] } })("GET", "/omise/customers/cust_test_1")
    assert.strictEqual(json.default_card, "card_test_b")
    const [first, second] = json.cards.data
    assert.deepInclude(first, { id: "card_test_a", last_digits: "4444", created_at: "2020-01-02T00:00:00Z" })
    assert.deepInclude(second, { id: "card_test_b", name: "JANE DOE", brand: "Visa" })
  })

  it("is what the control endpoint answers", async () => {
    const ask = emulator({ seed: { omise: [row] } })
    const held = (await ask("GET", "/_control/omise/customers")).json
    const again = emulator({ seed: { omise: held } })
    assert.deepStrictEqual((await again("GET", "/_control/omise/customers")).json, held)
  })

  for (const [seed, words] of [
    [{ omise: [{}, { email: 7 }] }, "omise.1.email"],
    [{ omise: [{ created_at: "yesterday" }] }, "omise.0.created_at: must be an ISO 8601"],
    [{ omise: [{ id: "cust_a" }, { id: "cust_a" }] }, "omise.1.id: is that of omise.0"],
    [{ omise: [{ ...row, default_card: "card_c" }] }, "omise.0.default_card: is not one of its cards"],
    [{ omise: [{ cards: [{ expiration_month: 13 }] }] }, "expiration_month"],
    [{ omise: [{ cards: [{ number }] }] }, "number"],
    [{ stancer: [{ created: true }] }, "stancer.0.created"],
    [{ bepaid: [{ id: 7 }] }, "bepaid.0.id"],
    [{ stripe: [] }, "stripe: is unexpected"]
  ] as const) {
    it(`that is wrong is refused with its place: ${words}`, () => {
      let message = ""
      try {
        emulator({ seed: seed as never })
      } catch (error) {
        message = String(error)
      }
      assert.include(message, words)
      assert.notInclude(message, number)
    })
  }
})

describe("expand=true", () => {
  const path = "/omise/customers/cust_test_1"
  const row = { id: "cust_test_1", cards: [{ id: "card_test_a" }] }

  it("answers the default card itself, in a query or a body, and nothing else does", async () => {
    const ask = emulator({ seed: { omise: [row, { id: "cust_test_2" }] } })
    const { json: plain } = await ask("GET", path)
    const expanded = { ...plain, default_card: plain.cards.data[0] }
    for (const [method, target, body] of [
      ["GET", `${path}?expand=true`, undefined],
      ["PATCH", `${path}?expand=true`, {}],
      ["PATCH", path, { expand: true }]
    ] as const) {
      assert.deepStrictEqual((await ask(method, target, body)).json, expanded)
    }
    const listed = (await ask("GET", "/omise/customers?expand=true")).json.data
    assert.deepStrictEqual(listed[0].default_card, expanded.default_card)
    assert.isNull(listed[1].default_card)
    assert.strictEqual((await ask("GET", `${path}?expand=false`)).json.default_card, "card_test_a")
  })
})
