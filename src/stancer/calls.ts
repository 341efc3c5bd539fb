/** The calls of Stancer's customers API: four of each version, and the list of v2. */
import * as Option from "effect/Option"
import * as Result from "#line/Result"
import type { InvalidInput, Issue } from "../CustomersError.js"
import type { Answer, Call, Decode, Endpoint } from "../internal/call.js"
import { customerParams } from "../internal/ids.js"
import { decoder, inputEncoder } from "../internal/issues.js"
import { isRecord } from "../internal/json.js"
import { CreateInput, Customer, UpdateInput } from "./customer.js"
import { neutralNames, provider } from "./errors.js"
import type { Mode } from "./mode.js"
import { ListOptions, listQuery } from "./options.js"
import { CustomerPage, emptyPage, placeOnWire } from "./pages.js"
import { checkCreate, checkUpdate, type Version, v1, v2 } from "./rules.js"
import { latestCustomer, latestPage } from "./wire.js"

// The collection is documented with its slash, a customer without one.
const endpointsOf = (collection: `/${Version["name"]}/customers/`, customer = `${collection}:id`) => ({
  create: {
    operation: "create",
    method: "POST",
    template: collection,
    expects: ["ValidationFailed", "Conflict"],
    repeatable: false
  } satisfies Endpoint<"ValidationFailed" | "Conflict">,
  retrieve: {
    operation: "retrieve",
    method: "GET",
    template: customer,
    expects: ["NotFound"],
    repeatable: true
  } satisfies Endpoint<"NotFound">,
  update: {
    operation: "update",
    method: "PATCH",
    template: customer,
    expects: ["NotFound", "ValidationFailed", "Conflict"],
    repeatable: true
  } satisfies Endpoint<"NotFound" | "ValidationFailed" | "Conflict">,
  delete: {
    operation: "delete",
    method: "DELETE",
    template: customer,
    expects: ["NotFound"],
    repeatable: true
  } satisfies Endpoint<"NotFound">
})

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

const callsOf = (version: Version) => {
  const endpoints = endpointsOf(`/${version.name}/customers/`)

  return {
    /** @param mode the mode of the key that the call is made with, where the key tells */
    create: (
      input: CreateInput,
      mode: Option.Option<Mode>
    ): Call<Customer, "ValidationFailed" | "Conflict", InvalidInput> => ({
      endpoint: endpoints.create,
      request: encodeCreate(provider, "create", input).pipe(
        Result.flatMap(checkCreate(version, mode)),
        Result.map((body) => ({ body }))
      ),
      decode: decodeCustomer
    }),

    retrieve: (id: string): Call<Customer, "NotFound", InvalidInput> => ({
      endpoint: endpoints.retrieve,
      request: Result.map(customerParams(provider, "retrieve", id), (params) => ({ params })),
      decode: decodeCustomer
    }),

    update: (
      id: string,
      patch: UpdateInput
    ): Call<Option.Option<Customer>, "NotFound" | "ValidationFailed" | "Conflict", InvalidInput> => ({
      endpoint: endpoints.update,
      request: Result.all({
        params: customerParams(provider, "update", id),
        body: Result.flatMap(encodeUpdate(provider, "update", patch), checkUpdate(version))
      }),
      decode: customerIn(id)
    }),

    remove: (id: string): Call<void, "NotFound", InvalidInput> => ({
      endpoint: endpoints.delete,
      request: Result.map(customerParams(provider, "delete", id), (params) => ({ params })),
      decode: confirmed,
      gone: () => undefined
    })
  }
}

export type Calls = ReturnType<typeof callsOf>

export const callsV1: Calls = callsOf(v1)
export const callsV2: Calls = callsOf(v2)

/** API v2. */
export const list = (options: ListOptions): Call<CustomerPage, "ValidationFailed", InvalidInput> => ({
  endpoint: {
    operation: "list",
    method: "GET",
    template: "/v2/customers/",
    expects: ["ValidationFailed"],
    repeatable: true
  },
  request: Result.map(encodeList(provider, "list", options), (encoded) => ({ query: listQuery(encoded) })),
  decode: decodePage,
  empty: () => emptyPage(options)
})
