/** What a process remembers of creates whose end it does not know: for how long, for whom, and how many. */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { OpenCreates, openCreatesOf } from "../../src/internal/openCreates.js"

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

it.effect("two accounts, and two Clocks, know nothing of each other", () =>
  Effect.gen(function* () {
    const clock = yield* Effect.clock
    const creates = openCreatesOf(clock, "account")
    assert.strictEqual(openCreatesOf(clock, "account"), creates)
    assert.notStrictEqual(openCreatesOf(clock, "another"), creates)
    assert.notStrictEqual(openCreatesOf(Object.create(clock), "account"), creates)
  })
)
