/** The types of Omise's cards and schedules, and which ids the requests that follow a customer take. */

import type * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import type * as BePaid from "effect-payment-customers/BePaid"
import type * as CustomersError from "effect-payment-customers/CustomersError"
import type * as Omise from "effect-payment-customers/Omise"
import type * as Stancer from "effect-payment-customers/Stancer"
import { describe, expect, test } from "tstyche"
import type * as DateTime from "#line/DateTime"
import type * as Effect from "#line/Effect"
import type * as Stream from "#line/Stream"
import { charges } from "#line/test/examples"
import type { Finding, Refusing } from "./errors.js"

declare const omise: Omise.Service

describe("what each operation on cards can fail with", () => {
  type Listed = CustomersError.NotFound | Refusing

  test("list and stream: refused options, and an unknown customer", () => {
    expect(omise.cards.list).type.toBe<
      (customerId: string, options?: Omise.ListOptions) => Effect.Effect<Omise.CardPage, Listed>
    >()
    expect(omise.cards.stream).type.toBe<
      (customerId: string, options?: Omise.ListOptions) => Stream.Stream<Omise.Card, Listed>
    >()
  })

  test("retrieve and delete: NotFound, and a bad id before it is sent; never a refusal by Omise", () => {
    expect(omise.cards.retrieve).type.toBe<
      (customerId: string, cardId: string) => Effect.Effect<Omise.Card, Finding>
    >()
    expect(omise.cards.delete).type.toBe<
      (customerId: string, cardId: string) => Effect.Effect<Omise.DeletedCard, Finding>
    >()
  })

  test("update: NotFound and refused data, never a conflict; it gives the card back", () => {
    expect(omise.cards.update).type.toBe<
      (customerId: string, cardId: string, patch: Omise.UpdateCardInput) => Effect.Effect<Omise.Card, Listed>
    >()
  })

  test("schedules: as the list of cards", () => {
    expect(omise.schedules.list).type.toBe<
      (customerId: string, options?: Omise.ListOptions) => Effect.Effect<Omise.SchedulePage, Listed>
    >()
    expect(omise.schedules.stream).type.toBe<
      (customerId: string, options?: Omise.ListOptions) => Stream.Stream<Omise.Schedule, Listed>
    >()
  })
})

describe("what goes in and what comes out", () => {
  test("a patch of a card has these fields, and a value that may be missing can be passed on", () => {
    expect<keyof Omise.UpdateCardInput>().type.toBe<
      "name" | "expirationMonth" | "expirationYear" | "postalCode" | "city"
    >()
    expect<{ name: string | undefined }>().type.toBeAssignableTo<Omise.UpdateCardInput>()
    expect<{ expirationMonth: string }>().type.not.toBeAssignableTo<Omise.UpdateCardInput>()
  })

  test("pages have their rows and where they stand", () => {
    expect<Omise.CardPage["cards"]>().type.toBe<ReadonlyArray<Omise.Card>>()
    expect<Omise.SchedulePage["schedules"]>().type.toBe<ReadonlyArray<Omise.Schedule>>()
    expect<Omise.CardPage["offset" | "limit" | "total"]>().type.toBe<Option.Option<number>>()
    expect<Omise.SchedulePage["offset" | "limit" | "total"]>().type.toBe<Option.Option<number>>()
  })

  test("a deleted card says so, and is not taken for one that is there", () => {
    expect<Omise.DeletedCard["deleted"]>().type.toBe<true>()
    expect<Omise.Card>().type.not.toBeAssignableTo<Omise.DeletedCard>()
  })

  test("a schedule charges a customer's card; days are texts, times are instants", () => {
    expect<Omise.Schedule["id"]>().type.toBe<Omise.ScheduleId>()
    expect<Omise.Schedule["charge"]>().type.toBe<Option.Option<Omise.ScheduledCharge>>()
    expect<Omise.ScheduledCharge["customer"]>().type.toBe<Option.Option<Omise.CustomerId>>()
    expect<Omise.ScheduledCharge["card"]>().type.toBe<Option.Option<Omise.CardId>>()
    expect<Omise.Schedule["startOn" | "endOn"]>().type.toBe<Option.Option<string>>()
    expect<Omise.Schedule["nextOccurrencesOn"]>().type.toBe<ReadonlyArray<string>>()
    expect<Omise.Schedule["createdAt"]>().type.toBe<Option.Option<DateTime.Utc>>()
  })
})

describe("docs/examples/charges.ts: ids of another kind do not compile", () => {
  const key = Redacted.make("secret")
  const price = { amount: 100000, currency: "THB" }
  const plan = { id: "pln_1" }
  const omiseId = "cust_test_1" as Omise.CustomerId
  const bepaidId = "cst_1" as BePaid.CustomerId
  const stancerId = "cust_1" as Stancer.CustomerId
  const cardId = "card_test_1" as Omise.CardId

  test("a charge takes a customer and a card of Omise", () => {
    const charge = charges.omiseCharge
    expect(charge).type.toBeCallableWith(key, { ...price, customer: omiseId, card: cardId })
    expect(charge).type.toBeCallableWith(key, { ...price, customer: omiseId })
    expect(charge).type.not.toBeCallableWith(key, { ...price, customer: bepaidId })
    expect(charge).type.not.toBeCallableWith(key, { ...price, customer: stancerId })
    expect(charge).type.not.toBeCallableWith(key, { ...price, customer: cardId })
    expect(charge).type.not.toBeCallableWith(key, { ...price, customer: omiseId, card: omiseId })
    expect(charge).type.not.toBeCallableWith(key, { ...price, customer: "cust_test_1" })
  })

  test("a subscription takes a customer of bePaid", () => {
    const shop = { id: "361", secretKey: key }
    const subscription = charges.bepaidSubscription
    expect(subscription).type.toBeCallableWith(shop, { customer: { id: bepaidId }, plan })
    expect(subscription).type.not.toBeCallableWith(shop, { customer: { id: omiseId }, plan })
    expect(subscription).type.not.toBeCallableWith(shop, { customer: { id: stancerId }, plan })
    expect(subscription).type.not.toBeCallableWith(shop, { customer: { id: "cst_1" }, plan })
  })
})
