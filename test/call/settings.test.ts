/** The options of a layer: what each must be, and that a refusal names the option and never shows its value. */
import { inspect } from "node:util"
import * as Redacted from "effect/Redacted"
import * as BePaid from "effect-payment-customers/BePaid"
import * as Omise from "effect-payment-customers/Omise"
import * as Cause from "#line/Cause"
import * as Duration from "#line/Duration"
import * as Layer from "#line/Layer"
import * as Config from "#line/test/Config"
import * as ConfigProvider from "#line/test/ConfigProvider"
import * as Effect from "#line/test/Effect"
import * as HttpClient from "#line/test/HttpClient"
import * as HttpClientRequest from "#line/test/HttpClientRequest"
import * as Logger from "#line/test/Logger"
import { assert, describe, it } from "#line/test/vitest"
import { answer, scripted } from "../support/scripted.js"

const good: BePaid.Options = { shopId: "361", secretKey: Redacted.make("b8647b68898b084b836474ed8d61ffe1") }

/** What a layer of these options fails with; nothing may be sent while it is built. */
const refusal = (layer: ReturnType<typeof BePaid.layer>) =>
  Effect.gen(function* () {
    const script = scripted([])
    const error = yield* Effect.flip(Effect.scoped(Layer.build(layer.pipe(Layer.provide(script.layer)))))
    assert.deepStrictEqual(script.sent, [])
    return error
  })

/** Where the one request of a layer of these options goes. */
const sentTo = (options: BePaid.Options) =>
  Effect.gen(function* () {
    const script = scripted([answer(200, [])])
    yield* Effect.flatMap(BePaid.BePaid, (bepaid) => bepaid.list()).pipe(
      Effect.provide(BePaid.layer(options)),
      Effect.provide(script.layer)
    )
    return script.sent[0]?.url
  })

const printed = (error: Config.ConfigError) =>
  [
    String(error),
    JSON.stringify(error),
    inspect(error),
    inspect(error, { depth: 9, customInspect: false }),
    Cause.pretty(Cause.fail(error))
  ].join("\n")

interface Refused {
  readonly name: string
  readonly option: keyof BePaid.Options
  readonly options: Partial<BePaid.Options>
  /** What no printed form may show. */
  readonly hidden: string
  /** A part of the rule that the error states. */
  readonly rule: string
}

const url = (name: string, baseUrl: string, rule: string): Refused => ({
  name: `${name}: ${baseUrl}`,
  option: "baseUrl",
  options: { baseUrl },
  hidden: baseUrl,
  rule
})

const key = (name: string, secret: string, rule: string): Refused => ({
  name,
  option: "secretKey",
  options: { secretKey: Redacted.make(secret) },
  hidden: secret,
  rule
})

// What a JavaScript caller, or a value of `any`, can hand in.
const unchecked = (options: object): Partial<BePaid.Options> => options

