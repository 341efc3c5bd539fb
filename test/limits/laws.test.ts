/** What every limiter keeps to: the limit in any window, who comes first, what becomes of those who go away. */
import { assert, describe, it } from "@effect/vitest"
import type * as RateLimit from "effect-payment-customers/RateLimit"
import * as FastCheck from "fast-check"
import * as Duration from "#line/Duration"
import * as Clock from "#line/test/Clock"
import * as Effect from "#line/test/Effect"
import * as Fiber from "#line/test/Fiber"
import * as Option from "#line/test/Option"
import * as TestClock from "#line/test/TestClock"
import { inMemory } from "../../src/limits/memory.js"
import { limiters, twoProcesses } from "./limiters.js"
import { inVirtualTime } from "./virtualTime.js"

const claim = (
  requests: number,
  window: number,
  more: { readonly concurrency?: number; readonly until?: number; readonly account?: string } = {}
): RateLimit.Claim => ({
  account: more.account ?? "shop",
  limits: {
    requests,
    window: Duration.millis(window),
    concurrency: more.concurrency ?? Number.POSITIVE_INFINITY
  },
  until: more.until ?? Number.POSITIVE_INFINITY
})

/** Callers by name, and a list of who got a place and when. */
const callers = (limiter: RateLimit.Service) => {
  const placed: Array<readonly [name: string, at: number]> = []
  return {
    placed,
    /** @param takes how long the attempt lasts, in milliseconds */
    call: (name: string, claim: RateLimit.Claim, takes = 0) =>
      Effect.forkChild(
        limiter.withPlace(
          claim,
          Effect.flatMap(Clock.currentTimeMillis, (now) => {
            placed.push([name, now])
            return Effect.delay(Effect.succeed(name), takes)
          })
        )
      )
  }
}

interface Placed {
  readonly index: number
  readonly from: number
  readonly to: number
}

/** Who got a place, when, and until when its attempt ran, in the order of the places. */
const arriving = (
  make: Effect.Effect<RateLimit.Service>,
  arrivals: ReadonlyArray<number>,
  claimOf: (index: number) => RateLimit.Claim,
  takes: number
): ReadonlyArray<Placed> => {
  const placed: Array<Placed> = []
  inVirtualTime(
    Effect.flatMap(make, (limiter) =>
      Effect.forEach(arrivals, (arrival, index) => {
        const attempt = Effect.flatMap(Clock.currentTimeMillis, (from) => {
          placed.push({ index, from, to: from + takes })
          return Effect.sleep(takes)
        })
        return Effect.forkDetach(Effect.delay(limiter.withPlace(claimOf(index), attempt), arrival))
      })
    )
  )
  return placed
}

const limit = FastCheck.record({
  requests: FastCheck.integer({ min: 1, max: 5 }),
  window: FastCheck.integer({ min: 1, max: 1000 })
})

/** Many at once as well as long silences. */
const gaps = FastCheck.array(
  FastCheck.oneof(FastCheck.constant(0), FastCheck.nat(50), FastCheck.nat(1000), FastCheck.nat(5000)),
  { minLength: 1, maxLength: 40 }
)

const arrivalsOf = (gaps: ReadonlyArray<number>): ReadonlyArray<number> => {
  let now = 0
  return gaps.map((gap) => {
    now += gap
    return now
  })
}

