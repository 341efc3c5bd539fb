/**
 * A provider's mapper as a table: what each body under each status becomes, without HTTP.
 *
 * The expectations stand here and in the tests as data of their own; nothing of them is read from the mapper.
 */
import { inspect } from "node:util"
import * as Result from "#line/test/Result"
import { assert, describe, it } from "#line/test/vitest"
import { type CustomersError, type InvalidInput, isCustomersError } from "../../src/CustomersError.js"
import type { Call, Dialect, Failure } from "../../src/call/call.js"
import type { Expected } from "../../src/call/endpoint.js"
import { interpret } from "../../src/call/interpret.js"
import type { Answer } from "../../src/http/answer.js"
import { retryAfter } from "../../src/http/answer.js"

type Tag = CustomersError["_tag"]

/** A call of any operation of any provider. */
export type AnyCall = Call<unknown, Expected, InvalidInput>

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** An answer as the pipeline hands it to the mapper. A `body` that is no string is sent as JSON. */
export const answerOf = (status: number, body: unknown, headers: Answer["headers"] = {}): Answer => {
  const text = typeof body === "string" ? body : JSON.stringify(body)
  const wish = retryAfter(headers, 0)
  return {
    _tag: "Answer",
    status,
    headers,
    text,
    json: parse(text),
    ...(wish === undefined ? {} : { retryAfter: wish })
  }
}

const requestOf = (call: AnyCall) =>
  Result.getOrThrowWith(call.request, () => new Error("the call of a mapper test was refused locally"))

/** The mapper for one call: `(status, body, headers) → Either`. The call's own input must be good. */
export const mapper =
  <A, X extends Expected>(dialect: Dialect, call: Call<A, X, InvalidInput>) =>
  (status: number, body: unknown, headers: Answer["headers"] = {}): Result.Result<A, Failure<X>> =>
    interpret(dialect, call, requestOf(call), answerOf(status, body, headers), false)

/**
 * What the call makes of a good answer, and which fields it left unread.
 *
 * @param needed fields that must be read, by their names on the wire
 */
export const readWith =
  <A, X extends Expected>(dialect: Dialect, call: Call<A, X, InvalidInput>) =>
  (body: unknown, needed: ReadonlyArray<string> = []) => {
    let unread: ReadonlyArray<string> = []
    const told = {
      unread: (paths: ReadonlyArray<string>) => {
        unread = paths
      }
    }
    const result = interpret(dialect, call, requestOf(call), answerOf(200, body), false, { needed }, told)
    return { result, unread }
  }

/** Each status that means something, and some that mean nothing. */
const statuses = [
  200, 201, 202, 204, 206, 299, 300, 301, 302, 304, 307, 400, 401, 402, 403, 404, 405, 408, 409, 410, 418,
  422, 429, 451, 499, 500, 501, 502, 503, 504, 520, 599
] as const

/** What every operation of every provider makes of a status, unless its own table says otherwise. */
const everywhere = (status: number): Tag => {
  if (status === 401) return "Unauthorized"
  if (status === 403) return "Forbidden"
  if (status === 429) return "RateLimited"
  return status >= 500 ? "Unavailable" : "UnexpectedResponse"
}

/** A body that the provider, or something between it and us, may answer. */
export interface Body {
  readonly name: string
  readonly text: string
}

/** A body that is written as JSON. */
export const jsonBody = (name: string, value: unknown): Body => ({ name, text: JSON.stringify(value) })

/** A text is a body as it is, anything else is written as JSON. */
export const bodyOf = (name: string, body: unknown): Body =>
  typeof body === "string" ? { name, text: body } : jsonBody(name, body)

/** Bodies that no provider announces and every client meets: no JSON, odd JSON, hostile JSON. */
export const strayBodies = (canary: string): ReadonlyArray<Body> => [
  { name: "empty", text: "" },
  { name: "blank", text: " \r\n" },
  { name: "HTML", text: `<html><body><h1>502 Bad Gateway</h1>${canary}</body></html>` },
  { name: "plain text", text: `upstream failed: ${canary}` },
  { name: "cut off", text: `{"message":"${canary}","errors":{"ip":["addr` },
  { name: "null", text: "null" },
  { name: "true", text: "true" },
  { name: "a number", text: "42" },
  { name: "a string", text: JSON.stringify(canary) },
  { name: "an empty object", text: "{}" },
  { name: "an array of null", text: "[null]" },
  { name: "an array of strings", text: JSON.stringify([canary]) },
  { name: "arrays 100000 deep", text: `${"[".repeat(100_000)}${"]".repeat(100_000)}` },
  { name: "objects 100000 deep", text: `${'{"errors":'.repeat(100_000)}0${"}".repeat(100_000)}` },
  { name: "__proto__", text: `{"__proto__":{"id":"${canary}","message":"${canary}"}}` },
  { name: "fields of the wrong type", text: `{"id":{},"message":["${canary}"],"errors":7,"response":"x"}` }
]

