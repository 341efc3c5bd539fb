/** Alone in its file: on Effect 4 a class decodes to the first class that was asked for its schema. */
import { assert, it } from "@effect/vitest"
import * as Customers from "effect-payment-customers/Customers"
import * as Schema from "#line/test/Schema"

it("what is written as JSON before anything is decoded is decoded to the class", () => {
  const customer = new Customers.Customer({ provider: "omise", id: "cust_test_1" })
  const ensured = new Customers.Ensured({ customer, created: true })
  const json = JSON.stringify(ensured)
  const again = Schema.decodeUnknownSync(Customers.Ensured)(JSON.parse(json))
  assert.instanceOf(again, Customers.Ensured)
  assert.instanceOf(again.customer, Customers.Customer)
})