describe.each(limiters)("$name", ({ make }) => {
  it("a place comes as soon as the limit of any window allows it, in the order of the callers", () => {
    FastCheck.assert(
      FastCheck.property(limit, gaps, ({ requests, window }, gaps) => {
        const arrivals = arrivalsOf(gaps)
        const expected: Array<number> = []
        for (const [index, arrival] of arrivals.entries()) {
          const before = expected[index - requests]
          const free = before === undefined ? 0 : before + window
          expected.push(Math.max(arrival, expected[index - 1] ?? 0, free))
        }
        const placed = arriving(make, arrivals, () => claim(requests, window), 0)
        assert.deepStrictEqual(
          placed.map(({ index, from }) => [index, from]),
          expected.map((at, index) => [index, at])
        )
      })
    )
  })

  it("no more run at a time than concurrency, and no window holds more than the limit", () => {
    FastCheck.assert(
      FastCheck.property(limit, gaps, FastCheck.integer({ min: 1, max: 4 }), (limit, gaps, concurrency) => {
        const { requests, window } = limit
        const placed = arriving(make, arrivalsOf(gaps), () => claim(requests, window, { concurrency }), 300)
        assert.deepStrictEqual(
          placed.map(({ index }) => index),
          gaps.map((_, index) => index)
        )
        for (const [index, { from }] of placed.entries()) {
          const before = placed[index - requests]
          if (before !== undefined) assert.isAtLeast(from - before.from, window)
          const running = placed.filter((other) => other.from <= from && from < other.to)
          assert.isAtMost(running.length, concurrency)
        }
      })
    )
  })

  it.effect("a crowd is let in by the limit, window by window", () =>
    Effect.gen(function* () {
      const { placed, call } = callers(yield* make)
      for (const name of "abcdefgh") yield* call(name, claim(3, 1000))
      yield* TestClock.adjust("1 minute")
      assert.deepStrictEqual(placed, [
        ["a", 0],
        ["b", 0],
        ["c", 0],
        ["d", 1000],
        ["e", 1000],
        ["f", 1000],
        ["g", 2000],
        ["h", 2000]
      ])
    })
  )

  it.effect("who leaves the queue gives its place to the next", () =>
    Effect.gen(function* () {
      const { placed, call } = callers(yield* make)
      const one = claim(1, 1000)
      yield* call("first", one)
      const second = yield* call("second", one)
      const third = yield* call("third", one)
      yield* call("fourth", one)
      yield* TestClock.adjust(500)
      yield* Fiber.interrupt(second)
      yield* Fiber.interrupt(third)
      yield* TestClock.adjust("1 minute")
      assert.deepStrictEqual(placed, [
        ["first", 0],
        ["fourth", 1000]
      ])
    })
  )

  it.effect("a place that nobody was there for is not used late, close to the one after it", () =>
    Effect.gen(function* () {
      const { placed, call } = callers(yield* make)
      yield* call("first", claim(1, 1000))
      const gone = yield* call("gone", claim(1, 1000))
      yield* TestClock.adjust(500)
      yield* Fiber.interrupt(gone)
      yield* TestClock.adjust(1400)
      yield* call("second", claim(1, 1000))
      yield* call("third", claim(1, 1000))
      yield* TestClock.adjust("1 minute")
      const [, second = 0, third = 0] = placed.map(([, at]) => at)
      assert.isAtLeast(second, 1900)
      assert.isAtLeast(third - second, 1000)
    })
  )

  it.effect("an attempt that is interrupted makes room for another", () =>
    Effect.gen(function* () {
      const { placed, call } = callers(yield* make)
      const alone = claim(10, 1000, { concurrency: 1 })
      const first = yield* call("first", alone, 60_000)
      yield* call("second", alone)
      yield* TestClock.adjust(100)
      yield* Fiber.interrupt(first)
      yield* TestClock.adjust(100)
      assert.deepStrictEqual(placed, [
        ["first", 0],
        ["second", 100]
      ])
    })
  )

  it.effect("who has just run does not pass those who wait", () =>
    Effect.gen(function* () {
      const limiter = yield* make
      const order: Array<string> = []
      const alone = claim(10, 1000, { concurrency: 1 })
      const twice = (name: string) => {
        const once = limiter.withPlace(
          alone,
          Effect.delay(
            Effect.sync(() => order.push(name)),
            10
          )
        )
        return Effect.forkChild(Effect.andThen(once, once))
      }
      yield* twice("a")
      yield* twice("b")
      yield* TestClock.adjust(100)
      assert.deepStrictEqual(order, ["a", "b", "a", "b"])
    })
  )

  it.effect("an attempt fails with its own error, and makes room", () =>
    Effect.gen(function* () {
      const limiter = yield* make
      const alone = claim(10, 1000, { concurrency: 1 })
      assert.strictEqual(yield* Effect.flip(limiter.withPlace(alone, Effect.fail("refused"))), "refused")
      assert.isTrue(Option.isSome(yield* limiter.withPlace(alone, Effect.void)))
    })
  )

  it.effect("a place that cannot come in time is refused at once, and costs the next ones nothing", () =>
    Effect.gen(function* () {
      const { placed, call } = callers(yield* make)
      yield* call("first", claim(1, 1000))
      for (const until of [0, 1, 999, 1000]) {
        const late = yield* call("late", claim(1, 1000, { until }))
        assert.isTrue(Option.isNone(yield* Fiber.join(late)), `until ${until}`)
      }
      yield* call("in time", claim(1, 1000, { until: 1001 }))
      yield* TestClock.adjust("1 minute")
      assert.deepStrictEqual(placed, [
        ["first", 0],
        ["in time", 1000]
      ])
    })
  )

  it.effect("who waits behind others is refused when its time is over", () =>
    Effect.gen(function* () {
      const { placed, call } = callers(yield* make)
      yield* call("first", claim(1, 1000))
      yield* call("second", claim(1, 1000))
      const late = yield* call("late", claim(1, 1000, { until: 500 }))
      yield* TestClock.adjust(499)
      assert.isFalse(Fiber.isDone(late), "it may still come to its turn")
      yield* TestClock.adjust(1)
      assert.isTrue(Option.isNone(yield* Fiber.join(late)))
      yield* call("third", claim(1, 1000))
      yield* TestClock.adjust("1 minute")
      assert.deepStrictEqual(placed, [
        ["first", 0],
        ["second", 1000],
        ["third", 2000]
      ])
    })
  )

  it.effect("a pause holds for all callers of the account and no others", () =>
    Effect.gen(function* () {
      const limiter = yield* make
      const { placed, call } = callers(limiter)
      yield* limiter.pause("shop", Duration.seconds(5))
      yield* limiter.pause("shop", Duration.seconds(2))
      yield* call("first", claim(2, 1000))
      yield* call("second", claim(2, 1000))
      yield* call("another account", claim(2, 1000, { account: "other" }))
      yield* TestClock.adjust("1 minute")
      assert.deepStrictEqual(placed, [
        ["another account", 0],
        ["first", 5000],
        ["second", 5000]
      ])
    })
  )

  it.effect("a pause holds for who already waits", () =>
    Effect.gen(function* () {
      const limiter = yield* make
      const { placed, call } = callers(limiter)
      yield* call("first", claim(1, 1000))
      yield* call("second", claim(1, 1000))
      yield* TestClock.adjust(500)
      yield* limiter.pause("shop", Duration.seconds(5))
      yield* TestClock.adjust("1 minute")
      assert.deepStrictEqual(placed, [
        ["first", 0],
        ["second", 5500]
      ])
    })
  )

  it.effect("a pause beyond the time of a claim refuses it at once", () =>
    Effect.gen(function* () {
      const limiter = yield* make
      yield* limiter.pause("shop", Duration.seconds(5))
      assert.isTrue(
        Option.isNone(yield* limiter.withPlace(claim(1, 1000, { until: 5000 }), Effect.succeed(1)))
      )
    })
  )

  it.effect("accounts do not wait for each other", () =>
    Effect.gen(function* () {
      const { placed, call } = callers(yield* make)
      for (const account of ["a", "b", "a", "b"]) yield* call(account, claim(1, 1000, { account }))
      yield* TestClock.adjust("1 minute")
      assert.sameDeepMembers(placed, [
        ["a", 0],
        ["b", 0],
        ["a", 1000],
        ["b", 1000]
      ])
    })
  )
})

