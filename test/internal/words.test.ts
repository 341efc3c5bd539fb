/** Which names of a provider's may be printed: of its fields and of its errors' codes, nothing that could be a value. */

import * as BePaid from "effect-payment-customers/BePaid"
import * as Omise from "effect-payment-customers/Omise"
import * as Stancer from "effect-payment-customers/Stancer"
import type * as Schema from "#line/test/Schema"
import * as SchemaAST from "#line/test/SchemaAST"
import { assert, describe, it } from "#line/test/vitest"
import { isKnownName } from "../../src/privacy/names.js"

const inputs: ReadonlyArray<[name: string, input: Schema.AnyCodec]> = [
  ["BePaid.CreateInput", BePaid.CreateInput],
  ["Omise.CreateInput", Omise.CreateInput],
  ["Omise.UpdateInput", Omise.UpdateInput],
  ["Omise.UpdateCardInput", Omise.UpdateCardInput],
  ["Omise.ListOptions", Omise.ListOptions],
  ["Omise.SearchOptions", Omise.SearchOptions],
  ["Stancer.CreateInput", Stancer.CreateInput],
  ["Stancer.UpdateInput", Stancer.UpdateInput],
  ["Stancer.ListOptions", Stancer.ListOptions]
]

describe("the wire's names of everything that can be sent", () => {
  it.each(inputs)("%s", (_, input) => {
    const names = SchemaAST.encodedNames(input)
    assert.isNotEmpty(names)
    assert.deepStrictEqual(
      names.filter((name) => !isKnownName(name)),
      []
    )
  })
})

describe("known", () => {
  it.each([
    // fields
    "base",
    "plan.base",
    "customer.first_name",
    "credit_card.holder",
    "customers.0.email",
    "customers.10.email",
    "customers.999.email",
    "billing_address.street1",
    "firstName",
    "first-name",
    // codes of Omise
    "authentication_failure",
    "bad_request",
    "not_found",
    "used_token",
    "invalid_card",
    "invalid_card_token",
    "missing_card",
    "invalid_page",
    "invalid_scope",
    "invalid_filter",
    "invalid_filters",
    "locked_out",
    "documents_locked",
    "backend_error",
    // and of others
    "card_declined",
    "INVALID_REQUEST_ERROR",
    // 128 characters
    `${Array.from({ length: 25 }, () => "name").join("_")}_zip`
  ])("%s", (name) => {
    assert.isTrue(isKnownName(name))
  })
})

describe("anybody's", () => {
  it.each([
    "",
    "John",
    "john_doe",
    "customer.john",
    "email.john@example.com",
    "first name",
    "skey_test_5xuy4w91xqz7d1w9u0t",
    "card_test_5xuy4w91xqz7d1w9u0t",
    "203.0.113.7",
    "ip.203.0.113.7",
    "4111",
    "7",
    "0.email",
    "zip.90210",
    "phone.375.29.123",
    "name12",
    "email.",
    ".email",
    "_email",
    "email__ip",
    "émail",
    "email\nip",
    "emailip",
    "toString",
    "__proto__",
    "constructor",
    "customers.1000.email",
    // the sign for Kelvin, whose small letter is k
    "to\u212aen",
    // 129 characters
    Array.from({ length: 26 }, () => "name").join("_")
  ])("%j", (name) => {
    assert.isFalse(isKnownName(name))
  })
})
