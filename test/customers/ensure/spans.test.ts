/** What `ensure` shows of itself: one span for each, with its requests beneath, and nothing of the customer. */
import { assert, it } from "@effect/vitest"
import * as Customers from "effect-payment-customers/Customers"
import { BePaidTest, Fault, OmiseTest } from "effect-payment-customers/testing"
import * as Exit from "#line/Exit"
import * as Stream from "#line/Stream"
import * as Effect from "#line/test/Effect"
import * as Option from "#line/test/Option"
import { collectSpans } from "../../support/spans.js"

const john = { externalId: "user-4711", email: "john.doe@example.com", ip: "203.0.113.7" }

const shapeOf = (spans: ReturnType<typeof collectSpans>["spans"]) =>
  spans.map(({ name, parent }) => [
    name,
    Option.match(parent, {
      onNone: () => "none",
      onSome: ({ spanId }) => spans.find((span) => span.spanId === spanId)?.name ?? "another"
    })
  ])

it.effect("an ensure is a span over those of its requests", () =>
  Effect.gen(function* () {
    const { spans, tracer } = collectSpans()
    yield* Effect.withTracer(Customers.ensure(john), tracer)
    assert.deepEqual(shapeOf(spans), [
      ["omise.customers.ensure", "none"],
      ["omise.customers.search", "omise.customers.ensure"],
      ["omise.customers.search", "omise.customers.ensure"],
      ["omise.customers.list", "omise.customers.ensure"],
      ["omise.customers.create", "omise.customers.ensure"]
    ])
    const [ensure] = spans
    assert.deepEqual(Object.fromEntries(ensure?.attributes ?? []), {
      "payment.provider": "omise",
      "payment.operation": "ensure"
    })
    assert.strictEqual(ensure?.kind, "internal")
    // the span keeps its exit, and the result has the customer in it
    assert.isTrue(ensure?.status._tag === "Ended" && ensure.status.exit === Exit.void)
  }).pipe(Effect.provide(OmiseTest.layer()))
)

it.effect("each row of ensureAll has one, below the caller's own", () =>
  Effect.gen(function* () {
    const { spans, tracer } = collectSpans()
    const rows = Stream.make(john, null as unknown as Customers.CustomerInput, {
      ...john,
      externalId: "user-2"
    })
    yield* Customers.ensureAll(rows, { concurrency: 1 }).pipe(
      Stream.runDrain,
      Effect.withSpan("import"),
      Effect.withTracer(tracer)
    )
    assert.deepEqual(shapeOf(spans), [
      ["import", "none"],
      ["bepaid.customers.list", "import"],
      ["bepaid.customers.ensure", "import"],
      ["bepaid.customers.create", "bepaid.customers.ensure"],
      ["bepaid.customers.ensure", "import"],
      ["bepaid.customers.ensure", "import"],
      ["bepaid.customers.create", "bepaid.customers.ensure"]
    ])
    const types = spans.map(({ attributes }) => attributes.get("error.type"))
    assert.deepEqual(types, [
      undefined,
      undefined,
      undefined,
      undefined,
      "ValidationFailed",
      undefined,
      undefined
    ])
  }).pipe(Effect.provide(BePaidTest.layer()))
)

it.effect("a failure is on it by its class, and nothing of the customer is", () =>
  Effect.gen(function* () {
    const control = yield* BePaidTest.Control
    yield* control.fault({ operation: "create", fault: Fault.answer(403, { body: john }) })
    const { spans, tracer } = collectSpans()
    yield* Effect.flip(Effect.withTracer(Customers.ensure(john), tracer))
    const [ensure] = spans
    assert.strictEqual(ensure?.attributes.get("error.type"), "Forbidden")
    assert.isTrue(spans.every(({ status }) => status._tag === "Ended"))
    const shown = JSON.stringify(spans.map(({ name, attributes, events }) => [name, [...attributes], events]))
    for (const value of Object.values(john)) assert.notInclude(shown, value)
  }).pipe(Effect.provide(BePaidTest.layer()))
)
