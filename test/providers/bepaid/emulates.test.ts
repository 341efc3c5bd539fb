/** What bePaid's emulator answers: to the documentation's curl lines what is documented, to others what it refuses. */
import { assert, describe, it } from "@effect/vitest"
import { type EmulatorOptions, makeEmulator } from "../../../src/providers/bepaid/emulator/emulator.js"
import created from "../../fixtures/bepaid/create.201.json" with { type: "json" }
import createRequest from "../../fixtures/bepaid/create.request.json" with { type: "json" }
import invalid from "../../fixtures/bepaid/create-invalid.422.json" with { type: "json" }
import invalidRequest from "../../fixtures/bepaid/create-invalid.request.json" with { type: "json" }
import listed from "../../fixtures/bepaid/list.200.json" with { type: "json" }
import { asking, describeQuestions, idOf, type Question } from "../../support/asked.js"

const emulator = (seed: EmulatorOptions["seed"] = [], secretKey = "secret_key") =>
  asking(makeEmulator({ shopId: "shop_id", secretKey, seed }), "shop_id:secret_key")

const idForm = /^cst_[0-9a-f]{16}$/

const withoutId = (json: object): unknown => ({ ...json, id: undefined })

/** What curl sends with the options that the documentation uses. */
const curl = (ask: ReturnType<typeof emulator>, line: ReadonlyArray<string>) => {
  const option = (name: string) => (line.includes(name) ? line[line.indexOf(name) + 1] : undefined)
  const url = line.find((word) => word.startsWith("https://")) ?? assert.fail("no URL")
  const request = `${option("-X") ?? "GET"} ${url.replace("https://api.bepaid.by", "")}`
  return ask(request, option("-d"), { user: option("-u") ?? null })
}

describe("the documentation's four curl lines get the documented answers", () => {
  const create = ["https://api.bepaid.by/customers", "-X", "POST", "-u", "shop_id:secret_key"]
  const json = ["-H", "Content-Type: application/json", "-d"]
  const complete = `{
"first_name":"John",
"last_name":"Doe",
"address":"1st Street",
"country":"US",
"city":"Denver",
"zip":"92006",
"state":"CO",
"phone":"+1-555-555-5555",
"email":"customer@example.com",
"ip":"127.0.0.1"
}`
  const incomplete = `{
"city":"Denver",
"zip":"92006",
"state":"CO",
"phone":"+1-555-555-5555",
"email":"customer@example.com"
}`
  const one = "https://api.bepaid.by/customers/cst_7aee5afb954c7ef7"
  const reader = ["-u", "shop_id:secret"]

  it("creating a customer: a new id each time", () => {
    const got = curl(emulator(), [...create, ...json, complete])
    assert.strictEqual(got.status, 201)
    assert.match(idOf(got), idForm)
    assert.deepStrictEqual(withoutId(got.json), withoutId(created))
  })

  it.each<
    [name: string, line: ReadonlyArray<string>, seed: EmulatorOptions["seed"], key: string, body: object]
  >([
    ["creating with invalid parameters", [...create, ...json, incomplete], [], "secret_key", invalid],
    ["getting the details of a customer", [...reader, one], [created], "secret", created],
    ["listing all customers", [...reader, "https://api.bepaid.by/customers"], listed, "secret", listed]
  ])("%s", (_, line, seed, key, body) => {
    const { status, json } = curl(emulator(seed, key), line)
    assert.deepStrictEqual([status, json], [body === invalid ? 422 : 200, body])
  })
})

