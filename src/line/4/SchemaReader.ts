import type * as Schema from "effect/Schema"
import type * as SchemaAST from "effect/SchemaAST"
import { declined, type Reader } from "../../wire/reader.js"

const typeOf: Readonly<Partial<Record<SchemaAST.AST["_tag"], string>>> = {
  String: "string",
  Number: "number",
  Boolean: "boolean"
}

/** Reads texts, numbers and Booleans, and what is refined of them; `undefined` for another schema. */
export const scalarReader = ({ ast }: Schema.Top): Reader | undefined => {
  const type = typeOf[ast._tag]
  if (type === undefined || ast.encoding !== undefined) return undefined
  const { checks = [] } = ast
  return (json) =>
    typeof json === type && checks.every((check) => passes(check, json, ast)) ? json : declined
}

const passes = (check: SchemaAST.Check<unknown>, json: unknown, ast: SchemaAST.AST): boolean =>
  check._tag === "Filter"
    ? check.run(json as never, ast, {}) === undefined
    : check.checks.every((each) => passes(each, json, ast))
