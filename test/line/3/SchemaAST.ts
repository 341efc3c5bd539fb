import * as Option from "effect/Option"
import * as SchemaAST from "effect/SchemaAST"
import type * as Schema from "#line/Schema"

export * from "effect/SchemaAST"

/** The fields' names on the wire. */
export const encodedNames = ({ ast }: Schema.AnyCodec): ReadonlyArray<string> =>
  SchemaAST.getPropertySignatures(SchemaAST.encodedAST(ast)).map(({ name }) => String(name))

export const brandsOf = ({ ast }: Schema.AnyCodec): ReadonlyArray<unknown> =>
  Option.getOrElse(SchemaAST.getBrandAnnotation(ast), () => [])
