import * as SchemaAST from "effect/SchemaAST"
import type * as Schema from "#line/Schema"

export * from "effect/SchemaAST"

/** The fields' names on the wire. */
export const encodedNames = ({ ast }: Schema.AnyCodec): ReadonlyArray<string> => {
  const encoded = SchemaAST.toEncoded(ast)
  return SchemaAST.isObjects(encoded) ? encoded.propertySignatures.map(({ name }) => String(name)) : []
}

export const brandsOf = (schema: { readonly identifier: string }): ReadonlyArray<unknown> => [
  schema.identifier
]
