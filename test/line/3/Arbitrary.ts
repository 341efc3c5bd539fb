/** Values of schemas. Schemas of JSON whose shape is the provider's affair do not tell how to make one. */
import * as Schema from "effect/Schema"
import * as SchemaAST from "effect/SchemaAST"
import * as FastCheck from "fast-check"
import { JsonData, JsonInput, JsonObject } from "../../../src/providers/omise/data.js"

export { make } from "effect/Arbitrary"

/** JSON as it is read: without `-0`, which JSON does not keep. */
const json = FastCheck.jsonValue().map((value): unknown => JSON.parse(JSON.stringify(value)))

const record = FastCheck.dictionary(
  FastCheck.string().filter((key) => key !== "__proto__"),
  json
)

const generate = <A, I>(schema: Schema.Schema<A, I>, encoded: FastCheck.Arbitrary<I>): void => {
  if (!SchemaAST.isTransformation(schema.ast)) throw new Error("not a transformation")
  const values = encoded.map((value) => Schema.decodeSync(schema)(value))
  Object.assign(schema.ast.to.annotations, { [SchemaAST.ArbitraryAnnotationId]: () => () => values })
}

generate(
  JsonData,
  json.filter((value) => value !== null)
)
generate(
  JsonObject,
  record.map((entries) => ({ ...entries }))
)

Object.assign(JsonInput.ast.annotations, {
  [SchemaAST.ArbitraryAnnotationId]: () => () => record.map((entries) => ({ ...entries }))
})
