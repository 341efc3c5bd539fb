/** What a provider's service sends and what it refuses to send, as tables over a client that plays the provider. */
import type { CustomersError } from "effect-payment-customers/CustomersError"
import * as Stream from "#line/Stream"
import * as Effect from "#line/test/Effect"
import type { HttpClient } from "#line/test/HttpClient"
import * as Result from "#line/test/Result"
import { assert, describe, it } from "#line/test/vitest"
import { type FixedAnswer, recording } from "./recording.js"
import { inTheEnd, type Step, scripted } from "./scripted.js"

export type Use<S, A = unknown> = (service: S) => Effect.Effect<A, CustomersError>

/** A provider's service, and what plays the provider where a row does not say. */
export interface Sender<S, O> {
  readonly make: (options: Partial<O>) => Effect.Effect<S, unknown, HttpClient>
  readonly api: string
  /** On every request. */
  readonly headers: Readonly<Record<string, string>>
  /** The body that answers such a request with a success; `undefined` for a 204. */
  readonly body: (method: string, path: string) => unknown
}

/** Calls the service over a client that gives these answers, and tells what that client was asked to send. */
export const exchange = <S, O, A>(
  { make }: Sender<S, O>,
  answers: ReadonlyArray<FixedAnswer>,
  use: Use<S, A>,
  options: Partial<O> = {}
) =>
  Effect.gen(function* () {
    const client = recording(answers)
    const service = yield* Effect.provide(make(options), client.layer)
    return { result: yield* Effect.result(use(service)), requests: client.requests }
  })

/** A call, the request that it makes as `METHOD path`, or with a whole URL, and the request's body. */
export type Sent<S, O> = readonly [
  name: string,
  use: Use<S>,
  request: string,
  body?: unknown,
  options?: Partial<O> | undefined
]

/** Each call succeeds, with one request: its method, address, body and headers are those of the row. */
export const describeSent = <S, O>(title: string, sender: Sender<S, O>, rows: ReadonlyArray<Sent<S, O>>) =>
  describe(title, () => {
    for (const [name, use, request, body, options] of rows) {
      it.effect(name, () =>
        Effect.gen(function* () {
          const [method = "", address = ""] = request.split(" ")
          const url = address.startsWith("/") ? `${sender.api}${address}` : address
          const answer = sender.body(method, new URL(url).pathname)
          const status = answer === undefined ? 204 : 200
          const { result, requests } = yield* exchange(sender, [{ status, body: answer }], use, options)
          assert.isTrue(Result.isSuccess(result))
          const { headers, ...sent } = requests[0] ?? assert.fail("nothing was sent")
          assert.deepStrictEqual(
            { method: sent.method, url: sent.url, body: sent.body },
            { method, url, body }
          )
          assert.deepInclude(headers, sender.headers)
          // One integrator reports that bePaid refuses a GET with a content type.
          assert.strictEqual(headers["content-type"], body === undefined ? undefined : "application/json")
          assert.strictEqual(requests.length, 1)
        })
      )
    }
  })

type Errors = Readonly<Record<string, ReadonlyArray<string>>>

/** The operation that the error names, what is wrong, the call, and what the error says of each field. */
export type Refused<S, O> = readonly [
  operation: string,
  name: string,
  use: Use<S>,
  errors: Errors,
  options?: Partial<O> | undefined
]

/** What may have been given, and stands in no words of a refusal. */
const given = /example\.|127\.0\.0\.1|\d{6}|7aee5afb|5xpiw|nnnnn|eeeee|xxxxx/

/** Nothing is sent; the error names its operation, the wire's names of the fields and their rules, and no value. */
export const describeRefused = <S, O>(
  title: string,
  sender: Sender<S, O>,
  rows: ReadonlyArray<Refused<S, O>>
) =>
  describe(title, () => {
    for (const [operation, name, use, errors, options] of rows) {
      it.effect(`${operation}: ${name}`, () =>
        Effect.gen(function* () {
          const { requests, result } = yield* exchange(sender, [], use, options)
          assert.deepStrictEqual(requests, [])
          if (Result.isSuccess(result)) return assert.fail("it was accepted")
          const error = Result.getOrThrow(Result.flip(result))
          if (error._tag !== "ValidationFailed") return assert.fail(error._tag)
          assert.deepInclude(error, { origin: "client", operation })
          assert.deepStrictEqual({ ...error.errors }, errors)
          for (const field of Object.keys(errors)) assert.include(error.message, field)
          assert.notMatch(`${error.message} ${JSON.stringify(error)} ${JSON.stringify(error.errors)}`, given)
        })
      )
    }
  })

const noPart = "must not contain a slash, ?, # or a control character"

/** No customer's id, wherever it is given. */
const noIds: ReadonlyArray<readonly [id: unknown, rule: string]> = [
  ["", "must not be empty"],
  [" ", "must not be empty"],
  [".", "must not be a dot segment"],
  ["..", "must not be a dot segment"],
  ["c_1/../..", noPart],
  ["c_1?expand=1", noPart],
  ["c_1#top", noPart],
  ["c_1\n", noPart],
  // The official SDK of Omise lists every customer for `retrieve(undefined)` and sends DELETE to the collection.
  ...[undefined, null, 7].map((id) => [id, "must be a string"] as const)
]

