/** The six calls of Omise's customers API. */
import * as Result from "#line/Result"
import * as Schema from "#line/Schema"
import type { InvalidInput } from "../CustomersError.js"
import type { Call, Endpoint } from "../internal/call.js"
import { customerParams } from "../internal/ids.js"
import { decoder, inputEncoder } from "../internal/issues.js"
import { lazily } from "../internal/lazily.js"
import { CreateInput, Customer, DeletedCustomer, UpdateInput } from "./customer.js"
import { neutralNames, provider } from "./errors.js"
import type { Mode } from "./mode.js"
import { ListOptions, listQuery, SearchOptions, searchQuery } from "./options.js"
import { CustomerPage, CustomerSearchPage, placeOnWire, searchPlaceOnWire } from "./pages.js"
import { latestCustomer, latestPage } from "./wire.js"

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
  update: {
    operation: "update",
    method: "PATCH",
    template: "/customers/:id",
    expects: ["NotFound", "ValidationFailed", "Conflict"]
  } satisfies Omit<Endpoint<"NotFound" | "ValidationFailed" | "Conflict">, "repeatable">,
  delete: {
    operation: "delete",
    method: "DELETE",
    template: "/customers/:id",
    expects: ["NotFound"],
    repeatable: true
  } satisfies Endpoint<"NotFound">,
  list: {
    operation: "list",
    method: "GET",
    template: "/customers",
    expects: ["ValidationFailed"],
    repeatable: true
  } satisfies Endpoint<"ValidationFailed">,
  search: {
    operation: "search",
    method: "GET",
    template: "/search",
    expects: ["ValidationFailed"],
    repeatable: true
  } satisfies Endpoint<"ValidationFailed">
}

const encodeCreate = inputEncoder(CreateInput, neutralNames)
const encodeUpdate = inputEncoder(UpdateInput, neutralNames)
const encodeList = inputEncoder(ListOptions)
const encodeSearch = inputEncoder(SearchOptions)
const decodeCustomer = decoder(Customer, latestCustomer)
const decodeDeleted = decoder(DeletedCustomer, latestCustomer)
const decodePage = decoder(CustomerPage, latestPage, placeOnWire)
const decodeSearchPage = decoder(CustomerSearchPage, latestPage, searchPlaceOnWire)
const deletedFromId = lazily(() => Schema.decodeSync(DeletedCustomer))

export const create = (
  input: CreateInput
): Call<Customer, "ValidationFailed" | "Conflict", InvalidInput> => ({
  endpoint: endpoints.create,
  request: Result.map(encodeCreate(provider, "create", input), (body) => ({ body })),
  decode: decodeCustomer
})

/** @param mode the mode of the key that the call is made with, where the key tells */
export const retrieve = (id: string, mode?: Mode): Call<Customer, "NotFound", InvalidInput> => ({
  endpoint: endpoints.retrieve,
  request: Result.map(customerParams(provider, "retrieve", id, mode), (params) => ({ params })),
  decode: decodeCustomer
})

/** @param mode as in `retrieve` */
export const update = (
  id: string,
  patch: UpdateInput,
  mode?: Mode
): Call<Customer, "NotFound" | "ValidationFailed" | "Conflict", InvalidInput> => {
  const request = Result.all({
    params: customerParams(provider, "update", id, mode),
    body: encodeUpdate(provider, "update", patch)
  })
  // A token is spent by the first patch that arrives: the second would be refused, or would add the account twice.
  const spends = Result.match(request, {
    onFailure: () => false,
    onSuccess: ({ body }) => body.card !== undefined || body.linked_account !== undefined
  })
  return {
    endpoint: { ...endpoints.update, repeatable: !spends },
    request,
    decode: decodeCustomer
  }
}

/** @param mode as in `retrieve` */
export const remove = (id: string, mode?: Mode): Call<DeletedCustomer, "NotFound", InvalidInput> => ({
  endpoint: endpoints.delete,
  request: Result.map(customerParams(provider, "delete", id, mode), (params) => ({ params })),
  decode: decodeDeleted,
  gone: () => deletedFromId({ id, deleted: true })
})

export const list = (options: ListOptions): Call<CustomerPage, "ValidationFailed", InvalidInput> => ({
  endpoint: endpoints.list,
  request: Result.map(encodeList(provider, "list", options), (encoded) => ({ query: listQuery(encoded) })),
  decode: decodePage
})

export const search = (
  options: SearchOptions
): Call<CustomerSearchPage, "ValidationFailed", InvalidInput> => ({
  endpoint: endpoints.search,
  request: Result.map(encodeSearch(provider, "search", options), (encoded) => ({
    query: searchQuery(encoded)
  })),
  decode: decodeSearchPage
})
