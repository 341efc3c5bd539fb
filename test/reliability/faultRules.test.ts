/** Which requests the rules of faults strike: how many, after how many, of which operation, in which order. */
import { assert, describe, it } from "@effect/vitest"
import * as Customers from "effect-payment-customers/Customers"
import type { CustomersError } from "effect-payment-customers/CustomersError"
import { BePaidTest, Fault, type FaultRule } from "effect-payment-customers/testing"
import * as Effect from "#line/test/Effect"

const id = "cst_1d2b48a3dbf8ab0a"

const calls: Readonly<
  Record<
    "create" | "retrieve" | "list",
    Effect.Effect<unknown, CustomersError, Customers.Create | Customers.Retrieve | Customers.List>
  >
> = {
  create: Customers.create({ email: "john@example.com", ip: "127.0.0.1" }),
  retrieve: Customers.retrieve(id),
  list: Customers.list()
}

/** The status that a call fails with: 0 where no fault strikes it. */
const statusOf = (call: keyof typeof calls) =>
  Effect.match(calls[call], { onFailure: ({ status }) => status, onSuccess: () => 0 })

/** A fault that is told from others by its status. */
const fail = (status: number, rule: Omit<FaultRule, "fault"> = {}): FaultRule => ({
  fault: Fault.answer(status),
  ...rule
})

/** The rules, and the calls in their order, each with the status that it fails with where a fault strikes it. */
const cases: ReadonlyArray<readonly [name: string, rules: ReadonlyArray<FaultRule>, ends: string]> = [
  ["without a rule nothing fails", [], "create, retrieve, list"],
  ["a fault strikes once, whatever comes next", [fail(503)], "retrieve 503, retrieve, create"],
  ["times: that often", [fail(503, { times: 2 })], "list 503, create 503, list"],
  ["times: never, where it is 0", [fail(503, { times: 0 }), fail(500)], "list 500, list"],
  [
    "times: always, where it is infinite",
    [fail(503, { times: Number.POSITIVE_INFINITY })],
    "list 503, list 503, create 503, list 503"
  ],
  ["after: so many pass unharmed before it", [fail(503, { after: 2 })], "list, create, list 503, list"],
  ["after and times together", [fail(503, { after: 1, times: 2 })], "list, list 503, list 503, list"],
  [
    "operation: no other is struck",
    [fail(503, { operation: "create" })],
    "list, retrieve, create 503, create"
  ],
  [
    "operation: no other is counted",
    [fail(503, { operation: "create", after: 1 })],
    "create, list, retrieve, create 503"
  ],
  ["of two, the one that was added first strikes first", [fail(500), fail(503)], "list 500, list 503, list"],
  [
    "a rule that lets requests pass holds back those behind it",
    [fail(500, { after: 1 }), fail(503)],
    "list, list 500, list 503, list"
  ],
  [
    "a rule of another operation holds back nothing",
    [fail(500, { operation: "create", after: 1 }), fail(503)],
    "list 503, create, create 500, list"
  ]
]

describe("the rules of faults", () => {
  it.effect.each(cases)("%s", ([, rules, ends]) =>
    Effect.gen(function* () {
      const control = yield* BePaidTest.Control
      yield* Effect.forEach(rules, control.fault)
      const seen = yield* Effect.forEach(ends.split(", "), (end) => {
        const call = end.split(" ")[0] as keyof typeof calls
        return Effect.map(statusOf(call), (status) => (status === 0 ? call : `${call} ${status}`))
      })
      assert.strictEqual(seen.join(", "), ends)
    }).pipe(Effect.provide(BePaidTest.layer({ retries: 0, seed: [{ id }] })))
  )

  it.effect("can be added while the program runs", () =>
    Effect.gen(function* () {
      const control = yield* BePaidTest.Control
      assert.strictEqual(yield* statusOf("list"), 0)
      yield* control.fault(fail(503))
      assert.strictEqual(yield* statusOf("list"), 503)
    }).pipe(Effect.provide(BePaidTest.layer({ retries: 0 })))
  )
})