/** What the documentation of each provider shows. */
const shown = {
  bepaid: ["cst_7aee5afb954c7ef7", "a customer id of bePaid"],
  omise: ["cust_test_5xpiwbghl3sqo5y7n6h", "a customer id of Omise"],
  stancer: ["cust_9Cle7TXKkjhwqcWx4Kl5cQYk", "a customer id of Stancer"],
  token: ["tokn_test_5xpiwbghl3sqo5y7n6h", "a card token of Omise"],
  card: ["card_test_5xpiwbghl3sqo5y7n6h", "a card id of Omise"]
} as const

/** Of no known form, and the part of a path that they become. */
const ids: ReadonlyArray<readonly [id: string, segment: string]> = [
  ["a form that nobody documents", "a%20form%20that%20nobody%20documents"],
  ["50%&ü;=", "50%25%26%C3%BC%3B%3D"],
  ["...", "..."],
  ["c_29", "c_29"]
]

/** What cannot be an id of the provider's customers is refused by each operation; what may be one is sent, encoded. */
export const describeIds = <S, O>(
  provider: keyof typeof shown,
  sender: Sender<S, O>,
  path: string,
  operations: ReadonlyArray<
    readonly [name: string, request: string, use: (id: string) => Use<S>, body?: unknown]
  >
) => {
  const refused = Object.entries(shown)
    .filter(([of]) => of !== provider)
    .map(([, [id, what]]) => [id, `must be a customer id of ${provider}, not ${what}`] as const)
  describeRefused(
    "an id that can't be one is refused and not sent",
    sender,
    operations.flatMap(([name, , use]) =>
      [...noIds, ...refused].map(
        ([id, rule]) => [name, JSON.stringify(id) ?? "undefined", use(id as string), { id: [rule] }] as const
      )
    )
  )
  describeSent(
    "any other id is sent, encoded",
    sender,
    operations.flatMap(([name, method, use, body]) =>
      [[shown[provider][0], shown[provider][0]] as const, ...ids].map(
        ([id, segment]) => [`${name} ${id}`, use(id), `${method} ${path}${segment}`, body] as const
      )
    )
  )
}

/** A call, what happens to each of its requests, and the class of its error; "success" where there is none. */
export type Repeated<S> = readonly [name: string, use: Use<S>, steps: ReadonlyArray<Step>, end: string]

/** How the call ends over a client that plays these steps, and the bodies that were sent. */
export const playing = <S, O, A>({ make }: Sender<S, O>, steps: ReadonlyArray<Step>, use: Use<S, A>) =>
  Effect.gen(function* () {
    const script = scripted(steps)
    const service = yield* Effect.provide(make({}), script.layer)
    return { result: yield* inTheEnd(use(service)), bodies: script.sent.map(({ body }) => body) }
  })

/** Each step is one request; a request that is sent again has the body of the first. */
export const describeRepeated = <S, O>(sender: Sender<S, O>, rows: ReadonlyArray<Repeated<S>>) =>
  describe("what is sent again", () => {
    for (const [name, use, steps, end] of rows) {
      it.effect(name, () =>
        Effect.gen(function* () {
          const { result, bodies } = yield* playing(sender, steps, use)
          const ended = Result.isSuccess(result) ? "success" : Result.getOrThrow(Result.flip(result))._tag
          assert.deepStrictEqual([ended, bodies.length], [end, steps.length])
          assert.isAtMost(new Set(bodies.filter((body) => body !== "")).size, 1)
        })
      )
    }
  })

/** A stream over pages, the ids that it gives, and the queries that it asks with. */
export type Streamed<S> = readonly [
  name: string,
  pages: ReadonlyArray<FixedAnswer>,
  use: (service: S) => Stream.Stream<{ readonly id: string }, CustomersError>,
  ids: string,
  asked: ReadonlyArray<string>
]

/** The ids are letters, written as one word; `path` is what all requests begin with. */
export const describeStreamed = <S, O>(
  title: string,
  sender: Sender<S, O>,
  path: string,
  rows: ReadonlyArray<Streamed<S>>
) =>
  describe(title, () => {
    for (const [name, pages, use, ids, asked] of rows) {
      it.effect(name, () =>
        Effect.gen(function* () {
          const { result, requests } = yield* exchange(sender, pages, (service) =>
            Stream.runCollect(use(service))
          )
          const given = Array.from(Result.getOrThrow(result), ({ id }) => String(id)).join("")
          const urls = requests.map(({ method, url }) => `${method} ${url}`)
          assert.deepStrictEqual(
            { ids: given, urls },
            { ids, urls: asked.map((query) => `GET ${sender.api}${path}${query}`) }
          )
        })
      )
    }
  })

/** The stream fails with such an error, after these customers. */
export const failsAfter = <S, O>(
  sender: Sender<S, O>,
  pages: ReadonlyArray<FixedAnswer>,
  use: Streamed<S>[2],
  error: object,
  ids: string
) =>
  Effect.gen(function* () {
    const seen: Array<string> = []
    const { result, requests } = yield* exchange(sender, pages, (service) =>
      Stream.runForEach(use(service), ({ id }) => Effect.sync(() => seen.push(id)))
    )
    assert.deepInclude(Result.getOrThrow(Result.flip(result)), error)
    assert.deepStrictEqual([seen.join(""), requests.length], [ids, pages.length])
  })
