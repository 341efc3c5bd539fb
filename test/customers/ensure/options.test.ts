/** `Customers.withOptions` and the layers' `deadline`: how long and how often, for all calls inside an effect. */
import * as http from "node:http"
import { inspect } from "node:util"
import { deepStrictEqual } from "@effect/vitest/utils"
import * as Redacted from "effect/Redacted"
import * as BePaid from "effect-payment-customers/BePaid"
import * as Customers from "effect-payment-customers/Customers"
import type { CustomersError } from "effect-payment-customers/CustomersError"
import * as Deferred from "#line/Deferred"
import * as Duration from "#line/Duration"
import * as Exit from "#line/Exit"
import * as Fiber from "#line/Fiber"
import * as Layer from "#line/Layer"
import * as Clock from "#line/test/Clock"
import * as Effect from "#line/test/Effect"
import * as Result from "#line/test/Result"
import { assert, describe, it } from "#line/test/vitest"
import { clients, listen } from "../../support/loopback.js"
import { after, answer, inTheEnd, never, type Step, scripted, tooMany } from "../../support/scripted.js"

const john = { email: "john.doe@example.com", ip: "203.0.113.7" }
const customer = { id: "cst_1d2b48a3dbf8ab0a", ...john }
const retrieve = Customers.retrieve(customer.id)

const ok = answer(200, customer)
const down = answer(503)
const list = (...customers: ReadonlyArray<unknown>) => answer(200, customers)

type Program = Effect.Effect<unknown, CustomersError, BePaid.Provided>

interface Case {
  readonly name: string
  readonly run: Program
  /** What the requests meet, in their order. */
  readonly steps: ReadonlyArray<Step>
  readonly layer?: Partial<BePaid.Options>
  /** Milliseconds at which requests are sent. Half the jitter: retries come after 375, 750, 1500, 3000 ms. */
  readonly sentAt: ReadonlyArray<number>
  readonly endsAt: number
  readonly end: CustomersError["_tag"] | "success"
}

const within = Customers.withOptions

