/** Many customers from a stream: each once, results in order, going on from a checkpoint. */
import { assert, describe, it } from "@effect/vitest"
import * as Customers from "effect-payment-customers/Customers"
import { BePaidTest, type Control, Fault, OmiseTest, StancerTest } from "effect-payment-customers/testing"
import type * as Context from "#line/Context"
import type * as Layer from "#line/Layer"
import * as Stream from "#line/Stream"
import * as Effect from "#line/test/Effect"
import * as Result from "#line/test/Result"

const inputs = (count: number): ReadonlyArray<Customers.CustomerInput> =>
  Array.from({ length: count }, (_, index) => ({
    externalId: `user-${index}`,
    email: `customer-${index}@example.com`,
    ip: "127.0.0.1",
    name: "John Doe"
  }))

const collect = <E, R>(stream: Stream.Stream<Customers.EnsuredElement, E, R>) => Stream.runCollect(stream)

const madeOf = (elements: ReadonlyArray<Customers.EnsuredElement>) =>
  elements.map(({ result }) => Result.isSuccess(result) && Result.getOrThrow(result).created)

const subject = <C>(
  name: string,
  layer: () => Layer.Layer<Customers.Ensure | C>,
  control: Context.Key<C, Control>
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

    it.effect("goes on from `startAt`, and counts from the beginning of the stream", () =>
      Effect.gen(function* () {
        const all = Stream.fromIterable(inputs(20))
        const first = yield* collect(Stream.take(Customers.ensureAll(all), 7))
        const startAt = (first.at(-1)?.index ?? 0) + 1
        const second = yield* collect(Stream.take(Customers.ensureAll(all, { startAt }), 6))
        const third = yield* collect(Customers.ensureAll(all, { startAt: (second.at(-1)?.index ?? 0) + 1 }))
        assert.deepEqual(
          [...first, ...second, ...third].map(({ index, input }) => [index, input.externalId]),
          inputs(20).map(({ externalId }, index) => [index, externalId])
        )
        assert.strictEqual((yield* (yield* control).customers).length, 20)
      }).pipe(Effect.provide(layer()))
    )

    const answers: ReadonlyArray<readonly [name: string, fault: Fault.Fault]> = [
      ["refused data", Fault.answer(422, { body: { message: "no", errors: { email: ["is invalid"] } } })],
      ["a conflict", Fault.answer(409)],
      ["an answer that nobody knows", Fault.answer(405)],
      ["a wait that is too long", Fault.answer(429, { headers: { "retry-after": "600" } })]
    ]

    it.effect.each([...answers])("goes on after %s, which is that row's alone", ([, fault]) =>
      Effect.gen(function* () {
        yield* (yield* control).fault({ operation: "create", after: 2, fault })
        const all = yield* collect(Customers.ensureAll(Stream.fromIterable(inputs(5)), { concurrency: 1 }))
        assert.deepEqual(
          all.map(({ result }) => Result.isSuccess(result)),
          [true, true, false, true, true]
        )
      }).pipe(Effect.provide(layer()))
    )

    it.effect("has the refusal of each bad row as that row's result", () =>
      Effect.gen(function* () {
        const bad = [
          null,
          "a text",
          7,
          [],
          {},
          { email: 7 }
        ] as unknown as ReadonlyArray<Customers.CustomerInput>
        const rows = [...inputs(1), ...bad, ...inputs(2)]
        const all = yield* collect(Customers.ensureAll(Stream.fromIterable(rows)))
        const tags = all.map(({ result }) =>
          Result.isFailure(result) ? Result.getOrThrow(Result.flip(result))._tag : "there"
        )
        assert.deepEqual(tags, ["there", ...bad.map(() => "ValidationFailed"), "there", "there"])
      }).pipe(Effect.provide(layer()))
    )

    it.effect.each([401, 403])("fails at a %i, with none of the rest sent", (status) =>
      Effect.gen(function* () {
        const hold = yield* control
        yield* hold.fault({ operation: "create", after: 3, times: 1_000, fault: Fault.answer(status) })
        const results: Array<number> = []
        const error = yield* Customers.ensureAll(Stream.fromIterable(inputs(1_000)), { concurrency: 4 }).pipe(
          Stream.runForEach(({ index }) => Effect.sync(() => void results.push(index))),
          Effect.flip
        )
        assert.strictEqual(error._tag, status === 401 ? "Unauthorized" : "Forbidden")
        assert.deepEqual(results, [0, 1, 2])
        assert.isBelow((yield* hold.requests).length, 100)
      }).pipe(Effect.provide(layer()))
    )

    it.effect("fails where eight rows running are not answered, and none of them has a result", () =>
      Effect.gen(function* () {
        const hold = yield* control
        const tooMany = Fault.answer(429, { headers: { "retry-after": "600" } })
        yield* hold.fault({ operation: "create", after: 3, times: 7, fault: tooMany })
        const seven = yield* collect(Customers.ensureAll(Stream.fromIterable(inputs(12)), { concurrency: 1 }))
        assert.deepEqual(
          seven.map(({ index }) => index),
          inputs(12).map((_, index) => index)
        )
        yield* hold.reset
        yield* hold.fault({ operation: "create", after: 3, times: 1_000, fault: tooMany })
        const results: Array<number> = []
        const error = yield* Customers.ensureAll(Stream.fromIterable(inputs(1_000)), { concurrency: 1 }).pipe(
          Stream.runForEach(({ index }) => Effect.sync(() => void results.push(index))),
          Effect.flip
        )
        assert.strictEqual(error._tag, "RateLimited")
        assert.deepEqual(results, [0, 1, 2])
      }).pipe(Effect.provide(layer()))
    )

    it("refuses options that are no whole numbers, at once", () => {
      for (const options of [
        { startAt: Number.NaN },
        { startAt: -1 },
        { startAt: 1.5 },
        { concurrency: 0 }
      ]) {
        assert.throws(() => Customers.ensureAll(Stream.empty, options), RangeError, Object.keys(options)[0])
      }
    })

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
      const ids = elements.map(
        ({ result }) => Result.isSuccess(result) && Result.getOrThrow(result).customer.id
      )
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
