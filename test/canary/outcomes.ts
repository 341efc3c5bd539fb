/**
 * How a call can end, as data: what is answered to each of its requests. Every answer that can say something repeats all
 * of the markers, in each place where a provider says something.
 */
import type { ClientOptions } from "../../src/call/settings.js"
import { about, credentials, keys, markers } from "./markers.js"
import type { Operation } from "./operations.js"

export type Reply =
  | {
      readonly _tag: "Answer"
      readonly status: number
      readonly headers: Readonly<Record<string, string>>
      readonly body: string
    }
  /** The connection ends before an answer. */
  | { readonly _tag: "Reset" }
  /** An answer that breaks off in its body. */
  | { readonly _tag: "Cut"; readonly status: number }
  | { readonly _tag: "Never" }

export interface Outcome {
  readonly name: string
  /** To the request that counts, and to the next ones; the last one is for all further ones. */
  readonly replies: (operation: Operation) => ReadonlyArray<Reply>
  /** What it may end with: classes of errors, `Success`. */
  readonly tags: ReadonlyArray<string>
  readonly options?: ClientOptions
  /** Is it given up by its caller once the request has been sent? */
  readonly interrupted?: true
  /** Does nothing come until the client's patience is at its end? */
  readonly timesOut?: true
}

/** As JSON, where it is no string. */
const answer = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Reply => ({
  _tag: "Answer",
  status,
  headers,
  body: typeof body === "string" ? body : JSON.stringify(body)
})

const providers = ["bepaid", "omise", "stancer"] as const

/** Everything that was sent, as a server that is being debugged would say it. */
const everything = [...markers, ...providers.map((provider) => `Basic ${btoa(credentials(provider))}`)].join(
  " | "
)

const named = Object.fromEntries(markers.map((marker) => [marker, [everything]]))

/** One error body that each provider's reader finds its own in. @param code what stands where a code belongs */
const errorBody = (code: string) => ({
  object: "error",
  location: `https://example.org/errors?${encodeURIComponent(everything)}`,
  code,
  message: everything,
  errors: { ...named, customer: named, email: [everything], base: [everything] },
  error: { type: code, message: { ...named, error: everything, id: everything, email: everything } },
  detail: markers.map((marker) => ({ loc: ["body", marker], msg: everything }))
})

const html = `<html><head><title>${everything}</title></head><body>${everything}</body></html>`

/** A header of one line, in the characters that a header may have. */
const inHeader = (text: string): string => text.replace(/[^ -~]/g, "")

const refusals: ReadonlyArray<[status: number, tags: ReadonlyArray<string>]> = [
  [400, ["ValidationFailed", "UnexpectedResponse"]],
  [401, ["Unauthorized"]],
  [403, ["Forbidden"]],
  // Stancer's list of API v2 says so that it is empty
  [404, ["NotFound", "UnexpectedResponse", "Success"]],
  [409, ["Conflict", "UnexpectedResponse", "NotFound"]],
  [422, ["ValidationFailed", "UnexpectedResponse"]],
  [429, ["RateLimited"]],
  [500, ["Unavailable"]],
  [503, ["Unavailable"]],
  [418, ["UnexpectedResponse"]]
]

const headers = { "x-request-id": inHeader(everything), "www-authenticate": inHeader(everything) }

const refused = refusals.map(
  ([status, tags]): Outcome => ({
    name: `${status} with a body that repeats what was sent`,
    replies: () => [answer(status, errorBody(everything), headers)],
    tags
  })
)

/** No provider's own words: of something between it and us. */
const strange: ReadonlyArray<Outcome> = [
  { name: "401 in HTML", replies: () => [answer(401, html, headers)], tags: ["Unauthorized"] },
  { name: "503 in HTML", replies: () => [answer(503, html, headers)], tags: ["Unavailable"] },
  ...[400, 422].map((status) => ({
    name: `${status} as a text`,
    replies: () => [answer(status, JSON.stringify(everything), headers)],
    tags: ["ValidationFailed", "UnexpectedResponse"]
  }))
]

const inResponse: Outcome = {
  name: "422 with bePaid's envelope",
  replies: () => [answer(422, { response: errorBody(everything) })],
  tags: ["ValidationFailed", "UnexpectedResponse"]
}

const redirects = [301, 302, 303, 307, 308].map(
  (status): Outcome => ({
    name: `${status} to a place that is named after what was sent`,
    replies: () => [
      answer(status, html, {
        ...headers,
        location: `http://127.0.0.1:9/${encodeURIComponent(everything)}?q=${encodeURIComponent(about.query)}`
      })
    ],
    tags: ["UnexpectedResponse"]
  })
)

