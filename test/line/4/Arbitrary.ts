/** Values of schemas, as arbitraries of fast-check: one integer names the value. */
import * as Arbitrary from "effect/Arbitrary"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as SchemaAST from "effect/SchemaAST"
import * as SchemaTransformation from "effect/SchemaTransformation"
import * as FastCheck from "fast-check"
import { JsonData, JsonObject } from "../../../src/providers/omise/data.js"

/** Schemas of JSON whose shape is the provider's affair do not tell how to make one. */
const generate = (schema: Schema.Codec<unknown, unknown>, encoded: Schema.Codec<unknown, unknown>): void => {
  const { annotations } = SchemaAST.toType(schema.ast)
  if (annotations === undefined) throw new Error("not annotated")
  const link = Schema.link<unknown>()(
    encoded,
    SchemaTransformation.transform({
      decode: (value) => Schema.decodeUnknownSync(schema)(value),
      encode: (value) => value
    })
  )
  Object.assign(annotations, { toCodecArbitrary: () => link })
}

generate(JsonData, Schema.Json.check(Schema.makeFilter((value) => value !== null)))
generate(
  JsonObject as Schema.Codec<unknown, unknown>,
  Schema.Record(
    Schema.String.check(Schema.makeFilter((key) => key !== "__proto__")),
    Schema.Json
  ) as unknown as Schema.Codec<unknown, unknown>
)

/** JSON does not keep `-0`. */
const holdsMinusZero = (value: unknown): boolean =>
  typeof value === "object" && value !== null
    ? Object.values(value).some(holdsMinusZero)
    : Object.is(value, -0)

export const make = <A, I>(schema: Schema.Codec<A, I>): FastCheck.Arbitrary<A> => {
  const values = Arbitrary.schema(schema)
  return FastCheck.integer()
    .map((seed) => {
      const [value] = Effect.runSync(Arbitrary.sampleEffect(values, { seed, count: 1 } as never))
      return value as A
    })
    .filter((value) => !holdsMinusZero(value))
}
