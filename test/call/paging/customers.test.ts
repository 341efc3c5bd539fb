/** What programs do with `Customers.stream` and `list` over the test layers. */
import { assert, describe, it } from "@effect/vitest"
import * as Customers from "effect-payment-customers/Customers"
import { BePaidTest, OmiseTest, StancerTest } from "effect-payment-customers/testing"
import * as DateTime from "#line/DateTime"
import * as Layer from "#line/Layer"
import * as Stream from "#line/Stream"
import * as Effect from "#line/test/Effect"
import * as Option from "#line/test/Option"
import * as TestClock from "#line/test/TestClock"
import { encodeBase64Url } from "../../../src/http/base64.js"

const input = { email: "customer@example.com", ip: "127.0.0.1" }

type Needed = Customers.Create | Customers.Retrieve | Customers.Delete | Customers.List

const providers: ReadonlyArray<readonly [name: string, layer: Layer.Layer<Needed>]> = [
  ["Omise", OmiseTest.layer()],
  ["Stancer", StancerTest.layerV2()]
]

/** So many customers, made in the order of their places, as many in a second as `together` says. */
const made = (count: number, together: number) =>
  Effect.forEach(Array.from({ length: count }), (_, place) =>
    Effect.gen(function* () {
      if (place % together === 0) yield* TestClock.adjust("1 second")
      const { id } = yield* Customers.create({ ...input, email: `${place}@example.com` })
      return id
    })
  )

const idsOf = (customers: Iterable<Customers.Customer>) => Array.from(customers, ({ id }) => id)

const all = Effect.map(Stream.runCollect(Customers.stream({ limit: 100 })), idsOf)

