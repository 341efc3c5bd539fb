/** Every entry on Effect 4, whose declarations are checked whole. */
import type * as Effect from "effect/Effect"
import type { HttpClient } from "effect/http/HttpClient"
import type * as Layer from "effect/Layer"
import * as All from "effect-payment-customers"
import * as BePaid from "effect-payment-customers/BePaid"
import * as Customers from "effect-payment-customers/Customers"
import * as CustomersError from "effect-payment-customers/CustomersError"
import * as Emulator from "effect-payment-customers/emulator"
import * as FetchClient from "effect-payment-customers/FetchClient"
import * as Omise from "effect-payment-customers/Omise"
import * as RateLimit from "effect-payment-customers/RateLimit"
import * as RateLimitRedis from "effect-payment-customers/rateLimitRedis"
import * as Stancer from "effect-payment-customers/Stancer"
import * as Turns from "effect-payment-customers/Turns"
import { Fault } from "effect-payment-customers/testing"
import * as TurnsKeyValueStore from "effect-payment-customers/turnsKeyValueStore"
import * as TurnsPostgres from "effect-payment-customers/turnsPostgres"
import * as TurnsRedis from "effect-payment-customers/turnsRedis"
import * as UndiciClient from "effect-payment-customers/UndiciClient"

export const create: Effect.Effect<Customers.Customer, Customers.CreateError, Customers.Create> =
  Customers.create({ email: "customer@example.com", ip: "127.0.0.1" })

export const clients: ReadonlyArray<Layer.Layer<HttpClient>> = [UndiciClient.layer, FetchClient.layer]

export const others = [
  All.Omise.layer,
  BePaid.layer,
  CustomersError.isRetryable,
  Emulator.makeHandler,
  Fault,
  Omise.layerConfig,
  RateLimit.RateLimit,
  RateLimitRedis.layer,
  Stancer.layerV2,
  Turns.Turns,
  TurnsKeyValueStore.layer,
  TurnsPostgres.layer,
  TurnsRedis.layer
]
