/** Cards and schedules from a token to the delete, over the test layer: a program does not notice the API version. */
import { assert, describe, it } from "@effect/vitest"
// chai's deep equality, which is `assert`'s, takes Option.none() and any Option.some() for equal
import { deepStrictEqual } from "@effect/vitest/utils"
import * as Omise from "effect-payment-customers/Omise"
import { OmiseTest } from "effect-payment-customers/testing"
import * as Stream from "#line/Stream"
import * as Effect from "#line/test/Effect"
import * as Option from "#line/test/Option"

const ids = (rows: Iterable<{ readonly id: string }>) => Array.from(rows, ({ id }) => String(id))

for (const apiVersion of ["2019-05-29", "2017-11-02"] as const) {
  describe(apiVersion, () => {
    const layer = () => OmiseTest.layer({ apiVersion })

    it.effect("a card is listed, read, changed and deleted, and then it is not found", () =>
      Effect.gen(function* () {
        const omise = yield* Omise.Omise
        const customer = yield* omise.create({ card: "tokn_test_1" })
        const cardId = Option.getOrThrow(customer.defaultCard)

        const page = yield* omise.cards.list(customer.id)
        assert.deepStrictEqual([ids(page.cards), Option.getOrNull(page.total)], [[String(cardId)], 1])

        const patch = { name: "JANE DOE", expirationMonth: 1, expirationYear: 2031, city: "Bangkok" }
        yield* omise.cards.update(customer.id, cardId, patch)
        const { name, expirationMonth, expirationYear, city, deleted } = yield* omise.cards.retrieve(
          customer.id,
          cardId
        )
        deepStrictEqual(
          { name, expirationMonth, expirationYear, city, deleted },
          {
            name: Option.some("JANE DOE"),
            expirationMonth: Option.some(1),
            expirationYear: Option.some(2031),
            city: Option.some("Bangkok"),
            deleted: false
          }
        )

        const gone = yield* omise.cards.delete(customer.id, cardId)
        assert.deepStrictEqual([String(gone.id), gone.deleted], [String(cardId), true])
        assert.deepStrictEqual([...(yield* omise.cards.list(customer.id)).cards], [])
        for (const operation of [
          Effect.asVoid(omise.cards.retrieve(customer.id, cardId)),
          Effect.asVoid(omise.cards.delete(customer.id, cardId))
        ]) {
          const error = yield* Effect.flip(operation)
          if (error._tag !== "NotFound") return assert.fail(error._tag)
          assert.strictEqual(error.customerId, customer.id)
          assert.include(error.detail, cardId)
        }
      }).pipe(Effect.provide(layer()))
    )

    it.effect("a stream gives each card once, either way round, whatever the size of its pages", () =>
      Effect.gen(function* () {
        const omise = yield* Omise.Omise
        const { id } = yield* omise.create({})
        for (let n = 0; n < 5; n++) yield* omise.update(id, { card: `tokn_test_${n}` })
        const all = ids((yield* omise.cards.list(id)).cards)
        assert.strictEqual(new Set(all).size, 5)
        for (const limit of [1, 2, 5, 100]) {
          assert.deepStrictEqual(ids(yield* Stream.runCollect(omise.cards.stream(id, { limit }))), all)
          const reversed = omise.cards.stream(id, { limit, order: "reverse_chronological" })
          assert.deepStrictEqual(ids(yield* Stream.runCollect(reversed)), [...all].reverse())
        }
      }).pipe(Effect.provide(layer()))
    )

    it.effect("a customer has no schedules; a customer that is not there is not found", () =>
      Effect.gen(function* () {
        const omise = yield* Omise.Omise
        const { id } = yield* omise.create({})
        const page = yield* omise.schedules.list(id)
        assert.deepStrictEqual([page.schedules.length, Option.getOrNull(page.total)], [0, 0])
        const unknown = "cust_test_zzzzzzzzzzzzzzzzzzz"
        for (const operation of [
          Effect.asVoid(omise.schedules.list(unknown)),
          Effect.asVoid(omise.cards.list(unknown)),
          Stream.runDrain(omise.schedules.stream(unknown))
        ]) {
          const error = yield* Effect.flip(operation)
          assert.deepInclude(error, { _tag: "NotFound", customerId: unknown })
        }
      }).pipe(Effect.provide(layer()))
    )
  })
}
