/** Which names of a provider's may be printed: of its fields and of its errors' codes, nothing that could be a value. */

import * as BePaid from "effect-payment-customers/BePaid"
import * as Omise from "effect-payment-customers/Omise"
import * as Stancer from "effect-payment-customers/Stancer"
import type * as Schema from "#line/test/Schema"
import * as SchemaAST from "#line/test/SchemaAST"
import { assert, describe, it } from "#line/test/vitest"
import { isKnownName } from "../../src/privacy/names.js"
import { providers, registry } from "../../src/providers/registry.js"

const schemas: Readonly<Record<string, ReadonlyArray<[name: string, input: Schema.AnyCodec]>>> = {
  bepaid: [["BePaid.CreateInput", BePaid.CreateInput]],
  omise: [
    ["Omise.CreateInput", Omise.CreateInput],
    ["Omise.UpdateInput", Omise.UpdateInput],
    ["Omise.UpdateCardInput", Omise.UpdateCardInput],
    ["Omise.ListOptions", Omise.ListOptions],
    ["Omise.SearchOptions", Omise.SearchOptions]
  ],
  stancer: [
    ["Stancer.CreateInput", Stancer.CreateInput],
    ["Stancer.UpdateInput", Stancer.UpdateInput],
    ["Stancer.ListOptions", Stancer.ListOptions]
  ]
}

/** Fields and codes of errors that the providers document, or that were recorded. */
const documented: Readonly<Record<string, ReadonlyArray<string>>> = {
  bepaid: [
    "ip",
    "base",
    "plan.base",
    "credit_card.token",
    "type",
    "customers.0.email",
    "customers.999.email"
  ],
  omise: [
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
    "scope"
  ],
  stancer: ["invalid_request_error", "base", "mobile"]
}

describe.each(providers)("%s", (provider) => {
  const isKnown = (name: string) => isKnownName(provider, name)

  it.each(schemas[provider] ?? [])("prints the wire's names of %s", (_, input) => {
    const names = SchemaAST.encodedNames(input)
    assert.isNotEmpty(names)
    assert.deepStrictEqual(
      names.filter((name) => !isKnown(name)),
      []
    )
  })

  it("prints what its documentation shows", () => {
    const names = documented[provider] ?? []
    assert.isNotEmpty(names)
    assert.deepStrictEqual(
      names.filter((name) => !isKnown(name)),
      []
    )
  })

  it("prints no name of its own making", () => {
    const inputs = (schemas[provider] ?? []).flatMap(([, input]) => SchemaAST.encodedNames(input))
    const segments = (documented[provider] ?? []).flatMap((name) => name.split("."))
    const known = new Set([...inputs, ...segments, "id", "customers", "type"])
    assert.deepStrictEqual(
      registry[provider].names.split(" ").filter((name) => !known.has(name)),
      []
    )
  })
})

it("a name of one provider is no name of another", () => {
  assert.isFalse(isKnownName("bepaid", "used_token"))
  assert.isFalse(isKnownName("acme", "email"))
  assert.isFalse(isKnownName("toString", "email"))
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
    "first-name",
    "firstName",
    "EMAIL"
  ])("%j", (name) => {
    for (const provider of providers) assert.isFalse(isKnownName(provider, name))
  })
})
