/** Decoding and encoding whose failure tells where and what was expected, and never what stood there. */
import { identity } from "effect/Function"
import * as Result from "#line/Result"
import * as Schema from "#line/Schema"
import { problemsOf } from "#line/SchemaIssue"
import type { FieldErrors, InvalidInput, Issue } from "../CustomersError.js"
import type { Answer } from "../http/answer.js"
import type { NeutralNames } from "./errorMap.js"
import { invalidInput, type Operation } from "./invalidInput.js"
import { declined } from "./reader.js"
import { readerOf } from "./readers.js"
import { Unread } from "./unread.js"

const all = { errors: "all" } as const

/** Who is told what was left unread of an answer. */
export interface Told {
  /** @param paths of the fields, by their names on the wire */
  unread(paths: ReadonlyArray<string>): void
}

/**
 * Reads an answer, or says what is wrong with it. Optional fields that can't be read count as absent.
 *
 * @param needed the fields of a row that must be read, by their names on the wire
 */
export type Decode<A> = (
  answer: Answer,
  needed?: ReadonlyArray<string>,
  told?: Told
) => Result.Result<A, ReadonlyArray<Issue>>

/**
 * The `decode` of a call: the answer as its Schema reads it; where optional fields are not of their form, without them.
 *
 * @param latest brings what is named otherwise to the names of the Schema
 * @param decides the fields that must be of their form where they are there, by their names on the wire
 */
export const decoder =
  <A, I>(
    schema: Schema.Codec<A, I>,
    latest: (json: unknown) => unknown = identity,
    decides: ReadonlyArray<string> = []
  ): Decode<A> =>
  (answer, needed = [], told) => {
    const json = latest(answer.json)
    const read = readerOf(schema)
    const whole = read(json)
    if (whole !== declined) return Result.succeed(whole as A)
    const unread = new Unread([...decides, ...needed])
    const rest = unread.read(read, json)
    if (rest === declined) return Result.mapError(Schema.decodeUnknownResult(schema, all)(json), problemsOf)
    told?.unread(unread.paths)
    return Result.succeed(rest as A)
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
export const inputEncoder =
  <A, I>(
    schema: Schema.Codec<A, I>,
    names?: NeutralNames
  ): ((of: Operation, input: A) => Result.Result<I, InvalidInput>) =>
  (of, input) =>
    Result.mapError(Schema.encodeUnknownResult(schema, all)(given(input)), (error) =>
      invalidInput(of, toFieldErrors(problemsOf(error)), names)
    )
