import * as Option from "effect/Option"
import type * as ParseResult from "effect/ParseResult"
import * as SchemaAST from "effect/SchemaAST"
import { mostProblems, type Problem } from "../problem.js"

export type { ParseError as SchemaError } from "effect/ParseResult"

/** In words; the library's own names for objects and arrays would tell the reader nothing. */
const expected = (ast: SchemaAST.AST): string =>
  Option.getOrElse(SchemaAST.getDescriptionAnnotation(ast), () => {
    if (SchemaAST.isTypeLiteral(ast)) return "an object"
    if (SchemaAST.isUnion(ast)) return ast.types.map(expected).join(" or ")
    return SchemaAST.isTupleType(ast) ? "an array" : String(ast)
  })

/** An optional field may also be left out: that says nothing of what it should be. */
const isAbsence = (issue: ParseResult.ParseIssue): boolean =>
  issue._tag === "Type" &&
  (SchemaAST.isUndefinedKeyword(issue.ast) || (SchemaAST.isLiteral(issue.ast) && issue.ast.literal === null))

const isDescribed = (ast: SchemaAST.AST): boolean => Option.isSome(SchemaAST.getDescriptionAnnotation(ast))

const leaves = (
  issue: ParseResult.ParseIssue,
  path: ReadonlyArray<PropertyKey>,
  found: ReadonlyArray<Problem>
): ReadonlyArray<Problem> => {
  if (found.length >= mostProblems) return found
  switch (issue._tag) {
    case "Pointer":
      return leaves(issue.issue, path.concat(issue.path), found)
    case "Composite":
      if (SchemaAST.isUnion(issue.ast as SchemaAST.AST) && isDescribed(issue.ast as SchemaAST.AST)) {
        return found.concat({ path: path.join("."), expected: expected(issue.ast as SchemaAST.AST) })
      }
      return [issue.issues]
        .flat()
        .filter((child) => !isAbsence(child))
        .reduce((all, child) => leaves(child, path, all), found)
    case "Refinement":
    case "Transformation":
      return leaves(issue.issue, path, found)
    case "Missing":
      return found.concat({ path: path.join("."), expected: "present" })
    case "Unexpected":
      return found.concat({ path: path.join("."), expected: "absent" })
    case "Type":
    case "Forbidden":
      return found.concat({ path: path.join("."), expected: expected(issue.ast) })
  }
}

/** The first places where the value is not as it should be. */
export const problemsOf = ({ issue }: ParseResult.ParseError): ReadonlyArray<Problem> => leaves(issue, [], [])

/** What is wrong, without what stood there. */
export const inWords = (issue: ParseResult.ParseIssue): string =>
  leaves(issue, [], [])
    .map(({ path, expected }) => `Expected ${expected}${path === "" ? "" : ` at ${path}`}`)
    .join("; ")
