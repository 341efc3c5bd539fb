/** The three calls of bePaid's customers API. */
import * as Result from "#line/Result"
import * as Schema from "#line/Schema"
import { call, withBody } from "../../call/call.js"
import { decoder, inputEncoder } from "../../wire/codec.js"
import { rows } from "../../wire/fields.js"
import { customerPath } from "../../wire/ids.js"
import { CreateInput, Customer, CustomerPage } from "./customer.js"
import { endpoints } from "./endpoints.js"
import { neutralNames } from "./errors.js"

const encodeCreate = inputEncoder(CreateInput, neutralNames)
const decodeCustomer = decoder(Customer)
const decodeCustomers = decoder(rows(Customer))

export const create = (input: CreateInput) =>
  call(endpoints.create, (of) => withBody(encodeCreate(of, input)), decodeCustomer)

export const retrieve = (id: string) => call(endpoints.retrieve, (of) => customerPath(of, id), decodeCustomer)

export const list = call(
  endpoints.list,
  () => Result.succeed({}),
  (answer, needed, told) =>
    Result.map(
      decodeCustomers(answer, needed, told),
      (customers) => new CustomerPage({ customers }, Schema.unchecked)
    )
)
