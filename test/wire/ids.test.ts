/** Which ids reach the wire, and as which path; which are refused before anything is sent. */

import * as Redacted from "effect/Redacted"
import * as BePaid from "effect-payment-customers/BePaid"
import * as FastCheck from "fast-check"
import * as Effect from "#line/test/Effect"
import * as Result from "#line/test/Result"
import { assert, describe, it } from "#line/test/vitest"
import { cardPath, customerPath } from "../../src/wire/ids.js"
import { casesOf } from "../support/sample.js"
import { answer, scripted } from "../support/scripted.js"

const providers = ["bepaid", "omise", "stancer"] as const
type Provider = (typeof providers)[number]

/** No provider's id: the rule that each breaks. */
const unsafe: ReadonlyArray<[name: string, id: unknown, rule: string]> = [
  ["empty", "", "must not be empty"],
  ["a blank", " ", "must not be empty"],
  ["a tab and a line break", "\t\n", "must not be empty"],
  ["a no-break space", "\u00a0", "must not be empty"],
  ["a dot", ".", "must not be a dot segment"],
  ["two dots", "..", "must not be a dot segment"],
  ["a slash", "cst_1/cards", "slash"],
  ["a slash alone", "/", "slash"],
  ["the collection above", "../customers", "slash"],
  ["a backslash, which URLs read as a slash", "..\\customers", "slash"],
  ["a query", "cst_1?expand=true", "?"],
  ["a fragment", "cst_1#cards", "#"],
  ["a NUL", "cst_1\u0000", "control character"],
  ["a line break", "cst_1\r\nx-injected: 1", "control character"],
  ["a trailing line break", "cst_1\n", "control character"],
  ["DEL", "cst_1\u007f", "control character"],
  ["half of a surrogate pair", "cst_1\ud83d", "control character"],
  ["the other half", "\ude00cst_1", "control character"],
  ["undefined", undefined, "must be a string"],
  ["null", null, "must be a string"],
  ["a number", 42, "must be a string"],
  ["an object", { id: "cst_1" }, "must be a string"]
]

/** Forms that the documentation shows, and the one provider whose customers have them. */
const forms: ReadonlyArray<{ readonly id: string; readonly what: string; readonly of?: Provider }> = [
  { id: "cst_1d2b48a3dbf8ab0a", what: "a customer id of bePaid", of: "bepaid" },
  { id: "cust_test_5xuy4w91xqz7d1w9u0t", what: "a customer id of Omise", of: "omise" },
  { id: "cust_4xtrb759599jsxlhkrb", what: "a customer id of Omise", of: "omise" },
  { id: "cust_9Cle7TXKkjhwqcWx4Kl5cQYk", what: "a customer id of Stancer", of: "stancer" },
  { id: "tokn_test_5xuy4w91xqz7d1w9u0t", what: "a card token of Omise" },
  { id: "tokn_4xs9408a642a1htto8z", what: "a card token of Omise" },
  { id: "card_test_5xuy4w91xqz7d1w9u0t", what: "a card id of Omise" },
  { id: "card_xognFbZs935LMKJYeHyCAYUd", what: "a card id of Omise" }
]

/** Harmless, of no known form: sent, since no provider promises its form. The path segment that they become. */
const harmless: ReadonlyArray<[id: string, segment: string]> = [
  ["1", "1"],
  ["361", "361"],
  ["d9b1a3f0-6f2d-4c36-9c1e-0a4bb0b5d3c7", "d9b1a3f0-6f2d-4c36-9c1e-0a4bb0b5d3c7"],
  ["CST_1", "CST_1"],
  ["customer cst_1", "customer%20cst_1"],
  ["...", "..."],
  ["a.b~c!d*e'(f)", "a.b~c!d*e'(f)"],
  ["%2e%2e", "%252e%252e"],
  ["a%2Fb", "a%252Fb"],
  ["a+b&c=d;e:f@g,h$i", "a%2Bb%26c%3Dd%3Be%3Af%40g%2Ch%24i"],
  ["<script>", "%3Cscript%3E"],
  ["café", "caf%C3%A9"],
  ["😀", "%F0%9F%98%80"],
  ["cust_short", "cust_short"],
  // forms within longer ids
  ["xcst_1", "xcst_1"],
  ["xcust_test_1", "xcust_test_1"],
  ["cust_test_1.2", "cust_test_1.2"],
  ["xcust_4xtrb759599jsxlhkrb", "xcust_4xtrb759599jsxlhkrb"],
  ["cust_4xtrb759599jsxlhkrb.2", "cust_4xtrb759599jsxlhkrb.2"],
  ["xcust_9Cle7TXKkjhwqcWx4Kl5cQYk", "xcust_9Cle7TXKkjhwqcWx4Kl5cQYk"],
  ["cust_9Cle7TXKkjhwqcWx4Kl5cQYk2", "cust_9Cle7TXKkjhwqcWx4Kl5cQYk2"],
  ["xcard_1", "xcard_1"],
  ["xtokn_1", "xtokn_1"]
]

