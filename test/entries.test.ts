/** Every public entry can be imported, and has what it is imported for. */
import { assert, it } from "@effect/vitest"

it.each([
  ["index", () => import("effect-payment-customers"), "Customers"],
  ["BePaid", () => import("effect-payment-customers/BePaid"), "layer"],
  ["Customers", () => import("effect-payment-customers/Customers"), "create"],
  ["CustomersError", () => import("effect-payment-customers/CustomersError"), "isRetryable"],
  ["FetchClient", () => import("effect-payment-customers/FetchClient"), "layer"],
  ["Omise", () => import("effect-payment-customers/Omise"), "layer"],
  ["RateLimit", () => import("effect-payment-customers/RateLimit"), "layerMemory"],
  ["Stancer", () => import("effect-payment-customers/Stancer"), "layerV2"],
  ["Turns", () => import("effect-payment-customers/Turns"), "Turns"],
  ["UndiciClient", () => import("effect-payment-customers/UndiciClient"), "layer"],
  ["emulator", () => import("effect-payment-customers/emulator"), "keys"],
  ["rateLimitRedis", () => import("effect-payment-customers/rateLimitRedis"), "layer"],
  ["turnsKeyValueStore", () => import("effect-payment-customers/turnsKeyValueStore"), "layerFolder"],
  ["turnsPostgres", () => import("effect-payment-customers/turnsPostgres"), "migrate"],
  ["turnsRedis", () => import("effect-payment-customers/turnsRedis"), "layer"],
  ["testing", () => import("effect-payment-customers/testing"), "OmiseTest"]
] as const)("%s", async (_, load, name) => {
  assert.property(await load(), name)
})
