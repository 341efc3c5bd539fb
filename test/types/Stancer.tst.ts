/** The types that programs rely on: what each call of Stancer can fail with, what each layer supplies and needs. */

import type * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import type * as Customers from "effect-payment-customers/Customers"
import type * as CustomersError from "effect-payment-customers/CustomersError"
import * as Stancer from "effect-payment-customers/Stancer"
import { StancerTest } from "effect-payment-customers/testing"
import { describe, expect, test } from "tstyche"
import type { ConfigError } from "#line/Config"
import type * as DateTime from "#line/DateTime"
import type * as Effect from "#line/Effect"
import type { HttpClient } from "#line/HttpClient"
import type * as Layer from "#line/Layer"

/** What every operation can fail with, spelled out: `CommonError` must not grow unnoticed. */
type Always =
  | CustomersError.Unauthorized
  | CustomersError.Forbidden
  | CustomersError.RateLimited
  | CustomersError.Unavailable
  | CustomersError.UnexpectedResponse

type Provided =
  | Stancer.Stancer
  | Customers.Create
  | Customers.Retrieve
  | Customers.Update
  | Customers.Delete
  | Customers.Ensure

/** Both versions take the same type: what only the other one knows is refused before it is sent. */
type Changeable =
  | "email"
  | "mobile"
  | "name"
  | "externalId"
  | "country"
  | "billingAddress"
  | "shippingAddress"
  | "dateBirth"
  | "legalId"

declare const stancer: Stancer.Service
const secretKey = Redacted.make("stest_secret")

describe("what each operation can fail with", () => {
  test("create: refused data and a conflict, never NotFound", () => {
    expect(stancer.create).type.toBe<
      (
        input: Stancer.CreateInput
      ) => Effect.Effect<Stancer.Customer, CustomersError.ValidationFailed | CustomersError.Conflict | Always>
    >()
  })

  test("retrieve: NotFound, and a bad id before it is sent; never a refusal by Stancer", () => {
    expect(stancer.retrieve).type.toBe<
      (
        id: string
      ) => Effect.Effect<Stancer.Customer, CustomersError.InvalidInput | CustomersError.NotFound | Always>
    >()
  })

  test("update: NotFound, refused data, a conflict; it gives the customer where there is one", () => {
    expect(stancer.update).type.toBe<
      (
        id: string,
        patch: Stancer.UpdateInput
      ) => Effect.Effect<
        Option.Option<Stancer.Customer>,
        CustomersError.ValidationFailed | CustomersError.NotFound | CustomersError.Conflict | Always
      >
    >()
  })

  test("delete: as retrieve; it gives nothing back", () => {
    expect(stancer.delete).type.toBe<
      (id: string) => Effect.Effect<void, CustomersError.InvalidInput | CustomersError.NotFound | Always>
    >()
  })

  test("API v1 has create, retrieve, update and delete, and no list or search", () => {
    expect<keyof Stancer.Service>().type.toBe<"create" | "retrieve" | "update" | "delete">()
  })
})

describe("what goes in", () => {
  test("the fields, by the library's names", () => {
    expect<keyof Stancer.CreateInput>().type.toBe<Changeable | "liveMode">()
    expect<keyof Stancer.UpdateInput>().type.toBe<Changeable>()
  })

  test("a value that may be missing can be passed on; null, which would clear a field, can't", () => {
    expect<{ email: string; name: string | undefined }>().type.toBeAssignableTo<Stancer.CreateInput>()
    expect<{ name: string | undefined }>().type.toBeAssignableTo<Stancer.UpdateInput>()
    expect<{ email: string; name: null }>().type.not.toBeAssignableTo<Stancer.CreateInput>()
    expect<{ name: null }>().type.not.toBeAssignableTo<Stancer.UpdateInput>()
    expect<{ mobile: number }>().type.not.toBeAssignableTo<Stancer.CreateInput>()
  })

  test("an id of Stancer's is a string", () => {
    expect<Stancer.CustomerId>().type.toBeAssignableTo<string>()
    expect<string>().type.not.toBeAssignableTo<Stancer.CustomerId>()
  })
})

describe("what comes out", () => {
  test("a customer has its id; every other field may be missing", () => {
    expect<Stancer.Customer["id"]>().type.toBe<Stancer.CustomerId>()
    expect<Stancer.Customer["email" | "mobile" | "name" | "externalId" | "country"]>().type.toBe<
      Option.Option<string>
    >()
    expect<Stancer.Customer["created"]>().type.toBe<Option.Option<DateTime.Utc>>()
    expect<Stancer.Customer["liveMode"]>().type.toBe<Option.Option<boolean>>()
  })

  test("the mode of a key may be unknown", () => {
    expect(Stancer.mode).type.toBe<(secretKey: Redacted.Redacted) => Option.Option<"test" | "live">>()
  })
})

describe("the layers", () => {
  test("layer supplies the native service and what Stancer can do of Customers", () => {
    expect(Stancer.layer).type.toBe<
      (options: Stancer.Options) => Layer.Layer<Provided, ConfigError, HttpClient>
    >()
  })

  test("layerNative supplies the native service alone", () => {
    expect(Stancer.layerNative).type.toBe<
      (options: Stancer.Options) => Layer.Layer<Stancer.Stancer, ConfigError, HttpClient>
    >()
  })

  test("layerConfig is layer, without an argument too", () => {
    expect(Stancer.layerConfig()).type.toBe<Layer.Layer<Provided, ConfigError, HttpClient>>()
  })

  test("the test layer supplies the same, needs nothing and does not fail", () => {
    expect(StancerTest.layer()).type.toBe<Layer.Layer<Provided | StancerTest.Control>>()
  })

  test("the key is required, and Redacted: a string does not compile", () => {
    expect(Stancer.layer).type.toBeCallableWith({ secretKey })
    expect(Stancer.layer).type.not.toBeCallableWith({ secretKey: "stest_secret" })
    expect(Stancer.layerNative).type.not.toBeCallableWith({ secretKey: "stest_secret" })
    expect(StancerTest.layer).type.not.toBeCallableWith({ secretKey: "stest_secret" })
    expect(Stancer.layer).type.not.toBeCallableWith()
  })
})
