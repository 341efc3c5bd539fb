/** What Stancer's emulator answers in API v2: each operation, a repeated external id, deleted seeds, refusals, lists. */
import { assert, describe, it } from "@effect/vitest"
import * as Emulator from "effect-payment-customers/emulator"
import * as Stancer from "effect-payment-customers/Stancer"
import { StancerTest } from "effect-payment-customers/testing"
import * as Effect from "#line/test/Effect"
import * as Option from "#line/test/Option"
import { type EmulatorOptions, makeEmulator } from "../../../src/providers/stancer/emulator/emulator.js"
import { asking, type Got, idOf } from "../../support/asked.js"

const emulator = (options: Partial<EmulatorOptions> = {}) => {
  const made = makeEmulator({ testKey: "stest_a", liveKey: "sprod_a", ...options })
  return { ask: asking(made, "stest_a:"), live: asking(made, "sprod_a:") }
}

const v1 = "/v1/customers/"
const v2 = "/v2/customers/"
const create = `POST ${v2}`
const list = `GET ${v2}`

const david = { email: "david@example.net", mobile: "+33639980102", name: "David Coaster" }
const known = { ...david, external_id: "7b1e" }
const eve = { email: "eve@example.net", external_id: "7b1e" }

interface Row {
  readonly id: string
  readonly deleted: boolean
}

const rowsOf = ({ json }: Got): ReadonlyArray<Row> => json.customers

const idsOf = (got: Got) => rowsOf(got).map(({ id }) => id)

it("creates, retrieves, updates and deletes; what was not given is null", () => {
  const { ask } = emulator()
  const address = "addr_9Cle7TXKkjhwqcWx4Kl5cQYk"
  const created = ask(create, { ...david, country: "FR", billing_address: address })
  const { id, ...fields } = created.json
  assert.match(id, /^cust_[0-9A-Za-z]{24}$/)
  assert.strictEqual(created.status, 200)
  assert.deepStrictEqual(fields, {
    ...david,
    external_id: null,
    country: "FR",
    date_birth: null,
    legal_id: null,
    billing_address: address,
    shipping_address: null,
    created: Date.parse("2025-03-20T09:12:02Z") / 1000,
    deleted: false
  })
  const path = `${v2}${id}`
  assert.deepStrictEqual(ask(`GET ${path}`), created)
  assert.strictEqual(ask(`PATCH ${path}`, { external_id: "7b1e" }).status, 204)
  assert.strictEqual(ask(`GET ${path}`).json.external_id, "7b1e")
  assert.strictEqual(ask(`DELETE ${path}`).status, 204)
  const { status, json } = ask(`GET ${path}`)
  const error = { type: "invalid_request_error", message: `Customer \`${id}\` not found` }
  assert.deepStrictEqual([status, json], [404, { error }])
})

it("shows v1's customers and v1 shows its own, each in its way", () => {
  const { ask } = emulator()
  const id = idOf(ask(create, { ...david, legal_id: "7", country: "FR" }))
  const ofV1 = ask(`GET ${v1}${id}`).json
  assert.deepInclude(ofV1, { ...david, live_mode: false, country: "FR" })
  assert.notProperty(ofV1, "legal_id")
  assert.notProperty(ask(`GET ${v2}${id}`).json, "live_mode")
})

it("keeps the modes apart", () => {
  const { ask, live } = emulator()
  const id = idOf(live(create, david))
  assert.strictEqual(ask(`GET ${v2}${id}`).status, 404)
  assert.deepStrictEqual([idsOf(ask(list)), idsOf(live(list))], [[], [id]])
})