describe("in memory", () => {
  it.effect("no window is exceeded when the clock is set back", () =>
    Effect.gen(function* () {
      const { placed, call } = callers(inMemory())
      const calls = (name: string) => Effect.replicateEffect(call(name, claim(10, 1000)), 10)
      yield* TestClock.setTime(5000)
      yield* calls("before")
      yield* TestClock.adjust(0)
      yield* TestClock.setTime(3000)
      yield* calls("after")
      yield* TestClock.adjust(999)
      assert.strictEqual(placed.length, 10)
      yield* TestClock.adjust(1)
      assert.strictEqual(placed.length, 20)
    })
  )

  it.effect("a pause lasts as long as it was to last when the clock is set back", () =>
    Effect.gen(function* () {
      const limiter = inMemory()
      const { placed, call } = callers(limiter)
      yield* TestClock.setTime(50_000)
      yield* limiter.pause("shop", Duration.seconds(30))
      yield* TestClock.setTime(0)
      yield* call("waits", claim(1, 1000))
      yield* TestClock.adjust(29_999)
      assert.isEmpty(placed)
      yield* TestClock.adjust(1)
      assert.strictEqual(placed.length, 1)
    })
  )

  it("a clock that has been set back holds nobody up", async () => {
    const limiter = inMemory()
    const at = (hours: number) =>
      Effect.gen(function* () {
        yield* TestClock.adjust(Duration.hours(hours))
        yield* limiter.pause("shop", Duration.seconds(30))
        return yield* limiter.withPlace(
          claim(1, 1000, { account: "other", until: Duration.toMillis(Duration.hours(hours)) + 1 }),
          Effect.succeed(hours)
        )
      }).pipe(TestClock.provide, Effect.runPromise)
    assert.deepStrictEqual(Option.getOrNull(await at(5)), 5)
    assert.deepStrictEqual(Option.getOrNull(await at(1)), 1)
  })

  it("callers with different limits of one account each keep to their own, over the places of all", () => {
    const picks = FastCheck.array(FastCheck.boolean(), { minLength: 1, maxLength: 40 })
    FastCheck.assert(
      FastCheck.property(limit, limit, picks, (one, other, picks) => {
        const limitOf = (index: number) => (picks[index] ? one : other)
        const claimOf = (index: number) => claim(limitOf(index).requests, limitOf(index).window)
        const placed = arriving(
          Effect.sync(inMemory),
          picks.map(() => 0),
          claimOf,
          0
        )
        assert.strictEqual(placed.length, picks.length)
        for (const { index, from } of placed) {
          const { requests, window } = limitOf(index)
          // A limit that nobody has named yet could not be thought of
          const known = picks.indexOf(picks[index] ?? false)
          const before = index - requests >= known ? placed[index - requests] : undefined
          if (before !== undefined) assert.isAtLeast(from - before.from, window)
        }
      })
    )
  })
})

