/** The option `rateLimit` in whole calls: what takes a place, what a 429 does, who shares, what a deadline does. */
import { assert, describe, it } from "@effect/vitest"
import * as Redacted from "effect/Redacted"
import * as BePaid from "effect-payment-customers/BePaid"
import * as RateLimit from "effect-payment-customers/RateLimit"
import * as Duration from "#line/Duration"
import * as Fiber from "#line/Fiber"
import * as Layer from "#line/Layer"
import * as Config from "#line/test/Config"
import * as Effect from "#line/test/Effect"
import * as Random from "#line/test/Random"
import * as TestClock from "#line/test/TestClock"
import {
  answer,
  after as delayed,
  inTheEnd,
  never,
  refused,
  type Script,
  scripted,
  tooMany
} from "../support/scripted.js"

const shop: BePaid.Options = { shopId: "361", secretKey: Redacted.make("b8647b68898b084b836474ed8d61ffe1") }
const oneASecond = { rateLimit: { requests: 1, window: "1 second" } } satisfies Partial<BePaid.Options>
const good = answer(200, [])

/** A layer's `list`. The layers of one effect share its limits. */
const listOf = (script: Script, options: Partial<BePaid.Options> = oneASecond) =>
  Effect.map(BePaid.make({ ...shop, ...options }), (bepaid) => bepaid.list()).pipe(
    Effect.provide(script.layer)
  )

const isolated = <A, E, R>(self: Effect.Effect<A, E, R>) =>
  Random.withNumbers([0.5])(Effect.provide(self, Layer.fresh(RateLimit.layerMemory)))

const times = ({ sent }: Script): ReadonlyArray<number> => sent.map(({ at }) => at)

describe("a place", () => {
  it.effect("is taken by each call", () =>
    Effect.gen(function* () {
      const script = scripted([good, good, good])
      const list = yield* listOf(script)
      yield* inTheEnd(Effect.all([list, list, list], { concurrency: "unbounded" }))
      assert.deepStrictEqual(times(script), [0, 1000, 2000])
    }).pipe(isolated)
  )

  it.effect("is taken by each attempt: a retry waits behind the others", () =>
    Effect.gen(function* () {
      const script = scripted([answer(503), good, good])
      const list = yield* listOf(script)
      yield* inTheEnd(Effect.all([list, list], { concurrency: "unbounded" }))
      // The retry is due after 375 ms
      assert.deepStrictEqual(times(script), [0, 1000, 2000])
    }).pipe(isolated)
  )

  it.effect("is not taken by a call that is refused before it is sent", () =>
    Effect.gen(function* () {
      const script = scripted([good])
      const bepaid = yield* Effect.provide(BePaid.make({ ...shop, ...oneASecond }), script.layer)
      yield* inTheEnd(Effect.result(bepaid.retrieve("..")))
      const before = yield* Effect.clockWith((clock) => clock.currentTimeMillis)
      yield* bepaid.list()
      assert.deepStrictEqual(times(script), [before])
    }).pipe(isolated)
  )

  it.effect("is waited for outside the attempt's timeout", () =>
    Effect.gen(function* () {
      const script = scripted([good, delayed(900, good)])
      const list = yield* listOf(script, { ...oneASecond, timeout: "950 millis", retries: 0 })
      yield* inTheEnd(Effect.all([list, list], { concurrency: "unbounded" })).pipe(
        Effect.flatMap(Effect.fromResult)
      )
      assert.deepStrictEqual(times(script), [0, 1000])
    }).pipe(isolated)
  )

  it.effect("is needed by nobody without the option", () =>
    Effect.gen(function* () {
      const script = scripted([good, good, good])
      const list = yield* listOf(script, {})
      yield* Effect.all([list, list, list], { concurrency: "unbounded" })
      assert.deepStrictEqual(times(script), [0, 0, 0])
    }).pipe(isolated)
  )

  it.effect("goes to the next when its waiter is interrupted", () =>
    Effect.gen(function* () {
      const script = scripted([good, good])
      const list = yield* listOf(script)
      yield* list
      const gone = yield* Effect.forkChild(list)
      const stays = yield* Effect.forkChild(list)
      yield* TestClock.adjust(500)
      yield* Fiber.interrupt(gone)
      yield* TestClock.adjust(500)
      yield* Fiber.join(stays)
      assert.deepStrictEqual(times(script), [0, 1000])
    }).pipe(isolated)
  )
})

