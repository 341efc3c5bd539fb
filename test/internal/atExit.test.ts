/** `atExit` is `Effect.onExit` for what is done at once: after every end, once, and the end stays as it was. */

import * as Deferred from "#line/Deferred"
import * as Exit from "#line/Exit"
import * as Fiber from "#line/Fiber"
import * as Cause from "#line/test/Cause"
import * as Effect from "#line/test/Effect"
import { assert, describe, it } from "#line/test/vitest"
import { atExit } from "../../src/http/atExit.js"

/** The ends that it was told of. */
const told = () => {
  const ends: Array<Cause.Cause<unknown> | undefined> = []
  return { ends, after: (cause?: Cause.Cause<unknown>) => void ends.push(cause) }
}

describe("atExit", () => {
  const ends: ReadonlyArray<[name: string, effect: Effect.Effect<number, string>]> = [
    ["a success", Effect.succeed(1)],
    ["a success later", Effect.delay(Effect.succeed(1), 0)],
    ["a failure", Effect.fail("no")],
    ["a defect", Effect.die("bug")],
    ["an interruption of its own", Effect.interrupt]
  ]
  it.live.each(ends)("%s", ([, effect]) =>
    Effect.gen(function* () {
      const { ends, after } = told()
      const [exit, expected] = yield* Effect.all([Effect.exit(atExit(effect, after)), Effect.exit(effect)])
      assert.deepStrictEqual(ends.length, 1)
      assert.deepStrictEqual(exit._tag, expected._tag)
      if (Exit.isFailure(exit) && Exit.isFailure(expected)) {
        assert.deepStrictEqual(ends, [exit.cause])
        assert.strictEqual(Cause.pretty(exit.cause), Cause.pretty(expected.cause))
      } else {
        assert.deepStrictEqual(ends, [undefined])
        assert.deepStrictEqual(exit, expected)
      }
    })
  )

  it.effect("what is under way can be interrupted, and its end is told before the interruption is over", () =>
    Effect.gen(function* () {
      const { ends, after } = told()
      const begun = yield* Deferred.make<void>()
      const endless = Effect.andThen(Deferred.succeed(begun, undefined), Effect.never)
      const fiber = yield* Effect.forkChild(atExit(endless, after))
      yield* Deferred.await(begun)
      yield* Fiber.interrupt(fiber)
      const exit = yield* Fiber.await(fiber)
      assert.isTrue(Exit.hasInterrupts(exit))
      assert.deepStrictEqual(
        ends.map((cause) => cause !== undefined && Cause.hasInterruptsOnly(cause)),
        [true]
      )
    })
  )

  it.effect("where nothing can be interrupted, it is not either", () =>
    Effect.gen(function* () {
      const { ends, after } = told()
      const begun = yield* Deferred.make<void>()
      const go = yield* Deferred.make<number>()
      const waiting = Effect.andThen(Deferred.succeed(begun, undefined), Deferred.await(go))
      const fiber = yield* Effect.forkChild(Effect.uninterruptible(atExit(waiting, after)))
      yield* Deferred.await(begun)
      yield* Effect.forkDetach(Fiber.interrupt(fiber))
      yield* Effect.yieldNow
      assert.deepStrictEqual(ends, [])
      yield* Deferred.succeed(go, 1)
      yield* Fiber.await(fiber)
      assert.deepStrictEqual(ends, [undefined])
    })
  )

  it.effect("a defect of what is done after is one of the whole, and hides no failure", () =>
    Effect.gen(function* () {
      const after = () => {
        throw new Error("bug")
      }
      const failures = (effect: Effect.Effect<number, string>) =>
        Effect.map(Effect.flip(Effect.sandbox(atExit(effect, after))), (cause) => [
          Cause.errorsOf(cause),
          Cause.defectsOf(cause).map(String)
        ])
      assert.deepStrictEqual(yield* failures(Effect.succeed(1)), [[], ["Error: bug"]])
      assert.deepStrictEqual(yield* failures(Effect.fail("no")), [["no"], ["Error: bug"]])
    })
  )
})
