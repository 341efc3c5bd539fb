/** The server of the examples as its visitors meet it, over the test layers of the providers that it can be given. */
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import type * as Customers from "effect-payment-customers/Customers"
import { type Control, Fault, OmiseTest, StancerTest } from "effect-payment-customers/testing"
import * as Context from "#line/Context"
import type * as HttpClient from "#line/HttpClient"
import * as Layer from "#line/Layer"
import * as Effect from "#line/test/Effect"
import { server } from "#line/test/examples"
import * as Fiber from "#line/test/Fiber"
import { handlerOf } from "#line/test/shop"
import * as TestClock from "#line/test/TestClock"
import { assert, describe, it } from "#line/test/vitest"
import { answering } from "../support/answering.js"
import { answer, refused, reset, type Step } from "../support/scripted.js"

const { Profiles, Sessions } = server

interface Options {
  readonly secretKey?: Redacted.Redacted
  readonly retries?: number
  readonly transformClient?: (client: HttpClient.HttpClient) => HttpClient.HttpClient
}

interface Answered {
  readonly status: number
  readonly retryAfter: string | null
  readonly body: unknown
}

/** The hold on the emulator, whichever provider it is. */
class Hold extends Context.Service<Hold, Control>()("test/Hold") {}

type Provided = Customers.Ensure | Customers.Retrieve | Customers.Delete

const providers: ReadonlyArray<{
  readonly name: string
  readonly layer: (options: Options) => Layer.Layer<Provided | Hold>
  readonly unknownId: string
  /** The provider's own way of refusing an e-mail address. */
  readonly refusal: Step
  readonly fields: Readonly<Record<string, string>>
  /** A refusal of what no visitor has typed. */
  readonly refusalOfOurs: Step
}> = [
  {
    name: "Omise",
    layer: (options) =>
      Layer.provideMerge(
        Layer.effect(
          Hold,
          Effect.map(OmiseTest.Control, (control) => control)
        ),
        OmiseTest.layer(options)
      ),
    unknownId: "cust_test_zzzzzzzzzzzzzzzzzzz",
    refusal: answer(422, { object: "error", code: "bad_request", message: "email is invalid" }),
    fields: { base: "we can't use what you have typed" },
    refusalOfOurs: answer(422, { object: "error", code: "invalid_card", message: "card is invalid" })
  },
  {
    name: "Stancer",
    layer: (options) =>
      Layer.provideMerge(
        Layer.effect(
          Hold,
          Effect.map(StancerTest.Control, (control) => control)
        ),
        StancerTest.layer(options)
      ),
    unknownId: "cust_ffffffffffffffffffffffff",
    refusal: answer(400, {
      error: {
        message: { email: "Must be an address", name: "Is too long", external_id: "Is in use" }
      }
    }),
    fields: { email: "we can't use this address", name: "we can't use this name" },
    refusalOfOurs: answer(400, { error: { message: { external_id: "Is in use" } } })
  }
]

const john = { email: "customer@example.com", name: "John Doe" }
const jane = { email: "jane@example.com", name: "Jane Doe" }

/** Token → user. */
const sessions: Readonly<Record<string, string>> = {
  "token-of-john": "user-4711",
  "token-of-jane": "user-4712"
}

const SessionsTest = Layer.succeed(Sessions, {
  userOf: (token) =>
    Effect.succeed(
      Object.hasOwn(sessions, Redacted.value(token))
        ? Option.some(sessions[Redacted.value(token)] ?? "")
        : Option.none()
    )
})

