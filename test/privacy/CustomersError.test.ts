/** The errors before someone's eyes: whatever prints them shows what happened and none of the values. */
import { Console as NodeConsole } from "node:console"
import { PassThrough } from "node:stream"
import { inspect } from "node:util"
import * as CustomersError from "effect-payment-customers/CustomersError"
import * as Cause from "#line/test/Cause"
import * as Console from "#line/test/Console"
import * as Effect from "#line/test/Effect"
import * as Inspectable from "#line/test/Inspectable"
import * as Logger from "#line/test/Logger"
import { assert, describe, it } from "#line/test/vitest"
import { invalidInput } from "../../src/wire/invalidInput.js"
import { common, samples, words } from "../support/errors.js"

/** Each way in which an error can end up before someone's eyes, short of reading its fields. */
type Form = [name: string, print: (error: CustomersError.CustomersError) => string]

const printedForms: ReadonlyArray<Form> = [
  ["message", (error) => error.message],
  ["stack", (error) => error.stack ?? ""],
  ["String", String],
  ["a template", (error) => `${error}`],
  ["JSON.stringify", (error) => JSON.stringify(error)],
  ["JSON.stringify of what holds it", (error) => JSON.stringify({ errors: [error] })],
  ["inspect", (error) => inspect(error)],
  [
    "inspect with everything on",
    (error) => inspect(error, { depth: null, showHidden: false, getters: true })
  ],
  ["inspect of what holds it", (error) => inspect({ errors: [error] })],
  ["inspect of an error that it causes", (error) => inspect(new Error("x", { cause: error }))],
  ["Cause.pretty", (error) => Cause.pretty(Cause.fail(error))],
  ["Cause.pretty of a defect", (error) => Cause.prettyWhole(Cause.die(error))],
  [
    "Cause.pretty of an error that it causes",
    (error) => Cause.prettyWhole(Cause.fail(new Error("x", { cause: error })))
  ],
  ["String of a Cause", (error) => String(Cause.fail(error))],
  ["JSON of a Cause", (error) => JSON.stringify(Cause.fail(error))],
  ["inspect of a Cause", (error) => inspect(Cause.fail(error))],
  ...Object.entries(Inspectable.printers).map(([name, print]): Form => [`Effect's ${name}`, print])
]

