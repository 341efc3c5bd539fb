/** Each class of error, of what the emulator answers or does not. */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Customers from "effect-payment-customers/Customers"
import * as Omise from "effect-payment-customers/Omise"
import { equal, has } from "./assert.mjs"
import { newInput } from "./neutral.mjs"

const answer = (status, body, headers = {}) => ({
  _tag: "Answer",
  status,
  headers,
  body: typeof body === "string" ? body : JSON.stringify(body)
})

/** How each provider refuses a field: its answer, and the field's name there. */
const refusals = {
  bepaid: [422, { message: "Email is invalid", errors: { email: ["is invalid"] } }],
  omise: [400, { object: "error", code: "invalid_card_token", message: "card token is invalid" }],
  stancer: [400, { error: { type: "invalid_request_error", message: { email: "is invalid" } } }],
  "stancer v2": [422, { detail: [{ loc: ["body", "email"], msg: "is invalid", type: "value_error" }] }]
}

export const refusal = ({ name, provider, unknownId, anotherKey, run, emulator }) => [
  [
    `${name}: NotFound`,
    async () => {
      const error = await run(Effect.flip(Customers.retrieve(unknownId)))
      has(error, { _tag: "NotFound", provider, status: 404, customerId: unknownId })
    }
  ],
  [
    `${name}: ValidationFailed, with the field`,
    async () => {
      await emulator.fault(provider, answer(...refusals[name]))
      const error = await run(Effect.flip(Customers.create(newInput())))
      has(error, { _tag: "ValidationFailed", origin: "provider" })
      equal(Object.keys(error.errors), [provider === "omise" ? "card" : "email"])
    }
  ],
  [
    `${name}: ValidationFailed before anything is sent`,
    async () => {
      has(await run(Effect.flip(Customers.retrieve(""))), { _tag: "ValidationFailed", origin: "client" })
      equal((await emulator.requests(provider)).length, 0)
    }
  ],
  [
    `${name}: Unauthorized`,
    async () => {
      const error = await run(Effect.flip(Customers.create(newInput())), {}, anotherKey)
      has(error, { _tag: "Unauthorized", status: 401 })
    }
  ]
]

/** Answers that say the same whoever gives them: at one provider. */
export const answers = ({ run, emulator, unknownId }) => {
  const retrieve = Effect.flip(Customers.retrieve(unknownId))
  const create = Effect.flip(Customers.create(newInput()))
  /** The call fails with an error that has these fields, after one request. */
  const fails = async (fault, call, expected, options) => {
    await emulator.fault("omise", fault)
    const error = await run(call, options)
    has(error, expected)
    equal((await emulator.requests("omise")).length, 1, "requests:")
    return error
  }
  return [
    ["Forbidden", () => fails(answer(403, {}), retrieve, { _tag: "Forbidden", status: 403 })],
    ["Conflict", () => fails(answer(409, {}), create, { _tag: "Conflict", status: 409 })],
    [
      "RateLimited, with the time to wait",
      async () => {
        const fault = answer(429, {}, { "retry-after": "7" })
        const { retryAfter } = await fails(fault, retrieve, { _tag: "RateLimited", status: 429 })
        equal(Duration.toMillis(retryAfter), 7000)
      }
    ],
    [
      "Unavailable, Server",
      () => fails(answer(503, ""), create, { _tag: "Unavailable", reason: "Server", outcome: "Unknown" })
    ],
    [
      "Unavailable, Transport: a create whose answer is lost is sent once",
      async () => {
        const expected = { _tag: "Unavailable", reason: "Transport", outcome: "Unknown" }
        await fails({ _tag: "LoseAnswer" }, create, expected, { retries: 2 })
        equal((await emulator.customers("omise")).length, 1, "customers:")
      }
    ],
    [
      "Unavailable, Transport: a connection that is cut",
      async () => {
        // some runtimes send a retrieve again, on one connection after the other
        await emulator.fault("omise", { _tag: "RefuseConnection" }, { times: 50 })
        has(await run(retrieve), { _tag: "Unavailable", reason: "Transport" })
      }
    ],
    [
      "UnexpectedResponse: JSON that stops in the middle",
      () => fails({ _tag: "Truncate" }, create, { _tag: "UnexpectedResponse", outcome: "Unknown" })
    ],
    [
      "UnexpectedResponse: HTML",
      () =>
        fails(answer(200, "<html>", { "content-type": "text/html" }), retrieve, {
          _tag: "UnexpectedResponse",
          status: 200
        })
    ],
    [
      "UnexpectedResponse: a redirect, which is not followed",
      () => fails(answer(302, "", { location: "/omise/customers" }), retrieve, { _tag: "UnexpectedResponse" })
    ],
    [
      "a retrieve that meets a 503 is sent again",
      async () => {
        const { id } = await run(Customers.create(newInput()))
        await emulator.fault("omise", answer(503, ""))
        has(await run(Customers.retrieve(id), { retries: 1 }), { id })
        equal((await emulator.requests("omise")).length, 3)
      }
    ],
    [
      "ValidationFailed of a card token that is spent",
      async () => {
        const create = Effect.flatMap(Omise.Omise, (omise) => omise.create({ card: "tokn_test_2" }))
        await run(create)
        const error = await run(Effect.flip(create))
        has(error, { _tag: "ValidationFailed", status: 400 })
      }
    ]
  ]
}

/** @param nowhere an address where nobody listens */
export const nobodyListens = ({ run, unknownId }, nowhere) => [
  [
    "Unavailable, Transport: nobody listens",
    async () => {
      const error = await run(Effect.flip(Customers.retrieve(unknownId)), { baseUrl: nowhere })
      has(error, { _tag: "Unavailable", reason: "Transport" })
      return error.outcome
    }
  ]
]
