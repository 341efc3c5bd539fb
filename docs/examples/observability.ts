/**
 * The library's spans, collected by OpenTelemetry: the same layer with an
 * exporter of yours sends them anywhere.
 */
import * as NodeSdk from "@effect/opentelemetry/NodeSdk"
import {
  InMemorySpanExporter,
  SimpleSpanProcessor
} from "@opentelemetry/sdk-trace-base"
import * as Effect from "effect/Effect"
import * as Customers from "effect-payment-customers/Customers"
import { BePaidTest } from "effect-payment-customers/testing"

const program = Effect.gen(function* () {
  const { id } = yield* Customers.create({
    email: "customer@example.com",
    ip: "127.0.0.1"
  })
  yield* Customers.retrieve(id)
  yield* Effect.ignore(Customers.retrieve("cst_ffffffffffffffff"))
})

/** What an exporter sees of the program. */
export const collected = Effect.gen(function* () {
  const exporter = new InMemorySpanExporter()
  const OpenTelemetry = NodeSdk.layer(() => ({
    resource: { serviceName: "shop" },
    spanProcessor: new SimpleSpanProcessor(exporter)
  }))
  // read before the layer is released: the exporter empties itself on
  // shutdown
  const spans = yield* program.pipe(
    Effect.provide(BePaidTest.layer()),
    Effect.andThen(Effect.sync(() => exporter.getFinishedSpans())),
    Effect.provide(OpenTelemetry)
  )
  return spans.map(({ name, attributes, events }) => ({
    name,
    attributes,
    events: events.map((event) => ({
      name: event.name,
      attributes: event.attributes
    }))
  }))
})
