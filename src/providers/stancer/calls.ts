/** The calls of Stancer's customers API: four of each version, and the list of v2. */
import * as Option from "effect/Option"
import * as Result from "#line/Result"
import type { Issue } from "../../CustomersError.js"
import { both, call, withBody, withQuery } from "../../call/call.js"
import type { Answer } from "../../http/answer.js"
import { type Decode, decoder, inputEncoder } from "../../wire/codec.js"
import { customerPath } from "../../wire/ids.js"
import { isRecord } from "../../wire/json.js"
import type { Mode } from "../../wire/mode.js"
import { CreateInput, Customer, UpdateInput } from "./customer.js"
import * as endpoints from "./endpoints.js"
import { neutralNames } from "./errors.js"
import { ListOptions, listQuery } from "./options.js"
import { CustomerPage, emptyPage, placeOnWire } from "./pages.js"
import { checkCreate, checkUpdate, v1, v2 } from "./rules.js"
import { latestCustomer, latestPage } from "./wire.js"

const encodeCreate = inputEncoder(CreateInput, neutralNames)
const encodeUpdate = inputEncoder(UpdateInput, neutralNames)
const encodeList = inputEncoder(ListOptions)
const decodeCustomer = decoder(Customer, latestCustomer)
const decodePage = decoder(CustomerPage, latestPage, placeOnWire)

/**
 * The answer to an update or a delete is documented as 204; 200 with `{}` or with the customer has been met too.
 * A body that is something else, or that speaks of an error, leaves open what was done.
 */
const confirmed = ({ text, json }: Answer): Result.Result<void, ReadonlyArray<Issue>> => {
  const unremarkable = isRecord(json) && !json.error && !json.detail
  return text.trim() === "" || json === null || unremarkable
    ? Result.void
    : Result.fail([{ path: "", expected: "no body, or an object that is no error" }])
}

/** The customer of this id, where the answer has it: what was done does not depend on that. */
const customerIn =
  (id: string): Decode<Option.Option<Customer>> =>
  (answer, ...reading) =>
    Result.map(confirmed(answer), () =>
      Option.filter(Result.getSuccess(decodeCustomer(answer, ...reading)), (customer) => customer.id === id)
    )

const callsOf = (version: typeof v1, { create, retrieve, update, delete: remove }: typeof endpoints.v1) => ({
  /** @param mode the mode of the key that the call is made with, where the key tells */
  create: (input: CreateInput, mode: Option.Option<Mode>) =>
    call(
      create,
      (of) => withBody(Result.flatMap(encodeCreate(of, input), checkCreate(version, of, mode))),
      decodeCustomer
    ),

  retrieve: (id: string) => call(retrieve, (of) => customerPath(of, id), decodeCustomer),

  update: (id: string, patch: UpdateInput) =>
    call(
      update,
      (of) =>
        both(
          customerPath(of, id),
          withBody(Result.flatMap(encodeUpdate(of, patch), checkUpdate(version, of)))
        ),
      customerIn(id)
    ),

  remove: (id: string) => call(remove, (of) => customerPath(of, id), confirmed, { gone: () => undefined })
})

export type Calls = ReturnType<typeof callsOf>

export const callsV1 = callsOf(v1, endpoints.v1)
export const callsV2 = callsOf(v2, endpoints.v2)

/** API v2. */
export const list = (options: ListOptions) =>
  call(endpoints.v2.list, (of) => withQuery(encodeList(of, options), listQuery), decodePage, {
    empty: () => emptyPage(options)
  })
