/** An emulator as what it is, a function from a request to a response, and its answers as tables. */

import { assert, describe, it } from "#line/test/vitest"
import type { Emulator } from "../../src/emulator/http.js"

export interface Got {
  readonly status: number
  /** `undefined` where the body is empty. */
  // biome-ignore lint/suspicious/noExplicitAny: a test reads of an answer what it expects in it
  readonly json: any
  readonly headers: Readonly<Record<string, string>>
}

/** What a request has beside its method and its target. */
interface More {
  /** A string is sent as it is, anything else as JSON. */
  readonly data?: unknown
  /** `curl -u`; `null` sends no credentials. */
  readonly user?: string | null
  readonly headers?: Readonly<Record<string, string>>
  readonly at?: string
}

/** Asks with `METHOD target`; the target may have a query. */
export type Ask = (request: string, data?: unknown, more?: Omit<More, "data">) => Got

/** Asks an emulator as this user, with these headers and at this time, where the request names no others. */
export const asking =
  (
    { handle }: Pick<Emulator, "handle">,
    as: string,
    { headers: always = {}, at: now = "2025-03-20T09:12:02.900Z" }: Omit<More, "data" | "user"> = {}
  ): Ask =>
  (request, data = "", { user = as, headers = always, at = now } = {}) => {
    const [method = "", target = ""] = request.split(" ")
    const { pathname, searchParams } = new URL(target, "http://localhost")
    const answer = handle(
      {
        method,
        path: pathname,
        query: searchParams,
        headers: { ...(user === null ? {} : { authorization: `Basic ${btoa(user)}` }), ...headers },
        body: typeof data === "string" ? data : JSON.stringify(data)
      },
      Date.parse(at)
    )
    const json = answer.body === "" ? undefined : JSON.parse(answer.body)
    return { status: answer.status, headers: answer.headers, json }
  }

/** A request to a fresh emulator; its status, and its body where the table says what it is. */
export type Question = readonly [
  name: string,
  request: string,
  status: number,
  body: unknown,
  more?: More | undefined
]

export const describeQuestions = (title: string, fresh: () => Ask, rows: ReadonlyArray<Question>) =>
  describe(title, () => {
    for (const [name, request, status, body, { data, ...more } = {}] of rows) {
      it(name, () => {
        const got = fresh()(request, data, more)
        assert.strictEqual(got.status, status)
        if (body !== undefined) assert.deepStrictEqual(got.json, body)
      })
    }
  })

/** The id of the customer that an answer is. */
export const idOf = ({ json }: Got): string =>
  typeof json?.id === "string" ? json.id : assert.fail("a customer without an id")