const refused: ReadonlyArray<Refused> = [
  url("relative", "gateway/bepaid", "absolute"),
  url("a host alone", "gateway.example.com", "absolute"),
  url("without a scheme", "//gateway.example.com", "absolute"),
  url("ftp", "ftp://gateway.example.com", "https"),
  url("a file", "file:///srv/gateway", "https"),
  url("http to the world", "http://gateway.example.com", "allowInsecureHttp"),
  url("http to a name that begins like loopback", "http://localhost.example.com", "allowInsecureHttp"),
  url("http to a name below localhost", "http://bepaid.localhost:8080", "allowInsecureHttp"),
  url("http to a name that begins like 127.", "http://127.0.0.1.example.com", "allowInsecureHttp"),
  url("http to a private address", "http://192.168.1.7", "allowInsecureHttp"),
  url("a user", "https://someone@gateway.example.com", "credentials"),
  url("a user and a password", "https://someone:hunter2@gateway.example.com", "credentials"),
  url("a query", "https://gateway.example.com/?tenant=7", "query"),
  url("an empty query", "https://gateway.example.com/?", "query"),
  url("a fragment", "https://gateway.example.com/#tenant", "fragment"),
  url("a blank before it", " https://gateway.example.com", "white space"),
  url("a blank behind it", "https://gateway.example.com ", "white space"),
  url("a newline behind it", "https://gateway.example.com\n", "white space"),
  url("a newline in it, which URL drops", "https://gateway.\nexample.com", "white space"),
  url("a blank in its path", "https://gateway.example.com/by api", "white space"),
  url("a control character", "https://gateway.example.com/\u0000", "control characters"),
  url("an empty fragment", "https://gateway.example.com/#", "fragment"),
  {
    name: "allowInsecureHttp allows http, not ftp",
    option: "baseUrl",
    options: { baseUrl: "ftp://gateway.example.com", allowInsecureHttp: true },
    hidden: "gateway.example.com",
    rule: "https"
  },
  key("a key that is empty", "", "empty"),
  key("a key that is blank", " \t ", "empty"),
  ...[" b8647", "b8647\n", "b8647\r\n", "\tb8647", "b8647\u00a0", "\ufeffb8647"].map((secret) =>
    key(
      `a key with white space at an end: ${JSON.stringify(secret)}`,
      secret,
      "without white space at its beginning or end"
    )
  ),
  ...["b86\n47", "b86\u000047", "b86\u007f47", "b86\u008547"].map((secret) =>
    key(`a key with a control character: ${JSON.stringify(secret)}`, secret, "without control characters")
  ),
  key("a key with half of a surrogate pair", "b86\ud83d47", "halves of surrogate pairs"),
  key("a public key with a newline", "pkey_test_5xuy4w91xqz7d1w9u0t\n", "public key"),
  key("a public key: pkey_", "pkey_test_5xuy4w91xqz7d1w9u0t", "public key"),
  key("a public key: ptest_", "ptest_vzzv5vPQ5vzzv5vPQ5", "public key"),
  key("a public key: pprod_", "pprod_vzzv5vPQ5vzzv5vPQ5", "public key"),
  key("a key of Omise", "skey_test_5xuy4w91xqz7d1w9u0t", "is a key of Omise"),
  key("a key of Stancer, with a newline", "stest_vzzv5vPQ5vzzv5vPQ5vzzv5v\n", "is a key of Stancer"),
  {
    name: "a key that is not Redacted",
    option: "secretKey",
    options: unchecked({ secretKey: "b8647b68898b084b836474ed8d61ffe1" }),
    hidden: "b8647b68898b084b836474ed8d61ffe1",
    rule: "Redacted"
  },
  {
    name: "a key that is a Redacted number",
    option: "secretKey",
    options: unchecked({ secretKey: Redacted.make(8647688980) }),
    hidden: "8647688980",
    rule: "Redacted"
  },
  {
    name: "a key that is missing",
    option: "secretKey",
    options: unchecked({ secretKey: undefined }),
    hidden: "b8647b68898b084b836474ed8d61ffe1",
    rule: "the shop's secret key"
  },
  { name: "a shop id that is empty", option: "shopId", options: { shopId: "" }, hidden: "", rule: "empty" },
  { name: "a shop id that is blank", option: "shopId", options: { shopId: "  " }, hidden: "", rule: "empty" },
  ...[" 361", "361 ", "361\n", "\t361"].map(
    (shopId): Refused => ({
      name: `a shop id with white space at an end: ${JSON.stringify(shopId)}`,
      option: "shopId",
      options: { shopId },
      hidden: "361",
      rule: "without white space at its beginning or end"
    })
  ),
  {
    name: "a shop id with a control character",
    option: "shopId",
    options: { shopId: "36\u00001" },
    hidden: "36\u00001",
    rule: "without control characters"
  },
  {
    name: "a shop id with a colon: it would end the user name of Basic",
    option: "shopId",
    options: { shopId: "361:b8647b68" },
    hidden: "361:b8647b68",
    rule: "colon"
  },
  {
    name: "a shop id that is a number",
    option: "shopId",
    options: unchecked({ shopId: 98361 }),
    hidden: "98361",
    rule: "the shop's id"
  },
  { name: "timeout 0", option: "timeout", options: { timeout: 0 }, hidden: "", rule: "above zero" },
  { name: "timeout -1", option: "timeout", options: { timeout: -1 }, hidden: "", rule: "above zero" },
  {
    name: "timeout NaN",
    option: "timeout",
    options: { timeout: Number.NaN },
    hidden: "",
    rule: "above zero"
  },
  {
    name: "timeout that is no duration",
    option: "timeout",
    options: unchecked({ timeout: "half a fortnight" }),
    hidden: "half a fortnight",
    rule: "duration"
  },
  ...[-1, 1.5, 11, Number.NaN, Number.POSITIVE_INFINITY].map(
    (retries): Refused => ({
      name: `retries ${retries}`,
      option: "retries",
      options: { retries },
      hidden: "",
      rule: "whole number from 0 to 10"
    })
  ),
  ...[0, -1, 1.5, Number.NaN, Number.NEGATIVE_INFINITY].map(
    (retryBudget): Refused => ({
      name: `a retry budget of ${retryBudget}`,
      option: "retryBudget",
      options: { retryBudget },
      hidden: "",
      rule: "whole number, 1 or more, or Infinity"
    })
  ),
  {
    name: "a retry budget that is no number",
    option: "retryBudget",
    options: unchecked({ retryBudget: "plenty" }),
    hidden: "plenty",
    rule: "whole number"
  },
  ...["999 millis", "61 minutes", Duration.infinity].map(
    (settlingTime): Refused => ({
      name: `a settling time of ${settlingTime}`,
      option: "settlingTime",
      options: { settlingTime: settlingTime as Duration.Input },
      hidden: "",
      rule: "must be from 1 second to 1 hour"
    })
  ),
  {
    name: "a settling time that is no duration",
    option: "settlingTime",
    options: unchecked({ settlingTime: "half a fortnight" }),
    hidden: "half a fortnight",
    rule: "duration"
  },
  {
    name: "retries that are no number",
    option: "retries",
    options: unchecked({ retries: "many times" }),
    hidden: "many times",
    rule: "whole number"
  }
]

