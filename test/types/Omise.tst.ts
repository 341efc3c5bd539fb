/** The types that programs rely on: what each call of Omise can fail with, what it takes and gives. */

import type * as Option from "effect/Option"
import type * as Redacted from "effect/Redacted"
import * as Omise from "effect-payment-customers/Omise"
import { describe, expect, test } from "tstyche"
import type * as DateTime from "#line/DateTime"
import type * as Effect from "#line/Effect"
import type * as Stream from "#line/Stream"
import type { Creating, Finding, Refusing, Updating } from "./errors.js"

declare const omise: Omise.Service

describe("what each operation can fail with", () => {
  test("create: refused data and a conflict, never NotFound", () => {
    expect(omise.create).type.toBe<(input: Omise.CreateInput) => Effect.Effect<Omise.Customer, Creating>>()
  })

  test("retrieve: NotFound, and a bad id before it is sent; never a refusal by Omise", () => {
    expect(omise.retrieve).type.toBe<(id: string) => Effect.Effect<Omise.Customer, Finding>>()
  })

  test("update: NotFound, refused data, a conflict; it gives the customer back", () => {
    expect(omise.update).type.toBe<
      (id: string, patch: Omise.UpdateInput) => Effect.Effect<Omise.Customer, Updating>
    >()
  })

  test("delete: as retrieve; it gives what was deleted back", () => {
    expect(omise.delete).type.toBe<(id: string) => Effect.Effect<Omise.DeletedCustomer, Finding>>()
  })

  test("list and stream: refused options, never NotFound", () => {
    expect(omise.list).type.toBe<
      (options?: Omise.ListOptions) => Effect.Effect<Omise.CustomerPage, Refusing>
    >()
    expect(omise.stream).type.toBe<(options?: Omise.ListOptions) => Stream.Stream<Omise.Customer, Refusing>>()
  })

  test("search and searchStream: the same", () => {
    expect(omise.search).type.toBe<
      (options?: Omise.SearchOptions) => Effect.Effect<Omise.CustomerSearchPage, Refusing>
    >()
    expect(omise.searchStream).type.toBe<
      (options?: Omise.SearchOptions) => Stream.Stream<Omise.Customer, Refusing>
    >()
  })
})

describe("what goes in", () => {
  test("the fields, by the library's names", () => {
    type Created = "email" | "description" | "card" | "metadata" | "linkedAccount"
    expect<keyof Omise.CreateInput>().type.toBe<Created>()
    expect<keyof Omise.UpdateInput>().type.toBe<Created | "defaultCard">()
    expect<keyof Omise.ListOptions>().type.toBe<"offset" | "limit" | "from" | "to" | "order">()
    expect<keyof Omise.SearchOptions>().type.toBe<"query" | "filters" | "order" | "page" | "perPage">()
  })

  test("nothing is required; a value that may be missing can be passed on", () => {
    expect<object>().type.toBeAssignableTo<Omise.CreateInput>()
    expect<{ email: string | undefined }>().type.toBeAssignableTo<Omise.UpdateInput>()
    expect<{ limit: number | undefined }>().type.toBeAssignableTo<Omise.ListOptions>()
    expect<{ filters: { created: string | undefined } }>().type.toBeAssignableTo<Omise.SearchOptions>()
    expect<{ email: null }>().type.not.toBeAssignableTo<Omise.CreateInput>()
  })

  test("times are instants, days are text, and an order is one of two", () => {
    expect<{ from: DateTime.Utc }>().type.toBeAssignableTo<Omise.ListOptions>()
    expect<{ from: string }>().type.not.toBeAssignableTo<Omise.ListOptions>()
    expect<{ order: "chronological" }>().type.toBeAssignableTo<Omise.ListOptions>()
    expect<{ order: "reverse_chronological" }>().type.toBeAssignableTo<Omise.SearchOptions>()
    expect<{ order: "newest" }>().type.not.toBeAssignableTo<Omise.ListOptions>()
    expect<Omise.Days>().type.toBe<string | { readonly from: string; readonly to: string }>()
  })

  test("ids of customers and of cards are strings, and not each other's", () => {
    expect<Omise.CustomerId>().type.toBeAssignableTo<string>()
    expect<string>().type.not.toBeAssignableTo<Omise.CustomerId>()
    expect<Omise.CardId>().type.not.toBeAssignableTo<Omise.CustomerId>()
  })
})

describe("what comes out", () => {
  test("a customer has its id, its metadata and whether it is deleted; every other field may be missing", () => {
    expect<Omise.Customer["id"]>().type.toBe<Omise.CustomerId>()
    expect<Omise.Customer["metadata"]>().type.toBe<Readonly<Record<string, unknown>>>()
    expect<Omise.Customer["deleted"]>().type.toBe<boolean>()
    expect<Omise.Customer["email" | "description" | "location"]>().type.toBe<Option.Option<string>>()
    expect<Omise.Customer["liveMode"]>().type.toBe<Option.Option<boolean>>()
    expect<Omise.Customer["createdAt"]>().type.toBe<Option.Option<DateTime.Utc>>()
    expect<Omise.Customer["defaultCard"]>().type.toBe<Option.Option<Omise.CardId>>()
    expect<Omise.Customer["expandedDefaultCard"]>().type.toBe<Option.Option<Omise.Card>>()
    expect<Omise.Customer["cards"]>().type.toBe<Option.Option<Omise.CardList>>()
  })

  test("a deleted customer says so, and is not taken for one that is there", () => {
    expect<Omise.DeletedCustomer["deleted"]>().type.toBe<true>()
    expect<Omise.Customer>().type.not.toBeAssignableTo<Omise.DeletedCustomer>()
  })

  test("pages have their customers and where they stand", () => {
    expect<Omise.CustomerPage["customers"]>().type.toBe<ReadonlyArray<Omise.Customer>>()
    expect<Omise.CustomerPage["offset" | "limit" | "total"]>().type.toBe<Option.Option<number>>()
    expect<Omise.CustomerSearchPage["page" | "total" | "totalPages"]>().type.toBe<Option.Option<number>>()
  })

  test("the mode of a key may be unknown", () => {
    expect(Omise.mode).type.toBe<(secretKey: Redacted.Redacted) => Option.Option<"test" | "live">>()
  })
})
