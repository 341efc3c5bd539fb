/** What the library shows of a call: one span, and on it an event for each attempt, with attributes of a list. */
import { readFileSync } from "node:fs"
import { inspect } from "node:util"
import { assert, describe, it } from "@effect/vitest"
import * as Redacted from "effect/Redacted"
import * as BePaid from "effect-payment-customers/BePaid"
import * as Customers from "effect-payment-customers/Customers"
import * as Stancer from "effect-payment-customers/Stancer"
import * as Exit from "#line/Exit"
import * as Fiber from "#line/Fiber"
import * as Stream from "#line/Stream"
import * as Effect from "#line/test/Effect"
import * as HttpClient from "#line/test/HttpClient"
import * as Result from "#line/test/Result"
import { answer, never, refused, reset, type Step, scripted } from "../support/scripted.js"
import { collectSpans } from "../support/spans.js"
import {
  attributesOf,
  bepaid,
  create,
  eventsOf,
  failures,
  found,
  id,
  ofRetrieve,
  omise,
  retrieve,
  stancer,
  traced,
  type Use
} from "./calls.js"

describe("a span", () => {
  it.effect("of a success: its name, its kind, its attributes and one event", () =>
    Effect.gen(function* () {
      const seen = yield* traced(retrieve, [found])
      assert.strictEqual(seen.spans.length, 1)
      assert.strictEqual(seen.span.name, "bepaid.customers.retrieve")
      assert.strictEqual(seen.span.kind, "client")
      assert.deepStrictEqual(attributesOf(seen), {
        ...ofRetrieve,
        "http.response.status_code": 200,
        "payment.request_id": "8f1c2d77-6f2d-4c36-9c1e-0a4bb0b5d3c7"
      })
      assert.deepStrictEqual(seen.span.events, [
        {
          name: "attempt",
          attributes: {
            "payment.attempt": 1,
            "http.response.status_code": 200,
            "payment.request_id": "8f1c2d77-6f2d-4c36-9c1e-0a4bb0b5d3c7"
          }
        }
      ])
      assert.isTrue(seen.span.status._tag === "Ended" && Exit.isSuccess(seen.span.status.exit))
    })
  )

  const omiseId = "cust_test_5xuy4w91xqz7d1w9u0t"
  const stancerId = "cust_9Cle7TXKkjhwqcWx4Kl5cQYk"

  const operations: ReadonlyArray<[name: string, use: Use, method: string, template: string]> = [
    ["bepaid.customers.create", create, "POST", "/customers"],
    ["bepaid.customers.retrieve", retrieve, "GET", "/customers/:id"],
    ["bepaid.customers.list", bepaid((service) => service.list()), "GET", "/customers"],
    ["bepaid.customers.list", bepaid((service) => Stream.runDrain(service.stream())), "GET", "/customers"],
    ["omise.customers.create", omise((service) => service.create({})), "POST", "/customers"],
    ["omise.customers.retrieve", omise((service) => service.retrieve(omiseId)), "GET", "/customers/:id"],
    [
      "omise.customers.update",
      omise((service) => service.update(omiseId, { email: "a@example.com" })),
      "PATCH",
      "/customers/:id"
    ],
    ["omise.customers.delete", omise((service) => service.delete(omiseId)), "DELETE", "/customers/:id"],
    ["omise.customers.list", omise((service) => service.list()), "GET", "/customers"],
    [
      "omise.customers.search",
      omise((service) => service.search({ query: "a@example.com" })),
      "GET",
      "/search"
    ],
    ["omise.customers.cards.list", omise(({ cards }) => cards.list(omiseId)), "GET", "/customers/:id/cards"],
    [
      "omise.customers.cards.retrieve",
      omise(({ cards }) => cards.retrieve(omiseId, "card_test_5xuy4w91xqz7d1w9u0t")),
      "GET",
      "/customers/:id/cards/:cardId"
    ],
    [
      "omise.customers.schedules.list",
      omise(({ schedules }) => schedules.list(omiseId)),
      "GET",
      "/customers/:id/schedules"
    ],
    [
      "stancer.customers.list",
      Effect.flatMap(Stancer.makeV2({ secretKey: Redacted.make("stest_1") }), (service) => service.list()),
      "GET",
      "/v2/customers/"
    ],
    [
      "stancer.customers.create",
      stancer((service) => service.create({ email: "a@example.com" })),
      "POST",
      "/v1/customers/"
    ],
    [
      "stancer.customers.retrieve",
      stancer((service) => service.retrieve(stancerId)),
      "GET",
      "/v1/customers/:id"
    ],
    [
      "stancer.customers.update",
      stancer((service) => service.update(stancerId, { email: "a@example.com" })),
      "PATCH",
      "/v1/customers/:id"
    ],
    [
      "stancer.customers.delete",
      stancer((service) => service.delete(stancerId)),
      "DELETE",
      "/v1/customers/:id"
    ]
  ]

  it.effect.each(operations)("%s", ([name, use, method, template]) =>
    Effect.gen(function* () {
      const seen = yield* traced(use, [answer(403)])
      const [provider, , ...operation] = name.split(".")
      assert.deepStrictEqual(
        seen.spans.map((span) => [span.name, span.kind]),
        [[name, "client"]]
      )
      assert.deepInclude(attributesOf(seen), {
        "payment.provider": provider,
        "payment.operation": operation.join("."),
        "http.request.method": method,
        "url.template": template,
        "server.port": 443
      })
    })
  )

  it.effect.each([
    ["https://gateway.example.com", "gateway.example.com", 443],
    ["https://gateway.example.com:8443/api", "gateway.example.com", 8443],
    ["http://localhost", "localhost", 80],
    ["http://127.0.0.1:4010", "127.0.0.1", 4010],
    ["http://[::1]:4010", "::1", 4010]
  ] as const)("of a call to %s", ([baseUrl, address, port]) =>
    Effect.gen(function* () {
      const seen = yield* traced(
        bepaid((service) => service.retrieve(id), { baseUrl }),
        [found]
      )
      assert.deepInclude(attributesOf(seen), { "server.address": address, "server.port": port })
    })
  )

  it.effect("is one, whatever the number of attempts; it shows what the last one brought", () =>
    Effect.gen(function* () {
      const unavailable = answer(503, "", { "x-request-id": "11111111-6f2d-4c36-9c1e-0a4bb0b5d3c7" })
      const seen = yield* traced(retrieve, [unavailable, refused, found])
      assert.strictEqual(seen.spans.length, 1)
      assert.deepStrictEqual(attributesOf(seen), {
        ...ofRetrieve,
        "http.request.resend_count": 2,
        "http.response.status_code": 200,
        "payment.request_id": "8f1c2d77-6f2d-4c36-9c1e-0a4bb0b5d3c7"
      })
      assert.deepStrictEqual(eventsOf(seen), [
        {
          "payment.attempt": 1,
          "http.response.status_code": 503,
          "payment.request_id": "11111111-6f2d-4c36-9c1e-0a4bb0b5d3c7",
          "error.type": "503"
        },
        { "payment.attempt": 2, "error.type": "ECONNREFUSED" },
        {
          "payment.attempt": 3,
          "http.response.status_code": 200,
          "payment.request_id": "8f1c2d77-6f2d-4c36-9c1e-0a4bb0b5d3c7"
        }
      ])
    })
  )

  it.effect("shows no status where the last attempt had none", () =>
    Effect.gen(function* () {
      const seen = yield* traced(retrieve, [
        answer(503, "", { "x-request-id": "11111111-6f2d-4c36-9c1e-0a4bb0b5d3c7" }),
        reset,
        reset
      ])
      assert.deepStrictEqual(attributesOf(seen), {
        ...ofRetrieve,
        "http.request.resend_count": 2,
        "error.type": "Unavailable"
      })
    })
  )

  it.effect("has the span around the call for its parent", () =>
    Effect.gen(function* () {
      const { spans } = yield* traced(Effect.withSpan(retrieve, "app"), [found])
      assert.deepStrictEqual(
        spans.map(({ name }) => name),
        ["app", "bepaid.customers.retrieve"]
      )
      const [app, call] = spans
      assert.strictEqual(call?.parent._tag === "Some" ? call.parent.value.spanId : undefined, app?.spanId)
    })
  )

  it.effect("of a neutral operation is that of the native one", () =>
    Effect.gen(function* () {
      const layer = BePaid.layer({ shopId: "361", secretKey: Redacted.make("secret") })
      const { spans } = yield* traced(Effect.provide(Customers.retrieve(id), layer), [found])
      assert.deepStrictEqual(
        spans.map(({ name }) => name),
        ["bepaid.customers.retrieve"]
      )
    })
  )
})

