/** Calls whose spans are collected, and the ways in which a call can fail. */

import * as Redacted from "effect/Redacted"
import * as BePaid from "effect-payment-customers/BePaid"
import * as Omise from "effect-payment-customers/Omise"
import * as Stancer from "effect-payment-customers/Stancer"
import * as Effect from "#line/test/Effect"
import type { HttpClient } from "#line/test/HttpClient"
import { assert } from "#line/test/vitest"
import {
  answer,
  breakOff,
  cut,
  inTheEnd,
  never,
  reset,
  type Step,
  scripted,
  tooMany,
  untrusted
} from "../support/scripted.js"
import { collectSpans } from "../support/spans.js"

export const id = "cst_1d2b48a3dbf8ab0a"
export const found = answer(200, { id }, { "x-request-id": "8f1c2d77-6f2d-4c36-9c1e-0a4bb0b5d3c7" })

export type Use = Effect.Effect<unknown, unknown, HttpClient>

export const bepaid = (
  use: (service: BePaid.Service) => Effect.Effect<unknown, unknown>,
  options: Partial<BePaid.Options> = {}
): Use => Effect.flatMap(BePaid.make({ shopId: "361", secretKey: Redacted.make("secret"), ...options }), use)

export const omise = (use: (service: Omise.Service) => Effect.Effect<unknown, unknown>): Use =>
  Effect.flatMap(Omise.make({ secretKey: Redacted.make("skey_test_5xpiwb0o3sqo5y7n6h1") }), use)

export const stancer = (use: (service: Stancer.Service) => Effect.Effect<unknown, unknown>): Use =>
  Effect.flatMap(Stancer.make({ secretKey: Redacted.make("stest_Zk3yQ9w8vJ7hX6r2mFt") }), use)

export const retrieve = bepaid((service) => service.retrieve(id))
export const create = bepaid((service) =>
  service.create({ email: "john.doe@example.com", ip: "203.0.113.7" })
)

/** Runs to the end, all waits included: the spans that were begun, and what was sent. */
export const traced = (use: Use, steps: ReadonlyArray<Step>) =>
  Effect.gen(function* () {
    const { tracer, spans } = collectSpans()
    const script = scripted(steps)
    const end = yield* inTheEnd(Effect.withTracer(Effect.provide(use, script.layer), tracer))
    return { end, spans, span: spans[0] ?? assert.fail("no span was begun"), sent: script.sent }
  })

type Seen = ReturnType<typeof traced> extends Effect.Effect<infer A, infer _E, infer _R> ? A : never

export const attributesOf = ({ span }: Seen) => Object.fromEntries(span.attributes)
export const eventsOf = ({ span }: Seen) => span.events.map(({ attributes }) => attributes)

/** What the span of bePaid's `retrieve` has from its beginning. */
export const ofRetrieve = {
  "payment.provider": "bepaid",
  "payment.operation": "retrieve",
  "http.request.method": "GET",
  "url.template": "/customers/:id",
  "server.address": "api.bepaid.by",
  "server.port": 443
}

interface Row {
  readonly name: string
  readonly use: Use
  readonly steps: ReadonlyArray<Step>
  /** The class of the error, which is the span's `error.type`. */
  readonly error: string
  readonly status?: number
  /** The `error.type` of the one attempt's event. */
  readonly attempt?: string
}

const refusedStatus = (status: number, error: string, use = retrieve): Row => ({
  name: String(status),
  use,
  steps: [answer(status)],
  error,
  status,
  attempt: String(status)
})

export const failures: ReadonlyArray<Row> = [
  refusedStatus(401, "Unauthorized"),
  refusedStatus(403, "Forbidden"),
  refusedStatus(404, "NotFound"),
  refusedStatus(409, "Conflict", create),
  refusedStatus(418, "UnexpectedResponse"),
  refusedStatus(422, "ValidationFailed", create),
  refusedStatus(500, "Unavailable", create),
  {
    name: "429 with more patience asked for than anybody has",
    use: retrieve,
    steps: [tooMany("3600")],
    error: "RateLimited",
    status: 429,
    attempt: "429"
  },
  { name: "302", use: retrieve, steps: [answer(302)], error: "UnexpectedResponse", status: 302 },
  {
    name: "200 that does not decode",
    use: retrieve,
    steps: [answer(200, [])],
    error: "UnexpectedResponse",
    status: 200
  },
  {
    name: "the connection is lost",
    use: create,
    steps: [reset],
    error: "Unavailable",
    attempt: "ECONNRESET"
  },
  {
    name: "a certificate that is not trusted",
    use: retrieve,
    steps: [untrusted],
    error: "Unavailable",
    attempt: "DEPTH_ZERO_SELF_SIGNED_CERT"
  },
  {
    name: "an answer that breaks off",
    use: create,
    steps: [breakOff(201, cut)],
    error: "Unavailable",
    status: 201,
    attempt: "UND_ERR_SOCKET"
  },
  { name: "timeout", use: create, steps: [never], error: "Unavailable", attempt: "Timeout" }
]