const refused = (provider: string, id: unknown) =>
  // the unsafe ids that are no strings come from callers without types
  Result.match(customerPath({ provider, operation: "retrieve" }, id as string), {
    onFailure: (error) => error,
    onSuccess: () => assert.fail("the id was accepted")
  })

describe.each(providers)("%s", (provider) => {
  it.each(unsafe)("%s is refused", (_, id, rule) => {
    const error = refused(provider, id)
    assert.deepInclude(error, {
      _tag: "ValidationFailed",
      provider,
      operation: "retrieve",
      origin: "client"
    })
    assert.deepStrictEqual(Object.keys(error.errors), ["id"])
    assert.strictEqual(error.errors.id?.length, 1)
    assert.include(error.errors.id?.[0], rule)
    if (typeof id === "string" && id.length > 2) assert.notInclude(error.errors.id?.[0], id)
  })

  it.each(forms)("$id: $what", ({ id, what, of }) => {
    if (of === provider) {
      assert.deepStrictEqual(
        customerPath({ provider, operation: "retrieve" }, id),
        Result.succeed({ params: { id } })
      )
    } else {
      const error = refused(provider, id)
      assert.deepStrictEqual(
        { ...error.errors },
        { id: [`must be a customer id of ${provider}, not ${what}`] }
      )
    }
  })

  it.each(harmless)("%j is sent", (id) => {
    assert.deepStrictEqual(
      customerPath({ provider, operation: "retrieve" }, id),
      Result.succeed({ params: { id } })
    )
  })
})

describe("the mode of a key", () => {
  const omise = { test: "cust_test_5xuy4w91xqz7d1w9u0t", live: "cust_4xtrb759599jsxlhkrb" }
  const stancer = "cust_9Cle7TXKkjhwqcWx4Kl5cQYk"
  it.each<[provider: Provider, id: string, mode: "test" | "live", rule: string | undefined]>([
    ["omise", omise.test, "test", undefined],
    ["omise", omise.live, "live", undefined],
    ["omise", omise.test, "live", "must be the id of a live customer: the key is a live key"],
    ["omise", omise.live, "test", "must be the id of a test customer: the key is a test key"],
    ["omise", "cust_short", "test", undefined],
    // this form tells no mode
    ["stancer", stancer, "test", undefined],
    ["stancer", stancer, "live", undefined]
  ])("%s: %s by a %s key", (provider, id, mode, rule) => {
    const errors = Result.match(customerPath({ provider, operation: "retrieve" }, id, mode), {
      onFailure: ({ errors }) => errors.id,
      onSuccess: () => undefined
    })
    assert.deepStrictEqual(errors, rule === undefined ? undefined : [rule])
  })
})

