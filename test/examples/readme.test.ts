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
import { node, typescript } from "../support/child.js"
import { manifest } from "../support/manifest.js"
import { answer, type Step } from "../support/scripted.js"

const read = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), "utf8")

describe("README.md", () => {
  const blocks = [...read("README.md").matchAll(/```(?:ts|text)\n([\s\S]*?)```/g)].map(([, block]) => block)

  it("begins with docs/examples/first.ts, which runs as it stands and prints what follows it", () =>
    Effect.gen(function* () {
      const [program, printed] = blocks
      assert.strictEqual(program, read("docs/examples/first.ts"))
      const { ended, stdout } = yield* node([...typescript, "docs/examples/first.ts"])
      assert.strictEqual(yield* ended, 0)
      assert.strictEqual(stdout(), printed)
    }).pipe(Effect.scoped, Effect.runPromise))

  it("has docs/examples/readme.ts, word for word", () =>
    assert.include(blocks, read("docs/examples/readme.ts")))

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
  const greet = readme.greet({ externalId: "user-4711", email: "customer@example.com", ip: "127.0.0.1" })

  for (const { name, layer, refusal, refused } of providers) {
    describe(name, () => {
      it.effect("welcomes a new customer, and the same one again", () =>
        Effect.gen(function* () {
          assert.strictEqual(yield* greet, "welcome")
          assert.strictEqual(yield* greet, "welcome back")
        }).pipe(Effect.provide(layer()))
      )

      it.effect("says what to correct", () =>
        Effect.map(Effect.provide(greet, layer({ transformClient: answering("POST", refusal) })), (said) =>
          assert.strictEqual(said, `please correct: ${refused}`)
        )
      )

      it.effect("asks who was not answered to try again", () =>
        Effect.gen(function* () {
          const layerOfNobody = layer({ transformClient: answering("POST", answer(503)) })
          const fiber = yield* Effect.forkChild(Effect.provide(greet, layerOfNobody))
          // time passes until nobody can have made the customer any more
          yield* TestClock.adjust("5 minutes")
          assert.strictEqual(yield* Fiber.join(fiber), "please try again in a minute")
        })
      )

      it.effect("takes a wrong key for a defect, and does not tell it", () =>
        Effect.gen(function* () {
          const layerOfAnother = layer({ secretKey: Redacted.make("another-key") })
          const exit = yield* Effect.exit(Effect.provide(greet, layerOfAnother))
          assert.isTrue(Exit.isFailure(exit))
          if (Exit.isSuccess(exit)) return
          const [defect] = Cause.defectsOf(exit.cause)
          assert.include(String(defect), `Unauthorized: ${name} `)
          assert.notInclude(Cause.pretty(exit.cause), "another-key")
        })
      )
    })
  }
})