describe("a create whose external id is there already", () => {
  it.each([undefined, "another"] as const)("%s: makes another customer each time", (repeatedExternalId) => {
    const { ask } = emulator({ repeatedExternalId })
    const made = [known, known, eve].map((body) => ask(create, body))
    assert.deepStrictEqual(
      made.map(({ status }) => status),
      [200, 200, 200]
    )
    assert.strictEqual(new Set(made.map(idOf)).size, 3)
  })

  it("same: answers the first one as it is, whatever else is sent", () => {
    const { ask } = emulator({ repeatedExternalId: "same" })
    const first = ask(create, known)
    for (const body of [known, eve]) assert.deepStrictEqual(ask(create, body), first)
    assert.deepStrictEqual(idsOf(ask(list)), [idOf(first)])
  })

  it("conflict: 409 that names the first one, whatever else is sent", () => {
    const { ask } = emulator({ repeatedExternalId: "conflict" })
    const id = idOf(ask(create, known))
    const error = "Customer already exists, you may want to update it instead creating a new one"
    for (const body of [known, eve]) {
      const { status, json } = ask(create, body)
      const message = { error, id }
      assert.deepStrictEqual([status, json], [409, { error: { type: "invalid_request_error", message } }])
    }
    assert.deepStrictEqual(idsOf(ask(list)), [id])
  })

  describe.each(["same", "conflict"] as const)("%s", (repeatedExternalId) => {
    it("is by the external id as it is now, in the same mode, of who is not deleted", () => {
      const { ask, live } = emulator({ repeatedExternalId })
      const id = idOf(ask(create, known))
      const isNew = ({ status, json }: Got) => status === 200 && json.id !== id
      assert.isTrue(isNew(ask(create, { ...known, external_id: "8" })), "another external id")
      assert.isTrue(isNew(ask(create, david)), "none")
      assert.isTrue(isNew(ask(create, david)), "none, again")
      assert.isTrue(isNew(live(create, known)), "in live mode")
      ask(`PATCH ${v2}${id}`, { external_id: "9" })
      assert.isFalse(isNew(ask(create, { ...eve, external_id: "9" })), "the changed one")
      const second = ask(create, known)
      assert.isTrue(isNew(second), "the one from before")
      ask(`DELETE ${v2}${idOf(second)}`)
      const third = ask(create, known)
      assert.isTrue(isNew(third) && idOf(third) !== idOf(second), "after a delete")
    })

    it("v1 goes by all four fields all the same", () => {
      const { ask } = emulator({ repeatedExternalId })
      const made = [known, eve, known].map((body) => ask(`POST ${v1}`, body).status)
      assert.deepStrictEqual(made, [200, 200, 409])
    })
  })

  it.effect.each([
    ["another", 200, [2, 2]],
    ["same", 200, [2, 1]],
    ["conflict", 409, [1, 1]]
  ] as const)(
    "%s is an option of the emulators and of the test layer",
    ([repeatedExternalId, status, counts]) =>
      Effect.gen(function* () {
        const handler = Emulator.makeHandler({ stancer: { repeatedExternalId } })
        const headers = { authorization: `Basic ${btoa(`${Emulator.keys.stancer.testKey}:`)}` }
        const init = { method: "POST", headers, body: JSON.stringify(known) }
        const send = Effect.promise(() => handler(new Request(`http://localhost/stancer${v2}`, init)))
        yield* send
        assert.strictEqual((yield* send).status, status)
        const creating = Effect.flatMap(Stancer.Stancer, ({ create }) =>
          create({ email: david.email, externalId: "7b1e" })
        )
        const exits = yield* Effect.all([Effect.exit(creating), Effect.exit(creating)]).pipe(
          Effect.provide(StancerTest.layerV2({ repeatedExternalId }))
        )
        const ids = exits.flatMap((exit) => (exit._tag === "Success" ? [exit.value.id] : []))
        assert.deepStrictEqual<unknown>([ids.length, new Set(ids).size], counts)
      })
  )
})

describe("a seed that is deleted", () => {
  const gone = { id: "cust_gone", ...known, deleted: true }

  it("is shown as deleted, by itself and in lists, and v1 does not know it", () => {
    const { ask } = emulator({ seed: [gone, { id: "cust_here", ...david }] })
    const { status, json } = ask(`GET ${v2}cust_gone`)
    assert.strictEqual(status, 200)
    assert.deepInclude(json, gone)
    assert.deepStrictEqual(
      rowsOf(ask(list)).map(({ id, deleted }) => [id, deleted]),
      [
        ["cust_gone", true],
        ["cust_here", false]
      ]
    )
    assert.strictEqual(ask(`GET ${v1}cust_gone`).status, 404)
    assert.notProperty(ask(`GET ${v1}cust_here`).json, "deleted")
  })

  it.each(["same", "conflict"] as const)("is nobody that a create repeats: %s", (repeatedExternalId) => {
    const { ask } = emulator({ seed: [gone], repeatedExternalId })
    for (const path of [v1, v2]) {
      const { status, json } = ask(`POST ${path}`, known)
      assert.strictEqual(status, 200)
      assert.notStrictEqual(json.id, gone.id)
      ask(`DELETE ${v2}${json.id}`)
    }
  })

  it("no create makes one", () => {
    const { ask } = emulator()
    assert.isFalse(ask(create, { ...david, deleted: true }).json.deleted)
    assert.strictEqual(ask(`POST ${v1}`, { ...david, deleted: true }).status, 409)
  })

  it.effect("comes from the test layer too", () =>
    Effect.gen(function* () {
      const { retrieve } = yield* Stancer.Stancer
      assert.deepStrictEqual((yield* retrieve("cust_gone")).deleted, Option.some(true))
    }).pipe(
      Effect.provide(StancerTest.layerV2({ seed: [{ id: "cust_gone", email: david.email, deleted: true }] }))
    )
  )
})