describe.each(providers)("%s", (_, layer) => {
  for (const limit of [1, 7, 100]) {
    for (const together of [1, 45]) {
      it.effect(
        `who deletes what a stream gives leaves nobody: pages of ${limit}, ${together} a second`,
        () =>
          Effect.gen(function* () {
            const ids = yield* made(60, together)
            const given = yield* Customers.stream({ limit }).pipe(
              Stream.tap(({ id }) => Customers.delete(id)),
              Stream.runCollect
            )
            assert.deepStrictEqual(idsOf(given), ids)
            assert.deepStrictEqual(yield* all, [])
          }).pipe(Effect.provide(layer))
      )
    }
  }

  it.effect("a stream is not ended by those who are created while it is read", () =>
    Effect.gen(function* () {
      const ids = yield* made(60, 10)
      const given = yield* Customers.stream({ limit: 10 }).pipe(
        Stream.tap(() => Customers.create(input)),
        Stream.take(500),
        Stream.runCollect
      )
      assert.deepStrictEqual(idsOf(given).slice(0, 60), ids)
      assert.lengthOf(given, 500)
    }).pipe(Effect.provide(layer))
  )

  it.effect("a cursor that was kept misses nobody, whoever was deleted meanwhile", () =>
    Effect.gen(function* () {
      for (const deleted of [0, 1, 50]) {
        const ids = yield* made(100, 3)
        const { next } = yield* Customers.list({ limit: 50 })
        const before = ids.slice(0, 50)
        yield* Effect.forEach(before.slice(50 - deleted), (id) => Customers.delete(id))
        yield* TestClock.adjust("30 days")
        const rest = yield* Stream.runCollect(Customers.stream({ from: Option.getOrThrow(next) }))
        const again = idsOf(rest).filter((id) => before.includes(id))
        assert.deepStrictEqual(
          idsOf(rest).filter((id) => !before.includes(id)),
          ids.slice(50),
          `${deleted} deleted`
        )
        if (deleted < 3) assert.deepStrictEqual(again, [], `${deleted} deleted`)
        yield* Effect.forEach(yield* all, (id) => Customers.delete(id))
      }
    }).pipe(Effect.provide(layer))
  )

  it.effect("pages stay full, and nobody comes again, where a customer is deleted between two of them", () =>
    Effect.gen(function* () {
      const ids = yield* made(100, 50)
      const sizes: Array<number> = []
      const found: Array<string> = []
      let options: Customers.ListOptions | undefined = { limit: 20 }
      while (options !== undefined) {
        const page: Customers.Page = yield* Customers.list(options)
        sizes.push(page.customers.length)
        found.push(...idsOf(page.customers))
        // first the last one that was given, then the first one that is there
        yield* Customers.delete(String(sizes.length % 2 === 1 ? found.at(-1) : found[sizes.length]))
        options = Option.match(page.next, {
          onNone: () => undefined,
          onSome: (from) => ({ from, limit: 20 })
        })
      }
      assert.deepStrictEqual(found, ids)
      assert.deepStrictEqual(sizes, [20, 20, 20, 20, 20])
    }).pipe(Effect.provide(layer))
  )

  it.effect("a cursor of version 0.1 is read as the place that it names", () =>
    Effect.gen(function* () {
      const ids = yield* made(10, 2)
      const provider = (yield* Customers.retrieve(String(ids[0]))).provider
      const old = encodeBase64Url(JSON.stringify({ provider, operation: "list", at: 4, limit: 3 }))
      const page = yield* Customers.list({ from: Customers.Cursor.make(old) })
      assert.deepStrictEqual(idsOf(page.customers), ids.slice(4, 7))
      const rest = yield* Stream.runCollect(Customers.stream({ from: Option.getOrThrow(page.next) }))
      assert.deepStrictEqual(idsOf(rest), ids.slice(7))
    }).pipe(Effect.provide(layer))
  )

  it.effect("createdFrom gives who was created then and later, page by page", () =>
    Effect.gen(function* () {
      const ids = yield* made(40, 4)
      const createdFrom = Option.getOrThrow((yield* Customers.retrieve(String(ids[12]))).createdAt)
      const streamed = yield* Stream.runCollect(Customers.stream({ createdFrom, limit: 5 }))
      assert.deepStrictEqual(idsOf(streamed), ids.slice(12))
      const paged = yield* Stream.runCollect(
        Stream.paginate(Option.none<Customers.Cursor>(), (from) =>
          Effect.map(
            Customers.list(
              Option.match(from, { onNone: () => ({ createdFrom, limit: 5 }), onSome: (from) => ({ from }) })
            ),
            ({ customers, next }) => [customers, Option.map(next, Option.some)] as const
          )
        )
      )
      assert.deepStrictEqual(idsOf(paged), ids.slice(12))
      // times are told in whole seconds: who was created at .500 must not be missed by who asks from .400 on
      for (const [millis, first] of [
        [1, 12],
        [999, 12],
        [1000, 16]
      ] as const) {
        const after = DateTime.makeUnsafe(DateTime.toEpochMillis(createdFrom) + millis)
        const since = yield* Stream.runCollect(Customers.stream({ createdFrom: after }))
        assert.deepStrictEqual(idsOf(since), ids.slice(first), `${millis} ms later`)
      }
    }).pipe(Effect.provide(layer))
  )

  it.effect.each([
    ["1970", 0, 10],
    ["the first instant", -8.64e15, 10],
    ["the last instant", 8.64e15, 0]
  ] as const)("createdFrom at %s", ([, millis, count]) =>
    Effect.gen(function* () {
      const ids = yield* made(10, 2)
      const createdFrom = DateTime.makeUnsafe(millis)
      const since = yield* Stream.runCollect(Customers.stream({ createdFrom, limit: 3 }))
      assert.deepStrictEqual(idsOf(since), ids.slice(0, count))
    }).pipe(Effect.provide(layer))
  )

  it.effect("a cursor that is none is refused, whatever it holds", () =>
    Effect.gen(function* () {
      const ids = yield* made(3, 1)
      const { provider } = yield* Customers.retrieve(String(ids[0]))
      const stop = { provider, operation: "list", at: 1, ids: [ids[0]], reached: 0, within: 1 }
      const unreadable = {
        toString: () => {
          throw new Error("not for reading")
        }
      }
      for (const from of [
        ...[
          { reached: 9e15 },
          { reached: -9e15 },
          { createdFrom: 9e15 },
          { createdFrom: -9e15 },
          { at: -1 }
        ].map((odd) => encodeBase64Url(JSON.stringify({ ...stop, ...odd }))),
        unreadable,
        null,
        7
      ]) {
        const options = { from: from as Customers.Cursor }
        const error = yield* Effect.flip(Customers.list(options))
        const rule = `must be a cursor that ${provider} gave for list`
        assert.deepInclude(error, { _tag: "ValidationFailed", origin: "client", errors: { from: [rule] } })
        assert.deepEqual(yield* Effect.flip(Stream.runDrain(Customers.stream(options))), error)
      }
      for (const reached of [-8.64e15, 8.64e15]) {
        const from = Customers.Cursor.make(encodeBase64Url(JSON.stringify({ ...stop, reached })))
        yield* Stream.runDrain(Customers.stream({ from }))
      }
    }).pipe(Effect.provide(layer))
  )

  it.effect("a wrong option names its field and its rule, and nothing is sent", () =>
    Effect.gen(function* () {
      const { next } = yield* Effect.andThen(made(3, 1), Customers.list({ limit: 1 }))
      const from = Option.getOrThrow(next)
      for (const [options, errors] of [
        [{ from, limit: 0 }, { limit: ["must be a whole number from 1 to 100"] }],
        [{ from, limit: 101 }, { limit: ["must be a whole number from 1 to 100"] }],
        [{ createdFrom: "2025-01-01" as never }, { created_from: ["must be a DateTime"] }]
      ] as const) {
        const error = yield* Effect.flip(Customers.list(options))
        assert.deepInclude(error, { _tag: "ValidationFailed", origin: "client", errors })
        assert.deepEqual(yield* Effect.flip(Stream.runDrain(Customers.stream(options))), error)
      }
    }).pipe(Effect.provide(layer))
  )
})

it.effect("bePaid tells no times, and refuses createdFrom", () =>
  Effect.gen(function* () {
    const control = yield* BePaidTest.Control
    const error = yield* Effect.flip(Customers.list({ createdFrom: DateTime.makeUnsafe(0) }))
    const rule = "must be left out: bePaid does not tell when a customer was created"
    assert.deepInclude(error, {
      _tag: "ValidationFailed",
      origin: "client",
      errors: { created_from: [rule] }
    })
    assert.lengthOf(yield* control.requests, 0)
  }).pipe(Effect.provide(Layer.fresh(BePaidTest.layer())))
)
