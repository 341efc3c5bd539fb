/** The official Omise SDK for Node finds what it knows from Omise. */

import * as Redacted from "effect/Redacted"
import * as Emulator from "effect-payment-customers/emulator"
import * as Effect from "#line/test/Effect"
import { assert, describe, it } from "#line/test/vitest"
import { node } from "../support/child.js"

type Json = Readonly<Record<string, never>>

const run = (omiseVersion: string) =>
  Effect.gen(function* () {
    const { omise } = yield* Emulator.serve({ portsEach: true })
    const child = yield* node([
      "test/sdks/omise.child.mjs",
      new URL(omise.baseUrl).port,
      Redacted.value(omise.testKey),
      omise.testPublicKey ?? "",
      omiseVersion
    ])
    const code = yield* child.ended
    assert.strictEqual(code, 0, child.stderr())
    return JSON.parse(child.stdout()) as Readonly<Record<string, Json>>
  })

/** The parts of a result that a row of the table names. */
const parts = (json: unknown, expected: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.keys(expected).map((path) => [
      path,
      path.split(".").reduce((at: unknown, key) => (at as Json | undefined)?.[key], json)
    ])
  )

const email = "john.doe@example.com"

const expected: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  created: {
    object: "customer",
    email,
    description: "John Doe (id: 30)",
    livemode: false,
    "cards.total": 1,
    "metadata.plan": "gold",
    "metadata.levels.a": 1
  },
  retrieved: { object: "customer", email, "cards.total": 1 },
  updated: { email, description: "changed" },
  usedToken: { "rejected.object": "error", "rejected.code": "used_token" },
  token: { object: "token", used: false, "card.brand": "MasterCard", "card.last_digits": "4444" },
  secondCard: { "cards.total": 2, "cards.data.1.last_digits": "4444", "cards.data.1.expiration_month": 2 },
  spentToken: { object: "token", used: true },
  // the SDK takes any JSON that is no error for an answer
  notEmulated: { emulator: "/charges: the real API has it, and this emulator has not" },
  cards: { object: "list", limit: 1, total: 2, "data.length": 1, order: "reverse_chronological" },
  card: { object: "card", name: "CARD HOLDER" },
  updatedCard: { object: "card", name: "Jane Doe", expiration_month: 3, postal_code: "12345", brand: "Visa" },
  destroyedCard: { object: "card", deleted: true },
  missingCard: { "rejected.code": "not_found" },
  afterCard: { "cards.total": 1 },
  schedules: { object: "list", total: 0, "data.length": 0 },
  listed: { object: "list", total: 1, limit: 5, "data.0.email": email },
  found: { object: "search", total: 1, "data.0.email": email, scope: "customer" },
  filtered: { object: "search", total: 0, "filters.created": "1999-01-01" },
  destroyed: { object: "customer", deleted: true },
  missing: { "rejected.object": "error", "rejected.code": "not_found" },
  wrongKey: { "rejected.code": "authentication_failure" }
}

describe("the official Omise SDK for Node, unmodified", () => {
  for (const version of ["2019-05-29", "2017-11-02"]) {
    it.live(
      `gets the answers that it expects, with API version ${version}`,
      () =>
        Effect.map(run(version), (results) => {
          assert.sameMembers(Object.keys(results), Object.keys(expected))
          for (const [name, row] of Object.entries(expected)) {
            assert.deepStrictEqual(parts(results[name], row), row, name)
          }
          const second = parts(results.secondCard, { "cards.data.1.id": "" })["cards.data.1.id"]
          assert.strictEqual(results.afterCard?.default_card, second, "the other card is the default now")
          assert.property(results.created, version === "2019-05-29" ? "created_at" : "created")
        }),
      30_000
    )
  }
})
