/** The code blocks of the guides, run as they stand on the test layers; those that are tests are tests here. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import * as Option from "effect/Option"
import * as Customers from "effect-payment-customers/Customers"
import * as CustomersError from "effect-payment-customers/CustomersError"
import * as Omise from "effect-payment-customers/Omise"
import { BePaidTest, Fault, OmiseTest, StancerTest } from "effect-payment-customers/testing"
import * as Fiber from "#line/Fiber"
import type * as Layer from "#line/Layer"
import * as Schema from "#line/Schema"
import { asWritten } from "#line/test/Docs"
import * as Effect from "#line/test/Effect"
import * as TestClock from "#line/test/TestClock"
import { afterAll, assert, describe, it } from "#line/test/vitest"

const root = fileURLToPath(new URL("../../", import.meta.url))
/** Beside the tests, so that a block finds what a test finds. */
const folder = `${root}test/.blocks/`
const read = (file: string) => readFileSync(root + file, "utf8")

afterAll(() => rmSync(folder, { recursive: true, force: true }))

const blocksOf = (file: string): ReadonlyArray<string> =>
  [...read(file).matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code = ""]) => asWritten(code))

// biome-ignore lint/suspicious/noExplicitAny: what a block exports is known to its test alone
type Exported = any

/** What the block of a guide exports under a name: the effect, or the function that makes it. */
const block = (file: string, name: string) =>
  Effect.promise(async () => {
    const code = blocksOf(file).find((code) => new RegExp(`^export (const|class) ${name}\\b`, "m").test(code))
    mkdirSync(folder, { recursive: true })
    const path = `${folder}${file.replaceAll(/\W/g, "_")}_${name}.ts`
    writeFileSync(path, code ?? "")
    return ((await import(path)) as Record<string, Exported>)[name]
  })

const run = (exported: Exported): Effect.Effect<Exported, Exported> => exported

const john = { email: "john@example.com", ip: "127.0.0.1" }

describe("blocks that are tests", () => {
  it("run, word for word", () => {
    const shown = ["README.md", "AGENTS.md"].flatMap(blocksOf).filter((code) => code.includes("it.effect("))
    const tests = readdirSync(`${root}test/examples/shown`).map((name) => read(`test/examples/shown/${name}`))
    assert.isNotEmpty(tests)
    assert.sameMembers(shown, tests)
  })
})

describe("docs/cookbook.md", () => {
  it.effect("customerOf: the same customer for the same user", () =>
    Effect.gen(function* () {
      const customerOf = yield* block("docs/cookbook.md", "customerOf")
      const user = { id: "user-4711", email: john.email }
      assert.strictEqual(yield* run(customerOf(user, john.ip)), yield* run(customerOf(user, john.ip)))
    }).pipe(Effect.provide(OmiseTest.layer()))
  )

  it.effect("erase: gone is gone, the second time too", () =>
    Effect.gen(function* () {
      const erase = yield* block("docs/cookbook.md", "erase")
      const { id } = yield* Customers.create(john)
      yield* run(erase(id))
      yield* run(erase(id))
      assert.strictEqual((yield* Effect.flip(Customers.retrieve(id)))._tag, "NotFound")
    }).pipe(Effect.provide(OmiseTest.layer()))
  )

  it.effect("nameOf: none where there is no answer in time", () =>
    Effect.gen(function* () {
      const nameOf = yield* block("docs/cookbook.md", "nameOf")
      const { id } = yield* Customers.create({ ...john, name: "John Doe" })
      assert.deepEqual(yield* run(nameOf(id)), Option.some(Option.some("John Doe")))
      const control = yield* OmiseTest.Control
      yield* control.fault({ operation: "retrieve", fault: Fault.answer(503) })
      assert.isTrue(Option.isNone(yield* run(nameOf(id))))
      assert.strictEqual((yield* control.requests).filter(({ method }) => method === "GET").length, 2)
    }).pipe(Effect.provide(OmiseTest.layer()))
  )

  it.effect("logged: fails as before", () =>
    Effect.gen(function* () {
      const logged = yield* block("docs/cookbook.md", "logged")
      const error: { readonly _tag: string } = yield* Effect.flip(
        run(logged(Customers.retrieve("cst_unknown")))
      )
      assert.strictEqual(error._tag, "NotFound")
    }).pipe(Effect.provide(BePaidTest.layer()))
  )
})

