import type { SchemaError } from "effect/Schema"
import * as SchemaAST from "effect/SchemaAST"
import type { Issue } from "effect/SchemaIssue"
import { mostProblems, type Problem } from "../problem.js"

export type { SchemaError } from "effect/Schema"

const types: Readonly<Partial<Record<SchemaAST.AST["_tag"], string>>> = {
  String: "string",
  Number: "number",
  Boolean: "boolean",
  Objects: "an object",
  Arrays: "an array"
}

const expected = (ast: SchemaAST.AST): string =>
  SchemaAST.resolveDescription(ast) ??
  (ast._tag === "Literal"
    ? JSON.stringify(ast.literal)
    : (types[ast._tag] ?? SchemaAST.resolveIdentifier(ast))) ??
  ast._tag

/** An optional field may also be left out: that says nothing of what it should be. */
const isAbsence = (issue: Issue): boolean =>
  issue._tag === "InvalidType" && (issue.ast._tag === "Undefined" || issue.ast._tag === "Null")

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
      const described = SchemaAST.resolveDescription(issue.ast)
      if (described !== undefined) return problem(described)
      const present = issue.issues.filter((child) => !isAbsence(child))
      return present.length === 0
        ? issue.ast.types
            .filter(({ _tag }) => _tag !== "Undefined" && _tag !== "Null")
            .reduce((all, ast) => all.concat({ path: path.join("."), expected: expected(ast) }), found)
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
