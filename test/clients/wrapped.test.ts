/** Every wrapper × every client × every answer: how the call ends, and how many requests the server sees. */
import { createServer } from "node:http"
import * as Redacted from "effect/Redacted"
import type { CustomersError } from "effect-payment-customers/CustomersError"
import * as FetchClient from "effect-payment-customers/FetchClient"
import * as Stancer from "effect-payment-customers/Stancer"
import * as UndiciClient from "effect-payment-customers/UndiciClient"
import * as Context from "#line/Context"
import * as FetchHttpClient from "#line/FetchHttpClient"
import * as Layer from "#line/Layer"
import * as Effect from "#line/test/Effect"
import * as NodeHttpClient from "#line/test/NodeHttpClient"
import * as Result from "#line/test/Result"
import { assert, layer } from "#line/test/vitest"
import { closedPort, listen } from "../support/loopback.js"
import { sampled } from "../support/sample.js"
import { clocked, customerId, type End, type Outcome, outcomes } from "./outcomes.js"
import { late, type Wrapper, wrappers } from "./wrappers.js"

const clients = [
  { name: "FetchClient", layer: FetchClient.layer, fetches: true, platforms: false },
  { name: "UndiciClient", layer: UndiciClient.layer, fetches: false, platforms: false },
  { name: "FetchHttpClient", layer: FetchHttpClient.layer, fetches: true, platforms: true },
  { name: "NodeHttpClient.layerUndici", layer: NodeHttpClient.layerUndici, fetches: false, platforms: true },
  { name: "NodeHttpClient.layer", layer: NodeHttpClient.layerNodeHttp, fetches: false, platforms: true }
]

class Server extends Context.Service<
  Server,
  {
    readonly origin: string
    readonly closed: string
    /** How many requests came under this path. */
    readonly seen: (path: string) => number
  }
>()("test/Server") {}

/** Answers by the name of an outcome in the path: `/<anything>/<place of the outcome>/…`. */
const serving = Layer.effect(
  Server,
  Effect.gen(function* () {
    const requests: Array<string> = []
    const { port } = yield* listen(
      createServer((request, response) => {
        const path = request.url ?? ""
        requests.push(path)
        const place = Number(path.split("/")[2])
        const moved = path.endsWith("/moved")
        request.resume().once("end", () => outcomes[moved ? 0 : place]?.answer?.(response))
      })
    )
    const closed = yield* closedPort(createServer())
    return {
      origin: `http://127.0.0.1:${port}`,
      closed: `http://127.0.0.1:${closed}`,
      seen: (path) => requests.filter((each) => each.startsWith(path)).length
    }
  })
)

const calls: Readonly<
  Record<Outcome["call"], Effect.Effect<Stancer.Customer, CustomersError, Stancer.Stancer>>
> = {
  create: Effect.flatMap(Stancer.Stancer, (stancer) => stancer.create({ email: "john@example.com" })),
  retrieve: Effect.flatMap(Stancer.Stancer, (stancer) => stancer.retrieve(customerId))
}

/** As much of the result as the `End` tells. */
const seenOf = (result: Result.Result<Stancer.Customer, CustomersError>, end: End): unknown => {
  if (Result.isSuccess(result)) return Result.getOrThrow(result).id
  const error = Result.getOrThrow(Result.flip(result))
  if (typeof end === "string") return error
  return Object.fromEntries(Object.keys(end).map((name) => [name, Reflect.get(error, name)]))
}

/** Node's `fetch` sends a request once more that is answered 421. */
const twiceByFetch = "421"

type Client = (typeof clients)[number]
type Cell = readonly [wrapper: Wrapper, outcome: (typeof outcomes)[number]]

/** A call as its cell of the table says, and as it went. */
const held = ([wrapper, outcome]: Cell, client: Client) =>
  Effect.gen(function* () {
    const server = yield* Server
    const { name, call, answer, options }: Outcome = outcome
    const waits = wrapper.waits === name
    const path = `/${client.name}:${wrappers.indexOf(wrapper)}/${outcomes.indexOf(outcome)}`
    const result = yield* Effect.result(calls[call]).pipe(
      Effect.provide(
        Stancer.layer({
          secretKey: Redacted.make("stest_1"),
          baseUrl: `${answer === undefined ? server.closed : server.origin}${path}`,
          transformClient: wrapper.wrap,
          ...(waits ? clocked : options)
        })
      )
    )
    const shows = { ...wrapper, ...(client.platforms ? wrapper.overPlatforms : {}) }
    const end: End = waits ? late : (shows.ends?.[outcome.name] ?? outcome.end)
    const requests = waits ? 1 : (shows.requests?.[outcome.name] ?? outcome.requests)
    const each = client.fetches && name === twiceByFetch ? 2 : 1
    const cell = `${wrapper.name}, ${name}`
    return {
      got: { cell, end: seenOf(result, end), requests: server.seen(`${path}/`) },
      wanted: { cell, end, requests: requests * each }
    }
  })

const allHeld = (cells: ReadonlyArray<Cell>, client: Client) =>
  Effect.forEach(cells, (cell) => held(cell, client), { concurrency: "unbounded" }).pipe(
    Effect.map((ended) =>
      assert.deepEqual<unknown>(
        ended.map(({ got }) => got),
        ended.map(({ wanted }) => wanted)
      )
    ),
    Effect.provide(client.layer)
  )

layer(serving, { excludeTestServices: true })("wrapped", (it) => {
  for (const client of clients) {
    const cells = wrappers.flatMap((wrapper) =>
      sampled(outcomes, `${client.name} ${wrapper.name}`).map((outcome): Cell => [wrapper, outcome])
    )
    const hangs = ([, { name }]: Cell) => name.endsWith(", hangs")
    const [answered, hanging] = [cells.filter((cell) => !hangs(cell)), cells.filter(hangs)]
    for (const wrapper of wrappers) {
      it.effect(`${client.name}, ${wrapper.name}`, () =>
        allHeld(
          answered.filter(([each]) => each === wrapper),
          client
        )
      )
    }
    // all at once: each takes its whole time
    it.effect(`${client.name}, each wrapper, a body that hangs`, () => allHeld(hanging, client))
  }
})