describe("in a store that two processes share", () => {
  /** Callers go to the one or the other process. */
  const both = (picks: ReadonlyArray<boolean>) =>
    Effect.map(twoProcesses, ([one, other]): RateLimit.Service => {
      let made = 0
      return {
        withPlace: (claim, attempt) => (picks[made++] ? one : other).withPlace(claim, attempt),
        pause: one.pause
      }
    })

  it("no window of the two together holds more than the limit", () => {
    const picks = FastCheck.array(FastCheck.boolean(), { minLength: 40, maxLength: 40 })
    FastCheck.assert(
      FastCheck.property(limit, gaps, picks, ({ requests, window }, gaps, picks) => {
        const placed = arriving(both(picks), arrivalsOf(gaps), () => claim(requests, window), 0)
        assert.strictEqual(placed.length, gaps.length)
        for (const [index, { from }] of placed.entries()) {
          const before = placed[index - requests]
          if (before !== undefined) assert.isAtLeast(from - before.from, window)
        }
      })
    )
  })

  it.effect("a pause that the one has heard of holds for the other", () =>
    Effect.gen(function* () {
      const [one, other] = yield* twoProcesses
      const { placed, call } = callers(other)
      yield* one.pause("shop", Duration.seconds(5))
      yield* call("a", claim(1, 1000))
      yield* TestClock.adjust("1 minute")
      assert.deepStrictEqual(placed, [["a", 5000]])
    })
  )
})
