/** Decoding and encoding whose failure tells where and what was expected, and never what stood there. */
import * as Either from "effect/Either"
import { identity } from "effect/Function"
import * as Option from "effect/Option"
import type * as ParseResult from "effect/ParseResult"
import * as Schema from "effect/Schema"
import * as SchemaAST from "effect/SchemaAST"
import type { FieldErrors, InvalidInput, Issue } from "../CustomersError.js"
import type { Decode } from "./call.js"
import type { NeutralNames } from "./fieldErrors.js"
import { invalidInput } from "./invalidInput.js"
import { lazily } from "./lazily.js"
import { readerOf } from "./quick.js"
import { declined } from "./reader.js"
import { Unread } from "./unread.js"

/** A page of broken rows says the same thing over and over. */
const most = 20

/** In words; the library's own names for objects and arrays would tell the reader nothing. */
const expected = (ast: SchemaAST.AST): string =>
  Option.getOrElse(SchemaAST.getDescriptionAnnotation(ast), () => {
    if (SchemaAST.isTypeLiteral(ast)) return "an object"
    return SchemaAST.isTupleType(ast) ? "an array" : String(ast)
  })

/** An optional field may also be left out: that says nothing of what it should be. */
const isAbsence = (issue: ParseResult.ParseIssue): boolean =>
  issue._tag === "Type" &&
  (SchemaAST.isUndefinedKeyword(issue.ast) || (SchemaAST.isLiteral(issue.ast) && issue.ast.literal === null))

const leaves = (
  issue: ParseResult.ParseIssue,
  path: ReadonlyArray<PropertyKey>,
  found: ReadonlyArray<Issue>
): ReadonlyArray<Issue> => {
  if (found.length >= most) return found
  switch (issue._tag) {
    case "Pointer":
      return leaves(issue.issue, path.concat(issue.path), found)
    case "Composite":
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

/**
 * The `decode` of a call: the answer as its Schema reads it; where optional fields are not of their form, without them.
 *
 * @param latest brings what is named otherwise to the names of the Schema
 * @param decides the fields that must be of their form where they are there, by their names on the wire
 */
export const decoder = <A, I>(
  schema: Schema.Schema<A, I>,
  latest: (json: unknown) => unknown = identity,
  decides: ReadonlyArray<string> = []
): Decode<A> => {
  const decode = lazily(() => Schema.decodeUnknownEither(schema, { errors: "all" }))
  return (answer, needed = [], told) => {
    const json = latest(answer.json)
    const read = readerOf(schema)
    const whole = read(json)
    if (whole !== declined) return Either.right(whole as A)
    const unread = new Unread([...decides, ...needed])
    const rest = unread.read(read, json)
    if (rest === declined) return Either.mapLeft(decode(json), (error) => leaves(error.issue, [], []))
    told?.unread(unread.paths)
    return Either.right(rest as A)
  }
}

/** `firstName` → `first_name`: errors name fields as the provider does, whoever refused them. */
const wireName = (path: string): string => path.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

const toFieldErrors = (issues: ReadonlyArray<Issue>): FieldErrors => {
  const errors = new Map<string, ReadonlyArray<string>>()
  for (const { path, expected } of issues) {
    const field = wireName(path) || "base"
    const rule = expected === "present" ? "is required" : `must be ${expected}`
    errors.set(field, [...(errors.get(field) ?? []), rule])
  }
  return Object.fromEntries(errors)
}

const given = (input: unknown): unknown =>
  typeof input === "object" && input !== null
    ? Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined))
    : input

/**
 * An encoder of a caller's input: what TypeScript would not have let pass is refused field by field.
 *
 * @param names of fields that the provider names otherwise than `Customers`
 */
export const inputEncoder = <A, I>(
  schema: Schema.Schema<A, I>,
  names?: NeutralNames
): ((provider: string, operation: string, input: A) => Either.Either<I, InvalidInput>) => {
  const encode = lazily(() => Schema.encodeUnknownEither(schema, { errors: "all" }))
  return (provider, operation, input) =>
    Either.mapLeft(encode(given(input)), (error) =>
      invalidInput(provider, operation, toFieldErrors(leaves(error.issue, [], [])), names)
    )
}