describe("refused", () => {
  it.effect.each(refused)("$name", ({ option, options, hidden, rule }) =>
    Effect.gen(function* () {
      const error = yield* refusal(BePaid.layer({ ...good, ...options }))
      assert.deepStrictEqual(Config.pathOf(error), [option])
      assert.include(printed(error), rule)
      assert.notInclude(printed(error), Redacted.value(good.secretKey))
      if (hidden.trim() !== "") assert.notInclude(printed(error), hidden)
    })
  )
})

describe("base URL: where requests go", () => {
  const accepted: ReadonlyArray<[options: Partial<BePaid.Options>, sentTo: string]> = [
    [{}, "https://api.bepaid.by/customers"],
    [{ baseUrl: undefined }, "https://api.bepaid.by/customers"],
    [{ baseUrl: "https://gateway.example.com" }, "https://gateway.example.com/customers"],
    [{ baseUrl: "https://gateway.example.com/" }, "https://gateway.example.com/customers"],
    [{ baseUrl: "https://gateway.example.com///" }, "https://gateway.example.com/customers"],
    [{ baseUrl: "HTTPS://Gateway.Example.com:443" }, "https://gateway.example.com/customers"],
    [{ baseUrl: "https://gateway.example.com:8443" }, "https://gateway.example.com:8443/customers"],
    [{ baseUrl: "https://gateway.example.com/by/api" }, "https://gateway.example.com/by/api/customers"],
    [{ baseUrl: "https://gateway.example.com/by/api/" }, "https://gateway.example.com/by/api/customers"],
    [{ baseUrl: "http://localhost" }, "http://localhost/customers"],
    [{ baseUrl: "http://localhost:8080" }, "http://localhost:8080/customers"],
    [{ baseUrl: "http://127.0.0.1:8080" }, "http://127.0.0.1:8080/customers"],
    [{ baseUrl: "http://127.8.9.10" }, "http://127.8.9.10/customers"],
    [{ baseUrl: "http://[::1]:8080" }, "http://[::1]:8080/customers"],
    [{ baseUrl: "http://emulator:8080", allowInsecureHttp: true }, "http://emulator:8080/customers"]
  ]
  it.effect.each(accepted)("%j → %s", ([options, expected]) =>
    Effect.gen(function* () {
      assert.strictEqual(yield* sentTo({ ...good, ...options }), expected)
    })
  )
})

describe("accepted", () => {
  it.effect.each<[name: string, options: Partial<BePaid.Options>]>([
    ["a key of an unknown form", { secretKey: Redacted.make("key_or_whatever_comes_next") }],
    ["a key that has a colon and more", { secretKey: Redacted.make("s:e c€ret") }],
    ["a timeout as a text", { timeout: "5 seconds" }],
    ["no timeout at all", { timeout: Duration.infinity }],
    ["retries 0", { retries: 0 }],
    ["retries 10", { retries: 10 }],
    ["a retry budget of one", { retryBudget: 1 }],
    ["no retry budget at all", { retryBudget: Number.POSITIVE_INFINITY }],
    ["a settling time of a second", { settlingTime: "1 second" }],
    ["a settling time of an hour", { settlingTime: "1 hour" }],
    ["options that are undefined", { timeout: undefined, retries: undefined, allowInsecureHttp: undefined }]
  ])("%s", ([, options]) =>
    Effect.gen(function* () {
      assert.strictEqual(yield* sentTo({ ...good, ...options }), "https://api.bepaid.by/customers")
    })
  )
})

