/** Where a customer is written whole: on purpose, and documented in docs/security.md. `String(customer)` is not. */

import * as NodeSdk from "@effect/opentelemetry/NodeSdk"
import { InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base"
import * as Chunk from "effect/Chunk"
import * as Customers from "effect-payment-customers/Customers"
import * as Exit from "#line/Exit"
import * as Effect from "#line/test/Effect"
import * as Inspectable from "#line/test/Inspectable"
import * as Logger from "#line/test/Logger"
import * as Option from "#line/test/Option"
import { assert, describe, it } from "#line/test/vitest"
import { about, search } from "./markers.js"

const customer = new Customers.Customer({
  provider: "bepaid",
  id: "cst_1d2b48a3dbf8ab0a",
  email: Option.some(about.email),
  name: Option.some(about.name),
  phone: Option.some(about.phone),
  externalId: Option.some(about.externalId),
  createdAt: Option.none(),
  liveMode: Option.some(true)
})

const shows = (text: unknown) => search([{ where: "here", text: String(text) }]).length > 0

describe("as JSON", () => {
  it("JSON.stringify", () => {
    assert.isTrue(shows(JSON.stringify(customer)))
  })

  it.each([
    ["JSON of an Option", JSON.stringify(Option.some(customer))],
    ["String of an Option", String(Option.some(customer))],
    ["String of a Chunk", String(Chunk.of(customer))],
    ["String of an Exit", String(Exit.succeed(customer))]
  ])("but not %s", (_, text) => {
    assert.isFalse(shows(text))
    assert.include(text, customer.id)
  })
})

/** What OpenTelemetry exports of a span around the effect. */
const exported = (self: Effect.Effect<unknown>) =>
  Effect.gen(function* () {
    const exporter = new InMemorySpanExporter()
    const layer = NodeSdk.layer(() => ({
      resource: { serviceName: "shop" },
      spanProcessor: new SimpleSpanProcessor(exporter)
    }))
    return yield* Effect.withSpan(self, "app").pipe(
      Effect.andThen(Effect.sync(() => exporter.getFinishedSpans())),
      Effect.provide(layer),
      Effect.provide(Logger.toSpansAlone)
    )
  })

describe("in OpenTelemetry's spans", () => {
  it.live("an attribute is whole, unless it is the text", () =>
    Effect.gen(function* () {
      const [span] = yield* exported(Effect.annotateCurrentSpan({ whole: customer, text: String(customer) }))
      assert.strictEqual(shows(span?.attributes.whole), Inspectable.printsHeldAsJson)
      assert.include(span?.attributes.whole, customer.id)
      assert.isFalse(shows(span?.attributes.text))
      assert.include(span?.attributes.text, "cst_1d2b48a3dbf8ab0a")
    })
  )

  it.live("the event of a log line is masked, its annotations too", () =>
    Effect.gen(function* () {
      const [span] = yield* exported(
        Effect.log("found", customer).pipe(Effect.annotateLogs("customer", customer))
      )
      const events = span?.events.map(({ name, attributes }) => JSON.stringify([name, attributes])) ?? []
      assert.isNotEmpty(events)
      for (const event of events) {
        assert.isFalse(shows(event))
        assert.include(event, "cst_1d2b48a3dbf8ab0a")
      }
    })
  )
})