describe("a failure on the span and on the attempt's event", () => {
  it.effect.each(failures)("$name", ({ use, steps, error, status, attempt }) =>
    Effect.gen(function* () {
      const seen = yield* traced(use, steps)
      assert.isTrue(Result.isFailure(seen.end))
      const answered = status === undefined ? {} : { "http.response.status_code": status }
      const { "error.type": type, "http.response.status_code": code } = attributesOf(seen)
      assert.deepStrictEqual([type, code], [error, status])
      assert.notProperty(attributesOf(seen), "http.request.resend_count")
      assert.deepStrictEqual(eventsOf(seen), [
        {
          "payment.attempt": 1,
          ...answered,
          ...(attempt === undefined ? {} : { "error.type": attempt })
        }
      ])
      assert.isTrue(seen.span.status._tag === "Ended" && Exit.isFailure(seen.span.status.exit))
    })
  )

  it.effect("what is refused before sending has no attempt", () =>
    Effect.gen(function* () {
      const seen = yield* traced(
        bepaid((service) => service.retrieve("..")),
        []
      )
      assert.deepStrictEqual(attributesOf(seen), { ...ofRetrieve, "error.type": "ValidationFailed" })
      assert.deepStrictEqual(seen.span.events, [])
    })
  )

  it.effect("a repetition that the budget refuses is shown, one that the options do not ask for is not", () =>
    Effect.gen(function* () {
      const refusedBy = (options: Partial<BePaid.Options>, steps: ReadonlyArray<Step>) =>
        Effect.map(
          traced(
            bepaid((service) => service.retrieve(id), options),
            steps
          ),
          (seen) => [eventsOf(seen).length, attributesOf(seen)["payment.retry_refused"]]
        )
      const down = answer(503)
      assert.deepStrictEqual(yield* refusedBy({ retryBudget: 1 }, [down, down]), [2, "budget"])
      assert.deepStrictEqual(yield* refusedBy({ retryBudget: 2 }, [down, down, down]), [3, undefined])
      assert.deepStrictEqual(yield* refusedBy({ retryBudget: 1, retries: 0 }, [down]), [1, undefined])
    })
  )

  it.effect("an interrupted call has a span that ends interrupted", () =>
    Effect.gen(function* () {
      const { tracer, spans } = collectSpans()
      const call = retrieve.pipe(Effect.provide(scripted([never]).layer), Effect.withTracer(tracer))
      const fiber = yield* Effect.forkChild(call)
      yield* Effect.yieldNow
      yield* Fiber.interrupt(fiber)
      const [span] = spans
      assert.deepStrictEqual(Object.fromEntries(span?.attributes ?? []), ofRetrieve)
      assert.isTrue(span?.status._tag === "Ended" && Exit.hasInterrupts(span.status.exit))
    })
  )
})