describe("layerConfig", () => {
  const from = (values: ReadonlyArray<readonly [string, string]>) =>
    ConfigProvider.layer(ConfigProvider.fromEntries(values))

  const environment = [
    ["BEPAID_SHOP_ID", "361"],
    ["BEPAID_SECRET_KEY", "b8647b68898b084b836474ed8d61ffe1"]
  ] as const

  const authorization = (layer: ReturnType<typeof BePaid.layer>) =>
    Effect.gen(function* () {
      const script = scripted([answer(200, [])])
      yield* Effect.flatMap(BePaid.BePaid, (bepaid) => bepaid.list()).pipe(
        Effect.provide(layer),
        Effect.provide(script.layer)
      )
      return script.sent.map(({ url, headers }) => ({ url, authorization: headers.authorization }))
    })

  it.effect("reads BEPAID_SHOP_ID and BEPAID_SECRET_KEY", () =>
    Effect.gen(function* () {
      const sent = yield* authorization(Layer.provide(BePaid.layerConfig(), from(environment)))
      assert.deepStrictEqual(sent, [
        {
          url: "https://api.bepaid.by/customers",
          authorization: `Basic ${btoa("361:b8647b68898b084b836474ed8d61ffe1")}`
        }
      ])
    })
  )

  it.effect("reads what it is told to", () =>
    Effect.gen(function* () {
      const layer = BePaid.layerConfig({
        shopId: Config.succeed("7"),
        secretKey: Config.Redacted("KEY"),
        baseUrl: Config.String("URL")
      })
      const values = from([
        ["KEY", "another"],
        ["URL", "https://gateway.example.com/by"]
      ])
      assert.deepStrictEqual(yield* authorization(Layer.provide(layer, values)), [
        { url: "https://gateway.example.com/by/customers", authorization: `Basic ${btoa("7:another")}` }
      ])
    })
  )

  it.effect("takes options as they are, and reads those that are not given", () =>
    Effect.gen(function* () {
      const layer = BePaid.layerConfig({
        shopId: "7",
        retries: 0,
        baseUrl: undefined,
        rateLimit: { requests: Config.Int("REQUESTS"), window: "1 second" },
        transformClient: HttpClient.mapRequest(HttpClientRequest.setHeader("x-shop", "7"))
      })
      const script = scripted([answer(503, {})])
      const values = from([
        ...environment,
        ["BEPAID_BASE_URL", "https://gateway.example.com"],
        ["REQUESTS", "3"]
      ])
      yield* Effect.flatMap(BePaid.BePaid, (bepaid) => bepaid.list()).pipe(
        Effect.flip,
        Effect.provide(Layer.provide(layer, values)),
        Effect.provide(script.layer)
      )
      assert.deepStrictEqual(
        script.sent.map(({ url, headers }) => [url, headers.authorization, headers["x-shop"]]),
        [["https://gateway.example.com/customers", `Basic ${btoa(`7:${environment[1][1]}`)}`, "7"]]
      )
    })
  )

  it.effect("a Config of all options reads nothing beside it", () =>
    Effect.gen(function* () {
      const layer = BePaid.layerConfig(Config.succeed(good))
      const values = from([["BEPAID_BASE_URL", "https://gateway.example.com"]])
      const [sent] = yield* authorization(Layer.provide(layer, values))
      assert.strictEqual(sent?.url, "https://api.bepaid.by/customers")
    })
  )

  it.effect("a base URL of the environment that is empty is as one that is missing", () =>
    Effect.gen(function* () {
      const [sent] = yield* authorization(
        Layer.provide(BePaid.layerConfig(), from([...environment, ["BEPAID_BASE_URL", ""]]))
      )
      assert.strictEqual(sent?.url, "https://api.bepaid.by/customers")
    })
  )

  it.effect.each<[name: string, url: string]>([
    ["no URL", "bepaid"],
    ["plain http to another host", "http://gateway.example.com"]
  ])("a base URL of the environment that is %s is refused, and nothing is sent", ([, url]) =>
    Effect.gen(function* () {
      const error = yield* refusal(
        Layer.provide(BePaid.layerConfig(), from([...environment, ["BEPAID_BASE_URL", url]]))
      )
      assert.deepStrictEqual(Config.pathOf(error), ["baseUrl"])
    })
  )

  it.effect("an option of the limit that can't be read is named", () =>
    Effect.gen(function* () {
      const layer = BePaid.layerConfig({
        rateLimit: { requests: Config.Int("REQUESTS"), window: "1 second" }
      })
      const error = yield* refusal(Layer.provide(layer, from(environment)))
      assert.deepStrictEqual(Config.variableOf(error), ["REQUESTS"])
    })
  )

  it.effect("holds what it reads against the rules of the options", () =>
    Effect.gen(function* () {
      const layer = BePaid.layerConfig({
        shopId: Config.succeed("7"),
        secretKey: Config.Redacted("KEY")
      })
      const error = yield* refusal(Layer.provide(layer, from([["KEY", "pkey_test_5xuy4w91"]])))
      assert.deepStrictEqual(Config.pathOf(error), ["secretKey"])
      assert.notInclude(printed(error), "5xuy4w91")
    })
  )

  it.effect.each<[option: string, values: ReadonlyArray<readonly [string, string]>]>([
    ["shopId", [["BEPAID_SHOP_ID", "361\n"], environment[1]]],
    ["secretKey", [environment[0], ["BEPAID_SECRET_KEY", "b8647b68898b084b836474ed8d61ffe1\n"]]]
  ])("%s with a newline at its end, as files of secrets have it", ([option, values]) =>
    Effect.gen(function* () {
      const error = yield* refusal(Layer.provide(BePaid.layerConfig(), from(values)))
      assert.deepStrictEqual(Config.pathOf(error), [option])
      assert.include(printed(error), "white space")
      assert.notInclude(printed(error), "b8647b68898b084b836474ed8d61ffe1")
    })
  )

  it.effect.each<[name: string, values: ReadonlyArray<readonly [string, string]>, path: string]>([
    ["no shop id", [environment[1]], "BEPAID_SHOP_ID"],
    ["no key", [environment[0]], "BEPAID_SECRET_KEY"],
    ["an empty shop id", [["BEPAID_SHOP_ID", ""], environment[1]], "BEPAID_SHOP_ID"],
    ["an empty key", [environment[0], ["BEPAID_SECRET_KEY", ""]], "BEPAID_SECRET_KEY"]
  ])("%s: the variable is named", ([, values, path]) =>
    Effect.gen(function* () {
      const error = yield* refusal(Layer.provide(BePaid.layerConfig(), from(values)))
      assert.deepStrictEqual(Config.variableOf(error), [path])
      assert.notInclude(printed(error), "b8647b68898b084b836474ed8d61ffe1")
    })
  )
})