describe("concurrency", () => {
  it.effect("no more requests are under way at a time", () =>
    Effect.gen(function* () {
      const script = scripted([delayed(300, good), delayed(100, good), delayed(300, good), good])
      const list = yield* listOf(script, { rateLimit: { requests: 10, window: "1 second", concurrency: 2 } })
      yield* inTheEnd(Effect.all([list, list, list, list], { concurrency: "unbounded" }))
      assert.deepStrictEqual(times(script), [0, 0, 100, 300])
    }).pipe(isolated)
  )

  it.effect("a request that fails or is given up makes room", () =>
    Effect.gen(function* () {
      const script = scripted([refused, never, good])
      const list = yield* listOf(script, {
        rateLimit: { requests: 10, window: "1 second", concurrency: 1 },
        retries: 0,
        timeout: 200
      })
      yield* inTheEnd(
        Effect.all([Effect.result(list), Effect.result(list), list], { concurrency: "unbounded" })
      ).pipe(Effect.flatMap(Effect.fromResult))
      assert.deepStrictEqual(times(script), [0, 0, 200])
    }).pipe(isolated)
  )
})

describe("429", () => {
  const many = {
    rateLimit: { requests: 100, window: "1 second" },
    retries: 0
  } satisfies Partial<BePaid.Options>

  it.effect.each([
    { name: "for its Retry-After", wish: "7", until: 7000 },
    { name: "for a backoff where it has none", wish: undefined, until: 500 },
    { name: "for 30 s where it asks for more", wish: "3600", until: 30_000 }
  ])("all callers of the account pause $name", ({ wish, until }) =>
    Effect.gen(function* () {
      const script = scripted([tooMany(wish), good, good])
      const list = yield* listOf(script, many)
      const another = yield* listOf(script, many)
      yield* Effect.result(list)
      yield* inTheEnd(Effect.all([list, another], { concurrency: "unbounded" })).pipe(
        Effect.flatMap(Effect.fromResult)
      )
      assert.deepStrictEqual(times(script), [0, until, until])
    }).pipe(isolated)
  )

  it.effect("the caller itself comes back no sooner than its own retry says", () =>
    Effect.gen(function* () {
      const script = scripted([tooMany("7"), good, good])
      const list = yield* listOf(script, { ...many, retries: 1 })
      const other = yield* Effect.forkChild(Effect.delay(list, 1))
      yield* inTheEnd(list)
      yield* Fiber.join(other)
      assert.deepStrictEqual(times(script), [0, 7000, 7375])
    }).pipe(isolated)
  )

  it.effect("nobody goes between the answer and the pause", () =>
    Effect.gen(function* () {
      const script = scripted([tooMany("7"), good])
      const list = yield* listOf(script, {
        ...many,
        rateLimit: { requests: 100, window: "1 second", concurrency: 1 }
      })
      yield* inTheEnd(Effect.all([Effect.result(list), list], { concurrency: "unbounded" }))
      assert.deepStrictEqual(times(script), [0, 7000])
    }).pipe(isolated)
  )

  it.effect("another refusal pauses nobody", () =>
    Effect.gen(function* () {
      const script = scripted([answer(503, "", { "retry-after": "7" }), good])
      const list = yield* listOf(script, many)
      yield* Effect.result(list)
      yield* list
      assert.deepStrictEqual(times(script), [0, 0])
    }).pipe(isolated)
  )
})

describe("an account", () => {
  const key = (secret: string) => ({ secretKey: Redacted.make(secret) })
  const named = { rateLimit: { ...oneASecond.rateLimit, account: "the shop" } }

  it.effect.each<{
    readonly name: string
    readonly layers: readonly [Partial<BePaid.Options>, Partial<BePaid.Options>]
    readonly shared: boolean
  }>([
    { name: "two layers with the same credentials share it", layers: [{}, {}], shared: true },
    { name: "another key is another account", layers: [{}, key("other")], shared: false },
    { name: "another shop is another account", layers: [{}, { shopId: "362" }], shared: false },
    {
      name: "another host is another account",
      layers: [{}, { baseUrl: "https://gateway.example.com" }],
      shared: false
    },
    {
      name: "two keys with the same account share it",
      layers: [named, { ...named, ...key("other") }],
      shared: true
    },
    { name: "a named account is not that of the credentials", layers: [{}, named], shared: false }
  ])("$name", ({ layers: [one, other], shared }) =>
    Effect.gen(function* () {
      const script = scripted([good, good])
      const first = yield* listOf(script, { ...oneASecond, ...one })
      const second = yield* listOf(script, { ...oneASecond, ...other })
      yield* inTheEnd(Effect.andThen(first, second))
      assert.deepStrictEqual(times(script), shared ? [0, 1000] : [0, 0])
    }).pipe(isolated)
  )

  it.effect("has a name that shows nothing of the credentials", () =>
    Effect.gen(function* () {
      const accounts: Array<string> = []
      const spy = Layer.succeed(RateLimit.RateLimit, {
        withPlace: ({ account }, attempt) => {
          accounts.push(account)
          return Effect.asSome(attempt)
        },
        pause: () => Effect.void
      })
      yield* Effect.provide(Effect.flatten(listOf(scripted([good]))), spy)
      assert.strictEqual(accounts.length, 1)
      assert.match(accounts[0] ?? "", /^bepaid:[0-9a-z]{1,7}$/)
    })
  )
})

