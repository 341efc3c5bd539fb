/** Acme's three calls. */
import { constVoid } from "effect/Function"
import * as Result from "#line/Result"
import { call, withBody } from "../../src/call/call.js"
import { decoder, inputEncoder } from "../../src/wire/codec.js"
import { customerPath } from "../../src/wire/ids.js"
import { CreateInput, Customer } from "./customer.js"
import { endpoints } from "./endpoints.js"
import { neutralNames } from "./errors.js"

const encodeCreate = inputEncoder(CreateInput, neutralNames)
const decodeCustomer = decoder(Customer)

export const create = (input: CreateInput) =>
  call(endpoints.create, (of) => withBody(encodeCreate(of, input)), decodeCustomer)

export const retrieve = (id: string) => call(endpoints.retrieve, (of) => customerPath(of, id), decodeCustomer)

export const remove = (id: string) =>
  call(
    endpoints.delete,
    (of) => customerPath(of, id),
    () => Result.void,
    { gone: constVoid }
  )
