/** Values of schemas, as arbitraries of fast-check: one integer names the value. */
import * as Arbitrary from "effect/Arbitrary"
import * as Effect from "effect/Effect"
import type * as Schema from "effect/Schema"
import * as FastCheck from "fast-check"

export const make = <A, I>(schema: Schema.Codec<A, I>): FastCheck.Arbitrary<A> => {
  const values = Arbitrary.schema(schema)
  return FastCheck.integer().map((seed) => {
    const [value] = Effect.runSync(Arbitrary.sampleEffect(values, { seed, count: 1 } as never))
    return value as A
  })
}
