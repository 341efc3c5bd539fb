/** What the README shows first and what it has installed; and that its program does what it says. */
import { readFileSync } from "node:fs"
import * as Redacted from "effect/Redacted"
import type * as Customers from "effect-payment-customers/Customers"
import { BePaidTest, OmiseTest, StancerTest } from "effect-payment-customers/testing"
import * as Exit from "#line/Exit"
import * as Fiber from "#line/Fiber"
import type * as Layer from "#line/Layer"
import * as Cause from "#line/test/Cause"
import * as Effect from "#line/test/Effect"
import type * as HttpClient from "#line/test/HttpClient"
import * as TestClock from "#line/test/TestClock"
import { assert, describe, it } from "#line/test/vitest"
import * as readme from "../../docs/examples/readme.js"
import { answering } from "../support/answering.js"
import { manifest } from "../support/manifest.js"
import { answer, type Step } from "../support/scripted.js"

const read = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), "utf8")

describe("README.md", () => {
  it("begins with docs/examples/readme.ts, word for word", () => {
    const [, first] = /```ts\n([\s\S]*?)```/.exec(read("README.md")) ?? []
    assert.strictEqual(first, read("docs/examples/readme.ts"))
  })

  it("installs nothing of a version that this package has not been tested with", () => {
    // a bare `effect` is 4.x: what has no version is installed beside it
    const installed = [...read("README.md").matchAll(/^npm install (.*)$/gm)]
      .flatMap(([, words = ""]) => words.split(" "))
      .filter((word) => /^@?[^@]+@\^/.test(word))
    assert.sameMembers(
      installed,
      ["effect", "@effect/platform", "@effect/vitest", "vitest", "undici"].map(
        (name) => `${name}@^${manifest.devDependencies[name]?.split(".").slice(0, 2).join(".")}`
      )
    )
    assert.sameMembers(installed, [
      "effect@^3.22",
      "@effect/platform@^0.97",
      "@effect/vitest@^0.30",
      "vitest@^3.2",
      "undici@^7.30"
    ])
  })
})

describe("its program", () => {
  interface Options {
    readonly secretKey?: Redacted.Redacted
    readonly transformClient?: (client: HttpClient.HttpClient) => HttpClient.HttpClient
  }
  const providers: ReadonlyArray<{
    readonly name: string
    readonly layer: (options?: Options) => Layer.Layer<Customers.Ensure>
    /** Each provider's own way of refusing data. */
    readonly refusal: Step
    readonly refused: string
  }> = [
    {
      name: "bepaid",
      layer: BePaidTest.layer,
      refusal: answer(422, {
        message: "refused",
        errors: { ip: ["address is invalid"], email: ["is invalid"] }
      }),
      refused: "ip, email"
    },
    {
      name: "omise",
      layer: OmiseTest.layer,
      refusal: answer(400, { object: "error", code: "bad_request", message: "email is invalid" }),
      refused: "base"
    },
    {
      name: "stancer",
      layer: StancerTest.layer,
      refusal: answer(400, { error: { message: { email: "Must be an address" } } }),
      refused: "email"
    }
  ]
  const signUp = readme.signUp("user-4711", "customer@example.com", "John Doe", "127.0.0.1")

  for (const { name, layer, refusal, refused } of providers) {
    describe(name, () => {
      it.effect("welcomes a new customer by its id, and the same one again", () =>
        Effect.gen(function* () {
          const first = yield* signUp
          assert.match(first, /^welcome, cu?st_\w+$/)
          assert.strictEqual(yield* signUp, first.replace("welcome", "welcome back"))
        }).pipe(Effect.provide(layer()))
      )

      it.effect("says what to correct", () =>
        Effect.map(Effect.provide(signUp, layer({ transformClient: answering("POST", refusal) })), (said) =>
          assert.strictEqual(said, `please correct: ${refused}`)
        )
      )

      it.effect("asks who was not answered to sign up again", () =>
        Effect.gen(function* () {
          const layerOfNobody = layer({ transformClient: answering("POST", answer(503)) })
          const fiber = yield* Effect.forkChild(Effect.provide(signUp, layerOfNobody))
          // time passes until nobody can have made the customer any more
          yield* TestClock.adjust("5 minutes")
          assert.strictEqual(yield* Fiber.join(fiber), `${name} does not answer: please sign up again`)
        })
      )

      it.effect("takes a wrong key for a defect, and does not tell it", () =>
        Effect.gen(function* () {
          const layerOfAnother = layer({ secretKey: Redacted.make("another-key") })
          const exit = yield* Effect.exit(Effect.provide(signUp, layerOfAnother))
          assert.isTrue(Exit.isFailure(exit))
          if (Exit.isSuccess(exit)) return
          const [defect] = Cause.defectsOf(exit.cause)
          assert.include(String(defect), `the key of ${name} is not accepted`)
          assert.notInclude(Cause.pretty(exit.cause), "another-key")
        })
      )
    })
  }
})