describe("the list of attributes", () => {
  const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8")
  const inCode = [
    ...(/interface Attributes \{(.*?)\n\}/s.exec(read("src/telemetry/watch.ts"))?.[1] ?? "").matchAll(
      /readonly "([^"]+)"/g
    )
  ].map(([, name]) => name)
  const inDocs = [...read("docs/observability.md").matchAll(/^\| (`[^|]+) \| (?:span|events)/gm)].flatMap(
    ([, cell = ""]) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name)
  )

  it("in docs/observability.md is the one in the code", () => {
    assert.isNotEmpty(inCode)
    assert.sameMembers(inDocs, inCode)
  })

  it.effect("is all that a span and its events ever have", () =>
    Effect.gen(function* () {
      const seen = new Set<string>()
      for (const { use, steps } of [
        ...failures,
        {
          use: retrieve,
          steps: [reset, answer(503, "", { "x-request-id": "11111111-6f2d-4c36-9c1e-0a4bb0b5d3c7" }), found]
        },
        { use: retrieve, steps: [answer(200, { id, email: 7 })] },
        { use: bepaid((service) => service.retrieve(id), { retryBudget: 1 }), steps: [reset, reset] }
      ]) {
        const { spans } = yield* traced(use, steps)
        for (const { attributes, events } of spans) {
          for (const name of attributes.keys()) seen.add(name)
          for (const event of events) for (const name of Object.keys(event.attributes)) seen.add(name)
        }
      }
      assert.sameMembers([...seen], inCode)
    })
  )
})

describe("a client that throws", () => {
  it.effect("leaves a span that says so, and nothing of what was thrown", () =>
    Effect.gen(function* () {
      const said =
        "GET https://api.bepaid.by/customers/cst_1?email=john.doe@example.com with Basic MzYxOnNlY3JldA=="
      const dying = () => HttpClient.make(() => Effect.die(new Error(said)))
      const use = bepaid((service) => service.retrieve(id), { transformClient: dying })
      const { tracer, spans } = collectSpans()
      const exit = yield* Effect.exit(Effect.withTracer(Effect.provide(use, scripted([]).layer), tracer))
      assert.include(inspect(exit, { depth: 9 }), said)
      const [span] = spans
      assert.strictEqual(span?.status._tag, "Ended")
      const shown = inspect(span, { depth: 12 })
      assert.include(shown, "a defect")
      for (const word of ["john.doe", "MzYxOnNlY3JldA", "cst_1"]) assert.notInclude(shown, word)
    })
  )
})
