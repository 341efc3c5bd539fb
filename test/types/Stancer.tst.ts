/** The types that programs rely on: what each call of Stancer can fail with, what it takes and gives. */

import type * as Option from "effect/Option"
import type * as Redacted from "effect/Redacted"
import * as Stancer from "effect-payment-customers/Stancer"
import { describe, expect, test } from "tstyche"
import type * as DateTime from "#line/DateTime"
import type * as Effect from "#line/Effect"
import type { Creating, Finding, Updating } from "./errors.js"

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

describe("what each operation can fail with", () => {
  test("create: refused data and a conflict, never NotFound", () => {
    expect(stancer.create).type.toBe<
      (input: Stancer.CreateInput) => Effect.Effect<Stancer.Customer, Creating>
    >()
  })

  test("retrieve: NotFound, and a bad id before it is sent; never a refusal by Stancer", () => {
    expect(stancer.retrieve).type.toBe<(id: string) => Effect.Effect<Stancer.Customer, Finding>>()
  })

  test("update: NotFound, refused data, a conflict; it gives the customer where there is one", () => {
    expect(stancer.update).type.toBe<
      (id: string, patch: Stancer.UpdateInput) => Effect.Effect<Option.Option<Stancer.Customer>, Updating>
    >()
  })

  test("delete: as retrieve; it gives nothing back", () => {
    expect(stancer.delete).type.toBe<(id: string) => Effect.Effect<void, Finding>>()
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
