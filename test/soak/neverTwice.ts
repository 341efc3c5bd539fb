/**
 * `node --import tsx test/soak/neverTwice.ts`: `ensure` against servers that finish what they have begun, over both
 * clients and for all providers. Callers leave, deadlines pass, callers call again, answers are lost. It prints how many
 * customers were made twice or lost, and exits with 1 if any was.
 */
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as Schedule from "effect/Schedule"
import * as Customers from "effect-payment-customers/Customers"
import * as CustomersError from "effect-payment-customers/CustomersError"
import { providerNames, serveSlowly, type Treatment, tally } from "../support/slowServer.js"
import { clientNames, layerOf } from "./layers.js"

type Program = Effect.Effect<unknown, unknown, Customers.Ensure>

const ensure = (id: string) =>
  Customers.ensure({ externalId: id, email: `${id}@example.com`, ip: "127.0.0.1", name: "John Doe" })

/** As docs/ensure.md has it. */
const again = Effect.retry({
  while: CustomersError.isRetryable,
  schedule: Schedule.exponential("1 second"),
  times: 5
})

interface Row {
  readonly name: string
  readonly keys: number
  readonly treatment: () => Treatment
  /** What is done for one key; whoever is left at the end has the customer. */
  readonly callers: (id: string) => Program
}

const always = (millis: number) => () => ({ millis })

const rows: ReadonlyArray<Row> = [
  {
    name: "two callers, a create of 100 ms, the first caller is interrupted within it",
    keys: 300,
    treatment: always(100),
    callers: (id) =>
      Effect.gen(function* () {
        const first = yield* Effect.fork(ensure(id))
        const second = yield* Effect.fork(again(ensure(id)))
        yield* Effect.sleep(Math.random() * 140)
        yield* Fiber.interrupt(first)
        yield* Fiber.join(second)
      })
  },
  {
    name: "a deadline of 150 ms passes in a create of 300 ms while a second caller waits",
    keys: 50,
    treatment: always(300),
    callers: (id) =>
      Effect.all([Effect.option(Customers.withOptions(ensure(id), { deadline: 150 })), ensure(id)], {
        concurrency: "unbounded"
      })
  },
  {
    name: "the guide's own retry, a deadline of 1 s, a create of 2.5 s",
    keys: 20,
    treatment: always(2_500),
    callers: (id) => again(Customers.withOptions(ensure(id), { deadline: "1 second" }))
  },
  {
    name: "25 % of the creates lose their answers or fail, four callers a key",
    keys: 50,
    treatment: () => {
      const random = Math.random()
      return { millis: 20, harm: random < 0.125 ? "loseAnswer" : random < 0.25 ? "fail" : undefined }
    },
    callers: (id) =>
      Effect.all(
        Array.from({ length: 4 }, () => again(ensure(id))),
        { concurrency: "unbounded" }
      )
  }
]

const run = (row: Row, name: (typeof providerNames)[number], client: (typeof clientNames)[number]) =>
  Effect.gen(function* () {
    const server = yield* Effect.promise(() => serveSlowly(name, row.treatment))
    const ids = Array.from({ length: row.keys }, (_, index) => `user-${index}`)
    const began = Date.now()
    const program = Effect.forEach(ids, (id) => Effect.exit(row.callers(id)), { concurrency: 50 })
    const context = yield* Layer.build(layerOf(name, client, server.url))
    const exits = yield* Effect.provide(program, context)
    const failed = exits.filter(Exit.isFailure).length
    // what was left behind is carried out by now
    yield* Effect.sleep("3 seconds")
    const { twice, lost } = tally(name, server.emulator, ids)
    yield* Effect.promise(server.close)
    console.log(
      `${client} ${name}: ${twice} twice, ${lost} lost of ${row.keys}; ${failed} callers were not served; ` +
        `${server.requests()} requests, ${((Date.now() - began) / 1000).toFixed(1)} s`
    )
    return twice === 0 && lost === 0
  }).pipe(Effect.scoped)

const main = Effect.gen(function* () {
  let good = true
  for (const row of rows) {
    console.log(row.name)
    const runs = clientNames.flatMap((client) => providerNames.map((name) => run(row, name, client)))
    good = (yield* Effect.all(runs)).every(Boolean) && good
  }
  return good
})

Effect.runPromise(main).then((good) => {
  process.exitCode = good ? 0 : 1
})