describe("plain http to another host", () => {
  const baseUrl = "http://emulator:8080"
  const allowInsecureHttp = true

  const warned = (make: Effect.Effect<unknown, unknown, HttpClient.HttpClient>) => {
    const lines: Array<string> = []
    return make.pipe(
      Effect.provide(scripted([]).layer),
      Logger.only([Logger.keeping(({ level, message }) => lines.push(`${level} ${message}`))]),
      Effect.map(() => lines)
    )
  }
  const omise = (key: string, url = baseUrl) =>
    Omise.make({ secretKey: Redacted.make(key), baseUrl: url, allowInsecureHttp })
  const warning = (provider: string) =>
    `WARN ${provider}: a key that may be live goes over plain http to another host`

  it.effect("a live key is warned of, once", () =>
    Effect.map(warned(omise("skey_5xuy4w91xqz7d1w9u0t")), (lines) =>
      assert.deepStrictEqual(lines, [warning("omise")])
    )
  )
  it.effect("a key that does not tell is, too", () =>
    Effect.map(warned(BePaid.make({ ...good, baseUrl, allowInsecureHttp })), (lines) =>
      assert.deepStrictEqual(lines, [warning("bepaid")])
    )
  )
  it.effect.each([
    ["a test key", omise("skey_test_5xuy4w91xqz7d1w9u0t")],
    ["a live key on loopback", omise("skey_5xuy4w91xqz7d1w9u0t", "http://127.0.0.1:8080")],
    ["a live key over https", omise("skey_5xuy4w91xqz7d1w9u0t", "https://emulator:8080")]
  ] as const)("%s is not", ([, make]) =>
    Effect.map(warned(make), (lines) => assert.deepStrictEqual(lines, []))
  )
})
