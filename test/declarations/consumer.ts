/** A user's project that sees nothing but the built package: TypeScript 7 checks its declarations whole. */

import * as Effect from "effect/Effect"
import * as All from "effect-payment-customers"
import * as BePaid from "effect-payment-customers/BePaid"
import * as CustomersError from "effect-payment-customers/CustomersError"
import * as Emulator from "effect-payment-customers/emulator"
import { BePaidTest } from "effect-payment-customers/testing"

export const program: Effect.Effect<ReadonlyArray<BePaid.Customer>, BePaid.ListError> = Effect.flatMap(
  BePaid.BePaid,
  (bepaid) => Effect.map(bepaid.list(), (page) => page.customers)
).pipe(Effect.provide(BePaidTest.layer()))

export const entries = [All.BePaid.layer, Emulator.makeHandler, CustomersError.isRetryable]
