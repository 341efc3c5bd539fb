/**
 * `node --expose-gc --import tsx test/bench/stream.ts`: the heap while 100,000 emulated customers of Omise are
 * streamed, 100 a page. What the library holds must not grow with the number of customers that have gone by.
 *
 * The customers of the emulator are there before the first measurement.
 */
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import * as Customers from "effect-payment-customers/Customers"
import { OmiseTest } from "effect-payment-customers/testing"

const count = 100_000
const every = 10_000

/** Megabytes in use once all garbage is gone. */
const heap = Effect.sync(() => {
  if (globalThis.gc === undefined) throw new Error("run node with --expose-gc")
  globalThis.gc()
  return process.memoryUsage().heapUsed / 2 ** 20
})

const seed = Array.from({ length: count }, (_, index) => ({
  email: `customer-${index}@example.com`,
  metadata: { name: `Customer ${index}`, external_id: `crm-${index}` }
}))

const program = Effect.gen(function* () {
  const control = yield* OmiseTest.Control
  yield* Console.log(`before the first page  ${(yield* heap).toFixed(1)} MB`)
  const measured: Array<number> = []
  const began = performance.now()
  const streamed = yield* Customers.stream({ limit: 100 }).pipe(
    Stream.zipWithIndex,
    Stream.tap(([, index]) =>
      (index + 1) % every === 0
        ? Effect.gen(function* () {
            const used = yield* heap
            measured.push(used)
            yield* Console.log(`${String(index + 1).padStart(7)} customers      ${used.toFixed(1)} MB`)
          })
        : Effect.void
    ),
    Stream.runCount
  )
  const seconds = (performance.now() - began) / 1000
  const requests = (yield* control.requests).length
  const [first = 0] = measured
  const last = measured.at(-1) ?? 0
  yield* Console.log(`${streamed} customers by ${requests} requests in ${seconds.toFixed(1)} s`)
  yield* Console.log(`last / first = ${(last / first).toFixed(3)}`)
})

Effect.runPromise(Effect.provide(program, OmiseTest.layer({ seed })))
