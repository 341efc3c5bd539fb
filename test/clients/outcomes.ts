/** What a server does with one request, as data, and what the call must end with whatever client it went by. */
import type { ServerResponse } from "node:http"
import type { CustomersError } from "effect-payment-customers/CustomersError"
import type { Options } from "effect-payment-customers/Stancer"
import * as Duration from "#line/Duration"

export const customerId = "cust_9Cle7TXKkjhwqcWx4Kl5cQYk"
const existingId = "cust_Lo2jLmbNzNSnVSLPX5ZQ6AWb"

const customer = JSON.stringify({
  id: customerId,
  email: "john@example.com",
  created: 1538565198,
  live_mode: false
})
const error = (message: unknown) => JSON.stringify({ error: { type: "invalid_request_error", message } })
const html = "<html><body>Sign in to the network</body></html>"

export type Answer = (response: ServerResponse) => void

const json =
  (status: number, body: string, headers: Readonly<Record<string, string>> = {}): Answer =>
  (response) =>
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(body)

/** The head and half of the body; then the connection is cut. */
const cut =
  (status: number): Answer =>
  (response) => {
    response.writeHead(status, { "content-length": 1000 })
    response.write("{", () => response.destroy())
  }

/** The head and half of the body; then nothing more. */
const hang =
  (status: number): Answer =>
  (response) => {
    response.writeHead(status, { "content-length": 1000 })
    response.write("{")
  }

/** The end of a call: the customer's id, or what is to be seen of the error. */
export type End = string | (Partial<Record<string, unknown>> & { readonly _tag: CustomersError["_tag"] })

export interface Outcome {
  readonly name: string
  readonly call: "create" | "retrieve"
  /** `undefined`: nobody listens. */
  readonly answer: Answer | undefined
  readonly end: End
  /** How many requests the server sees. */
  readonly requests: number
  readonly options?: Pick<Options, "timeout" | "retries">
}

/** For what an attempt's end by the clock decides. */
export const clocked = { timeout: 2000, retries: 0 }

export const outcomes = [
  { name: "201", call: "create", answer: json(201, customer), end: customerId, requests: 1 },
  {
    name: "200, BOM",
    call: "retrieve",
    answer: json(200, `\uFEFF${customer}`),
    end: customerId,
    requests: 1
  },
  {
    name: "404",
    call: "retrieve",
    answer: json(404, error({ id: "No such customer" })),
    end: { _tag: "NotFound", status: 404, code: "invalid_request_error", detail: "No such customer" },
    requests: 1
  },
  {
    name: "404, BOM",
    call: "retrieve",
    answer: json(404, `\uFEFF${error({ id: "No such customer" })}`),
    end: { _tag: "NotFound", status: 404, detail: "No such customer" },
    requests: 1
  },
  {
    name: "409",
    call: "create",
    answer: json(409, error({ error: "Customer already exists", id: existingId })),
    end: { _tag: "Conflict", status: 409, existingId },
    requests: 1
  },
  {
    name: "422",
    call: "create",
    answer: json(422, error({ email: "is not an address" })),
    end: { _tag: "ValidationFailed", origin: "provider", errors: { email: ["is not an address"] } },
    requests: 1
  },
  {
    name: "401",
    call: "retrieve",
    answer: json(401, error("You are not authorized")),
    end: { _tag: "Unauthorized", status: 401, detail: "You are not authorized" },
    requests: 1
  },
  {
    name: "403",
    call: "create",
    answer: json(403, error("Forbidden"), { "x-request-id": "req_1" }),
    end: { _tag: "Forbidden", status: 403, requestId: "req_1" },
    requests: 1
  },
  {
    // more than anyone waits for
    name: "429",
    call: "create",
    answer: json(429, error("Slow down"), { "retry-after": "60" }),
    end: { _tag: "RateLimited", status: 429, retryAfter: Duration.seconds(60) },
    requests: 1
  },
  {
    name: "500",
    call: "create",
    answer: json(500, error("Oops")),
    end: { _tag: "Unavailable", reason: "Server", status: 500, outcome: "Unknown" },
    requests: 1
  },
  {
    name: "302",
    call: "create",
    answer: (response) => response.writeHead(302, { location: "moved" }).end(),
    end: { _tag: "UnexpectedResponse", status: 302, outcome: "Unknown" },
    requests: 1
  },
  {
    name: "405",
    call: "create",
    answer: json(405, "{}"),
    end: { _tag: "UnexpectedResponse", status: 405, outcome: "Refused" },
    requests: 1
  },
  {
    name: "421",
    call: "create",
    answer: json(421, "{}"),
    end: { _tag: "UnexpectedResponse", status: 421, outcome: "Unknown" },
    requests: 1
  },
  {
    name: "200, HTML",
    call: "create",
    answer: (response) => response.writeHead(200, { "content-type": "text/html" }).end(html),
    end: { _tag: "UnexpectedResponse", status: 200, outcome: "Unknown" },
    requests: 1
  },
  {
    name: "404, HTML",
    call: "retrieve",
    answer: (response) => response.writeHead(404, { "content-type": "text/html" }).end(html),
    end: { _tag: "NotFound", status: 404, detail: undefined },
    requests: 1
  },
  {
    name: "refused",
    call: "create",
    answer: undefined,
    end: { _tag: "Unavailable", reason: "Transport", outcome: "NotSent", code: "ECONNREFUSED" },
    requests: 0,
    options: { retries: 0 }
  },
  {
    name: "lost",
    call: "create",
    answer: (response) => response.destroy(),
    end: { _tag: "Unavailable", reason: "Transport", outcome: "Unknown", status: undefined },
    requests: 1
  },
  {
    name: "201, cut",
    call: "create",
    answer: cut(201),
    end: { _tag: "Unavailable", reason: "Transport", outcome: "Unknown", status: 201 },
    requests: 1
  },
  {
    name: "404, cut",
    call: "retrieve",
    answer: cut(404),
    end: { _tag: "NotFound", status: 404, detail: undefined },
    requests: 1
  },
  {
    name: "422, cut",
    call: "create",
    answer: cut(422),
    end: { _tag: "ValidationFailed", status: 422, errors: {} },
    requests: 1
  },
  {
    name: "201, hangs",
    call: "create",
    answer: hang(201),
    end: { _tag: "Unavailable", reason: "Timeout", outcome: "Unknown", status: 201 },
    requests: 1,
    options: clocked
  },
  {
    name: "401, hangs",
    call: "retrieve",
    answer: hang(401),
    end: { _tag: "Unauthorized", status: 401, detail: undefined },
    requests: 1,
    options: clocked
  },
  {
    name: "404, hangs",
    call: "retrieve",
    answer: hang(404),
    end: { _tag: "NotFound", status: 404, detail: undefined },
    requests: 1,
    options: clocked
  }
] as const satisfies ReadonlyArray<Outcome>

export type Name = (typeof outcomes)[number]["name"]
