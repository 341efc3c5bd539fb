/** What a user of TypeScript writes who has the optional peers. */
import type { HttpClient } from "@effect/platform/HttpClient"
import type * as Layer from "effect/Layer"
import * as RateLimitRedis from "effect-payment-customers/rateLimitRedis"
import * as TurnsPostgres from "effect-payment-customers/turnsPostgres"
import * as TurnsRedis from "effect-payment-customers/turnsRedis"
import * as UndiciClient from "effect-payment-customers/UndiciClient"
import { Agent } from "undici"

export const limits: Layer.Layer<never> = RateLimitRedis.layer({
  host: "127.0.0.1",
  prefix: "customers:"
})

export const turns = [TurnsPostgres.layer(), TurnsRedis.layer({ host: "127.0.0.1" })] as const

export const clients: readonly [Layer.Layer<HttpClient>, HttpClient] = [
  UndiciClient.layer,
  UndiciClient.make(new Agent({ connections: 1 }))
]
