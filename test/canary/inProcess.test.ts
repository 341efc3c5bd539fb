/**
 * Every operation × every outcome, with markers for the key and for all that is said of a customer: no error, log line,
 * span, event or metric shows one of them.
 */

import * as Layer from "#line/Layer"
import type { ConfigError } from "#line/test/Config"
import * as Context from "#line/test/Context"
import * as Effect from "#line/test/Effect"
import * as Fiber from "#line/test/Fiber"
import type { HttpClient } from "#line/test/HttpClient"
import * as TestClock from "#line/test/TestClock"
import { assert, describe, it } from "#line/test/vitest"
import { sampled } from "../support/sample.js"
import {
  answer,
  breakOff,
  fail,
  fetchFailed,
  never,
  nodeError,
  type Step,
  scripted
} from "../support/scripted.js"
import { endOf, metrics, observe } from "./evidence.js"
import { credentials, markers, search } from "./markers.js"
import { layers, type Operation, operations } from "./operations.js"
import { echoes, type Outcome, outcomes, type Reply, repliesTo } from "./outcomes.js"

/** What a client's own error may tell: it knows all of the request. */
const telling = (code: string) =>
  fetchFailed(Object.assign(nodeError(code), { message: markers.join(" "), request: { markers } }))

const step = (reply: Reply): Step => {
  switch (reply._tag) {
    case "Answer":
      return answer(reply.status, reply.body, reply.headers)
    case "Reset":
      return fail(telling("ECONNRESET"))
    case "Cut":
      return breakOff(reply.status, telling("UND_ERR_SOCKET"))
    case "Never":
      return never
  }
}

/** More than any operation asks for. */
const many = 60

const scriptOf = (replies: ReadonlyArray<Reply>) => {
  const steps = replies.map(step)
  const last = steps.at(-1) ?? never
  return scripted([...steps, ...Array.from({ length: many }, () => last)])
}

/** Most runs wait for nothing, and the TestClock takes real time to find out whether somebody does. */
const hasEnded = (fiber: Fiber.Fiber<unknown, unknown>) =>
  Effect.gen(function* () {
    for (let turn = 0; turn < 50; turn++) {
      if (Fiber.isDone(fiber)) return true
      yield* Effect.yieldNow
    }
    return false
  })

const run = (operation: Operation, outcome: Outcome) =>
  Effect.gen(function* () {
    const script = scriptOf(repliesTo(operation, outcome))
    const ended = Effect.gen(function* () {
      const fiber = yield* Effect.forkChild(
        Effect.provide(operation.run({ retries: 0, ...outcome.options }), script.layer)
      )
      const waits = !(yield* hasEnded(fiber))
      if (outcome.interrupted) yield* Fiber.interrupt(fiber)
      else if (waits) yield* TestClock.adjust("1 hour")
      return yield* Fiber.await(fiber)
    })
    const { exit, evidence } = yield* observe(ended)
    return { exit, evidence, sent: script.sent }
  })

/** The run ended as its outcome says, and nothing of it shows a marker. */
const assertSilent = (operation: Operation, outcome: Outcome) =>
  Effect.gen(function* () {
    const { exit, evidence, sent } = yield* run(operation, outcome)
    const label = `${operation.name}, ${outcome.name}`
    assert.isAbove(sent.length, operation.before.length, `${label}: sent`)
    assert.include(outcome.tags, endOf(exit), `${label}: ${exit}`)
    assert.deepStrictEqual(search(evidence), [], label)
  })

describe.each(operations)("$name", (operation) => {
  it.effect("sends what it is given, and the key", () =>
    Effect.gen(function* () {
      const success = outcomes.find(({ name }) => name === "success") ?? assert.fail("no such outcome")
      const { sent } = yield* run(operation, success)
      for (const { headers } of sent) {
        assert.strictEqual(headers.authorization, `Basic ${btoa(credentials(operation.provider))}`)
      }
      const wire = sent
        .map(({ url, body }) => `${decodeURIComponent(url.replaceAll("+", " "))} ${body}`)
        .join("\n")
      for (const marker of operation.sends) assert.include(wire.replaceAll("\\", ""), marker)
    })
  )

  it.effect.each(sampled(outcomes, operation.name))("$name", (outcome) => assertSilent(operation, outcome))

  it.effect("one marker after the other as a code, as a field's name and as the request's id", () =>
    Effect.forEach(echoes(operation), (outcome) => assertSilent(operation, outcome), { discard: true })
  )
})

const supplies = <R>(layer: Layer.Layer<R, ConfigError, HttpClient>) =>
  Layer.build(Layer.provide(layer, scripted([]).layer))

/** The names of what can be called, one in another with a dot between them. */
const callable = (name: string, value: unknown): ReadonlyArray<string> =>
  typeof value === "function" || Effect.isEffect(value)
    ? [name]
    : Object.entries(value ?? {}).flatMap(([part, inner]) => callable(`${name}.${part}`, inner))

it.effect.each([
  ["bepaid", supplies(layers.bepaid())],
  ["omise", supplies(layers.omise())],
  ["stancer", supplies(layers.stancer())],
  ["stancer v2", supplies(layers.stancerV2())]
] as const)("every operation that the layer of %s supplies is among them", ([name, context]) =>
  Effect.gen(function* () {
    const supplied = Context.entriesOf(yield* context).flatMap(([tag, service]) =>
      callable(`${name}: ${tag.split("/")[1]}`, service)
    )
    const tried = operations.map((operation) => operation.name.replace(/,.*/, ""))
    assert.sameMembers(
      supplied,
      [...new Set(tried)].filter((operation) => operation.startsWith(`${name}: `))
    )
  })
)

describe("metrics", () => {
  it.effect("no label shows a marker", () =>
    Effect.gen(function* () {
      const seen = yield* metrics
      const names = seen.map(({ where }) => where)
      for (const name of ["http.client.request.duration", "payment.client.retries"])
        assert.include(names, `the metric ${name}`)
      assert.deepStrictEqual(search(seen), [])
    })
  )
})
