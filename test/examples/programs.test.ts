/** The programs of docs/examples end as they announce, on the test layers. */
import { readdirSync, readFileSync } from "node:fs"
import * as Redacted from "effect/Redacted"
import { BePaidTest, OmiseTest, StancerTest } from "effect-payment-customers/testing"
import * as Console from "#line/test/Console"
import * as Effect from "#line/test/Effect"
import { assert, describe, it } from "#line/test/vitest"
import * as bepaid from "../../docs/examples/bepaid.js"
import * as observability from "../../docs/examples/observability.js"
import * as omise from "../../docs/examples/omise.js"
import * as stancer from "../../docs/examples/stancer.js"
import { manifestOf, root } from "../support/manifest.js"

/** Without what the examples print. */
const quietly = Console.provide({ ...console, log: () => undefined })

describe("docs/examples", () => {
  const under = (folder: string) =>
    readdirSync(new URL(folder, root), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => `${folder}/${file}`)
  const importing = ["test/examples", "test/services", "test/line/3", "test/line/4"]
    .flatMap(under)
    .map((file) => readFileSync(new URL(file, root), "utf8"))
  const importedBy = (file: string) =>
    [...readFileSync(new URL(file, root), "utf8").matchAll(/from "(\.[^"]+)\.js"/g)].map(([, path]) =>
      new URL(`${path}.ts`, new URL(file, root)).href.replace(root.href, "")
    )
  const scripts = ["./", "test/effect4/"].flatMap((folder) => Object.values(manifestOf(folder).scripts))

  const run = new Set(
    under("docs/examples").filter(
      (name) =>
        importing.some((code) => code.includes(name) || code.includes(name.replace(/ts$/, "js"))) ||
        scripts.some((script) => script.split(" ").includes(name))
    )
  )
  for (const name of run) for (const file of importedBy(name)) run.add(file)

  for (const name of under("docs/examples")) {
    it(`${name} is run by a test, or by a script of package.json, or by one that is`, () => {
      assert.isTrue(run.has(name))
    })
  }
})

describe("a customer's life", () => {
  const programs: ReadonlyArray<
    readonly [what: string, program: Effect.Effect<unknown, unknown>, end: unknown]
  > = [
    [
      "at bePaid",
      Effect.provide(bepaid.program, BePaidTest.layer()),
      { same: true, listed: true, refused: "refused", unknown: "not found" }
    ],
    [
      "at Omise",
      Effect.provide(omise.program, OmiseTest.layer()),
      { same: true, plan: "gold", listed: true, streamed: 1, after: "not found" }
    ],
    [
      "with a card at Omise",
      Effect.provide(omise.withCard("tokn_test_4xs9408a642a1htto8z"), OmiseTest.layer()),
      { card: true, refused: "used_token" }
    ],
    [
      "at Stancer",
      Effect.provide(stancer.program, StancerTest.layer()),
      { same: true, changed: true, repeated: "the same", refused: "refused", gone: "not found" }
    ],
    [
      "with a wrong key of bePaid",
      Effect.provide(bepaid.wrongKey, BePaidTest.layer({ secretKey: Redacted.make("another") })),
      "unauthorized"
    ],
    [
      "with a wrong key of Omise",
      Effect.provide(omise.wrongKey, OmiseTest.layer({ secretKey: Redacted.make("skey_test_another") })),
      "unauthorized"
    ],
    [
      "with a wrong key of Stancer",
      Effect.provide(stancer.wrongKey, StancerTest.layer({ secretKey: Redacted.make("stest_another") })),
      "unauthorized"
    ]
  ]
  for (const [what, program, end] of programs) {
    it.effect(what, () => Effect.map(quietly(program), (result) => assert.deepStrictEqual(result, end)))
  }
})

describe("observability.ts", () => {
  const span = (operation: string, method: string, template: string) => ({
    "payment.provider": "bepaid",
    "payment.operation": operation,
    "http.request.method": method,
    "url.template": template,
    "server.address": "api.bepaid.by",
    "server.port": 443
  })
  const create = span("create", "POST", "/customers")
  const retrieve = span("retrieve", "GET", "/customers/:id")

  it.effect("collects a span for each operation and an event for each attempt", () =>
    Effect.gen(function* () {
      const spans = yield* observability.collected
      assert.deepEqual(
        spans.map(({ name, attributes }) => ({ name, attributes })),
        [
          { name: "bepaid.customers.create", attributes: { ...create, "http.response.status_code": 201 } },
          {
            name: "bepaid.customers.retrieve",
            attributes: { ...retrieve, "http.response.status_code": 200 }
          },
          {
            name: "bepaid.customers.retrieve",
            attributes: { ...retrieve, "http.response.status_code": 404, "error.type": "NotFound" }
          }
        ]
      )
      assert.deepEqual(
        spans.map(({ events }) => events.filter(({ name }) => name === "attempt")),
        [
          { "payment.attempt": 1, "http.response.status_code": 201 },
          { "payment.attempt": 1, "http.response.status_code": 200 },
          { "payment.attempt": 1, "http.response.status_code": 404, "error.type": "404" }
        ].map((attributes) => [{ name: "attempt", attributes }])
      )
    })
  )

  it.effect("has the error that ended a span as an event of OpenTelemetry's own, without values", () =>
    Effect.gen(function* () {
      const spans = yield* observability.collected
      const exceptions = spans.flatMap(({ events }) => events.filter(({ name }) => name === "exception"))
      assert.deepEqual(
        exceptions.map(({ attributes = {} }) => [
          attributes["exception.type"],
          attributes["exception.message"]
        ]),
        [["NotFound", "bepaid retrieve: status 404"]]
      )
      assert.notInclude(JSON.stringify(spans), "cst_")
      assert.notInclude(JSON.stringify(spans), "example.com")
    })
  )
})