describe("what was created is there", () => {
  it("retrieved by the id that create gave, and listed after the seed", () => {
    const ask = emulator(listed)
    const got = ask("POST /customers", createRequest)
    const one = ask(`GET /customers/${idOf(got)}`)
    assert.deepStrictEqual([one.status, one.json], [200, got.json])
    assert.deepStrictEqual(ask("GET /customers").json, [...listed, got.json])
  })

  it("each create makes a customer of its own: bePaid has no idempotency for them", () => {
    const ask = emulator()
    const both = [ask("POST /customers", createRequest), ask("POST /customers", createRequest)]
    assert.strictEqual(new Set(both.map(idOf)).size, 2)
    assert.deepStrictEqual(
      ask("GET /customers").json,
      both.map(({ json }) => json)
    )
  })

  it("a refused create leaves nothing behind", () => {
    const ask = emulator()
    ask("POST /customers", invalidRequest)
    assert.deepStrictEqual(ask("GET /customers").json, [])
  })

  it("an id that the caller sends is not taken, nor is a key that nobody documents", () => {
    const got = emulator()("POST /customers", { ...createRequest, id: "cst_of_mine", role: "admin" })
    assert.match(idOf(got), idForm)
    assert.deepStrictEqual(withoutId(got.json), withoutId(created))
  })

  it("a POST with a trailing slash creates, a GET with one lists", () => {
    const ask = emulator()
    const post = ask("POST /customers/", createRequest)
    assert.strictEqual(post.status, 201)
    assert.deepStrictEqual(ask("GET /customers/").json, [post.json])
  })
})

const unauthorized = { message: "Invalid shop_id/secret_key." }
const notFound = { message: "Not found." }
const bad = { message: "Bad request" }
const one = "/customers/cst_7aee5afb954c7ef7"
const unknown = "/customers/cst_0000000000000000"

/** A create with other fields, and how it ends. */
const creating = (name: string, fields: object, status: number, body?: unknown): Question => [
  name,
  "POST /customers",
  status,
  body,
  { data: { ...createRequest, ...fields } }
]

const refusing = (name: string, fields: object, field: string, problem: string): Question => {
  const title = `${field[0]?.toUpperCase()}${field.slice(1).replaceAll("_", " ")}`
  return creating(name, fields, 422, { message: `${title} ${problem}`, errors: { [field]: [problem] } })
}

const tooLong = "is too long (maximum is 255 characters)"

describeQuestions("every other question", emulator, [
  ["an empty list is []", "GET /customers", 200, []],
  ["an unknown id", `GET ${unknown}`, 404, notFound],
  ["no credentials", "GET /customers", 401, unauthorized, { user: null }],
  ["a wrong secret", "GET /customers", 401, unauthorized, { user: "shop_id:wrong" }],
  ["a wrong shop", "GET /customers", 401, unauthorized, { user: "wrong:secret_key" }],
  ["the key before the body", "POST /customers", 401, unauthorized, { user: "shop_id:wrong", data: "{" }],
  ["the key before the path", "GET /nothing/here", 401, unauthorized, { user: null }],
  ["the key before the id", `GET ${unknown}`, 401, unauthorized, { user: "shop_id:wrong" }],
  ["another path", "GET /cheques", 404, notFound],
  ["a path below a customer", "GET /customers/cst_1/cards", 404, notFound],
  ["bePaid has no delete", `DELETE ${one}`, 404, notFound],
  ["bePaid has no update", `PATCH ${one}`, 404, notFound, { data: {} }],
  ["a body that is no JSON", "POST /customers", 400, bad, { data: '{"email":' }],
  ["JSON that is no object", "POST /customers", 400, bad, { data: [createRequest] }],
  ["no body", "POST /customers", 400, bad],
  refusing("an ip that is none", { ip: "localhost" }, "ip", "address is invalid"),
  creating("a blank ip", { ip: "" }, 422, invalid),
  refusing("a US zip of four digits", { zip: "9200" }, "zip", "is invalid"),
  refusing("Canada without a state", { country: "CA", state: undefined }, "state", "can't be blank"),
  refusing("an external id of 256 characters", { external_id: "x".repeat(256) }, "external_id", tooLong),
  creating("an external id of 255 characters", { external_id: "x".repeat(255) }, 201),
  creating("an IPv6 device", { ip: "2001:db8::7" }, 201),
  creating("a US zip with its four more digits", { zip: "92006-1234" }, 201)
])
