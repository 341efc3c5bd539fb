/** What API v2 of Stancer adds to the types that programs rely on, and that a program of v1 can't have it. */

import type * as Option from "effect/Option"
import * as Customers from "effect-payment-customers/Customers"
import * as Stancer from "effect-payment-customers/Stancer"
import { StancerTest } from "effect-payment-customers/testing"
import { describe, expect, test } from "tstyche"
import type * as DateTime from "#line/DateTime"
import * as Effect from "#line/Effect"
import type * as Stream from "#line/Stream"
import type { Refusing } from "./errors.js"

declare const lists: Stancer.ServiceV2

describe("StancerV2", () => {
  test("has list and stream, and nothing else: the rest is Stancer's", () => {
    expect<keyof Stancer.ServiceV2>().type.toBe<"list" | "stream">()
    expect<keyof Stancer.Service>().type.toBe<"create" | "retrieve" | "update" | "delete">()
  })

  test("a list is never NotFound", () => {
    expect(lists.list).type.toBe<
      (options?: Stancer.ListOptions) => Effect.Effect<Stancer.CustomerPage, Refusing>
    >()
    expect(lists.stream).type.toBe<
      (options?: Stancer.ListOptions) => Stream.Stream<Stancer.Customer, Refusing>
    >()
  })

  test("its options are the documented ones", () => {
    expect<keyof Stancer.ListOptions>().type.toBe<
      "created" | "externalId" | "email" | "name" | "country" | "legalId" | "start" | "limit"
    >()
    expect<{
      email: string | undefined
      created: DateTime.Utc
    }>().type.toBeAssignableTo<Stancer.ListOptions>()
    expect<{ created: number }>().type.not.toBeAssignableTo<Stancer.ListOptions>()
  })
})

describe("what comes out", () => {
  test("a page has its range, as far as Stancer tells", () => {
    expect<Stancer.CustomerPage["customers"]>().type.toBe<ReadonlyArray<Stancer.Customer>>()
    expect<Stancer.CustomerPage["hasMore"]>().type.toBe<Option.Option<boolean>>()
    expect<Stancer.CustomerPage["start" | "limit" | "end" | "count"]>().type.toBe<Option.Option<number>>()
  })

  test("v2's fields of a customer may be missing: one class for both versions", () => {
    expect<
      Stancer.Customer["country" | "billingAddress" | "shippingAddress" | "dateBirth" | "legalId"]
    >().type.toBe<Option.Option<string>>()
    expect<Stancer.Customer["deleted"]>().type.toBe<Option.Option<boolean>>()
  })
})

describe("the layers", () => {
  test("a program that lists requires what a layer of v1 does not supply", () => {
    const native = Effect.flatMap(Stancer.StancerV2, (stancer) => stancer.list())
    const neutral = Customers.list()
    expect(Effect.provide(native, StancerTest.layer())).type.toBe<
      Effect.Effect<Stancer.CustomerPage, Refusing, Stancer.StancerV2>
    >()
    expect(Effect.provide(neutral, StancerTest.layer())).type.toBe<
      Effect.Effect<Customers.Page, Refusing, Customers.List>
    >()
    expect(Effect.provide(native, StancerTest.layerV2())).type.toBe<
      Effect.Effect<Stancer.CustomerPage, Refusing>
    >()
    expect(Effect.provide(neutral, StancerTest.layerV2())).type.toBe<
      Effect.Effect<Customers.Page, Refusing>
    >()
  })

  test("v2 has no search", () => {
    expect(Effect.provide(Customers.search("david"), StancerTest.layerV2())).type.toBe<
      Effect.Effect<Customers.Page, Refusing, Customers.Search>
    >()
  })
})
