/** The four calls of Stancer's customers API, v1. */
import * as Either from "effect/Either"
import * as Option from "effect/Option"
import type { FieldErrors, InvalidInput, Issue } from "../CustomersError.js"
import type { Answer, Call, Endpoint } from "../internal/call.js"
import { customerParams } from "../internal/ids.js"
import { invalidInput } from "../internal/invalidInput.js"
import { decoder, inputEncoder } from "../internal/issues.js"
import { isRecord } from "../internal/json.js"
import { CreateInput, Customer, UpdateInput } from "./customer.js"
import { provider } from "./errors.js"
import type { Mode } from "./mode.js"

// The collection is documented with its slash, a customer without one.
const collection = "/v1/customers/"
const customer = "/v1/customers/:id"

const endpoints = {
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
}

const encodeCreate = inputEncoder(CreateInput)
const encodeUpdate = inputEncoder(UpdateInput)
const decodeCustomer = decoder(Customer)

/**
 * The answer to an update or a delete is documented as 204; 200 with `{}` or with the customer has been met too.
 * A body that is something else, or that speaks of an error, leaves open what was done.
 */
const confirmed = ({ text, json }: Answer): Either.Either<void, ReadonlyArray<Issue>> => {
  const unremarkable = isRecord(json) && !json.error && !json.detail
  return text.trim() === "" || json === null || unremarkable
    ? Either.void
    : Either.left([{ path: "", expected: "no body, or an object that is no error" }])
}

/** Stancer's SDKs ask for one of the two before they send; the documentation calls both optional. */
const reachable = (body: typeof CreateInput.Encoded): FieldErrors =>
  body.email === undefined && body.mobile === undefined ? { base: ["must have an email or a mobile"] } : {}

const ofMode = (body: typeof CreateInput.Encoded, mode: Option.Option<Mode>): FieldErrors =>
  body.live_mode !== undefined && Option.exists(mode, (mode) => (mode === "live") !== body.live_mode)
    ? { live_mode: ["must be left out, or be the mode of the secret key"] }
    : {}

const changing = (body: typeof UpdateInput.Encoded): FieldErrors =>
  Object.keys(body).length === 0 ? { base: ["must have a field to change"] } : {}

const keeping =
  <Body>(operation: string, rules: (body: Body) => FieldErrors) =>
  (body: Body): Either.Either<Body, InvalidInput> => {
    const errors = rules(body)
    return Object.keys(errors).length === 0
      ? Either.right(body)
      : Either.left(invalidInput(provider, operation, errors))
  }

/** @param mode the mode of the key that the call is made with, where the key tells */
export const create = (
  input: CreateInput,
  mode: Option.Option<Mode>
): Call<Customer, "ValidationFailed" | "Conflict", InvalidInput> => ({
  endpoint: endpoints.create,
  request: encodeCreate(provider, "create", input).pipe(
    Either.flatMap(keeping("create", (body) => ({ ...reachable(body), ...ofMode(body, mode) }))),
    Either.map((body) => ({ body }))
  ),
  decode: ({ json }) => decodeCustomer(json)
})

export const retrieve = (id: string): Call<Customer, "NotFound", InvalidInput> => ({
  endpoint: endpoints.retrieve,
  request: Either.map(customerParams(provider, "retrieve", id), (params) => ({ params })),
  decode: ({ json }) => decodeCustomer(json)
})

export const update = (
  id: string,
  patch: UpdateInput
): Call<void, "NotFound" | "ValidationFailed" | "Conflict", InvalidInput> => ({
  endpoint: endpoints.update,
  request: Either.all({
    params: customerParams(provider, "update", id),
    body: Either.flatMap(encodeUpdate(provider, "update", patch), keeping("update", changing))
  }),
  decode: confirmed
})

export const remove = (id: string): Call<void, "NotFound", InvalidInput> => ({
  endpoint: endpoints.delete,
  request: Either.map(customerParams(provider, "delete", id), (params) => ({ params })),
  decode: confirmed,
  gone: () => undefined
})
