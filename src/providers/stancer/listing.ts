/** What API v2 of Stancer lists, as something that can be read to its end. */
import * as Option from "effect/Option"
import * as Effect from "#line/Effect"
import type { ListError } from "../../Customers.js"
import { endless } from "../../call/endless.js"
import { beginning, isFull, type Listing, type Position } from "../../call/listing.js"
import type { Customer } from "./customer.js"
import { v2 as endpoints } from "./endpoints.js"
import { defaultLimit, type ListOptions } from "./options.js"
import type { ServiceV2 } from "./service.js"

/**
 * The order of the rows is not known, and with it no instant from which on they could be asked for.
 *
 * @param position where to begin, in place of `start`
 */
export const listing = (
  options: ListOptions,
  list: ServiceV2["list"],
  position: Position = beginning(options.start)
): Listing<Customer, ListError> => ({
  from: position,
  limit: options.limit,
  defaultLimit,
  instantOf: () => undefined,
  page: ({ offset, limit }) =>
    Effect.map(list({ ...options, start: offset, limit }), ({ customers, hasMore, limit, start }) => ({
      rows: customers,
      elsewhere: Option.exists(start, (told) => told !== offset),
      more: () => Option.getOrElse(hasMore, () => isFull(customers, limit))
    })),
  endless: () => endless(endpoints.list)
})
