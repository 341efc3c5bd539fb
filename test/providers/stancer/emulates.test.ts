/** The emulator as what it is: a function from a request to a response. */
import { assert, describe, it } from "@effect/vitest"
import { type EmulatorOptions, makeEmulator } from "../../../src/providers/stancer/emulator/emulator.js"
import customer from "../../fixtures/stancer/customer.json" with { type: "json" }
import unauthorized from "../../fixtures/stancer/unauthorized.401.json" with { type: "json" }

const testKey = "stest_0123456789abcdefghijklmn"
const liveKey = "sprod_0123456789abcdefghijklmn"

interface Sent {
  readonly method?: string
  readonly path: string
  /** `curl -u`; `null` sends no credentials. */
  readonly user?: string | null
  /** A string is sent as it is, anything else as JSON. */
  readonly data?: unknown
}

interface Got {
  readonly status: number
  /** `undefined` where the body is empty. */
  readonly json: unknown
}

/** 2018-10-03T10:22:54.9Z */
const now = 1_538_562_174_900

/** A fresh emulator; `ask` sends to it and answers what came back. */
const emulator = (seed: EmulatorOptions["seed"] = []) => {
  const { handle } = makeEmulator({ testKey, liveKey, seed })
  return ({ method = "GET", path, user = `${testKey}:`, data = "" }: Sent): Got => {
    const { status, body } = handle(
      {
        method,
        path,
        query: new URLSearchParams(),
        headers: user === null ? {} : { authorization: `Basic ${btoa(user)}` },
        body: typeof data === "string" ? data : JSON.stringify(data)
      },
      now
    )
    return { status, json: body === "" ? undefined : JSON.parse(body) }
  }
}

const collection = "/v1/customers/"
const one = (id: string) => `/v1/customers/${id}`

const idOf = ({ json }: Got): string => {
  const { id } = (json ?? {}) as { readonly id?: unknown }
  return typeof id === "string" ? id : assert.fail("a customer without an id")
}

const { id: _, created: __, live_mode: ___, ...david } = customer

const noSuch = (id: string): Got => ({
  status: 404,
  json: { error: { type: "invalid_request_error", message: { id: `No such customer ${id}` } } }
})

const conflict = (id: string): Got => ({
  status: 409,
  json: {
    error: {
      type: "invalid_request_error",
      message: {
        error: "Customer already exists, you may want to update it instead creating a new one",
        id
      }
    }
  }
})

describe("the documentation's operations", () => {
  it("create answers the customer, with id, date in seconds and mode", () => {
    const got = emulator()({ method: "POST", path: collection, data: david })
    assert.match(idOf(got), /^cust_[0-9A-Za-z]{24}$/)
    assert.deepStrictEqual(got, { status: 200, json: { ...customer, id: idOf(got) } })
  })

  it("what was not given is null", () => {
    const got = emulator()({ method: "POST", path: collection, data: { mobile: david.mobile } })
    assert.deepInclude(got.json, { email: null, mobile: david.mobile, name: null })
  })

  it("the same requests get the same answers, ids too, from any two emulators", () => {
    const [first, second] = [emulator(), emulator()].map((ask) => [
      ask({ method: "POST", path: collection, data: david }),
      ask({ method: "POST", path: collection, data: { email: "eve@example.net" } })
    ])
    assert.deepStrictEqual(first, second)
    assert.strictEqual(new Set(first?.map(idOf)).size, 2)
  })

  it("retrieve answers what create answered", () => {
    const ask = emulator()
    const created = ask({ method: "POST", path: collection, data: david })
    assert.deepStrictEqual(ask({ path: one(idOf(created)) }), created)
  })

  it("update answers 204 and changes what it names", () => {
    const ask = emulator([customer])
    const data = { name: "David Rower", external_id: "7b1e" }
    assert.deepStrictEqual(ask({ method: "PATCH", path: one(customer.id), data }), {
      status: 204,
      json: undefined
    })
    assert.deepStrictEqual(ask({ path: one(customer.id) }).json, { ...customer, ...data })
  })

  it("update leaves alone what can't be changed and what nobody documents", () => {
    const ask = emulator([customer])
    const data = { id: "cust_of_mine", created: 1, role: "admin" }
    assert.strictEqual(ask({ method: "PATCH", path: one(customer.id), data }).status, 204)
    assert.deepStrictEqual(ask({ path: one(customer.id) }).json, customer)
  })

  it("delete answers 204, and then there is no such customer", () => {
    const ask = emulator([customer])
    const gone = { method: "DELETE", path: one(customer.id) }
    assert.deepStrictEqual(ask(gone), { status: 204, json: undefined })
    assert.deepStrictEqual(ask({ path: one(customer.id) }), noSuch(customer.id))
    assert.deepStrictEqual(ask(gone), noSuch(customer.id))
  })

  it("an id is not given twice: neither after a delete nor where a seed has taken it", () => {
    const ask = emulator([{ id: "cust_000000000000000000000002", email: "seed@example.net" }])
    const first = idOf(ask({ method: "POST", path: collection, data: david }))
    ask({ method: "DELETE", path: one(first) })
    const second = idOf(ask({ method: "POST", path: collection, data: david }))
    assert.strictEqual(new Set([first, second, "cust_000000000000000000000002"]).size, 3)
  })
})

