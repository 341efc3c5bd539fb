/** Many customers from a stream: each once, results in order, going on from a checkpoint. */
import { assert, describe, it } from "@effect/vitest"
import * as Chunk from "effect/Chunk"
import type * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import type * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import * as Customers from "effect-payment-customers/Customers"
import { BePaidTest, type Control, Fault, OmiseTest, StancerTest } from "effect-payment-customers/testing"
import { bar, importAll, progress } from "../../docs/examples/import.js"

const inputs = (count: number): ReadonlyArray<Customers.CustomerInput> =>
  Array.from({ length: count }, (_, index) => ({
    externalId: `user-${index}`,
    email: `customer-${index}@example.com`,
    ip: "127.0.0.1",
    name: "John Doe"
  }))

const collect = <E, R>(stream: Stream.Stream<Customers.EnsuredElement, E, R>) =>
  Effect.map(Stream.runCollect(stream), Chunk.toReadonlyArray)

const madeOf = (elements: ReadonlyArray<Customers.EnsuredElement>) =>
  elements.map(({ result }) => Either.isRight(result) && result.right.created)

const subject = <C>(
  name: string,
  layer: () => Layer.Layer<Customers.Ensure | C>,
  control: Context.Tag<C, Control>
) =>
  describe(name, () => {
    it.effect("gives a result for each, in the stream's order", () =>
      Effect.gen(function* () {
        const elements = yield* collect(
          Customers.ensureAll(Stream.fromIterable(inputs(25)), { concurrency: 7 })
        )
        assert.deepEqual(
          elements.map(({ index }) => index),
          inputs(25).map((_, index) => index)
        )
        assert.deepEqual(
          elements.map(({ input }) => input),
          inputs(25)
        )
        assert.isTrue(madeOf(elements).every(Boolean))
        assert.strictEqual((yield* (yield* control).customers).length, 25)
      }).pipe(Effect.provide(layer()))
    )

    it.effect("creates none twice when it goes on from an old checkpoint", () =>
      Effect.gen(function* () {
        yield* collect(Stream.take(Customers.ensureAll(Stream.fromIterable(inputs(20))), 12))
        // the checkpoint was kept after the tenth
        const rest = yield* collect(Customers.ensureAll(Stream.drop(Stream.fromIterable(inputs(20)), 10)))
        assert.strictEqual(rest.length, 10)
        assert.deepEqual(madeOf(rest).slice(0, 2), [false, false])
        assert.strictEqual((yield* (yield* control).customers).length, 20)
      }).pipe(Effect.provide(layer()))
    )

    it.effect("creates none twice when the stream repeats itself", () =>
      Effect.gen(function* () {
        const twice = [...inputs(5), ...inputs(5)]
        const elements = yield* collect(Customers.ensureAll(Stream.fromIterable(twice), { concurrency: 10 }))
        assert.strictEqual(madeOf(elements).filter(Boolean).length, 5)
        assert.strictEqual((yield* (yield* control).customers).length, 5)
      }).pipe(Effect.provide(layer()))
    )

    it.effect("goes on after a failure, or stops at it", () =>
      Effect.gen(function* () {
        const hold = yield* control
        const refused = { operation: "create", after: 2, fault: Fault.answer(403) }
        yield* hold.fault(refused)
        const all = yield* collect(Customers.ensureAll(Stream.fromIterable(inputs(5)), { concurrency: 1 }))
        assert.deepEqual(
          all.map(({ result }) => Either.isRight(result)),
          [true, true, false, true, true]
        )
        yield* hold.reset
        yield* hold.fault(refused)
        const some = yield* collect(
          Customers.ensureAll(Stream.fromIterable(inputs(5)), { concurrency: 1, onFailure: "stop" })
        )
        assert.deepEqual(
          some.map(({ result }) => Either.isRight(result)),
          [true, true, false]
        )
        const failed = some[2]?.result
        assert.isTrue(failed && Either.isLeft(failed) && failed.left._tag === "Forbidden")
      }).pipe(Effect.provide(layer()))
    )

    it.effect("fails with what the given stream fails with", () =>
      Effect.gen(function* () {
        const broken = Stream.concat(Stream.fromIterable(inputs(2)), Stream.fail("no more"))
        assert.strictEqual(yield* Effect.flip(collect(Customers.ensureAll(broken))), "no more")
      }).pipe(Effect.provide(layer()))
    )
  })

