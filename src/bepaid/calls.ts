/** The three calls of bePaid's customers API. */
import * as Result from "#line/Result"
import * as Schema from "#line/Schema"
import type { InvalidInput } from "../CustomersError.js"
import type { Call, Endpoint } from "../internal/call.js"
import { rows } from "../internal/fields.js"
import { customerParams } from "../internal/ids.js"
import { decoder, inputEncoder } from "../internal/issues.js"
import { CreateInput, Customer, CustomerPage } from "./customer.js"
import { neutralNames, provider } from "./errors.js"

const endpoints = {
  create: {
    operation: "create",
    method: "POST",
    template: "/customers",
    expects: ["ValidationFailed", "Conflict"],
    repeatable: false
  } satisfies Endpoint<"ValidationFailed" | "Conflict">,
  retrieve: {
    operation: "retrieve",
    method: "GET",
    template: "/customers/:id",
    expects: ["NotFound"],
    repeatable: true
  } satisfies Endpoint<"NotFound">,
  list: {
    operation: "list",
    method: "GET",
    template: "/customers",
    expects: [],
    repeatable: true
  } satisfies Endpoint<never>
}

const encodeCreate = inputEncoder(CreateInput, neutralNames)
const decodeCustomer = decoder(Customer)
const decodeCustomers = decoder(rows(Customer))

export const create = (
  input: CreateInput
): Call<Customer, "ValidationFailed" | "Conflict", InvalidInput> => ({
  endpoint: endpoints.create,
  request: Result.map(encodeCreate(provider, "create", input), (body) => ({ body })),
  decode: decodeCustomer
})

export const retrieve = (id: string): Call<Customer, "NotFound", InvalidInput> => ({
  endpoint: endpoints.retrieve,
  request: Result.map(customerParams(provider, "retrieve", id), (params) => ({ params })),
  decode: decodeCustomer
})

export const list: Call<CustomerPage, never, never> = {
  endpoint: endpoints.list,
  request: Result.succeed({}),
  decode: (answer, needed, told) =>
    Result.map(
      decodeCustomers(answer, needed, told),
      (customers) => new CustomerPage({ customers }, Schema.unchecked)
    )
}
