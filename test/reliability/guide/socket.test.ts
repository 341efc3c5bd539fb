/** A socket needs the time of the world: `it.live` or `it.scopedLive`, never `it.effect`. */
import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as BePaid from "effect-payment-customers/BePaid"
import * as Customers from "effect-payment-customers/Customers"
import * as Emulator from "effect-payment-customers/emulator"

it.scopedLive("creates over a real connection", () =>
  Effect.gen(function* () {
    const { bepaid } = yield* Emulator.serve()
    const { provider } = yield* Customers.create({ email: "john@example.com", ip: "127.0.0.1" }).pipe(
      Effect.provide(BePaid.layer(bepaid))
    )
    assert.strictEqual(provider, "bepaid")
  }).pipe(Effect.provide(FetchHttpClient.layer))
)
