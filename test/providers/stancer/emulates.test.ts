/** What Stancer's emulator answers in API v1, and to questions of either version that are none of its operations. */
import { assert, describe, it } from "@effect/vitest"
import { type EmulatorOptions, makeEmulator } from "../../../src/providers/stancer/emulator/emulator.js"
import customer from "../../fixtures/stancer/customer.json" with { type: "json" }
import unauthorized from "../../fixtures/stancer/unauthorized.401.json" with { type: "json" }
import { type Ask, asking, describeQuestions, type Got, idOf } from "../../support/asked.js"

const testKey = "stest_0123456789abcdefghijklmn"
const liveKey = "sprod_0123456789abcdefghijklmn"

/** A fresh emulator, at the time of the fixture. */
const emulator = (seed: EmulatorOptions["seed"] = []): Ask =>
  asking(makeEmulator({ testKey, liveKey, seed }), `${testKey}:`, { at: "2018-10-03T10:22:54.900Z" })

const create = "POST /v1/customers/"
const one = `/v1/customers/${customer.id}`

const { id: _, created: __, live_mode: ___, ...david } = customer

const answered = ({ status, json }: Got) => ({ status, json })

const noSuch = (id: string) => ({
  status: 404,
  json: { error: { type: "invalid_request_error", message: { id: `No such customer ${id}` } } }
})

const exists = "Customer already exists, you may want to update it instead creating a new one"
const conflict = (id: string) => ({
  status: 409,
  json: { error: { type: "invalid_request_error", message: { error: exists, id } } }
})

describe("the documentation's operations", () => {
  it("create answers the customer, with id, date in seconds and mode", () => {
    const got = emulator()(create, david)
    assert.match(idOf(got), /^cust_[0-9A-Za-z]{24}$/)
    assert.deepStrictEqual(answered(got), { status: 200, json: { ...customer, id: idOf(got) } })
  })

  it("what was not given is null", () => {
    const got = emulator()(create, { mobile: david.mobile })
    assert.deepInclude(got.json, { email: null, mobile: david.mobile, name: null })
  })

  it("the same requests get the same answers, ids too, from any two emulators", () => {
    const [first = [], second] = [emulator(), emulator()].map((ask) => [
      ask(create, david),
      ask(create, { email: "eve@example.net" })
    ])
    assert.deepStrictEqual(first, second)
    assert.strictEqual(new Set(first.map(idOf)).size, 2)
  })

  it("retrieve answers what create answered", () => {
    const ask = emulator()
    const created = ask(create, david)
    assert.deepStrictEqual(ask(`GET /v1/customers/${idOf(created)}`), created)
  })

  it("update answers 204, changes what it names, and leaves alone what can't be changed or nobody documents", () => {
    const ask = emulator([customer])
    const data = { name: "David Rower", external_id: "7b1e" }
    assert.deepStrictEqual(answered(ask(`PATCH ${one}`, data)), { status: 204, json: undefined })
    assert.deepStrictEqual(ask(`GET ${one}`).json, { ...customer, ...data })
    assert.strictEqual(ask(`PATCH ${one}`, { id: "cust_of_mine", created: 1, role: "admin" }).status, 204)
    assert.deepStrictEqual(ask(`GET ${one}`).json, { ...customer, ...data })
  })

  it("delete answers 204, and then there is no such customer", () => {
    const ask = emulator([customer])
    assert.deepStrictEqual(answered(ask(`DELETE ${one}`)), { status: 204, json: undefined })
    for (const method of ["GET", "DELETE"]) {
      assert.deepStrictEqual(answered(ask(`${method} ${one}`)), noSuch(customer.id))
    }
  })

  it("an id is not given twice: neither after a delete nor where a seed has taken it", () => {
    const ask = emulator([{ id: "cust_000000000000000000000002", email: "seed@example.net" }])
    const first = idOf(ask(create, david))
    ask(`DELETE /v1/customers/${first}`)
    const second = idOf(ask(create, david))
    assert.strictEqual(new Set([first, second, "cust_000000000000000000000002"]).size, 3)
  })
})

describe("a repeated create", () => {
  const withId = { ...david, external_id: "7b1e" }
  it.each<[name: string, first: object, second: object, conflicts: boolean]>([
    ["the same name, e-mail and mobile", david, david, true],
    ["a new external id", david, withId, false],
    ["the same four", withId, withId, true],
    ["another external id", withId, { ...withId, external_id: "8" }, false],
    ["another name", david, { ...david, name: "Eve" }, false],
    ["another mobile", david, { ...david, mobile: "+33639980103" }, false],
    ["no mobile", david, { ...david, mobile: undefined }, false]
  ])("%s", (_, first, second, conflicts) => {
    const ask = emulator()
    const id = idOf(ask(create, first))
    const got = ask(create, second)
    if (conflicts) assert.deepStrictEqual(answered(got), conflict(id))
    else assert.notStrictEqual(idOf(got), id)
  })

  it("of a customer that was changed: it is compared as it is now", () => {
    const ask = emulator([customer])
    ask(`PATCH ${one}`, { name: "David Rower" })
    assert.deepStrictEqual(answered(ask(create, { ...david, name: "David Rower" })), conflict(customer.id))
    assert.strictEqual(ask(create, david).status, 200)
  })

  it("of a customer that was deleted: it is a new one", () => {
    const ask = emulator([customer])
    ask(`DELETE ${one}`)
    assert.strictEqual(ask(create, david).status, 200)
  })
})

