/**
 * Programs that leak on purpose, before the same search: it finds every marker in every form, wherever it is shown. A
 * canary suite that can't fail would prove nothing.
 */

import * as Customers from "effect-payment-customers/Customers"
import * as Omise from "effect-payment-customers/Omise"
import * as HttpClientRequest from "#line/HttpClientRequest"
import * as Effect from "#line/test/Effect"
import * as HttpClient from "#line/test/HttpClient"
import * as Metric from "#line/test/Metric"
import * as Schema from "#line/test/Schema"
import { assert, describe, it } from "#line/test/vitest"
import { answer, scripted } from "../support/scripted.js"
import { leaking, leakingMetrics, observe } from "./evidence.js"
import { about, credentials, type Finding, formsOf, keys, markers, search } from "./markers.js"
import { layers } from "./operations.js"

/** Searches at Omise with a client that was tampered with. */
const searching = (transformClient: (client: HttpClient.HttpClient) => HttpClient.HttpClient) =>
  Effect.flatMap(Omise.Omise, (omise) => omise.search({ query: about.query })).pipe(
    Effect.provide(layers.omise({ transformClient })),
    Effect.provide(scripted([answer(403, { message: about.query })]).layer),
    Effect.exit,
    observe,
    Effect.map(({ evidence }) => search(evidence))
  )

/** What happens to each request before it is sent. */
const onRequest = (
  look: (request: HttpClientRequest.HttpClientRequest) => Effect.Effect<unknown>
): ((client: HttpClient.HttpClient) => HttpClient.HttpClient) => HttpClient.tapRequest(look)

const failing = <E>(error: E) =>
  Effect.map(observe(Effect.exit(Effect.fail(error))), ({ evidence }) => search(evidence))

/** The library's NotFound as it would be without its care: the message that Schema gives it. */
class Naked extends Schema.TaggedError<Naked>("canary/Naked")("NotFound", {
  provider: Schema.String,
  customerId: Schema.String
}) {}

class WithBody extends Error {
  readonly body = JSON.stringify({ email: about.email, name: about.name })
}

const has = (findings: ReadonlyArray<Finding>, expected: Partial<Finding> & { readonly where: string }) =>
  assert.isTrue(
    findings.some(
      (finding) =>
        finding.where.includes(expected.where) &&
        (expected.form === undefined || finding.form === expected.form) &&
        (expected.marker === undefined || finding.marker.includes(expected.marker))
    ),
    `${JSON.stringify(expected)} among ${JSON.stringify(findings)}`
  )

describe("a client that leaks", () => {
  it.effect("annotates the current span with the URL", () =>
    Effect.gen(function* () {
      const found = yield* searching(
        onRequest((request) => Effect.annotateCurrentSpan("url.full", HttpClientRequest.toUrl(request)))
      )
      has(found, { where: "the span omise.customers.search, url.full", marker: "jackdaw" })
    })
  )

  it.effect("logs the headers, and with them the key in base64", () =>
    Effect.gen(function* () {
      const found = yield* searching(
        onRequest(({ headers }) => Effect.logTrace("sending", headers.authorization))
      )
      has(found, { where: "a log line", form: "base64" })
    })
  )

  it.effect("counts by what was searched for", () =>
    Effect.gen(function* () {
      const counter = Metric.counter(leaking)
      yield* searching(
        onRequest(({ url }) =>
          Metric.update(Metric.withAttributes(counter, { url: url.replace(/.*\?/, "") }), 1)
        )
      )
      has(search(yield* leakingMetrics), { where: "the metric canary.leaking", marker: "jackdaw" })
    })
  )

  it.effect("turns the platform's own tracing on again", () =>
    Effect.gen(function* () {
      const found = yield* searching(HttpClient.traced)
      has(found, { where: "url.query", marker: "jackdaw" })
    })
  )
})

describe("an error that leaks", () => {
  it.effect("by Schema's default message", () =>
    Effect.gen(function* () {
      const found = yield* failing(new Naked({ provider: "omise", customerId: about.email }))
      for (const where of [
        ...(Schema.messageTellsFields ? ["message", "String", "stack"] : []),
        "inspect",
        "JSON",
        "pretty",
        "a log line",
        "the span"
      ])
        has(found, { where, marker: "zebedee" })
    })
  )

  it.effect("by a property that only inspect shows", () =>
    Effect.gen(function* () {
      const found = yield* failing(new WithBody("nothing to see"))
      has(found, { where: "the error, inspect", marker: "zebedee" })
      assert.isFalse(found.some(({ where }) => where === "the error, message"))
    })
  )

  it.effect("by its cause", () =>
    Effect.gen(function* () {
      const cause = new Error(`POST /customers ${JSON.stringify(about)}`)
      has(yield* failing(new Error("failed", { cause })), { where: "the cause, pretty", marker: "Quagmire" })
    })
  )
})

describe("an answer that leaks", () => {
  it.effect("a customer that is copied into a plain object", () =>
    Effect.gen(function* () {
      const { evidence } = yield* Customers.create({ email: about.email, ip: about.ip }).pipe(
        Effect.map((customer) => ({ ...customer })),
        Effect.provide(layers.bepaid()),
        Effect.provide(scripted([answer(201, { id: "cst_1", email: about.email })]).layer),
        Effect.exit,
        observe
      )
      for (const where of ["the answer, inspect", "a log line"])
        has(search(evidence), { where, marker: "zebedee" })
    })
  )
})

describe("the search", () => {
  it("finds each marker in each of its forms, whatever stands around it", () => {
    for (const marker of markers)
      for (const [form, text] of formsOf(marker))
        assert.isNotEmpty(search([{ where: "here", text: `a "${text}" b` }]), `${marker}, ${form}`)
  })

  it("finds a key in the base64 of whatever holds it", () => {
    for (const provider of ["bepaid", "omise", "stancer"] as const)
      for (const before of ["", "a", "ab", "abc"])
        for (const after of ["", "y", "yz"])
          for (const encoding of ["base64", "base64url"] as const) {
            const text = Buffer.from(`${before}${credentials(provider)}${after}`).toString(encoding)
            const [found] = search([{ where: "here", text }])
            assert.deepInclude(found, { form: "base64" }, text)
          }
  })

  it("finds nothing where nothing is", () => {
    const text = `omise.customers.search GET /customers/:id 404 ${Object.keys(keys)} ${Object.keys(about)}`
    assert.deepStrictEqual(search([{ where: "here", text }]), [])
  })
})
