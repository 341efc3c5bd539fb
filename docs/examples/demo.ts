/**
 * `npm run demo`: the examples against emulators on this machine, by real HTTP.
 * `npm run demo -- --live bepaid`: against the real API, with the keys of the environment.
 */
import * as assert from "node:assert/strict"
import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as BePaid from "effect-payment-customers/BePaid"
import * as Emulator from "effect-payment-customers/emulator"
import * as bepaid from "./bepaid.js"

const expectBePaid = (outcome: unknown) =>
  Effect.try(() =>
    assert.deepEqual(outcome, { same: true, listed: true, refused: "refused", unknown: "not found" })
  )

const emulated = Effect.gen(function* () {
  const shop = { shopId: "361", secretKey: "a-key-of-the-emulator" }
  const baseUrl = yield* Emulator.serveBePaid(shop)
  yield* Console.log(`bePaid, emulated at ${baseUrl}\n`)
  const withKey = (secretKey: string) =>
    BePaid.layer({ shopId: shop.shopId, secretKey: Redacted.make(secretKey), baseUrl })

  const outcome = yield* Effect.provide(bepaid.program, withKey(shop.secretKey))
  yield* expectBePaid(outcome)
  const refused = yield* Effect.provide(bepaid.wrongKey, withKey("another-key"))
  yield* Effect.try(() => assert.equal(refused, "unauthorized"))
})

const live: Record<string, Effect.Effect<void, unknown, never>> = {
  bepaid: Effect.gen(function* () {
    yield* Console.log("bePaid's API cannot remove what it creates: the customer of this demo will stay.\n")
    const outcome = yield* Effect.provide(bepaid.program, BePaid.layerConfig())
    yield* expectBePaid(outcome)
  }).pipe(Effect.provide(FetchHttpClient.layer))
}

const [flag, provider = ""] = process.argv.slice(2)
const demo =
  flag === undefined
    ? Effect.provide(Effect.scoped(emulated), FetchHttpClient.layer)
    : (flag === "--live" && live[provider]) ||
      Effect.fail(`usage: npm run demo [-- --live ${Object.keys(live).join("|")}]`)

demo.pipe(
  Effect.zipRight(Console.log("\nAll as announced.")),
  Effect.catchAllCause((cause) =>
    Console.error(cause).pipe(Effect.andThen(Effect.sync(() => (process.exitCode = 1))))
  ),
  Effect.runPromise
)
