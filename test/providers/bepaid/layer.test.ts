/** `BePaidTest.layer`: the real client over the emulator, as a user's own tests see it. */
import { assert, describe, it } from "@effect/vitest"
import { deepStrictEqual } from "@effect/vitest/utils"
import * as Equal from "effect/Equal"
import * as BePaid from "effect-payment-customers/BePaid"
import { BePaidTest } from "effect-payment-customers/testing"
import * as Stream from "#line/Stream"
import * as Effect from "#line/test/Effect"
import * as Option from "#line/test/Option"

const john = { email: "john@example.com", ip: "127.0.0.1", firstName: "John", externalId: "order-42" }
const mark = { email: "mark@example.com", ip: "10.10.0.4", firstName: "Mark" }
const ids = (customers: Iterable<BePaid.Customer>) => Array.from(customers, ({ id }) => String(id))
const emails = (customers: Iterable<BePaid.Customer>) =>
  Array.from(customers, ({ email }) => Option.getOrNull(email))

it.effect("a created customer is the one that is retrieved, listed and streamed", () =>
  Effect.gen(function* () {
    const bepaid = yield* BePaid.BePaid
    const created = yield* bepaid.create(john)
    const { email, ip, firstName, externalId, lastName } = created
    deepStrictEqual([email, ip, firstName, externalId], Object.values(john).map(Option.some))
    deepStrictEqual(lastName, Option.none())
    const { customers } = yield* bepaid.list()
    const streamed = yield* Stream.runCollect(bepaid.stream())
    for (const read of [[yield* bepaid.retrieve(created.id)], customers, Array.from(streamed)]) {
      assert.lengthOf(read, 1)
      assert.isTrue(Equal.equals(read[0], created))
    }
    assert.isTrue(Equal.equals(yield* bepaid.list(), yield* bepaid.list()))
  }).pipe(Effect.provide(BePaidTest.layer()))
)

it.effect("a stream gives as many as are taken, in bePaid's order", () =>
  Effect.gen(function* () {
    const bepaid = yield* BePaid.BePaid
    const two = yield* bepaid.stream().pipe(Stream.take(2), Stream.runCollect)
    assert.deepStrictEqual(ids(two), ["cst_1", "cst_2"])
  }).pipe(Effect.provide(BePaidTest.layer({ seed: [{ id: "cst_1" }, { id: "cst_2" }, { id: "cst_3" }] })))
)

it.effect("a hundred creates at once are a hundred customers", () =>
  Effect.gen(function* () {
    const bepaid = yield* BePaid.BePaid
    const created = yield* Effect.all(
      Array.from({ length: 100 }, (_, n) => bepaid.create({ ...mark, externalId: String(n) })),
      { concurrency: "unbounded" }
    )
    assert.strictEqual(new Set(ids(created)).size, 100)
    assert.sameMembers(ids((yield* bepaid.list()).customers), ids(created))
  }).pipe(Effect.provide(BePaidTest.layer()))
)

describe("the seed", () => {
  it.effect("is there from the start, with the ids that it names and made ones", () =>
    Effect.gen(function* () {
      const bepaid = yield* BePaid.BePaid
      const { customers } = yield* bepaid.list()
      assert.deepStrictEqual(emails(customers), ["john@example.com", null])
      const first = customers[0] ?? assert.fail("the seed is missing")
      deepStrictEqual((yield* bepaid.retrieve(first.id)).externalId, Option.some("order-42"))
      assert.isTrue(Option.isNone((yield* bepaid.retrieve("cst_bare")).ip))
    }).pipe(Effect.provide(BePaidTest.layer({ seed: [john, { id: "cst_bare" }] })))
  )

  it.effect("is where each build of the layer starts; no create takes the place of one of it", () =>
    Effect.gen(function* () {
      const layer = BePaidTest.layer({ seed: [{ ...john, id: "cst_0000000000000002" }] })
      const createAndList = Effect.gen(function* () {
        const bepaid = yield* BePaid.BePaid
        yield* bepaid.create(mark)
        yield* bepaid.create(mark)
        return emails((yield* bepaid.list()).customers)
      })
      for (const _ of ["once", "again"]) {
        assert.deepStrictEqual(
          yield* Effect.provide(createAndList, layer),
          [john, mark, mark].map(({ email }) => email)
        )
      }
    })
  )
})
