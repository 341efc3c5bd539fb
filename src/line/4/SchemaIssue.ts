import type { SchemaError } from "effect/Schema"
import * as SchemaAST from "effect/SchemaAST"
import type { Issue } from "effect/SchemaIssue"
import { mostProblems, type Problem } from "../problem.js"

export type { SchemaError } from "effect/Schema"

const types: Readonly<Partial<Record<SchemaAST.AST["_tag"], string>>> = {
  String: "a string",
  Number: "a number",
  Boolean: "a boolean",
  Objects: "an object",
  Arrays: "an array"
}

/** Of the type alone: what is checked beyond it has words of its own. */
const described = (ast: SchemaAST.AST, by: "description" | "identifier"): string | undefined => {
  const text = ast.annotations?.[by]
  return typeof text === "string" ? text : undefined
}

const expected = (ast: SchemaAST.AST): string =>
  described(ast, "description") ??
  (ast._tag === "Literal"
    ? JSON.stringify(ast.literal)
    : (types[ast._tag] ?? described(ast, "identifier"))) ??
  ast._tag

const isAbsent = ({ _tag }: SchemaAST.AST): boolean => _tag === "Undefined" || _tag === "Null"

/** Each type that may be written there. */
const choices = (ast: SchemaAST.AST): ReadonlyArray<string> => {
  const written = SchemaAST.toEncoded(ast)
  return written._tag === "Union" && described(written, "description") === undefined
    ? written.types.filter((type) => !isAbsent(type)).flatMap(choices)
    : [expected(written)]
}

/** An optional field may also be left out: that says nothing of what it should be. */
const isAbsence = (issue: Issue): boolean => issue._tag === "InvalidType" && isAbsent(issue.ast)

/** Those of a union whose members are told apart by them; none for another union. */
const tagsOf = ({ types }: SchemaAST.Union): ReadonlyArray<string> => {
  const tags = types.flatMap((type) => {
    const written = SchemaAST.toEncoded(type)
    const tag = SchemaAST.isObjects(written)
      ? written.propertySignatures.find(({ name }) => name === "_tag")
      : undefined
    return tag === undefined ? [] : [expected(tag.type)]
  })
  return tags.length === types.length ? tags : []
}

const leaves = (
  issue: Issue,
  path: ReadonlyArray<PropertyKey>,
  found: ReadonlyArray<Problem>,
  around?: string
): ReadonlyArray<Problem> => {
  if (found.length >= mostProblems) return found
  const problem = (rule: string) => found.concat({ path: path.join("."), expected: rule })
  switch (issue._tag) {
    case "Pointer":
      return leaves(issue.issue, path.concat(issue.path), found)
    case "Composite":
      return issue.issues.reduce((all, child) => leaves(child, path, all), found)
    case "AnyOf": {
      const rule = described(issue.ast, "description")
      if (rule !== undefined) return problem(rule)
      const present = issue.issues.filter((child) => !isAbsence(child))
      const tags = tagsOf(issue.ast)
      if (present.length === 0 && tags.length > 0) {
        return found.concat(tags.map((tag) => ({ path: [...path, "_tag"].join("."), expected: tag })))
      }
      return present.length === 0
        ? found.concat(choices(issue.ast).map((each) => ({ path: path.join("."), expected: each })))
        : present.reduce((all, child) => leaves(child, path, all), found)
    }
    case "Filter":
      return leaves(
        issue.issue,
        path,
        found,
        (issue.filter.annotations?.description as string | undefined) ?? around
      )
    case "Encoding":
      return leaves(issue.issue, path, found, around)
    case "MissingKey":
      return problem("present")
    case "UnexpectedKey":
      return problem("absent")
    case "InvalidType":
      return problem(expected(issue.ast))
    case "InvalidValue":
    case "Forbidden":
      return problem(around ?? issue.annotations?.expected ?? issue.annotations?.message ?? "otherwise")
    case "OneOf":
      return problem(expected(issue.ast))
  }
}

/** The first places where the value is not as it should be. */
export const problemsOf = ({ issue }: SchemaError): ReadonlyArray<Problem> => leaves(issue, [], [])