describe("test and live customers are kept apart by the key", () => {
  const live = { user: `${liveKey}:` }

  it("a live key makes live customers, which a test key does not see", () => {
    const ask = emulator()
    const created = ask(create, david, live)
    const path = `/v1/customers/${idOf(created)}`
    assert.deepInclude(created.json, { live_mode: true })
    assert.deepStrictEqual(ask(`GET ${path}`, "", live), created)
    for (const method of ["GET", "PATCH", "DELETE"]) {
      assert.deepStrictEqual(answered(ask(`${method} ${path}`, {})), noSuch(idOf(created)))
    }
  })

  it("the same customer can be in both", () => {
    assert.strictEqual(emulator([customer])(create, david, live).status, 200)
  })

  it("a seed says with live_mode where it belongs", () => {
    const ask = emulator([{ ...customer, live_mode: true }])
    assert.deepStrictEqual([ask(`GET ${one}`).status, ask(`GET ${one}`, "", live).status], [404, 200])
  })

  it.each([
    [testKey, false, 200],
    [testKey, true, 400],
    [liveKey, true, 200],
    [liveKey, false, 400]
  ])("%s with live_mode %s: %i", (key, live_mode, status) => {
    assert.strictEqual(emulator()(create, { ...david, live_mode }, { user: `${key}:` }).status, status)
  })

  it("without a live key, none is known", () => {
    const ask = asking(makeEmulator({ testKey }), "")
    for (const user of ["undefined:", ":", `${liveKey}:`]) {
      assert.strictEqual(ask("GET /v1/customers/", "", { user }).status, 401)
    }
  })
})

describe("data that is refused", () => {
  it.each<[field: string, value: unknown, length: string]>([
    ["email", "a@bc", "5 to 64"],
    ["email", "e".repeat(65), "5 to 64"],
    ["email", null, "5 to 64"],
    ["mobile", "1234567", "8 to 16"],
    ["mobile", "12345678901234567", "8 to 16"],
    ["mobile", 33639980102, "8 to 16"],
    ["name", "Al", "3 to 64"],
    ["name", "n".repeat(65), "3 to 64"],
    ["external_id", "x".repeat(37), "0 to 36"]
  ])("%s %j: %s characters", (field, value, length) => {
    const ask = emulator([customer])
    const message = { [field]: `Must be a string of ${length} characters` }
    const refused = { status: 400, json: { error: { message } } }
    assert.deepStrictEqual(answered(ask(create, { ...david, [field]: value })), refused)
    assert.deepStrictEqual(answered(ask(`PATCH ${one}`, { [field]: value })), refused)
    assert.deepStrictEqual(ask(`GET ${one}`).json, customer)
  })

  it("every field that is wrong is named", () => {
    const { json } = emulator()(create, { email: "a", name: "b" })
    assert.sameMembers(Object.keys(json.error.message), ["email", "name"])
  })

  it.each(["", "{", "[]", '"text"', "null"])("a body of '%s'", (data) => {
    const ask = emulator([customer])
    assert.deepStrictEqual([ask(create, data).status, ask(`PATCH ${one}`, data).status], [400, 400])
  })
})

describeQuestions("every other question", () => emulator([customer]), [
  ["an unknown id", "GET /v1/customers/cust_1", 404, noSuch("cust_1").json],
  [
    "a collection without its slash",
    "POST /v1/customers",
    200,
    undefined,
    { data: { email: "eve@example.net" } }
  ],
  ["a customer with a slash", `GET ${one}/`, 200, customer],
  ["no credentials", `GET ${one}`, 401, unauthorized, { user: null }],
  ["an unknown key", `GET ${one}`, 401, unauthorized, { user: "stest_other:" }],
  ["a public key", `GET ${one}`, 401, unauthorized, { user: "ptest_0123:" }],
  ["the key for a password", `GET ${one}`, 401, unauthorized, { user: `:${testKey}` }],
  ["a password", `GET ${one}`, 401, unauthorized, { user: `${testKey}:secret` }],
  ["the key before the body", create, 401, unauthorized, { user: null, data: "{" }],
  ["the key before the path", "GET /nothing/here", 401, unauthorized, { user: null }],
  ["API v1 has no list", "GET /v1/customers/", 405, undefined],
  ["PUT is not documented", `PUT ${one}`, 405, undefined, { data: david }],
  ["another API version", `GET /v3/customers/${customer.id}`, 404, undefined],
  ["another path", "GET /v1/cheques/", 404, undefined],
  ["a path below a customer", `GET ${one}/cards`, 404, undefined]
])
