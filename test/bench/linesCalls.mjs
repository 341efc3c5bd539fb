/** In a project that has the package of one line: CPU time of a call beside undici's own, in rounds by turns. */
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as FetchClient from "effect-payment-customers/FetchClient"
import * as Omise from "effect-payment-customers/Omise"
import * as UndiciClient from "effect-payment-customers/UndiciClient"
import { Agent, request } from "undici"

const [port, id] = process.argv.slice(2)
const baseUrl = `http://127.0.0.1:${port}`
const callers = 16
const rounds = 9

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]

const agent = new Agent()
const bare = (path) => (times) =>
  Promise.all(
    Array.from({ length: callers }, async () => {
      for (let made = 0; made < times; made++) {
        const { body } = await request(baseUrl + path, {
          dispatcher: agent,
          headers: { authorization: "Basic x" }
        })
        JSON.parse(await body.text())
      }
    })
  )

const ours = (client, call) => (times) =>
  Effect.flatMap(Omise.Omise, (omise) =>
    Effect.forEach(Array.from({ length: callers }), () => Effect.repeat(call(omise), { times: times - 1 }), {
      concurrency: callers,
      discard: true
    })
  ).pipe(
    Effect.provide(
      Omise.layer({ secretKey: Redacted.make("skey_test_1"), baseUrl }).pipe(Layer.provide(client))
    ),
    Effect.runPromise
  )

const works = {
  retrieve: { path: `/customers/${id}`, call: (omise) => omise.retrieve(id), times: 100 },
  page: {
    path: "/customers?offset=0&limit=100",
    call: (omise) => omise.list({ offset: 0, limit: 100 }),
    times: 8
  }
}

const cpuOf = async (work, times) => {
  globalThis.gc({ type: "minor" })
  const before = process.cpuUsage()
  await work(times)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / (times * callers)
}

for (const [name, { path, call, times }] of Object.entries(works)) {
  const entrants = {
    undici: bare(path),
    UndiciClient: ours(UndiciClient.layer, call),
    FetchClient: ours(FetchClient.layer, call)
  }
  for (const work of Object.values(entrants)) for (let turn = 0; turn < 5; turn++) await work(times)
  const costs = Object.fromEntries(Object.keys(entrants).map((entrant) => [entrant, []]))
  for (let round = 0; round < rounds; round++) {
    for (const [entrant, work] of Object.entries(entrants)) costs[entrant].push(await cpuOf(work, times))
  }
  for (const entrant of ["UndiciClient", "FetchClient"]) {
    const ratio = median(costs[entrant].map((cost, round) => cost / costs.undici[round]))
    console.log(
      `  ${name}, ${entrant}: ${median(costs[entrant]).toFixed(0)} µs, ${ratio.toFixed(2)} × undici`
    )
  }
}
await agent.close()