const cases: ReadonlyArray<Case> = [
  {
    name: "retries: 0 sends once",
    run: within(retrieve, { retries: 0 }),
    steps: [down],
    sentAt: [0],
    endsAt: 0,
    end: "Unavailable"
  },
  {
    name: "retries: more than the layer's",
    run: within(retrieve, { retries: 3 }),
    steps: [down, down, down, ok],
    sentAt: [0, 375, 1125, 2625],
    endsAt: 2625,
    end: "success"
  },
  {
    name: "retries: those of the inner effect",
    run: within(within(retrieve, { retries: 1 }), { retries: 0 }),
    steps: [down, ok],
    sentAt: [0, 375],
    endsAt: 375,
    end: "success"
  },
  {
    name: "retries: the layer's again outside of the effect",
    run: Effect.andThen(Effect.result(within(retrieve, { retries: 0 })), retrieve),
    steps: [down, down, ok],
    sentAt: [0, 0, 375],
    endsAt: 375,
    end: "success"
  },
  {
    name: "timeout: of each attempt, in place of the layer's",
    run: within(retrieve, { timeout: "2 seconds", retries: 1 }),
    steps: [never, never],
    layer: { timeout: "10 seconds" },
    sentAt: [0, 2375],
    endsAt: 4375,
    end: "Unavailable"
  },
  {
    name: "timeout: what the inner effect does not say, the outer one says",
    run: within(within(retrieve, { retries: 0 }), { timeout: "2 seconds" }),
    steps: [never],
    sentAt: [0],
    endsAt: 2000,
    end: "Unavailable"
  },
  {
    name: "deadline: cuts an attempt short",
    run: within(retrieve, { deadline: "5 seconds" }),
    steps: [never],
    sentAt: [0],
    endsAt: 5000,
    end: "Unavailable"
  },
  {
    name: "deadline: a later attempt has what is left",
    run: within(retrieve, { deadline: "5 seconds" }),
    steps: [down, never],
    sentAt: [0, 375],
    endsAt: 5000,
    end: "Unavailable"
  },
  {
    name: "deadline: a retry that would come too late is not waited for",
    run: within(retrieve, { deadline: "2 seconds", retries: 10 }),
    steps: [down, down, down],
    sentAt: [0, 375, 1125],
    endsAt: 1125,
    end: "Unavailable"
  },
  {
    name: "deadline: nor a Retry-After",
    run: within(retrieve, { deadline: "5 seconds" }),
    steps: [tooMany("5")],
    sentAt: [0],
    endsAt: 0,
    end: "RateLimited"
  },
  {
    name: "deadline: one for all calls inside",
    run: within(Effect.andThen(retrieve, retrieve), { deadline: "3 seconds" }),
    steps: [after("2 seconds", ok), after("2 seconds", ok)],
    sentAt: [0, 2000],
    endsAt: 3000,
    end: "Unavailable"
  },
  {
    name: "deadline: nothing is sent when it has passed",
    run: within(Effect.delay(retrieve, "3 seconds"), { deadline: "3 seconds" }),
    steps: [],
    sentAt: [],
    endsAt: 3000,
    end: "Unavailable"
  },
  {
    name: "deadline: of two the earlier, the outer one",
    run: within(within(retrieve, { deadline: "9 seconds" }), { deadline: "2 seconds" }),
    steps: [never],
    sentAt: [0],
    endsAt: 2000,
    end: "Unavailable"
  },
  {
    name: "deadline: of two the earlier, the inner one",
    run: within(within(retrieve, { deadline: "2 seconds" }), { deadline: "9 seconds" }),
    steps: [never],
    sentAt: [0],
    endsAt: 2000,
    end: "Unavailable"
  },
  {
    name: "deadline: not later than the layer's",
    run: within(retrieve, { deadline: "9 seconds" }),
    steps: [never],
    layer: { deadline: "2 seconds" },
    sentAt: [0],
    endsAt: 2000,
    end: "Unavailable"
  },
  {
    name: "deadline: of a fraction of a millisecond",
    run: within(retrieve, { deadline: Duration.micros(1500n) }),
    steps: [never],
    sentAt: [0],
    endsAt: 1.5,
    end: "Unavailable"
  },
  {
    name: "the layer's deadline is for each operation",
    run: Effect.andThen(retrieve, retrieve),
    steps: [after("1500 millis", ok), after("1500 millis", ok)],
    layer: { deadline: "2 seconds" },
    sentAt: [0, 1500],
    endsAt: 3000,
    end: "success"
  },
  {
    name: "the layer's deadline counts retries and their waits",
    run: retrieve,
    steps: [down, down, never],
    layer: { deadline: "2 seconds" },
    sentAt: [0, 375, 1125],
    endsAt: 2000,
    end: "Unavailable"
  },
  {
    name: "ensure: ends when there is no time to look again, and does not create again",
    run: within(Customers.ensure(john), { deadline: "2 seconds" }),
    steps: [list(), down, list(), list(), list()],
    sentAt: [0, 0, 0, 500, 1500],
    endsAt: 1500,
    end: "Unavailable"
  },
  {
    name: "ensure: with time enough it does",
    run: within(Customers.ensure(john), { deadline: "11 seconds" }),
    steps: [list(), down, list(), list(), list(), list(), list(), list(), answer(201, customer)],
    sentAt: [0, 0, 0, 500, 1500, 3500, 7500, 10_000, 10_000],
    endsAt: 10_000,
    end: "success"
  },
  {
    name: "ensure: a create that hangs ends at the deadline",
    run: within(Customers.ensure(john), { deadline: "4 seconds" }),
    steps: [list(), never],
    sentAt: [0, 0],
    endsAt: 4000,
    end: "Unavailable"
  }
]