describe("refuses", () => {
  const text = ["str type expected", "type_error.str"] as const
  const most = (length: number) =>
    [`ensure this value has at most ${length} characters`, "value_error.any_str.max_length"] as const
  const least = (length: number) =>
    [`ensure this value has at least ${length} characters`, "value_error.any_str.min_length"] as const
  const form = (pattern: string) =>
    [`string does not match regex "${pattern}"`, "value_error.str.regex"] as const

  it.each<[field: string, value: unknown, problem: readonly [msg: string, type: string]]>([
    ["email", 7, text],
    ["email", "e".repeat(65), most(64)],
    ["mobile", "1".repeat(17), most(16)],
    ["name", "n".repeat(65), most(64)],
    ["legal_id", "1".repeat(17), most(16)],
    ["country", "F", least(2)],
    ["country", "FRA", most(2)],
    ["billing_address", "addr_1", form("^addr_[a-zA-Z0-9]{24}$")],
    ["date_birth", "3 Feb 1981", form("^\\d{4}-\\d{2}-\\d{2}$")],
    ["external_id", "", least(1)],
    ["country", null, text],
    ["billing_address", {}, text],
    ["live_mode", false, ["extra fields not permitted", "value_error.extra"]]
  ])("%s %j", (field, value, [msg, type]) => {
    const { ask } = emulator({ seed: [{ id: "cust_1", ...david }] })
    for (const request of [create, `PATCH ${v2}cust_1`]) {
      const { status, json } = ask(request, { [field]: value })
      assert.deepStrictEqual([status, json], [422, { detail: [{ loc: ["body", field], msg, type }] }])
    }
    assert.deepStrictEqual(idsOf(ask(list)), ["cust_1"])
  })

  it("a body that is none", () => {
    const { status, json } = emulator().ask(create, [david])
    const detail = [{ loc: ["body"], msg: "value is not a valid dict", type: "type_error.dict" }]
    assert.deepStrictEqual([status, json], [422, { detail }])
  })
})

describe("lists", () => {
  const people = Array.from({ length: 25 }, (_, index) => ({
    id: `cust_${index}`,
    name: index % 2 === 0 ? "Even" : "Odd",
    email: `${index}@example.net`,
    country: index < 5 ? "FR" : "BE",
    created: 1000 + index
  }))

  it.each<[query: string, ids: ReadonlyArray<number>, start: number, limit: number, has_more: boolean]>([
    ["", [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 0, 10, true],
    ["?start=20", [20, 21, 22, 23, 24], 20, 10, false],
    ["?start=23&limit=2", [23, 24], 23, 2, false],
    ["?start=22&limit=2", [22, 23], 22, 2, true],
    ["?start=25", [], 25, 10, false],
    ["?start=1000&limit=100", [], 1000, 100, false],
    ["?name=Even&limit=3", [0, 2, 4], 0, 3, true],
    ["?country=FR&name=Odd", [1, 3], 0, 10, false],
    ["?email=7%40example.net", [7], 0, 10, false],
    ["?external_id=nobody", [], 0, 10, false],
    ["?created=1023", [23, 24], 0, 10, false]
  ])("'%s': %j", (query, ids, start, limit, has_more) => {
    const got = emulator({ seed: people }).ask(`${list}${query}`)
    assert.strictEqual(got.status, 200)
    assert.deepStrictEqual(
      idsOf(got),
      ids.map((index) => `cust_${index}`)
    )
    const range = { start, end: start + ids.length, limit, count: ids.length, has_more }
    assert.deepStrictEqual(got.json.range, range)
  })

  it.each([
    ["limit=0", "limit", "value_error.number.not_ge"],
    ["limit=101", "limit", "value_error.number.not_le"],
    ["limit=ten", "limit", "type_error.integer"],
    ["start=-1", "start", "value_error.number.not_ge"]
  ])("not for ?%s", (query, field, type) => {
    const { status, json } = emulator({ seed: people }).ask(`${list}?${query}`)
    assert.strictEqual(status, 422)
    assert.deepInclude(json.detail[0], { loc: ["query", field], type })
  })
})
