/** The types that programs rely on: what each call of Omise can fail with, what each layer supplies and needs. */

import type * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import type * as Customers from "effect-payment-customers/Customers"
import type * as CustomersError from "effect-payment-customers/CustomersError"
import * as Omise from "effect-payment-customers/Omise"
import { OmiseTest } from "effect-payment-customers/testing"
import { describe, expect, test } from "tstyche"
import type { ConfigError } from "#line/Config"
import type * as DateTime from "#line/DateTime"
import type * as Effect from "#line/Effect"
import type { HttpClient } from "#line/HttpClient"
import type * as Layer from "#line/Layer"
import type * as Stream from "#line/Stream"

/** What every operation can fail with, spelled out: `CommonError` must not grow unnoticed. */
type Always =
  | CustomersError.Unauthorized
  | CustomersError.Forbidden
  | CustomersError.RateLimited
  | CustomersError.Unavailable
  | CustomersError.UnexpectedResponse

type Provided =
  | Omise.Omise
  | Customers.Create
  | Customers.Retrieve
  | Customers.Update
  | Customers.Delete
  | Customers.List
  | Customers.Search
  | Customers.Find
  | Customers.Ensure

declare const omise: Omise.Service
const secretKey = Redacted.make("skey_test_secret")

describe("what each operation can fail with", () => {
  test("create: refused data and a conflict, never NotFound", () => {
    expect(omise.create).type.toBe<
      (
        input: Omise.CreateInput
      ) => Effect.Effect<Omise.Customer, CustomersError.ValidationFailed | CustomersError.Conflict | Always>
    >()
  })

  test("retrieve: NotFound, and a bad id before it is sent; never a refusal by Omise", () => {
    expect(omise.retrieve).type.toBe<
      (
        id: string
      ) => Effect.Effect<Omise.Customer, CustomersError.InvalidInput | CustomersError.NotFound | Always>
    >()
  })

  test("update: NotFound, refused data, a conflict; it gives the customer back", () => {
    expect(omise.update).type.toBe<
      (
        id: string,
        patch: Omise.UpdateInput
      ) => Effect.Effect<
        Omise.Customer,
        CustomersError.ValidationFailed | CustomersError.NotFound | CustomersError.Conflict | Always
      >
    >()
  })

  test("delete: as retrieve; it gives what was deleted back", () => {
    expect(omise.delete).type.toBe<
      (
        id: string
      ) => Effect.Effect<
        Omise.DeletedCustomer,
        CustomersError.InvalidInput | CustomersError.NotFound | Always
      >
    >()
  })

  test("list and stream: refused options, never NotFound", () => {
    expect(omise.list).type.toBe<
      (
        options?: Omise.ListOptions
      ) => Effect.Effect<Omise.CustomerPage, CustomersError.ValidationFailed | Always>
    >()
    expect(omise.stream).type.toBe<
      (options?: Omise.ListOptions) => Stream.Stream<Omise.Customer, CustomersError.ValidationFailed | Always>
    >()
  })

  test("search and searchStream: the same", () => {
    expect(omise.search).type.toBe<
      (
        options?: Omise.SearchOptions
      ) => Effect.Effect<Omise.CustomerSearchPage, CustomersError.ValidationFailed | Always>
    >()
    expect(omise.searchStream).type.toBe<
      (
        options?: Omise.SearchOptions
      ) => Stream.Stream<Omise.Customer, CustomersError.ValidationFailed | Always>
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

describe("the layers", () => {
  test("layer supplies the native service and every capability of Customers", () => {
    expect(Omise.layer).type.toBe<
      (options: Omise.Options) => Layer.Layer<Provided, ConfigError, HttpClient>
    >()
  })

  test("layerNative supplies the native service alone", () => {
    expect(Omise.layerNative).type.toBe<
      (options: Omise.Options) => Layer.Layer<Omise.Omise, ConfigError, HttpClient>
    >()
  })

  test("layerConfig is layer, without an argument too", () => {
    expect(Omise.layerConfig()).type.toBe<Layer.Layer<Provided, ConfigError, HttpClient>>()
  })

  test("the test layer supplies the same, needs nothing and does not fail", () => {
    expect(OmiseTest.layer()).type.toBe<Layer.Layer<Provided | OmiseTest.Control>>()
  })

  test("the key is required, and Redacted: a string does not compile", () => {
    expect(Omise.layer).type.toBeCallableWith({ secretKey })
    expect(Omise.layer).type.not.toBeCallableWith({ secretKey: "skey_test_secret" })
    expect(Omise.layerNative).type.not.toBeCallableWith({ secretKey: "skey_test_secret" })
    expect(OmiseTest.layer).type.not.toBeCallableWith({ secretKey: "skey_test_secret" })
    expect(Omise.layer).type.not.toBeCallableWith()
  })

  test("the API version is one of the two that are known", () => {
    expect(Omise.layer).type.toBeCallableWith({ secretKey, apiVersion: "2017-11-02" as const })
    expect(Omise.layer).type.not.toBeCallableWith({ secretKey, apiVersion: "2014-07-27" as const })
  })
})
