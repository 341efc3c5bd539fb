/** An HttpApi that uses the library's Schemas makes a valid OpenAPI document. */
import { Validator } from "@seriousme/openapi-schema-validator"
import * as BePaid from "effect-payment-customers/BePaid"
import * as Customers from "effect-payment-customers/Customers"
import * as CustomersError from "effect-payment-customers/CustomersError"
import * as Omise from "effect-payment-customers/Omise"
import * as Stancer from "effect-payment-customers/Stancer"
import { documentOf } from "#line/test/document"
import { assert, it } from "#line/test/vitest"

const document = documentOf(
  [
    Customers.Customer,
    Customers.Page,
    Customers.Ensured,
    BePaid.Customer,
    BePaid.CustomerPage,
    Omise.Customer,
    Omise.DeletedCustomer,
    Omise.CustomerPage,
    Omise.CustomerSearchPage,
    Omise.CardPage,
    Omise.SchedulePage,
    Stancer.Customer,
    Stancer.CustomerPage
  ],
  CustomersError.CustomersError.members.map((error, index) => [400 + index, error] as const)
)

/** The names of all Schemas in the document. */
const names = (part: unknown): ReadonlyArray<string> =>
  typeof part === "object" && part !== null && "components" in part
    ? Object.keys((part.components as { readonly schemas?: object }).schemas ?? {})
    : []

it("its names are those that OpenAPI allows", () => {
  const found = names(document)
  // Effect 3 names what is decoded, Effect 4 what is written
  for (const name of ["CustomersError.NotFound", "CustomersError.Unavailable", "Customers.Ensured"])
    assert.isTrue(
      found.some((other) => other.startsWith(name)),
      name
    )
  for (const name of found) assert.match(name, /^[a-zA-Z0-9._-]+$/)
})

it("it is valid", async () => {
  const { valid, errors } = await new Validator().validate(JSON.parse(JSON.stringify(document)))
  assert.isTrue(valid, JSON.stringify(errors, undefined, 2))
})
