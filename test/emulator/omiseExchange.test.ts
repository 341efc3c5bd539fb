/** What one client writes, the other reads: ours and the official Omise SDK for Node, cards included. */

import { deepStrictEqual } from "@effect/vitest/utils"
import * as Redacted from "effect/Redacted"
import * as Customers from "effect-payment-customers/Customers"
import * as Emulator from "effect-payment-customers/emulator"
import * as Omise from "effect-payment-customers/Omise"
import * as FetchHttpClient from "#line/FetchHttpClient"
import * as Layer from "#line/Layer"
import * as Effect from "#line/test/Effect"
import * as Option from "#line/test/Option"
import { assert, describe, it } from "#line/test/vitest"
import { node } from "../support/child.js"

describe("our client and the official Omise SDK", () => {
  it.live(
    "read each other's customers",
    () =>
      Effect.gen(function* () {
        const { omise: account } = yield* Emulator.serve({ portsEach: true })
        const layer = Omise.layer({ baseUrl: account.baseUrl, secretKey: account.testKey }).pipe(
          Layer.provide(FetchHttpClient.layer)
        )
        yield* Effect.gen(function* () {
          const omise = yield* Omise.Omise
          const ours = yield* omise.create({
            email: "ours@example.com",
            description: "made by us",
            card: "tokn_test_ours",
            metadata: { plan: "basic" }
          })

          const port = new URL(account.baseUrl).port
          const sdk = yield* node([
            "test/emulator/omiseExchange.child.mjs",
            port,
            Redacted.value(account.testKey),
            ours.id
          ])
          assert.strictEqual(yield* sdk.ended, 0, sdk.stderr())
          const { read, cards, made } = JSON.parse(sdk.stdout())

          assert.deepInclude(read, {
            id: ours.id,
            email: "ours@example.com",
            description: "made by us",
            metadata: { plan: "basic" },
            default_card: Option.getOrThrow(ours.defaultCard)
          })
          assert.deepEqual(
            cards.data.map(({ id }: { id: string }) => id),
            [Option.getOrThrow(ours.defaultCard)]
          )

          const theirs = yield* omise.retrieve(made)
          deepStrictEqual(theirs.email, Option.some("theirs@example.com"))
          deepStrictEqual(theirs.description, Option.some("made by the SDK"))
          assert.strictEqual(theirs.metadata.plan, "gold")
          const theirCards = yield* omise.cards.list(made)
          deepStrictEqual(
            theirCards.cards.map(({ id }) => Option.some(id)),
            [theirs.defaultCard]
          )
          deepStrictEqual((yield* Customers.retrieve(made)).name, Option.some("Jane Doe"))
        }).pipe(Effect.provide(layer))
      }),
    30_000
  )
})