for (const { name, layer, unknownId, refusal, fields, refusalOfOurs } of providers) {
  describe(name, () => {
    /** The server on the test's Clock, with what it logs, its profiles and the hold on its provider. */
    const serving = (options: Options = {}) =>
      Effect.gen(function* () {
        const app = yield* Layer.build(Layer.merge(layer({ retries: 0, ...options }), Profiles.inMemory))
        const logged: Array<string> = []
        const handler = yield* handlerOf(app, SessionsTest, (line) => logged.push(line))
        const ask = (
          method: string,
          { token = "token-of-john", payload }: { readonly token?: string; readonly payload?: unknown } = {}
        ): Effect.Effect<Answered> =>
          Effect.promise(async (signal) => {
            const body = payload === undefined ? null : JSON.stringify(payload)
            const headers = {
              "content-type": "application/json",
              ...(token === "" ? {} : { authorization: `Bearer ${token}` })
            }
            const response = await handler(
              new Request("https://shop.example/me", { method, body, headers, signal })
            )
            const text = await response.text()
            return {
              status: response.status,
              retryAfter: response.headers.get("retry-after"),
              body: text === "" ? undefined : JSON.parse(text)
            }
          })
        return {
          ask,
          signUp: ask("POST", { payload: john }),
          control: Context.get(app, Hold),
          profiles: Context.get(app, Profiles),
          logged
        }
      })

    const says = (answered: Answered, status: number, body: unknown, retryAfter: string | null = null) =>
      assert.deepStrictEqual(answered, { status, retryAfter, body })

    const noSuchCustomer = { _tag: "NoSuchCustomer" }

    it.effect("signs up, shows and erases", () =>
      Effect.gen(function* () {
        const { ask, signUp, control, logged } = yield* serving()
        says(yield* signUp, 201, { ...john, created: true })
        says(yield* ask("GET"), 200, john)
        says(yield* ask("DELETE"), 204, undefined)
        assert.deepStrictEqual(yield* control.customers, [])
        says(yield* ask("GET"), 404, noSuchCustomer)
        says(yield* ask("DELETE"), 404, noSuchCustomer)
        says(yield* signUp, 201, { ...john, created: true })
        assert.deepStrictEqual(logged, [])
      })
    )

    it.effect("leaves out a name that was not given", () =>
      Effect.gen(function* () {
        const { ask } = yield* serving()
        const { email } = john
        says(yield* ask("POST", { payload: { email } }), 201, { email, created: true })
        says(yield* ask("GET"), 200, { email })
        assert.strictEqual((yield* ask("POST", { payload: { email, name: null } })).status, 400)
      })
    )

    it.effect("answers a sign-up that is repeated with the same customer, whatever is typed then", () =>
      Effect.gen(function* () {
        const { ask, signUp, control } = yield* serving()
        yield* signUp
        says(yield* signUp, 200, { ...john, created: false })
        const typed = { ...john, name: "Johnny Doe" }
        says(yield* ask("POST", { payload: typed }), 200, { ...john, created: false })
        assert.strictEqual((yield* control.customers).length, 1)
      })
    )

    it.effect("finds who signed up when the answer was kept by nobody", () =>
      Effect.gen(function* () {
        const { ask, signUp, control, profiles } = yield* serving()
        yield* signUp
        yield* profiles.forget("user-4711")
        says(yield* ask("GET"), 404, noSuchCustomer)
        says(yield* signUp, 200, { ...john, created: false })
        says(yield* ask("GET"), 200, john)
        assert.strictEqual((yield* control.customers).length, 1)
      })
    )

    it.effect("makes one customer where a client that obeys repeats a sign-up still being carried out", () =>
      Effect.gen(function* () {
        const { ask, signUp, control } = yield* serving()
        yield* control.fault({ operation: "create", fault: Fault.delay("14 seconds") })
        const answers: Array<Answered> = []
        const obedient = Effect.gen(function* () {
          for (;;) {
            const answered = yield* signUp
            answers.push(answered)
            if (answered.retryAfter === null) return
            yield* Effect.sleep(`${Number(answered.retryAfter)} seconds`)
          }
        })
        const fiber = yield* Effect.forkChild(obedient)
        // the server's fibers are not the test's: time passes in small steps, with a turn of Node's loop for each
        for (let second = 0; second < 60 && !Fiber.isDone(fiber); second += 1) {
          yield* Effect.promise(() => new Promise((resolve) => setImmediate(resolve)))
          yield* TestClock.adjust("1 second")
        }
        yield* Fiber.join(fiber)
        says(answers[0] as Answered, 503, { _tag: "TryLater" }, "1")
        says(answers.at(-1) as Answered, 200, { ...john, created: false })
        assert.strictEqual((yield* control.customers).length, 1)
        says(yield* ask("GET"), 200, john)
      })
    )

    it.effect("shows and erases nobody's customer but the visitor's own", () =>
      Effect.gen(function* () {
        const { ask, signUp, control } = yield* serving()
        const asJane = { token: "token-of-jane" }
        yield* signUp
        says(yield* ask("GET", asJane), 404, noSuchCustomer)
        says(yield* ask("DELETE", asJane), 404, noSuchCustomer)
        // what she types makes her nobody else
        const payload = { ...jane, externalId: "user-4711", id: "user-4711" }
        says(yield* ask("POST", { ...asJane, payload }), 201, { ...jane, created: true })
        says(yield* ask("DELETE", asJane), 204, undefined)
        says(yield* ask("GET"), 200, john)
        assert.strictEqual((yield* control.customers).length, 1)
      })
    )

    it.effect("makes two customers of two users with the same address", () =>
      Effect.gen(function* () {
        const { ask, signUp, control } = yield* serving()
        yield* signUp
        const answered = yield* ask("POST", { token: "token-of-jane", payload: john })
        says(answered, 201, { ...john, created: true })
        assert.strictEqual((yield* control.customers).length, 2)
      })
    )

    it.effect("asks who is not signed in to sign in, and asks the provider nothing", () =>
      Effect.gen(function* () {
        const { ask, control } = yield* serving()
        for (const token of ["", "token-of-nobody"]) {
          for (const [method, payload] of [["POST", john], ["GET"], ["DELETE"]] as const) {
            says(yield* ask(method, { token, payload }), 401, { _tag: "PleaseSignIn" })
          }
        }
        assert.deepStrictEqual(yield* control.requests, [])
      })
    )

    it.effect("erases whom the provider no longer has, and signs up again", () =>
      Effect.gen(function* () {
        const { ask, signUp, profiles } = yield* serving()
        yield* profiles.keep("user-4711", unknownId)
        says(yield* ask("GET"), 404, noSuchCustomer)
        says(yield* ask("DELETE"), 204, undefined)
        says(yield* ask("DELETE"), 404, noSuchCustomer)
        yield* profiles.keep("user-4711", unknownId)
        says(yield* signUp, 201, { ...john, created: true })
      })
    )

    it.effect("answers what the provider refuses with 422, in words of its own", () =>
      Effect.gen(function* () {
        const { signUp } = yield* serving({ transformClient: answering("POST", refusal) })
        says(yield* signUp, 422, { _tag: "PleaseCorrect", fields })
      })
    )

    it.effect("takes a refusal of what was not typed for its own fault", () =>
      Effect.gen(function* () {
        const { signUp, logged } = yield* serving({ transformClient: answering("POST", refusalOfOurs) })
        says(yield* signUp, 500, { _tag: "OurFault" })
        assert.include(logged.join("\n"), "ValidationFailed")
      })
    )

    it.effect("answers a conflict that names no customer with 422", () =>
      Effect.gen(function* () {
        const { signUp } = yield* serving({ transformClient: answering("POST", answer(409)) })
        says(yield* signUp, 422, { _tag: "PleaseCorrect", fields: { email: "we can't use this address" } })
      })
    )

    it.effect(
      "takes a key that is not accepted for its own fault: 500, and a line in the log without the key",
      () =>
        Effect.gen(function* () {
          const { ask, signUp, profiles, logged } = yield* serving({
            secretKey: Redacted.make("another-key")
          })
          says(yield* signUp, 500, { _tag: "OurFault" })
          yield* profiles.keep("user-4711", unknownId)
          says(yield* ask("GET"), 500, { _tag: "OurFault" })
          says(yield* ask("DELETE"), 500, { _tag: "OurFault" })
          assert.strictEqual(logged.length, 3)
          for (const line of logged) {
            assert.include(line, ": status 401")
            assert.notInclude(line, "another-key")
            assert.notInclude(line, john.email)
          }
        })
    )

    const outages: ReadonlyArray<readonly [what: string, step: Step, retryAfter: string]> = [
      ["429 with a wish", answer(429, {}, { "retry-after": "7" }), "7"],
      ["429 without a wish", answer(429), "1"],
      ["500", answer(500, { message: "the provider's own words" }), "1"],
      ["no connection", refused, "1"],
      ["a lost answer", reset, "1"]
    ]
    for (const [what, step, retryAfter] of outages) {
      it.effect(`answers ${what} with 503 and Retry-After: ${retryAfter}`, () =>
        Effect.gen(function* () {
          const { ask, profiles } = yield* serving({ transformClient: answering("GET", step) })
          yield* profiles.keep("user-4711", unknownId)
          says(yield* ask("GET"), 503, { _tag: "TryLater" }, retryAfter)
        })
      )
    }

    it.effect("takes an answer that makes no sense for its own fault", () =>
      Effect.gen(function* () {
        const { ask, profiles, logged } = yield* serving({
          transformClient: answering("GET", answer(200, "<html>"))
        })
        yield* profiles.keep("user-4711", unknownId)
        says(yield* ask("GET"), 500, { _tag: "OurFault" })
        assert.include(logged.join("\n"), "UnexpectedResponse")
      })
    )
  })
}
