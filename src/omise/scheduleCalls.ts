/** The one call for the schedules of a customer, https://docs.omise.co/schedules-api. */
import * as Result from "#line/Result"
import type { InvalidInput } from "../CustomersError.js"
import type { Call, Endpoint } from "../internal/call.js"
import { customerParams } from "../internal/ids.js"
import { decoder, inputEncoder } from "../internal/issues.js"
import { provider } from "./errors.js"
import type { Mode } from "./mode.js"
import { ListOptions, listQuery } from "./options.js"
import { placeOnWire, SchedulePage } from "./pages.js"
import { latestSchedulePage } from "./wire.js"

const endpoint = {
  operation: "schedules.list",
  method: "GET",
  template: "/customers/:id/schedules",
  expects: ["NotFound", "ValidationFailed"],
  repeatable: true
} satisfies Endpoint<"NotFound" | "ValidationFailed">

const encodeList = inputEncoder(ListOptions)
const decodePage = decoder(SchedulePage, latestSchedulePage, placeOnWire)

/** @param mode the mode of the key that the call is made with, where the key tells */
export const list = (
  id: string,
  options: ListOptions,
  mode?: Mode
): Call<SchedulePage, "NotFound" | "ValidationFailed", InvalidInput> => ({
  endpoint,
  request: Result.all({
    params: customerParams(provider, "schedules.list", id, mode),
    query: Result.map(encodeList(provider, "schedules.list", options), listQuery)
  }),
  decode: decodePage
})
