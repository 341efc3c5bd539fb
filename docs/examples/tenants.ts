/** A platform whose shops each have an account of their own, at a provider of their own. */

import * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import * as LayerMap from "effect/LayerMap"
import * as Customers from "effect-payment-customers/Customers"
import { OmiseTest, StancerTest } from "effect-payment-customers/testing"

type Shared = Customers.Create | Customers.Retrieve

/** In an app: the tenant's keys from a database, and `Omise.layer({ secretKey })`. */
const layerOf = (tenant: string): Layer.Layer<Shared> =>
  tenant.endsWith(".fr") ? StancerTest.layer() : OmiseTest.layer()

export class Tenants extends LayerMap.Service<Tenants>()("shop/Tenants", {
  lookup: layerOf,
  idleTimeToLive: "5 minutes"
}) {}

/** The same program for every tenant; each has its own customers. */
export const signUp = (tenant: string, email: string) =>
  Customers.create({ email, ip: "127.0.0.1" }).pipe(Effect.provide(Tenants.get(tenant)))
