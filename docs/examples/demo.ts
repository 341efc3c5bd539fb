/**
 * `npm run demo`: the examples against emulators on this machine, by real
 * HTTP. `npm run demo -- --live bepaid|omise|stancer`: one of them against
 * the real API, with the keys of the environment.
 */
import * as assert from "node:assert/strict"
import * as Config from "effect/Config"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as BePaid from "effect-payment-customers/BePaid"
import * as Emulator from "effect-payment-customers/emulator"
import * as Omise from "effect-payment-customers/Omise"
import * as Stancer from "effect-payment-customers/Stancer"
import * as bepaid from "./bepaid.js"
import * as omise from "./omise.js"
import * as stancer from "./stancer.js"

const heading = (text: string) => Console.log(`\n${text}\n`)

/** Runs a program and fails where it does not end as announced. */
const expecting = <A, E, R>(
  program: Effect.Effect<A, E, R>,
  announced: A
) =>
  Effect.flatMap(program, (outcome) =>
    Effect.try({
      try: () => assert.deepEqual(outcome, announced),
      catch: (error) => error
    })
  )

const announced = {
  bepaid: {
    same: true,
    listed: true,
    refused: "refused",
    unknown: "not found"
  },
  omise: {
    same: true,
    plan: "gold",
    listed: true,
    streamed: 1,
    after: "not found"
  },
  stancer: {
    same: true,
    changed: true,
    repeated: "the same",
    refused: "refused",
    gone: "not found"
  }
}

const emulated = Effect.gen(function* () {
  const served = yield* Emulator.serve()
  yield* heading(`bePaid, emulated at ${served.bepaid.baseUrl}`)
  yield* expecting(
    Effect.provide(bepaid.program, BePaid.layer(served.bepaid)),
    announced.bepaid
  )
  const anotherShop = {
    ...served.bepaid,
    secretKey: Redacted.make("another-key")
  }
  yield* expecting(
    Effect.provide(bepaid.wrongKey, BePaid.layer(anotherShop)),
    "unauthorized"
  )

  yield* heading(`Omise, emulated at ${served.omise.baseUrl}`)
  const omiseWith = (secretKey: Redacted.Redacted) =>
    Omise.layer({ secretKey, baseUrl: served.omise.baseUrl })
  yield* expecting(
    Effect.provide(omise.program, omiseWith(served.omise.testKey)),
    announced.omise
  )
  yield* expecting(
    Effect.provide(
      omise.withCard("tokn_test_4xs9408a642a1htto8z"),
      omiseWith(served.omise.testKey)
    ),
    { card: true, refused: "used_token" }
  )
  yield* expecting(
    Effect.provide(
      omise.wrongKey,
      omiseWith(Redacted.make("skey_test_another"))
    ),
    "unauthorized"
  )

  yield* heading(`Stancer, emulated at ${served.stancer.baseUrl}`)
  const stancerWith = (secretKey: Redacted.Redacted) =>
    Stancer.layer({ secretKey, baseUrl: served.stancer.baseUrl })
  yield* expecting(
    Effect.provide(stancer.program, stancerWith(served.stancer.testKey)),
    announced.stancer
  )
  yield* expecting(
    Effect.provide(
      stancer.wrongKey,
      stancerWith(Redacted.make("stest_another"))
    ),
    "unauthorized"
  )
})

/** Only a key that says "test" may touch a real account. */
const testKeyOf = (
  name: string,
  modeOf: (key: Redacted.Redacted) => Option.Option<"test" | "live">
) =>
  Effect.filterOrFail(
    Config.Redacted(name),
    (key) => Option.contains(modeOf(key), "test"),
    () => `${name} is not a test key: the demo does not touch live accounts`
  )

const live = {
  bepaid: Effect.gen(function* () {
    yield* heading(
      "bePaid, live: its API cannot remove what it creates, so this demo's customer will stay"
    )
    yield* expecting(
      Effect.provide(bepaid.program, BePaid.layerConfig()),
      announced.bepaid
    )
  }),
  omise: Effect.gen(function* () {
    const secretKey = yield* testKeyOf("OMISE_SECRET_KEY", Omise.mode)
    yield* heading("Omise, live API, test data")
    yield* expecting(
      Effect.provide(omise.program, Omise.layer({ secretKey })),
      announced.omise
    )
  }),
  stancer: Effect.gen(function* () {
    const secretKey = yield* testKeyOf("STANCER_SECRET_KEY", Stancer.mode)
    yield* heading("Stancer, live API, test data")
    yield* expecting(
      Effect.provide(stancer.program, Stancer.layer({ secretKey })),
      announced.stancer
    )
  })
}

/** What is wrong, for a reader of the terminal. */
const saidOf = (error: unknown): unknown => {
  if (!(error instanceof Config.ConfigError)) return error
  const variables = Array.from(
    error.message.matchAll(/\["(\w+)"\]/g),
    ([, name]) => name
  )
  return `set ${variables.join(" and ")} in the environment: there is none, or it can't be used`
}

const demo = ([flag, provider, ...rest]: ReadonlyArray<string>) => {
  if (flag === undefined) return Effect.scoped(emulated)
  if (flag === "--live" && rest.length === 0) {
    if (
      provider === "bepaid" ||
      provider === "omise" ||
      provider === "stancer"
    )
      return live[provider]
  }
  return Effect.fail("usage: npm run demo [-- --live bepaid|omise|stancer]")
}

demo(process.argv.slice(2)).pipe(
  Effect.andThen(Console.log("\nAll as announced.")),
  Effect.provide(FetchHttpClient.layer),
  Effect.catch((error) =>
    Effect.andThen(
      Console.error(saidOf(error)),
      Effect.sync(() => process.exit(1))
    )
  ),
  Effect.runPromise
)
