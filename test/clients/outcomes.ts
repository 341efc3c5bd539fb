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

const page: Answer = (response) => response.writeHead(200, { "content-type": "text/html" }).end(html)
const noPage: Answer = (response) => response.writeHead(404, { "content-type": "text/html" }).end(html)
const moved: Answer = (response) => response.writeHead(302, { location: "moved" }).end()

const unavailable = (reason: string, status: number | undefined): End => ({
  _tag: "Unavailable",
  reason,
  status,
  outcome: "Unknown"
})
const unexpected = (status: number, outcome = "Unknown"): End => ({
  _tag: "UnexpectedResponse",
  status,
  outcome
})
const notFound = { _tag: "NotFound", status: 404, detail: undefined } as const
const nobody = error({ id: "No such customer" })

const row = <const N extends string>(
  name: N,
  call: Outcome["call"],
  answer: Outcome["answer"],
  end: End,
  options: Outcome["options"] = {},
  requests = 1
) => ({ name, call, answer, end, options, requests })

export const outcomes = [
  row("201", "create", json(201, customer), customerId),
  row("200, BOM", "retrieve", json(200, `\uFEFF${customer}`), customerId),
  row("404", "retrieve", json(404, nobody), {
    ...notFound,
    code: "invalid_request_error",
    detail: "No such customer"
  }),
  row("404, BOM", "retrieve", json(404, `\uFEFF${nobody}`), { ...notFound, detail: "No such customer" }),
  row("409", "create", json(409, error({ error: "Customer already exists", id: existingId })), {
    _tag: "Conflict",
    status: 409,
    existingId
  }),
  row("422", "create", json(422, error({ email: "is not an address" })), {
    _tag: "ValidationFailed",
    origin: "provider",
    errors: { email: ["is not an address"] }
  }),
  row("401", "retrieve", json(401, error("No")), { _tag: "Unauthorized", status: 401, detail: "No" }),
  row("403", "create", json(403, error("Forbidden"), { "x-request-id": "req_1" }), {
    _tag: "Forbidden",
    status: 403,
    requestId: "req_1"
  }),
  // more than anyone waits for
  row("429", "create", json(429, error("Slow down"), { "retry-after": "60" }), {
    _tag: "RateLimited",
    status: 429,
    retryAfter: Duration.seconds(60)
  }),
  row("500", "create", json(500, error("Oops")), unavailable("Server", 500)),
  row("302", "create", moved, unexpected(302)),
  row("405", "create", json(405, "{}"), unexpected(405, "Refused")),
  row("421", "create", json(421, "{}"), unexpected(421)),
  row("200, HTML", "create", page, unexpected(200)),
  row("404, HTML", "retrieve", noPage, notFound),
  row(
    "refused",
    "create",
    undefined,
    { _tag: "Unavailable", reason: "Transport", outcome: "NotSent", code: "ECONNREFUSED" },
    { retries: 0 },
    0
  ),
  row("lost", "create", (response) => response.destroy(), unavailable("Transport", undefined)),
  row("201, cut", "create", cut(201), unavailable("Transport", 201)),
  row("404, cut", "retrieve", cut(404), notFound),
  row("422, cut", "create", cut(422), { _tag: "ValidationFailed", status: 422, errors: {} }),
  row("201, hangs", "create", hang(201), unavailable("Timeout", 201), clocked),
  row("401, hangs", "retrieve", hang(401), { _tag: "Unauthorized", status: 401, detail: undefined }, clocked),
  row("404, hangs", "retrieve", hang(404), notFound, clocked)
] satisfies ReadonlyArray<Outcome>

export type Name = (typeof outcomes)[number]["name"]
