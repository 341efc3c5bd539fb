/** Customers in logs, in JSON, in a debugger: masked where people look, whole where programs read. */
import { inspect } from "node:util"
import { assert, describe, it } from "@effect/vitest"
import * as Chunk from "effect/Chunk"
import * as Equal from "effect/Equal"
import * as Exit from "effect/Exit"
import * as BePaid from "effect-payment-customers/BePaid"
import * as Customers from "effect-payment-customers/Customers"
import * as Result from "#line/Result"
import * as Cause from "#line/test/Cause"
import * as Effect from "#line/test/Effect"
import * as Logger from "#line/test/Logger"
import * as Option from "#line/test/Option"
import * as Schema from "#line/test/Schema"

const secrets = ["alice@example.net", "Alice", "+375291112233", "10.9.8.7", "crm-77"]

const native = Schema.decodeUnknownSync(BePaid.Customer)({
  id: "cst_7aee5afb954c7ef7",
  email: "alice@example.net",
  first_name: "Alice",
  phone: "+375291112233",
  ip: "10.9.8.7",
  external_id: "crm-77"
})

const neutral = new Customers.Customer({
  provider: "bepaid",
  id: "cst_7aee5afb954c7ef7",
  email: Option.some("alice@example.net"),
  name: Option.some("Alice"),
  phone: Option.some("+375291112233"),
  externalId: Option.some("crm-77"),
  createdAt: Option.none(),
  liveMode: Option.some(false)
})

const samples = {
  native,
  neutral,
  "page of neutral": Schema.decodeUnknownSync(Customers.Page)({
    customers: [JSON.parse(JSON.stringify(neutral))]
  }),
  "page of native": Schema.decodeUnknownSync(BePaid.CustomerPage)({
    customers: [JSON.parse(JSON.stringify(native))]
  })
}

const logged = (value: unknown, logger: Logger.Logger<unknown, string>) =>
  Effect.gen(function* () {
    const lines: Array<string> = []
    const capture = Logger.make<unknown, void>((options) => void lines.push(logger.log(options)))
    yield* Effect.log("customer", value).pipe(
      Effect.annotateLogs("annotation", value),
      Effect.andThen(Effect.logError({ nested: { value } })),
      Logger.only([capture])
    )
    return lines.join("\n")
  })

const assertMasked = (text: string) => {
  for (const secret of secrets) assert.notInclude(text, secret)
}

describe("a customer where people look", () => {
  for (const [name, sample] of Object.entries(samples)) {
    it(`${name}: String, inspect and what holds it`, () => {
      assertMasked(String(sample))
      assertMasked(inspect(sample))
      assertMasked(inspect({ deep: { deeper: [sample] } }, { depth: 10 }))
      assertMasked(inspect(Option.some(sample), { depth: 10 }))
    })

    for (const [kind, logger] of Logger.toText.entries()) {
      it.effect(`${name}: Effect's text logger ${kind}`, () =>
        Effect.map(logged(sample, logger), (text) => {
          assert.include(text, "customer")
          assertMasked(text)
        })
      )
    }
  }

  describe.each(Object.entries(samples))("%s, in what Effect makes", (_, sample) => {
    const holders: ReadonlyArray<[name: string, holder: unknown]> = [
      ["an Option", Option.some(sample)],
      ["a Result", Result.succeed(sample)],
      ["a Chunk", Chunk.of(sample)]
    ]

    it.each([
      ...holders,
      ["an Exit", Exit.succeed(sample)],
      ["a Cause", Cause.fail(sample)],
      ["a Cause of a defect", Cause.die(sample)]
    ])("%s, printed", (_, holder) => {
      assertMasked(String(holder))
      assertMasked(inspect(holder, { depth: 10 }))
    })

    it.each(holders)("%s, as JSON", (_, holder) => {
      assertMasked(JSON.stringify(holder))
      assertMasked(JSON.stringify({ holder }))
    })

    it.effect("what the structured logger hands on, as JSON and in a console", () => {
      const records: Array<unknown> = []
      return Effect.log("customer", sample).pipe(
        Effect.andThen(Effect.logError("failed", Cause.fail(sample))),
        Effect.andThen(Effect.logError(Cause.die(sample))),
        Effect.annotateLogs("annotation", sample),
        Logger.only([Logger.map(Logger.toStructure, (record) => void records.push(record))]),
        Effect.tap(
          Effect.sync(() => {
            assert.strictEqual(records.length, 3)
            assertMasked(JSON.stringify(records))
            assertMasked(inspect(records, { depth: 10 }))
          })
        )
      )
    })
  })

  it("shows an id on one line, whatever it holds", () => {
    const odd = Schema.decodeUnknownSync(BePaid.Customer)({
      id: "cst_1\n2026-01-01 level=ERROR\u001b[31m\u2028\u202e"
    })
    assert.strictEqual(
      String(odd),
      "BePaid.Customer(id: cst_1\\u000a2026-01-01 level=ERROR\\u001b[31m\\u2028\\u202e)"
    )
  })

  it("tells provider, id, mode and which fields are there", () => {
    assert.include(String(neutral), "provider: bepaid, id: cst_7aee5afb954c7ef7, email: <redacted>")
    assert.include(String(neutral), "liveMode: false")
    assert.notInclude(String(neutral), "createdAt")
    assert.include(String(samples["page of native"]), "cst_7aee5afb954c7ef7")
  })
})

describe("a customer where programs read", () => {
  it("JSON.stringify gives what the Schema decodes to an equal customer", () => {
    const again = Schema.decodeUnknownSync(BePaid.Customer)(JSON.parse(JSON.stringify(native)))
    assert.isTrue(Equal.equals(again, native))
    const neutralAgain = Schema.decodeUnknownSync(Customers.Customer)(JSON.parse(JSON.stringify(neutral)))
    assert.isTrue(Equal.equals(neutralAgain, neutral))
  })

  it("is found whole inside other JSON", () => {
    assert.deepEqual(JSON.parse(JSON.stringify({ list: [native] })), {
      list: [
        {
          id: "cst_7aee5afb954c7ef7",
          email: "alice@example.net",
          first_name: "Alice",
          phone: "+375291112233",
          ip: "10.9.8.7",
          external_id: "crm-77"
        }
      ]
    })
  })
})

describe("a customer made by hand, as a stub makes it", () => {
  it("needs no more than what it has, and equals what was decoded", () => {
    const customer = new Customers.Customer({
      provider: "stub",
      id: "1",
      email: Option.some("a@example.net")
    })
    assert.isTrue(Option.isNone(customer.phone))
    const page = new Customers.Page({ customers: [customer] })
    const decoded = Schema.decodeUnknownSync(Customers.Page)(JSON.parse(JSON.stringify(page)))
    assert.isTrue(Equal.equals(page, decoded))
    const nativePage = new BePaid.CustomerPage({ customers: [new BePaid.Customer({ id: native.id })] })
    assert.isTrue(Equal.equals(nativePage, new BePaid.CustomerPage({ customers: nativePage.customers })))
  })
})
