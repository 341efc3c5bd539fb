/** The types that programs rely on: what each call of bePaid can fail with, what each layer supplies and needs. */

import type * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as BePaid from "effect-payment-customers/BePaid"
import type * as Customers from "effect-payment-customers/Customers"
import type * as CustomersError from "effect-payment-customers/CustomersError"
import { BePaidTest } from "effect-payment-customers/testing"
import { describe, expect, test } from "tstyche"
import type { ConfigError } from "#line/Config"
import type * as Effect from "#line/Effect"
import type { HttpClient } from "#line/HttpClient"
import type * as Stream from "#line/Stream"
import type * as Layer from "#line/test/Layer"

/** What every operation can fail with, spelled out: `CommonError` must not grow unnoticed. */
type Always =
  | CustomersError.Unauthorized
  | CustomersError.Forbidden
  | CustomersError.RateLimited
  | CustomersError.Unavailable
  | CustomersError.UnexpectedResponse

type Provided =
  | BePaid.BePaid
  | Customers.Create
  | Customers.Retrieve
  | Customers.List
  | Customers.Find
  | Customers.Ensure

declare const bepaid: BePaid.Service
const secretKey = Redacted.make("secret")

describe("what each operation can fail with", () => {
  test("create: refused data and a conflict, never NotFound", () => {
    expect(bepaid.create).type.toBe<
      (
        input: BePaid.CreateInput
      ) => Effect.Effect<BePaid.Customer, CustomersError.ValidationFailed | CustomersError.Conflict | Always>
    >()
  })

  test("retrieve: NotFound, and a bad id before it is sent; never a refusal by bePaid", () => {
    expect(bepaid.retrieve).type.toBe<
      (
        id: string
      ) => Effect.Effect<BePaid.Customer, CustomersError.InvalidInput | CustomersError.NotFound | Always>
    >()
    expect<CustomersError.InvalidInput["origin"]>().type.toBe<"client">()
  })

  test("list and stream: nothing of their own", () => {
    expect(bepaid.list).type.toBe<() => Effect.Effect<BePaid.CustomerPage, Always>>()
    expect(bepaid.stream).type.toBe<() => Stream.Stream<BePaid.Customer, Always>>()
  })

  test("bePaid has create, retrieve, list and stream, and no update, delete or search", () => {
    expect<keyof BePaid.Service>().type.toBe<"create" | "retrieve" | "list" | "stream">()
  })
})

describe("what goes in", () => {
  test("email and ip are required, and nothing else", () => {
    expect<{ email: string; ip: string }>().type.toBeAssignableTo<BePaid.CreateInput>()
    expect<{ email: string }>().type.not.toBeAssignableTo<BePaid.CreateInput>()
    expect<{ ip: string }>().type.not.toBeAssignableTo<BePaid.CreateInput>()
    expect<{ email: string; ip: undefined }>().type.not.toBeAssignableTo<BePaid.CreateInput>()
    expect<{ email: null; ip: string }>().type.not.toBeAssignableTo<BePaid.CreateInput>()
  })

  test("a value that may be missing can be passed on; null can't", () => {
    type Required = { readonly email: string; readonly ip: string }
    expect<Required & { phone: string | undefined }>().type.toBeAssignableTo<BePaid.CreateInput>()
    expect<Required & { phone: null }>().type.not.toBeAssignableTo<BePaid.CreateInput>()
    expect<Required & { externalId: number }>().type.not.toBeAssignableTo<BePaid.CreateInput>()
  })

  test("every documented field, by the library's names", () => {
    expect<keyof BePaid.CreateInput>().type.toBe<
      | "firstName"
      | "lastName"
      | "address"
      | "city"
      | "country"
      | "zip"
      | "state"
      | "phone"
      | "email"
      | "ip"
      | "externalId"
    >()
  })

  test("an id of bePaid's is a string", () => {
    expect<BePaid.CustomerId>().type.toBeAssignableTo<string>()
    expect<string>().type.not.toBeAssignableTo<BePaid.CustomerId>()
  })
})

describe("what comes out", () => {
  test("a customer has its id; every other field may be missing", () => {
    expect<BePaid.Customer["id"]>().type.toBe<BePaid.CustomerId>()
    expect<BePaid.Customer[keyof BePaid.CreateInput]>().type.toBe<Option.Option<string>>()
  })

  test("the page holds customers", () => {
    expect<BePaid.CustomerPage["customers"]>().type.toBe<ReadonlyArray<BePaid.Customer>>()
  })
})

describe("the layers", () => {
  test("layer supplies the native service and what bePaid can do of Customers", () => {
    expect(BePaid.layer).type.toBe<
      (options: BePaid.Options) => Layer.Layer<Provided, ConfigError, HttpClient>
    >()
  })

  test("layerNative supplies the native service alone", () => {
    expect(BePaid.layerNative).type.toBe<
      (options: BePaid.Options) => Layer.Layer<BePaid.BePaid, ConfigError, HttpClient>
    >()
  })

  test("layerConfig is layer, with or without an argument", () => {
    expect(BePaid.layerConfig()).type.toBe<Layer.Layer<Provided, ConfigError, HttpClient>>()
    expect<ReturnType<typeof BePaid.layerConfig>>().type.toBe<
      Layer.Layer<Provided, ConfigError, HttpClient>
    >()
  })

  test("BePaidTest.layer supplies the same, needs nothing and does not fail", () => {
    expect(BePaidTest.layer()).type.toBe<Layer.Layer<Provided | BePaidTest.Control>>()
    expect<Layer.Success<ReturnType<typeof BePaidTest.layer>>>().type.toBe<
      Layer.Success<ReturnType<typeof BePaid.layer>> | BePaidTest.Control
    >()
  })

  test("the key is Redacted: a string does not compile", () => {
    expect(BePaid.layer).type.toBeCallableWith({ shopId: "361", secretKey })
    expect(BePaid.layer).type.not.toBeCallableWith({ shopId: "361", secretKey: "secret" })
    expect(BePaid.layerNative).type.not.toBeCallableWith({ shopId: "361", secretKey: "secret" })
    expect(BePaidTest.layer).type.not.toBeCallableWith({ secretKey: "secret" })
  })

  test("shop and key are both required", () => {
    expect(BePaid.layer).type.not.toBeCallableWith({ secretKey })
    expect(BePaid.layer).type.not.toBeCallableWith({ shopId: "361" })
    expect(BePaid.layer).type.not.toBeCallableWith()
  })
})
