/** The types of the limit: what a layer accepts, and that a limit adds nothing to what a layer needs. */
import type { HttpClient } from "@effect/platform/HttpClient"
import * as Config from "effect/Config"
import type * as ConfigError from "effect/ConfigError"
import type * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import type * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as BePaid from "effect-payment-customers/BePaid"
import * as RateLimit from "effect-payment-customers/RateLimit"
import * as RateLimitRedis from "effect-payment-customers/rateLimitRedis"
import { describe, expect, test } from "tstyche"

const shop = { shopId: "361", secretKey: Redacted.make("secret") }

describe("the option", () => {
  test("requests and window are required, concurrency and account are not", () => {
    expect<{ requests: number; window: "1 second" }>().type.toBeAssignableTo<RateLimit.Options>()
    expect<{
      requests: number
      window: number
      concurrency: number | undefined
      account: string | undefined
    }>().type.toBeAssignableTo<RateLimit.Options>()
    expect<{ requests: number }>().type.not.toBeAssignableTo<RateLimit.Options>()
    expect<{ window: number }>().type.not.toBeAssignableTo<RateLimit.Options>()
    expect<{ requests: string; window: number }>().type.not.toBeAssignableTo<RateLimit.Options>()
  })

  test("a layer with it needs and supplies what one without it does", () => {
    expect(BePaid.layer({ ...shop, rateLimit: { requests: 10, window: "1 second" } })).type.toBe<
      Layer.Layer<BePaid.Provided, ConfigError.ConfigError, HttpClient>
    >()
  })

  test("it can come from configuration", () => {
    expect(BePaid.layerConfig).type.toBeCallableWith({
      shopId: Config.string("SHOP"),
      secretKey: Config.redacted("KEY"),
      rateLimit: { requests: Config.integer("REQUESTS"), window: Config.duration("WINDOW") }
    })
  })
})

describe("the service", () => {
  test("is there without a layer: it is in nobody's requirements", () => {
    expect<Effect.Effect.Context<typeof RateLimit.RateLimit>>().type.toBe<never>()
  })

  test("an attempt keeps its error and its requirements", () => {
    expect<RateLimit.Service["withPlace"]>().type.toBe<
      <A, E, R>(
        claim: RateLimit.Claim,
        attempt: Effect.Effect<A, E, R>
      ) => Effect.Effect<Option.Option<A>, E, R>
    >()
  })

  test("its layers do not fail and need nothing", () => {
    expect(RateLimit.layerMemory).type.toBe<Layer.Layer<never>>()
    expect(RateLimitRedis.layer({ host: "localhost", prefix: "shop:" })).type.toBe<Layer.Layer<never>>()
  })
})