describe("printing", () => {
  it.each(samples)(
    "$tag: message, String and JSON are built from what may be seen",
    ({ tag, make, says }) => {
      const error = make()
      assert.strictEqual(error.message, `omise retrieve: ${says}`)
      assert.strictEqual(String(error), `${tag}: ${error.message}`)
      assert.strictEqual(error.name, tag)
      assert.deepInclude(JSON.parse(JSON.stringify(error)), {
        _tag: tag,
        provider: "omise",
        operation: "retrieve",
        status: 418,
        code: "invalid_card",
        message: error.message
      })
    }
  )

  describe.each(samples)("$tag", ({ make }) => {
    it.each(printedForms)("%s", (_, print) => {
      const printed = print(make())
      for (const value of Object.values(words)) assert.notInclude(printed, value)
      for (const part of ["omise", "retrieve", "418", "invalid_card"]) assert.include(printed, part)
    })
  })

  it("the class once, and the request by its UUID", () => {
    const requestId = "8f1c2d77-6f2d-4c36-9c1e-0a4bb0b5d3c7"
    const error = new CustomersError.NotFound({ ...common, requestId, customerId: "cust_1" })
    for (const [form, print] of printedForms) assert.include(print(error), requestId, form)
    for (const printed of [String(error), inspect(error).split("\n")[0], error.stack?.split("\n")[0]]) {
      assert.strictEqual(printed?.split("NotFound").length, 2, printed)
    }
  })

  it("the rule that an input broke, in the library's own words", () => {
    const of = { provider: "omise", operation: "retrieve" }
    const own = invalidInput(of, { id: ["must not be empty"], email: ["is required"] })
    assert.strictEqual(
      own.message,
      "omise retrieve: origin client, fields id (must not be empty), email (is required)"
    )
    assert.deepInclude(JSON.parse(JSON.stringify(own)), {
      fields: ["id", "email"],
      rules: { id: ["must not be empty"], email: ["is required"] }
    })
    const somebodys = new CustomersError.ValidationFailed({
      ...of,
      origin: "client",
      errors: { id: [words.message] }
    })
    assert.strictEqual(somebodys.message, "omise retrieve: origin client, fields id")
  })

  it("who did not answer, and whether the answer was cut off", () => {
    const common = { provider: "omise", operation: "list", reason: "Transport", retryable: true } as const
    const lost = new CustomersError.Unavailable({
      ...common,
      outcome: "NotSent",
      host: "127.0.0.1:4010",
      code: "ECONNREFUSED"
    })
    assert.strictEqual(
      lost.message,
      "omise list: reason Transport, outcome NotSent, code ECONNREFUSED, host 127.0.0.1:4010"
    )
    const cut = new CustomersError.Unavailable({
      ...common,
      outcome: "Unknown",
      status: 200,
      code: "JOHN_DOE",
      host: "john doe"
    })
    assert.strictEqual(
      cut.message,
      "omise list: status 200, reason Transport, outcome Unknown, code ?, answer cut off"
    )
  })

  it("twenty fields, and how many more there are", () => {
    const errors = Object.fromEntries(
      Array.from({ length: 25 }, (_, index) => [`metadata.${index}`, ["is odd"]])
    )
    const error = new CustomersError.ValidationFailed({
      provider: "omise",
      operation: "create",
      origin: "client",
      errors
    })
    assert.match(error.message, /metadata\.19, and 5 more$/)
    assert.notInclude(error.message, "metadata.20")
    assert.strictEqual(JSON.parse(JSON.stringify(error)).fields.length, 20)
  })

  it("no frame of the library or of Effect", () => {
    const limit = Error.stackTraceLimit
    const prepare = Error.prepareStackTrace
    const frames = [
      "at failure (file:///app/node_modules/effect-payment-customers/dist/call/interpret.js:1:1)",
      "at run (file:///app/node_modules/.pnpm/effect@3.22.2/node_modules/effect/dist/esm/internal/fiberRuntime.js:2:2)",
      "at execute (C:\\app\\node_modules\\@effect\\platform\\dist\\esm\\HttpClient.js:3:3)",
      "at signUp (file:///app/src/effect-payment-customers/signUp.js:4:4)",
      "at node:internal/process/task_queues:105:5"
    ]
    try {
      Error.stackTraceLimit = 1
      Error.prepareStackTrace = (error) => [`${error}`, ...frames.map((frame) => `    ${frame}`)].join("\n")
      const stack = samples[0]?.make().stack ?? ""
      assert.deepStrictEqual(
        stack
          .split("\n")
          .slice(1)
          .map((frame) => frame.trim()),
        frames.slice(3)
      )
    } finally {
      Error.stackTraceLimit = limit
      Error.prepareStackTrace = prepare
    }
  })

  it("the stack says where it was made", () => {
    assert.match(samples[0]?.make().stack ?? "", /support\/errors\.ts/)
  })

  /** What a logger writes about an error, as a message, as a cause and as an annotation. */
  const logged = (error: CustomersError.CustomersError, logger: Logger.Logger<unknown, unknown>) => {
    const lines: Array<string> = []
    const stream = new PassThrough()
    stream.on("data", (chunk) => lines.push(String(chunk)))
    const collecting = Logger.map(logger, (line) =>
      lines.push(typeof line === "string" ? line : inspect(line, { depth: 9 }))
    )
    return Effect.gen(function* () {
      yield* Effect.logError("failed", error)
      yield* Effect.logError(Cause.fail(error))
      yield* Effect.annotateLogs(Effect.logError("failed"), "error", error)
    }).pipe(
      Logger.only([collecting]),
      Console.provide(new NodeConsole(stream)),
      Effect.map(() => lines.join("\n"))
    )
  }

  it.effect.each<[name: string, logger: Logger.Logger<unknown, unknown>]>([
    ...Logger.toText.map((logger, index): [string, typeof logger] => [`text logger ${index}`, logger]),
    ["structured logger", Logger.toStructure],
    ["logger for consoles", Logger.toConsole]
  ])("Effect's %s", ([, logger]) =>
    Effect.gen(function* () {
      for (const { make, tag } of samples) {
        const written = yield* logged(make(), logger)
        for (const value of Object.values(words)) assert.notInclude(written, value)
        for (const part of [tag, "omise retrieve", "418", "invalid_card"]) assert.include(written, part)
      }
    })
  )

  it("a code or a field that has not the form of a name could be anything: it is not shown", () => {
    const odd = [
      "john.doe@example.com",
      "John Doe",
      "+375291234567",
      "203.0.113.7",
      "",
      "x".repeat(65),
      "a..b"
    ]
    for (const name of odd) {
      const error = new CustomersError.ValidationFailed({
        ...common,
        code: name,
        origin: "provider",
        errors: { [name]: ["is odd"], email: ["is fine"] }
      })
      assert.strictEqual(
        error.message,
        "omise retrieve: status 418, origin provider, code ?, fields ?, email"
      )
      assert.deepStrictEqual(error.errors[name], ["is odd"])
      for (const [form, print] of printedForms) if (name !== "") assert.notInclude(print(error), name, form)
    }
  })
})