describe("a repeated create", () => {
  const withId = { ...david, external_id: "7b1e" }
  const cases: ReadonlyArray<{
    readonly name: string
    readonly first: unknown
    readonly second: unknown
    readonly conflicts: boolean
  }> = [
    { name: "the same name, e-mail and mobile", first: david, second: david, conflicts: true },
    { name: "a new external id", first: david, second: withId, conflicts: false },
    { name: "the same four", first: withId, second: withId, conflicts: true },
    { name: "another external id", first: withId, second: { ...withId, external_id: "8" }, conflicts: false },
    { name: "another name", first: david, second: { ...david, name: "Eve" }, conflicts: false },
    { name: "another mobile", first: david, second: { ...david, mobile: "+33639980103" }, conflicts: false },
    { name: "no mobile", first: david, second: { ...david, mobile: undefined }, conflicts: false }
  ]
  for (const { name, first, second, conflicts } of cases) {
    it(`${name}: ${conflicts ? "409 with the id of the first" : "another customer"}`, () => {
      const ask = emulator()
      const id = idOf(ask({ method: "POST", path: collection, data: first }))
      const got = ask({ method: "POST", path: collection, data: second })
      if (conflicts) assert.deepStrictEqual(got, conflict(id))
      else assert.notStrictEqual(idOf(got), id)
    })
  }

  it("of a customer that was changed: it is compared as it is now", () => {
    const ask = emulator([customer])
    ask({ method: "PATCH", path: one(customer.id), data: { name: "David Rower" } })
    const renamed = { ...david, name: "David Rower" }
    assert.deepStrictEqual(ask({ method: "POST", path: collection, data: renamed }), conflict(customer.id))
    assert.strictEqual(ask({ method: "POST", path: collection, data: david }).status, 200)
  })

  it("of a customer that was deleted: it is a new one", () => {
    const ask = emulator([customer])
    ask({ method: "DELETE", path: one(customer.id) })
    assert.strictEqual(ask({ method: "POST", path: collection, data: david }).status, 200)
  })
})

describe("test and live customers are kept apart by the key", () => {
  const live = `${liveKey}:`

  it("a live key makes live customers, which a test key does not see", () => {
    const ask = emulator()
    const created = ask({ method: "POST", path: collection, user: live, data: david })
    const path = one(idOf(created))
    assert.deepInclude(created.json, { live_mode: true })
    assert.deepStrictEqual(ask({ path, user: live }), created)
    for (const method of ["GET", "PATCH", "DELETE"]) {
      assert.deepStrictEqual(ask({ method, path, data: {} }), noSuch(idOf(created)))
    }
  })

  it("the same customer can be in both", () => {
    const ask = emulator([customer])
    assert.strictEqual(ask({ method: "POST", path: collection, user: live, data: david }).status, 200)
  })

  it("a seed says with live_mode where it belongs", () => {
    const ask = emulator([{ ...customer, live_mode: true }])
    assert.strictEqual(ask({ path: one(customer.id) }).status, 404)
    assert.strictEqual(ask({ path: one(customer.id), user: live }).status, 200)
  })

  for (const { key, live_mode, status } of [
    { key: testKey, live_mode: false, status: 200 },
    { key: testKey, live_mode: true, status: 400 },
    { key: liveKey, live_mode: true, status: 200 },
    { key: liveKey, live_mode: false, status: 400 }
  ]) {
    it(`live_mode ${live_mode} with ${key.slice(0, 5)}: ${status}`, () => {
      const data = { ...david, live_mode }
      assert.strictEqual(
        emulator()({ method: "POST", path: collection, user: `${key}:`, data }).status,
        status
      )
    })
  }
})