describe("a card of Omise", () => {
  const id = "cust_test_5xuy4w91xqz7d1w9u0t"
  const card = (customerId: string, cardId: unknown) =>
    // the unsafe ids that are no strings come from callers without types
    cardPath({ provider: "omise", operation: "cards.retrieve" }, customerId, cardId as string, "test")
  const refusedCard = (customerId: string, cardId: unknown) =>
    Result.match(card(customerId, cardId), {
      onFailure: (error) => error,
      onSuccess: () => assert.fail("the id was accepted")
    })

  it.each(unsafe)("%s is refused", (_, cardId, rule) => {
    const error = refusedCard(id, cardId)
    assert.deepInclude(error, {
      _tag: "ValidationFailed",
      provider: "omise",
      operation: "cards.retrieve",
      origin: "client"
    })
    assert.deepStrictEqual(Object.keys(error.errors), ["card_id"])
    assert.include(error.errors.card_id?.[0], rule)
    if (typeof cardId === "string" && cardId.length > 2) assert.notInclude(error.errors.card_id?.[0], cardId)
  })

  it.each(forms)("$id: $what", ({ id: cardId, what }) => {
    if (what === "a card id of Omise") {
      assert.deepStrictEqual(card(id, cardId), Result.succeed({ params: { id, cardId } }))
    } else {
      assert.deepStrictEqual(
        { ...refusedCard(id, cardId).errors },
        { card_id: [`must be a card id of omise, not ${what}`] }
      )
    }
  })

  it.each(harmless)("%j is sent", (cardId) => {
    assert.deepStrictEqual(card(id, cardId), Result.succeed({ params: { id, cardId } }))
  })

  it("a bad customer id and a bad card id are both named", () => {
    assert.deepStrictEqual(
      { ...refusedCard("cust_4xtrb759599jsxlhkrb", "").errors },
      { id: ["must be the id of a test customer: the key is a test key"], card_id: ["must not be empty"] }
    )
  })

  it("is of nobody else", () => {
    for (const provider of providers.filter((name) => name !== "omise")) {
      assert.isTrue(
        Result.isFailure(cardPath({ provider, operation: "cards.retrieve" }, "1", "card_test_1")),
        provider
      )
    }
  })
})

const retrieve = (id: string, script: ReturnType<typeof scripted>) =>
  Effect.flatMap(BePaid.BePaid, (bepaid) => bepaid.retrieve(id)).pipe(
    Effect.provide(BePaid.layer({ shopId: "361", secretKey: Redacted.make("secret") })),
    Effect.provide(script.layer)
  )

describe("on the wire", () => {
  const found = answer(200, { id: "cst_1d2b48a3dbf8ab0a" })

  it.effect.each([...harmless, ["cst_1d2b48a3dbf8ab0a", "cst_1d2b48a3dbf8ab0a"]] as const)(
    "%j becomes /customers/%s",
    ([id, segment]) =>
      Effect.gen(function* () {
        const script = scripted([found])
        yield* retrieve(id, script)
        assert.deepStrictEqual(
          script.sent.map(({ url }) => url),
          [`https://api.bepaid.by/customers/${segment}`]
        )
      })
  )

  it.effect("nothing is sent for an id that is refused", () =>
    Effect.gen(function* () {
      const script = scripted([])
      const ids = [
        ...unsafe.map(([, id]) => id),
        ...forms.filter(({ of }) => of !== "bepaid").map(({ id }) => id)
      ]
      for (const id of ids) {
        const error = yield* Effect.flip(retrieve(id as string, script))
        assert.propertyVal(error, "origin", "client")
      }
      assert.deepStrictEqual(script.sent, [])
    })
  )

  const anyId = FastCheck.oneof(
    FastCheck.string({ unit: "binary" }),
    FastCheck.array(
      FastCheck.constantFrom("a", "cst_", ".", "..", "/", "\\", "%2e", "%2F", "?", "#", "\ud800", " ")
    ).map((parts) => parts.join(""))
  )

  it("whatever the id: refused, or one segment below /customers that decodes to it", () =>
    FastCheck.assert(
      FastCheck.asyncProperty(anyId, (id) =>
        Effect.gen(function* () {
          const script = scripted([found])
          const end = yield* Effect.result(retrieve(id, script))
          if (Result.isFailure(end)) {
            assert.propertyVal(Result.getOrThrow(Result.flip(end)), "origin", "client")
            assert.deepStrictEqual(script.sent, [])
            return
          }
          const { pathname, search, hash } = new URL(script.sent[0]?.url ?? "")
          const [root, collection, segment, ...rest] = pathname.split("/")
          assert.deepStrictEqual([root, collection, rest, search, hash], ["", "customers", [], "", ""])
          assert.strictEqual(decodeURIComponent(segment ?? ""), id)
        }).pipe(Effect.runPromise)
      ),
      { numRuns: casesOf(300) }
    ))
})