/** Bodies of a 200 in which the markers stand where they do not belong. */
const misplaced: ReadonlyArray<[name: string, body: unknown]> = [
  [
    "an object for a text",
    { id: named, email: { [about.email]: about.email }, data: named, total: about.ip }
  ],
  ["a text for an object", everything],
  ["an error object", [{ error: errorBody(everything), id: null, message: everything }]],
  ["rows of nothing that is known", { data: [everything, named], limit: everything, total: everything }],
  ["HTML", html]
]

const undecodable = misplaced.map(
  ([name, body]): Outcome => ({
    name: `200 with ${name}`,
    replies: () => [answer(200, name === "HTML" ? body : JSON.stringify(body), headers)],
    // Stancer's update and delete promise nothing of the body: an object that is no error confirms them
    tags: ["UnexpectedResponse", "Success"]
  })
)

const success = ({ found }: Operation): Reply => answer(200, found, headers)

const retryAfter = { ...headers, "retry-after": "0" }

/** What is answered once, or for good. */
const answers: ReadonlyArray<Outcome> = [
  { name: "success", replies: (operation) => [success(operation)], tags: ["Success"] },
  ...refused,
  ...strange,
  inResponse,
  {
    name: "429 that asks for more time than anybody has",
    replies: () => [answer(429, errorBody(everything), { ...headers, "retry-after": "86400" })],
    tags: ["RateLimited"]
  },
  {
    name: "429 with a Retry-After that is none",
    replies: () => [answer(429, errorBody(everything), { ...headers, "retry-after": inHeader(everything) })],
    tags: ["RateLimited"]
  },
  ...redirects,
  ...undecodable
]

/** What only happens between two computers. */
const failures: ReadonlyArray<Outcome> = [
  { name: "the connection is lost", replies: () => [{ _tag: "Reset" }], tags: ["Unavailable"] },
  {
    name: "the answer breaks off",
    replies: () => [{ _tag: "Cut", status: 200 }],
    tags: ["Unavailable"]
  },
  {
    name: "a refusal breaks off",
    replies: () => [{ _tag: "Cut", status: 401 }],
    tags: ["Unauthorized"]
  },
  { name: "timeout", replies: () => [{ _tag: "Never" }], tags: ["Unavailable"], timesOut: true },
  { name: "interruption", replies: () => [{ _tag: "Never" }], tags: ["Interrupted"], interrupted: true }
]

const retried: ReadonlyArray<Outcome> = [
  {
    name: "success after a 429",
    replies: (operation) => [answer(429, errorBody(everything), retryAfter), success(operation)],
    tags: ["Success"],
    options: { retries: 1 }
  },
  {
    name: "success, for what may be repeated, after a lost answer and a 503",
    replies: (operation) => [
      { _tag: "Reset" },
      answer(503, errorBody(everything), headers),
      success(operation)
    ],
    // `ensure` looks again after a create whose end is not known, and here it is answered a customer for a list
    tags: ["Success", "Unavailable", "UnexpectedResponse"],
    options: { retries: 2 }
  },
  {
    name: "429 again and again",
    replies: () => [answer(429, errorBody(everything), retryAfter)],
    tags: ["RateLimited"],
    options: { retries: 1 }
  }
]

/** Of a call that is not repeated unless its outcome says so. */
export const outcomes: ReadonlyArray<Outcome> = [...answers, ...failures, ...retried]

/** Which body it is makes no difference to a socket: one of a kind is enough there. */
export const overSockets: ReadonlyArray<Outcome> = outcomes.filter(
  (outcome) => ![...strange, inResponse, ...undecodable.slice(1), ...redirects.slice(1)].includes(outcome)
)

/** Markers that could as well be a code or a field's name. */
const nameLike = [about.externalId, about.cardToken, about.city, about.metadataKey]

/** One marker after the other where only one can stand: the code, and the id of a request that holds it. */
export const echoes = ({ provider, sends, found }: Operation): ReadonlyArray<Outcome> => [
  ...[keys[provider], ...nameLike].map(
    (marker): Outcome => ({
      name: `a refusal with ${marker} for a code and for a field`,
      replies: () => [
        answer(provider === "bepaid" ? 422 : 400, {
          ...errorBody(marker),
          errors: { [marker]: [marker], nested: { [marker]: [marker] } }
        })
      ],
      tags: ["ValidationFailed", "UnexpectedResponse"]
    })
  ),
  ...[keys[provider], btoa(credentials(provider)), ...sends].map(
    (marker): Outcome => ({
      name: `success, and ${marker} for the request's id`,
      replies: () => [answer(200, found, { "x-request-id": inHeader(marker) })],
      tags: ["Success"]
    })
  )
]

/** All replies of a run, in their order. */
export const repliesTo = (operation: Operation, outcome: Outcome): ReadonlyArray<Reply> => [
  ...operation.before.map((body) => answer(200, body)),
  ...outcome.replies(operation)
]
