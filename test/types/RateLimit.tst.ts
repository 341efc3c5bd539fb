/** The types of the limit: what a layer accepts, and that a limit adds nothing to what a layer needs. */

import type * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as BePaid from "effect-payment-customers/BePaid"
import * as RateLimit from "effect-payment-customers/RateLimit"
import * as RateLimitRedis from "effect-payment-customers/rateLimitRedis"
import { describe, expect, test } from "tstyche"
import type { ConfigError } from "#line/Config"
import type { HttpClient } from "#line/HttpClient"
import type * as Layer from "#line/Layer"
import * as Config from "#line/test/Config"
import type * as Effect from "#line/test/Effect"

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
      Layer.Layer<BePaid.Provided, ConfigError, HttpClient>
    >()
  })

  test("it can come from configuration", () => {
    expect(BePaid.layerConfig).type.toBeCallableWith({
      shopId: Config.String("SHOP"),
      secretKey: Config.Redacted("KEY"),
      rateLimit: { requests: Config.Int("REQUESTS"), window: Config.Duration("WINDOW") }
    })
  })
})

describe("the service", () => {
  test("is there without a layer: it is in nobody's requirements", () => {
    expect<Effect.Services<typeof RateLimit.RateLimit>>().type.toBe<never>()
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