export interface Matrix {
  readonly dialect: Dialect
  readonly call: AnyCall
  readonly bodies: ReadonlyArray<Body>
  /** The names of the bodies that are a success under a 2xx. Every other body never is. */
  readonly successes: ReadonlyArray<string>
  /** Statuses that are a success whatever the body. */
  readonly alwaysSuccess?: ReadonlyArray<number>
  /** Statuses that mean more to this operation than to others. */
  readonly tags: Readonly<Record<number, Tag>>
  /** A text in the bodies that no printed form of an error may show. */
  readonly canary: string
}

const printedForms = (error: CustomersError): string =>
  [error.message, String(error), JSON.stringify(error), inspect(error), error.stack].join("\n")

/** Each body × each status: the announced class, no defect, no success that is not announced, nothing printed. */
export const describeMatrix = (name: string, matrix: Matrix): void => {
  const { dialect, call } = matrix
  // Parsed once, by the first test: the deep ones take their time.
  let parsed: ReadonlyArray<{ readonly body: Body; readonly answer: Answer }> | undefined
  const answers = () => {
    parsed ??= matrix.bodies.map((body) => ({ body, answer: answerOf(0, body.text) }))
    return parsed
  }
  describe(name, () => {
    for (const status of statuses) {
      const tag = matrix.tags[status] ?? everywhere(status)
      const always = matrix.alwaysSuccess?.includes(status) ?? false
      const succeeds = (body: Body) => always || (status < 300 && matrix.successes.includes(body.name))
      it(`${status}: ${always ? "a success" : tag}, whatever the body`, () => {
        for (const { body, answer } of answers()) {
          const result = interpret(dialect, call, requestOf(call), { ...answer, status }, false)
          if (succeeds(body)) {
            assert.isTrue(Result.isSuccess(result), `${body.name}: a success`)
            continue
          }
          assert.isTrue(Result.isFailure(result), `${body.name}: no success`)
          if (Result.isSuccess(result)) continue
          const error = Result.getOrThrow(Result.flip(result))
          assert.isTrue(isCustomersError(error), `${body.name}: one of the library's errors`)
          assert.strictEqual(error._tag, tag, body.name)
          assert.strictEqual(error.status, status, body.name)
          assert.strictEqual(error.operation, call.endpoint.operation)
          assert.notInclude(printedForms(error), matrix.canary, body.name)
          // A 2xx that does not decode may hold a customer: nothing of it is kept.
          if (status < 300) assert.notInclude(JSON.stringify({ ...error }), matrix.canary, body.name)
        }
      })
    }
  })
}

/** A call, the bodies that are its successes, and the statuses that mean more to it than to others. */
export type Row = readonly [
  name: string,
  call: AnyCall,
  successes: ReadonlyArray<Body> | ReadonlyArray<string>,
  tags: Matrix["tags"]
]

/** The same bodies for each of the calls. */
export const describeMatrices = (
  common: Pick<Matrix, "dialect" | "bodies" | "canary">,
  rows: ReadonlyArray<Row>
) => {
  for (const [name, call, successes, tags] of rows) {
    const names = successes.map((body) => (typeof body === "string" ? body : body.name))
    describeMatrix(name, { ...common, call, successes: names, tags })
  }
}

/** A body of a provider's error, and what is to be read from it. */
export type ErrorBody = readonly [
  name: string,
  body: unknown,
  errors: Readonly<Record<string, ReadonlyArray<string>>>,
  detail?: string | undefined,
  code?: string | undefined,
  existingId?: string
]

/** Under each of the statuses, each body is a refusal of the call's data: its fields in their order, and its words. */
export const describeRefusals = (
  dialect: Dialect,
  call: AnyCall,
  statuses: ReadonlyArray<number>,
  rows: ReadonlyArray<ErrorBody>
) =>
  describe.each([...statuses])(`${call.endpoint.operation}, %i: a refusal`, (status) => {
    for (const [name, body, errors, detail, code] of rows) {
      it(name, () => {
        const error = Result.getOrThrow(Result.flip(mapper(dialect, call)(status, body)))
        if (error._tag !== "ValidationFailed") return assert.fail(error._tag)
        assert.include(error, { origin: "provider", status, operation: call.endpoint.operation })
        assert.deepStrictEqual(Object.entries(error.errors), Object.entries(errors))
        assert.deepStrictEqual([error.detail, error.code], [detail, code])
        assert.isFalse(Object.hasOwn(error.errors, "__proto__"))
      })
    }
  })