describe("withOptions", () => {
  it.effect.each([...cases])("$name", ({ run, steps, layer, sentAt, endsAt, end }) =>
    Effect.gen(function* () {
      const script = scripted(steps)
      const provided = Effect.provide(
        run,
        Layer.provide(
          BePaid.layer({ shopId: "361", secretKey: Redacted.make("secret"), ...layer }),
          script.layer
        )
      )
      const { result, at } = yield* Effect.flatMap(
        inTheEnd(
          Effect.flatMap(Effect.result(provided), (result) =>
            Effect.map(Clock.currentTimeMillis, (at) => ({ result, at }))
          )
        ),
        Effect.fromResult
      )
      const tag = Result.isSuccess(result) ? "success" : Result.getOrThrow(Result.flip(result))._tag
      deepStrictEqual(
        { end: tag, endsAt: at, sentAt: script.sent.map((sent) => sent.at) },
        { end, endsAt, sentAt }
      )
    })
  )

  const bad: ReadonlyArray<Parameters<typeof Customers.withOptions>[1]> = [
    { timeout: 0 },
    { timeout: -1 },
    { timeout: "soon" as "1 second" },
    { timeout: Number.NaN },
    { deadline: 0 },
    { deadline: "-1 seconds" },
    { deadline: "tomorrow" as "1 second" },
    { retries: -1 },
    { retries: 1.5 },
    { retries: 11 },
    { retries: Number.NaN },
    { retries: Number.POSITIVE_INFINITY }
  ]

  it.each(bad.map((options) => [inspect(options), options] as const))(
    "refuses %s at once, naming the option",
    (_, options) => {
      const [name = ""] = Object.keys(options)
      assert.throws(() => Customers.withOptions(retrieve, options), RangeError, name)
      assert.throws(() => retrieve.pipe(Customers.withOptions(options)), RangeError, name)
    }
  )
})

/** A server that answers lists with nobody and nothing else ever, and tells when it is asked for something else. */
const silent = Effect.gen(function* () {
  const asked = yield* Deferred.make<void>()
  const server = http.createServer((request, response) => {
    if (request.method === "GET" && request.url === "/customers") {
      // so that only the other connections are left to be closed
      response.writeHead(200, { connection: "close" }).end("[]")
    } else Effect.runSync(Deferred.succeed(asked, undefined))
  })
  return { ...(yield* listen(server)), asked: Deferred.await(asked) }
})

describe.each(clients)("over $name, the connection is closed when", ({ layer: client }) => {
  const layer = (port: number, options: Partial<BePaid.Options> = {}) =>
    Layer.provide(
      BePaid.layer({
        shopId: "361",
        secretKey: Redacted.make("secret"),
        baseUrl: `http://127.0.0.1:${port}`,
        ...options
      }),
      client
    )

  /** Not before the deadline ends the call: the server never does. */
  const ends: ReadonlyArray<readonly [name: string, program: Program, options?: Partial<BePaid.Options>]> = [
    ["a deadline passes", within(retrieve, { deadline: "50 millis" })],
    ["a deadline of the layer passes", retrieve, { deadline: "50 millis" }],
    ["a timeout passes", within(retrieve, { timeout: "50 millis", retries: 0 })]
  ]
  it.live.each([...ends])("%s", ([, program, options]) =>
    Effect.gen(function* () {
      const server = yield* silent
      yield* Effect.gen(function* () {
        const error = yield* Effect.flip(program)
        assert.isTrue(error._tag === "Unavailable" && error.reason === "Timeout")
        // the server closes none, and the client's pool is still open
        yield* server.allClosed
      }).pipe(Effect.provide(layer(server.port, options)))
    })
  )

  it.live("an ensure is interrupted while it creates", () =>
    Effect.gen(function* () {
      const server = yield* silent
      yield* Effect.gen(function* () {
        const fiber = yield* Effect.forkChild(Customers.ensure(john))
        yield* server.asked
        yield* Fiber.interrupt(fiber)
        yield* server.allClosed
        assert.isTrue(Exit.hasInterrupts(yield* Fiber.await(fiber)))
      }).pipe(Effect.provide(layer(server.port)))
    })
  )
})
