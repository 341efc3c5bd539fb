/** The types that programs rely on: what each call of bePaid can fail with, what it takes and gives. */

import type * as Option from "effect/Option"
import type * as BePaid from "effect-payment-customers/BePaid"
import type * as CustomersError from "effect-payment-customers/CustomersError"
import { describe, expect, test } from "tstyche"
import type * as Effect from "#line/Effect"
import type * as Stream from "#line/Stream"
import type { Always, Creating, Finding } from "./errors.js"

declare const bepaid: BePaid.Service

describe("what each operation can fail with", () => {
  test("create: refused data and a conflict, never NotFound", () => {
    expect(bepaid.create).type.toBe<(input: BePaid.CreateInput) => Effect.Effect<BePaid.Customer, Creating>>()
  })

  test("retrieve: NotFound, and a bad id before it is sent; never a refusal by bePaid", () => {
    expect(bepaid.retrieve).type.toBe<(id: string) => Effect.Effect<BePaid.Customer, Finding>>()
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
