/** What a process remembers of creates whose end it does not know: for how long, for whom, and how many. */

import * as Clock from "#line/test/Clock"
import * as Effect from "#line/test/Effect"
import { assert, describe, it } from "#line/test/vitest"
import { accountMemory, accountsOf } from "../../src/turns/memory.js"
import { OpenCreates } from "../../src/turns/openCreates.js"

describe("an open create", () => {
  it("is known until its time, and not longer", () => {
    const creates = new OpenCreates()
    assert.isTrue(creates.opened("a", 1_000, 0))
    assert.strictEqual(creates.of("a", 999), 1_000)
    assert.isUndefined(creates.of("a", 1_000))
    assert.isUndefined(creates.of("b", 0))
  })

  it("is forgotten when its end is known", () => {
    const creates = new OpenCreates()
    creates.opened("a", 1_000, 0)
    creates.settled("a")
    assert.isUndefined(creates.of("a", 0))
    assert.strictEqual(creates.size, 0)
  })

  it("is kept for no longer than until the next one after its time", () => {
    const creates = new OpenCreates()
    for (let key = 0; key < 100; key++) creates.opened(`${key}`, 1_000 + key, key)
    creates.opened("later", 9_000, 5_000)
    assert.strictEqual(creates.size, 1)
  })

  it("is not begun where 100,000 are open; none is forgotten, and one that is known may go on", () => {
    const creates = new OpenCreates()
    for (let key = 0; key < 100_000; key++) assert.isTrue(creates.opened(`${key}`, 1_000 + (key % 2), 0))
    assert.isFalse(creates.opened("one more", 1_000, 0))
    assert.isTrue(creates.opened("7", 2_000, 0))
    assert.strictEqual(creates.of("8", 0), 1_000)
    // those that are over make room, wherever they stand
    assert.isTrue(creates.opened("one more", 2_000, 1_000))
    assert.strictEqual(creates.of("9", 1_000), 1_001)
  })

  it("is open for as long again, and no longer, where the clock was set back", () => {
    const creates = new OpenCreates()
    creates.opened("a", 86_410_000, 86_400_000)
    assert.strictEqual(creates.of("a", 0), 10_000)
    assert.strictEqual(creates.of("a", 9_999), 10_000)
    assert.isUndefined(creates.of("a", 10_000))
  })

  it("tells those who rely on what they have read before", () => {
    const creates = new OpenCreates()
    creates.opened("before", 1_000, 0)
    const keys = creates.watch()
    creates.opened("since", 1_000, 0)
    creates.settled("ended")
    assert.deepEqual([...keys], ["before", "since", "ended"])
    creates.unwatch(keys)
    creates.opened("later", 1_000, 0)
    assert.isFalse(keys.has("later"))
  })
})

it.effect("an account's memory is shared, by Clock, and goes when nobody uses it and nothing is open", () =>
  Effect.gen(function* () {
    const clock = yield* Clock.Clock
    const memory = accountMemory("account")
    yield* Effect.scoped(
      Effect.gen(function* () {
        const one = yield* memory
        assert.strictEqual(yield* memory, one)
        assert.notStrictEqual(yield* accountMemory("another"), one)
        assert.notStrictEqual(yield* Clock.provide(Object.create(clock))(memory), one)
        one.creates.opened("key", 1_000, 0)
      })
    )
    assert.deepEqual([...accountsOf(clock).keys()], ["account"])
    yield* Effect.scoped(Effect.map(memory, ({ creates }) => creates.settled("key")))
    assert.strictEqual(accountsOf(clock).size, 0)
  })
)