describe("docs/errors.md", () => {
  it.effect("register: the map of the fields", () =>
    Effect.gen(function* () {
      const register = yield* block("docs/errors.md", "register")
      const refused = yield* run(register(john.email, ""))
      assert.deepEqual(refused.problems, { ip: ["address is invalid", "can't be blank"] })
      const accepted = yield* run(register(john.email, john.ip))
      assert.deepEqual([typeof accepted.id, accepted.problems], ["string", {}])
    }).pipe(Effect.provide(BePaidTest.layer()))
  )

  it.effect("patient: waits as long as the provider asks for", () =>
    Effect.gen(function* () {
      const patient = yield* block("docs/errors.md", "patient")
      const control = yield* BePaidTest.Control
      const { id } = yield* Customers.create(john)
      yield* control.fault({
        operation: "retrieve",
        fault: Fault.answer(429, { headers: { "retry-after": "3600" } })
      })
      const fiber = yield* Effect.forkChild(run(patient(id)))
      yield* TestClock.adjust("59 minutes")
      assert.strictEqual((yield* control.requests).length, 2)
      yield* TestClock.adjust("2 minutes")
      assert.strictEqual((yield* Fiber.join(fiber)).id, id)
    }).pipe(Effect.provide(BePaidTest.layer()))
  )

  it.effect("handle: an error as JSON, and back", () =>
    Effect.gen(function* () {
      const handle = yield* block("docs/errors.md", "handle")
      const json = JSON.parse(JSON.stringify(yield* run(handle("cst_unknown"))))
      const error = Schema.decodeUnknownSync(CustomersError.CustomersError)(json.error)
      assert.instanceOf(error, CustomersError.NotFound)
      assert.propertyVal(error, "customerId", "cst_unknown")
    }).pipe(Effect.provide(BePaidTest.layer()))
  )
})

describe("the other guides", () => {
  it.effect("capabilities: twoPages", () =>
    Effect.gen(function* () {
      const twoPages = yield* block("docs/capabilities.md", "twoPages")
      assert.strictEqual((yield* run(twoPages)).length, 2)
    }).pipe(
      Effect.provide(StancerTest.layerV2({ seed: [{ email: john.email }, { email: "jane@example.com" }] }))
    )
  )

  it.effect("capabilities: nobodyThere", () =>
    Effect.gen(function* () {
      const nobodyThere = yield* block("docs/capabilities.md", "nobodyThere")
      const layer: Layer.Layer<Customers.Retrieve> = nobodyThere
      const error = yield* Effect.flip(Effect.provide(Customers.retrieve("any"), layer))
      assert.strictEqual(error._tag, "NotFound")
    })
  )

  it.effect("ensure: customerOf and within5Seconds", () =>
    Effect.gen(function* () {
      const customerOf = yield* block("docs/ensure.md", "customerOf")
      const within5Seconds = yield* block("docs/ensure.md", "within5Seconds")
      const first = yield* run(customerOf("user-4711", john.email, john.ip))
      const second = yield* run(within5Seconds({ externalId: "user-4711", ...john }))
      assert.deepEqual([first.created, second.created], [true, false])
      assert.strictEqual(second.customer.id, first.customer.id)
    }).pipe(Effect.provide(BePaidTest.layer()))
  )

  it.effect("bePaid: problems", () =>
    Effect.gen(function* () {
      const problems = yield* block("docs/providers/bepaid.md", "problems")
      assert.deepEqual(yield* run(problems), { ip: ["address is invalid", "can't be blank"] })
    }).pipe(Effect.provide(BePaidTest.layer()))
  )

  it.effect("Omise: keepDefault", () =>
    Effect.gen(function* () {
      const keepDefault = yield* block("docs/providers/omise.md", "keepDefault")
      const omise = yield* Omise.Omise
      const { id } = yield* omise.create({ email: john.email })
      assert.deepEqual(yield* run(keepDefault(id)), [])
    }).pipe(Effect.provide(OmiseTest.layer()))
  )
})
