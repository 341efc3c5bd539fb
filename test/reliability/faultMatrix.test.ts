/** Every operation × every fault: how it ends, how often it was sent, and what the provider holds afterwards. */

import * as CustomersError from "effect-payment-customers/CustomersError"
import * as Duration from "#line/Duration"
import * as Clock from "#line/test/Clock"
import * as Effect from "#line/test/Effect"
import * as HttpClient from "#line/test/HttpClient"
import * as Result from "#line/test/Result"
import { assert, describe, it } from "#line/test/vitest"
import { sampled } from "../support/sample.js"
import { inTheEnd } from "../support/scripted.js"
import { type Expectation, type ExpectedError, kinds, type Row, rows } from "./support/expectations.js"
import type { Operation } from "./support/operation.js"
import { subjects } from "./support/subjects.js"

/** Two runs differ in the times that the provider notes, and in nothing else. */
const timeless = (customers: ReadonlyArray<unknown>) =>
  JSON.stringify(customers, (name, value) =>
    /^(created|created_at|to|expiration_year)$/.test(name) ? undefined : value
  )

/**
 * The operation at a provider of its own, to its end, whatever strikes it. `attempts` are the Clock's milliseconds at
 * which each was made.
 */
const observe = (operation: Operation, faults: Row["faults"]) =>
  Effect.gen(function* () {
    const attempts: Array<number> = []
    const { control, run } = yield* operation.start(
      HttpClient.mapRequestEffect((request) =>
        Effect.map(Clock.currentTimeMillis, (now) => {
          attempts.push(now)
          return request
        })
      )
    )
    const before = yield* control.customers
    for (const [place, fault] of faults.entries()) {
      const after = place === 0 ? operation.passing : 0
      yield* control.fault({ ...fault, operation: operation.struck, after })
    }
    const result = yield* faults.length === 0 ? Effect.result(run) : inTheEnd(run)
    return { result, attempts, requests: yield* control.requests, before, after: yield* control.customers }
  }).pipe(Effect.scoped)

const expectationOf = (operation: Operation, row: Row): Expectation =>
  (operation.bodiless ? row.bodiless : undefined) ?? row[kinds[operation.kind].column]

const toExpected = (error: CustomersError.CustomersError): ExpectedError => ({
  tag: error._tag,
  retryable: CustomersError.isRetryable(error),
  ...(error.code === undefined ? {} : { code: error.code }),
  ...(error.status === undefined || error.status < 300 ? {} : { status: error.status }),
  ...("reason" in error ? { reason: error.reason } : {}),
  ...("outcome" in error ? { outcome: error.outcome } : {}),
  ...("retryAfter" in error && error.retryAfter !== undefined
    ? { retryAfter: Duration.toSeconds(error.retryAfter) }
    : {})
})

/** How many customers there are more after each method that writes. The others change nothing. */
const more: Readonly<Record<string, number>> = {
  create: 1,
  update: 0,
  delete: -1,
  "cards.update": 0,
  "cards.delete": 0
}

for (const operation of subjects.flatMap(({ operations }) => operations)) {
  describe(operation.name, { concurrent: true }, () => {
    const undisturbed = Effect.runSync(Effect.cached(observe(operation, [])))

    it.effect("no fault", () =>
      Effect.gen(function* () {
        const { result, attempts, requests, before, after } = yield* undisturbed
        const writes = operation.method in more
        const ids = yield* Effect.fromResult(result)
        // schedules are made at another address: no emulator has one
        if (!writes && !operation.method.startsWith("schedules.")) assert.isNotEmpty(ids)
        assert.strictEqual(attempts.length, operation.before + 1 + operation.following)
        assert.strictEqual(requests.length, attempts.length)
        assert.strictEqual(after.length, before.length + (more[operation.method] ?? 0))
        assert.strictEqual(timeless(after) !== timeless(before), writes)
      })
    )

    for (const row of sampled(rows, operation.name)) {
      it.effect(row.name, () =>
        Effect.gen(function* () {
          const expected = expectationOf(operation, row)
          const usual = yield* undisturbed
          const { result, attempts, requests, before, after } = yield* observe(operation, row.faults)

          if (expected.error === undefined) {
            assert.deepEqual(Result.getOrThrow(result), Result.getOrThrow(usual.result))
          } else {
            const error = Result.getOrThrow(Result.flip(result))
            assert.deepEqual(toExpected(error), expected.error)
            assert.include(error, { provider: operation.provider, operation: operation.struck })
            if (error._tag === "Unavailable") assert.strictEqual(error.retryable, expected.error.retryable)
          }

          const around = operation.before + (expected.error === undefined ? operation.following : 0)
          assert.strictEqual(attempts.length, around + expected.attempts, "attempts")
          assert.strictEqual(requests.length, around + expected.arrived, "requests seen by the provider")

          const times = attempts.slice(operation.before, operation.before + expected.attempts)
          const waits = times.slice(1).map((time, index) => time - (times[index] ?? 0))
          for (const [index, wait] of waits.entries()) {
            assert.isAtLeast(wait, (row.waits?.[index] ?? 0) * 1000, "wait")
          }

          const done = expected.error === undefined || (expected.done && operation.kind !== "read")
          assert.strictEqual(timeless(after), timeless(done ? usual.after : before), "customers")
        })
      )
    }
  })
}

describe("the operations above are all that there are", () => {
  for (const { name, operations, methods } of subjects) {
    for (const level of ["native", "neutral"] as const) {
      it.effect(`${name} ${level}`, () =>
        Effect.map(methods[level], (all) => {
          const covered = operations.filter((each) => each.level === level).map(({ method }) => method)
          assert.sameMembers([...new Set(covered)], [...all])
        })
      )
    }
  }
})
