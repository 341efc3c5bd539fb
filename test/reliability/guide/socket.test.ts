/** A socket needs the time of the world: `it.live` or `it.scopedLive`, never `it.effect`. */

import { assert, it } from "@effect/vitest"
import * as BePaid from "effect-payment-customers/BePaid"
import * as Customers from "effect-payment-customers/Customers"
import * as Emulator from "effect-payment-customers/emulator"
import * as FetchHttpClient from "#line/FetchHttpClient"
import * as Effect from "#line/test/Effect"

it.scopedLive("creates over a real connection", () =>
  Effect.gen(function* () {
    const { bepaid } = yield* Emulator.serve()
    const { provider } = yield* Customers.create({ email: "john@example.com", ip: "127.0.0.1" }).pipe(
      Effect.provide(BePaid.layer(bepaid))
    )
    assert.strictEqual(provider, "bepaid")
  }).pipe(Effect.provide(FetchHttpClient.layer))
)