describe("a deadline", () => {
  it.effect("refuses at once a call whose place cannot come before it: nothing was sent", () =>
    Effect.gen(function* () {
      const script = scripted([good])
      const list = yield* listOf(script, { ...oneASecond, deadline: "1 second" })
      yield* list
      const error = yield* Effect.flip(list)
      assert.deepInclude(error, { _tag: "Unavailable", reason: "Timeout", outcome: "NotSent" })
      assert.deepStrictEqual(times(script), [0])
    }).pipe(isolated)
  )

  it.effect("leaves an earlier attempt as Unknown as it was", () =>
    Effect.gen(function* () {
      const script = scripted([answer(503)])
      const list = yield* listOf(script, { ...oneASecond, deadline: "900 millis" })
      const error = yield* Effect.flip(Effect.flatMap(inTheEnd(list), Effect.fromResult))
      assert.deepInclude(error, { _tag: "Unavailable", reason: "Timeout", outcome: "Unknown" })
    }).pipe(isolated)
  )

  it.effect("leaves the attempt what is left after the wait", () =>
    Effect.gen(function* () {
      const script = scripted([good, never])
      const list = yield* listOf(script, { ...oneASecond, deadline: "1500 millis", retries: 0 })
      yield* list
      const call = yield* Effect.forkChild(Effect.flip(list))
      yield* TestClock.adjust(1500)
      assert.deepInclude(yield* Fiber.join(call), {
        _tag: "Unavailable",
        reason: "Timeout",
        outcome: "Unknown"
      })
      assert.deepStrictEqual(times(script), [0, 1000])
    }).pipe(isolated)
  )
})

describe("by default", () => {
  it.effect("the limits are the process's own: whoever names the account shares them", () =>
    Effect.gen(function* () {
      const script = scripted([good, good])
      const rateLimit = { requests: 1, window: Duration.seconds(1), account: "a name for this test" }
      const call = Effect.flatMap(BePaid.BePaid, (bepaid) => bepaid.list()).pipe(
        Effect.provide(BePaid.layer({ ...shop, rateLimit })),
        Effect.provide(script.layer)
      )
      yield* inTheEnd(Effect.andThen(call, call))
      assert.deepStrictEqual(times(script), [0, 1000])
    })
  )
})

describe("refused before a client is made", () => {
  it.effect.each<{ readonly rateLimit: object | string; readonly path: ReadonlyArray<string> }>([
    ...[0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, "10", undefined].map((requests) => ({
      rateLimit: { requests, window: "1 second" },
      path: ["rateLimit", "requests"]
    })),
    ...[0, -1, Number.NaN, Duration.infinity, "a while", undefined].map((window) => ({
      rateLimit: { requests: 1, window },
      path: ["rateLimit", "window"]
    })),
    ...[0, -1, 1.5, "2", null].map((concurrency) => ({
      rateLimit: { requests: 1, window: "1 second", concurrency },
      path: ["rateLimit", "concurrency"]
    })),
    ...["", " ", 7, null].map((account) => ({
      rateLimit: { requests: 1, window: "1 second", account },
      path: ["rateLimit", "account"]
    })),
    { rateLimit: "10 a second", path: ["rateLimit"] },
    { rateLimit: [], path: ["rateLimit"] }
  ])("$path: $rateLimit", ({ rateLimit, path }) =>
    Effect.gen(function* () {
      // What a JavaScript caller can hand in
      const options: object = { rateLimit }
      const error = yield* Effect.flip(listOf(scripted([]), options))
      assert.deepStrictEqual(Config.pathOf(error), [...path])
    })
  )
})