describe("data that is refused", () => {
  const refusals: ReadonlyArray<readonly [field: string, value: unknown, message: string]> = [
    ["email", "a@bc", "Must be a string of 5 to 64 characters"],
    ["email", "e".repeat(65), "Must be a string of 5 to 64 characters"],
    ["email", null, "Must be a string of 5 to 64 characters"],
    ["mobile", "1234567", "Must be a string of 8 to 16 characters"],
    ["mobile", "12345678901234567", "Must be a string of 8 to 16 characters"],
    ["mobile", 33639980102, "Must be a string of 8 to 16 characters"],
    ["name", "Al", "Must be a string of 3 to 64 characters"],
    ["name", "n".repeat(65), "Must be a string of 3 to 64 characters"],
    ["external_id", "x".repeat(37), "Must be a string of 0 to 36 characters"]
  ]
  for (const [field, value, message] of refusals) {
    it(`${field} ${JSON.stringify(value)}`, () => {
      const ask = emulator([customer])
      const got = { status: 400, json: { error: { message: { [field]: message } } } }
      const data = { ...david, [field]: value }
      assert.deepStrictEqual(ask({ method: "POST", path: collection, data }), got)
      assert.deepStrictEqual(ask({ method: "PATCH", path: one(customer.id), data: { [field]: value } }), got)
      assert.deepStrictEqual(ask({ path: one(customer.id) }).json, customer)
    })
  }

  it("every field that is wrong is named", () => {
    const { json } = emulator()({ method: "POST", path: collection, data: { email: "a", name: "b" } })
    assert.sameMembers(Object.keys((json as { error: { message: object } }).error.message), ["email", "name"])
  })

  for (const data of ["", "{", "[]", '"text"', "null"]) {
    it(`a body of ${data || "nothing"}`, () => {
      const ask = emulator([customer])
      assert.strictEqual(ask({ method: "POST", path: collection, data }).status, 400)
      assert.strictEqual(ask({ method: "PATCH", path: one(customer.id), data }).status, 400)
    })
  }
})

describe("every other question", () => {
  const refusal: Got = { status: 401, json: unauthorized }
  const questions: ReadonlyArray<{ readonly name: string; readonly sent: Sent; readonly got: Got | number }> =
    [
      { name: "an unknown id", sent: { path: one("cust_1") }, got: noSuch("cust_1") },
      {
        name: "a collection without its slash",
        sent: { method: "POST", path: "/v1/customers", data: { email: "eve@example.net" } },
        got: 200
      },
      {
        name: "a customer with a slash",
        sent: { path: `${one(customer.id)}/` },
        got: { status: 200, json: customer }
      },
      { name: "no credentials", sent: { path: one(customer.id), user: null }, got: refusal },
      { name: "an unknown key", sent: { path: one(customer.id), user: "stest_other:" }, got: refusal },
      { name: "a public key", sent: { path: one(customer.id), user: "ptest_0123:" }, got: refusal },
      { name: "the key for a password", sent: { path: one(customer.id), user: `:${testKey}` }, got: refusal },
      { name: "a password", sent: { path: one(customer.id), user: `${testKey}:secret` }, got: refusal },
      {
        name: "authentication comes before the body",
        sent: { method: "POST", path: collection, user: null, data: "{" },
        got: refusal
      },
      {
        name: "authentication comes before the path",
        sent: { path: "/nothing/here", user: null },
        got: refusal
      },
      { name: "API v1 has no list", sent: { path: collection }, got: 405 },
      {
        name: "PUT is not documented",
        sent: { method: "PUT", path: one(customer.id), data: david },
        got: 405
      },
      { name: "another API version", sent: { path: `/v3/customers/${customer.id}` }, got: 404 },
      { name: "another path", sent: { path: "/v1/cheques/" }, got: 404 },
      { name: "a path below a customer", sent: { path: `${one(customer.id)}/cards` }, got: 404 }
    ]
  for (const { name, sent, got } of questions) {
    it(`${name}: ${typeof got === "number" ? got : got.status}`, () => {
      const answer = emulator([customer])({ ...sent, data: sent.data ?? "" })
      if (typeof got === "number") assert.strictEqual(answer.status, got)
      else assert.deepStrictEqual(answer, got)
    })
  }

  it("without a live key, none is known", () => {
    const { handle } = makeEmulator({ testKey })
    for (const user of ["undefined:", ":", `${liveKey}:`]) {
      const headers = { authorization: `Basic ${btoa(user)}` }
      const request = { method: "GET", path: collection, query: new URLSearchParams(), headers, body: "" }
      assert.strictEqual(handle(request, now).status, 401)
    }
  })
})
