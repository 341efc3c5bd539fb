/** The test layers of the providers that ensure, each with its hold on the emulator under one tag. */

import type * as Customers from "effect-payment-customers/Customers"
import {
  BePaidTest,
  OmiseTest,
  StancerTest,
  type Control as TestControl
} from "effect-payment-customers/testing"
import * as Context from "#line/Context"
import type * as Duration from "#line/Duration"
import * as Layer from "#line/Layer"
import * as Effect from "#line/test/Effect"
import type { HttpClient } from "#line/test/HttpClient"

export class Control extends Context.Service<Control, TestControl>()("test/ensure/Control") {}

interface Options {
  readonly transformClient?: (client: HttpClient) => HttpClient
  /** Only Omise has an index that can lag. */
  readonly searchLag?: Duration.Input
  readonly settlingTime?: Duration.Input
  readonly retryBudget?: number
}

export interface Subject<R> {
  readonly name: string
  /** Does `ensure` look whether the customer is there before it creates? */
  readonly looksFirst: boolean
  readonly layer: (options?: Options) => Layer.Layer<R | Customers.Create | Customers.Ensure | Control>
}

const underOneTag = <R, I>(layer: Layer.Layer<R | I>, tag: Context.Key<I, TestControl>) =>
  Layer.merge(
    layer,
    Layer.provide(
      Layer.effect(
        Control,
        Effect.map(Effect.context<I>(), (context) => Context.get(context, tag))
      ),
      layer as unknown as Layer.Layer<I>
    )
  )

/** They look by themselves whether a customer is there. */
export const finders: ReadonlyArray<Subject<Customers.Find>> = [
  {
    name: "bePaid",
    looksFirst: true,
    layer: ({ searchLag: _, ...options } = {}) => underOneTag(BePaidTest.layer(options), BePaidTest.Control)
  },
  {
    name: "Omise",
    looksFirst: true,
    layer: (options) => underOneTag(OmiseTest.layer(options), OmiseTest.Control)
  },
  {
    name: "Stancer v2",
    looksFirst: true,
    layer: ({ searchLag: _, ...options } = {}) =>
      underOneTag(StancerTest.layerV2(options), StancerTest.Control)
  }
]

/** It is told by the provider's 409 whether a customer is there. */
export const stancer: Subject<Customers.Retrieve | Customers.Delete> = {
  name: "Stancer v1",
  looksFirst: false,
  layer: ({ searchLag: _, ...options } = {}) => underOneTag(StancerTest.layer(options), StancerTest.Control)
}

export const subjects: ReadonlyArray<Subject<never>> = [...finders, stancer]
