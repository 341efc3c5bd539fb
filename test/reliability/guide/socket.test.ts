/** A socket needs the time of the world: `it.live`, never `it.effect`. */

import * as BePaid from "effect-payment-customers/BePaid"
import * as Customers from "effect-payment-customers/Customers"
import * as Emulator from "effect-payment-customers/emulator"
import * as FetchHttpClient from "#line/FetchHttpClient"
import * as Effect from "#line/test/Effect"
import { assert, it } from "#line/test/vitest"

it.live("creates over a real connection", () =>
  Effect.gen(function* () {
    const { bepaid } = yield* Emulator.serve()
    const { provider } = yield* Customers.create({
      email: "john@example.com",
      ip: "127.0.0.1"
    }).pipe(Effect.provide(BePaid.layer(bepaid)))
    assert.strictEqual(provider, "bepaid")
  }).pipe(Effect.provide(FetchHttpClient.layer))
)