subject("bepaid", BePaidTest.layer, BePaidTest.Control)
subject("omise", OmiseTest.layer, OmiseTest.Control)
subject("stancer", StancerTest.layer, StancerTest.Control)

describe("bePaid's list", () => {
  const operations = Effect.map(
    Effect.flatMap(BePaidTest.Control, (control) => control.requests),
    (requests) => requests.map(({ operation }) => operation)
  )

  it.effect("is read once, not once an element", () =>
    Effect.gen(function* () {
      const elements = yield* collect(Customers.ensureAll(Stream.fromIterable(inputs(30))))
      assert.strictEqual(madeOf(elements).filter(Boolean).length, 29)
      assert.deepEqual(yield* operations, ["list", ...Array.from({ length: 29 }, () => "create")])
    }).pipe(
      Effect.provide(BePaidTest.layer({ seed: [{ externalId: "user-7", email: "seven@example.com" }] }))
    )
  )

  it.effect("gives the oldest of those who share a key", () =>
    Effect.gen(function* () {
      const [first, second] = yield* Effect.flatMap(BePaidTest.Control, (control) => control.customers)
      const elements = yield* collect(Customers.ensureAll(Stream.fromIterable(inputs(1))))
      const ids = elements.map(({ result }) => Either.isRight(result) && result.right.customer.id)
      assert.deepEqual(ids, ["cst_old"])
      assert.deepEqual([first?.id, second?.id], ["cst_old", "cst_new"])
    }).pipe(
      Effect.provide(
        BePaidTest.layer({
          seed: [
            { id: "cst_old", externalId: "user-0", email: "old@example.com" },
            { id: "cst_new", externalId: "user-0", email: "new@example.com" }
          ]
        })
      )
    )
  )

  it.effect("is read again after a create whose answer was lost", () =>
    Effect.gen(function* () {
      const control = yield* BePaidTest.Control
      yield* control.fault({ operation: "create", after: 1, fault: Fault.loseAnswer })
      const elements = yield* collect(
        Customers.ensureAll(Stream.fromIterable([...inputs(3), ...inputs(3)]), { concurrency: 1 })
      )
      assert.deepEqual(madeOf(elements), [true, true, true, false, false, false])
      assert.deepEqual(yield* operations, ["list", "create", "create", "list", "create"])
      assert.strictEqual((yield* control.customers).length, 3)
    }).pipe(Effect.provide(BePaidTest.layer()))
  )

  it.effect("is read again too where e-mail addresses are the keys", () =>
    Effect.gen(function* () {
      const control = yield* BePaidTest.Control
      yield* control.fault({ operation: "create", fault: Fault.loseAnswer })
      const john = { email: "john.doe@example.com", ip: "127.0.0.1" }
      const elements = yield* collect(Customers.ensureAll(Stream.make(john, john), { concurrency: 1 }))
      assert.deepEqual(madeOf(elements), [true, false])
      assert.deepEqual(yield* operations, ["list", "create", "list"])
    }).pipe(Effect.provide(BePaidTest.layer()))
  )
})

describe("the example", () => {
  it.effect("imports from a checkpoint, moves its bar and keeps what failed", () =>
    Effect.gen(function* () {
      const control = yield* StancerTest.Control
      yield* control.fault({ operation: "create", after: 3, fault: Fault.answer(403) })
      const kept: Array<number> = []
      const failed = yield* importAll({
        inputs: Stream.fromIterable(inputs(10)),
        total: 10,
        checkpoint: 2,
        keep: (checkpoint) => Effect.sync(() => void kept.push(checkpoint))
      })
      assert.deepEqual(kept, [3, 4, 5, 6, 7, 8, 9, 10])
      assert.strictEqual(failed.length, 1)
      assert.include(failed[0]?.[1], "Forbidden")
      assert.strictEqual((yield* control.customers).length, 7)
    }).pipe(Effect.provide(StancerTest.layer()))
  )

  it("draws a bar", () => {
    assert.strictEqual(bar(1, 4, 8), "██░░░░░░ 25 %")
    assert.strictEqual(bar(0, 0, 4), "████ 100 %")
    assert.deepEqual(
      [1, 2, 3, 199, 200].map((done) => progress(done, 200)),
      [false, true, false, false, true]
    )
  })
})
