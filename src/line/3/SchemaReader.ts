import * as Option from "effect/Option"
import type * as Schema from "effect/Schema"
import * as SchemaAST from "effect/SchemaAST"
import { declined, type Reader } from "../../wire/reader.js"

const ofAst = (ast: SchemaAST.AST): Reader | undefined => {
  switch (ast._tag) {
    case "StringKeyword":
      return (json) => (typeof json === "string" ? json : declined)
    case "NumberKeyword":
      return (json) => (typeof json === "number" ? json : declined)
    case "BooleanKeyword":
      return (json) => (typeof json === "boolean" ? json : declined)
    case "Refinement": {
      const from = ofAst(ast.from)
      return (
        from &&
        ((json) => {
          const value = from(json)
          return value !== declined && Option.isNone(ast.filter(value, SchemaAST.defaultParseOption, ast))
            ? value
            : declined
        })
      )
    }
    default:
      return undefined
  }
}

/** Reads texts, numbers and Booleans, and what is refined of them; `undefined` for another schema. */
export const scalarReader = ({ ast }: Schema.Schema.All): Reader | undefined => ofAst(ast)
