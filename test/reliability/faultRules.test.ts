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

const cases: ReadonlyArray<{
  readonly name: string
  readonly rules: ReadonlyArray<FaultRule>
  /** The calls in their order, and the status of each. */
  readonly ends: ReadonlyArray<readonly [call: keyof typeof calls, status: number]>
}> = [
  {
    name: "without a rule nothing fails",
    rules: [],
    ends: [
      ["create", 0],
      ["retrieve", 0],
      ["list", 0]
    ]
  },
  {
    name: "a fault strikes once, whatever comes next",
    rules: [fail(503)],
    ends: [
      ["retrieve", 503],
      ["retrieve", 0],
      ["create", 0]
    ]
  },
  {
    name: "times: that often",
    rules: [fail(503, { times: 2 })],
    ends: [
      ["list", 503],
      ["create", 503],
      ["list", 0]
    ]
  },
  {
    name: "times: never, where it is 0",
    rules: [fail(503, { times: 0 }), fail(500)],
    ends: [
      ["list", 500],
      ["list", 0]
    ]
  },
  {
    name: "times: always, where it is infinite",
    rules: [fail(503, { times: Number.POSITIVE_INFINITY })],
    ends: [
      ["list", 503],
      ["list", 503],
      ["create", 503],
      ["list", 503]
    ]
  },
  {
    name: "after: so many pass unharmed before it",
    rules: [fail(503, { after: 2 })],
    ends: [
      ["list", 0],
      ["create", 0],
      ["list", 503],
      ["list", 0]
    ]
  },
  {
    name: "after and times together",
    rules: [fail(503, { after: 1, times: 2 })],
    ends: [
      ["list", 0],
      ["list", 503],
      ["list", 503],
      ["list", 0]
    ]
  },
  {
    name: "operation: no other is struck",
    rules: [fail(503, { operation: "create" })],
    ends: [
      ["list", 0],
      ["retrieve", 0],
      ["create", 503],
      ["create", 0]
    ]
  },
  {
    name: "operation: no other is counted",
    rules: [fail(503, { operation: "create", after: 1 })],
    ends: [
      ["create", 0],
      ["list", 0],
      ["retrieve", 0],
      ["create", 503]
    ]
  },
  {
    name: "of two, the one that was added first strikes first",
    rules: [fail(500), fail(503)],
    ends: [
      ["list", 500],
      ["list", 503],
      ["list", 0]
    ]
  },
  {
    name: "a rule that lets requests pass holds back those behind it",
    rules: [fail(500, { after: 1 }), fail(503)],
    ends: [
      ["list", 0],
      ["list", 500],
      ["list", 503],
      ["list", 0]
    ]
  },
  {
    name: "a rule of another operation holds back nothing",
    rules: [fail(500, { operation: "create", after: 1 }), fail(503)],
    ends: [
      ["list", 503],
      ["create", 0],
      ["create", 500],
      ["list", 0]
    ]
  }
]

describe("the rules of faults", () => {
  for (const { name, rules, ends } of cases) {
    it.effect(name, () =>
      Effect.gen(function* () {
        const control = yield* BePaidTest.Control
        yield* Effect.forEach(rules, control.fault)
        assert.deepEqual(
          yield* Effect.forEach(ends, ([call]) => statusOf(call)),
          ends.map(([, status]) => status)
        )
      }).pipe(Effect.provide(BePaidTest.layer({ retries: 0, seed: [{ id }] })))
    )
  }

  it.effect("can be added while the program runs", () =>
    Effect.gen(function* () {
      const control = yield* BePaidTest.Control
      assert.strictEqual(yield* statusOf("list"), 0)
      yield* control.fault(fail(503))
      assert.strictEqual(yield* statusOf("list"), 503)
    }).pipe(Effect.provide(BePaidTest.layer({ retries: 0 })))
  )
})
