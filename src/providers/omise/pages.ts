/** Pages of what Omise lists and finds. */
import * as Option from "effect/Option"
import * as Schema from "#line/Schema"
import { masked } from "../../privacy/customer.js"
import { received, required, rows } from "../../wire/fields.js"
import { UtcFromIso } from "../../wire/instants.js"
import { Card } from "./card.js"
import { Customer } from "./customer.js"
import { JsonData } from "./data.js"
import { Schedule } from "./schedule.js"

/** Which part of a list a page is, as far as Omise tells. */
const place = {
  /** The most rows that this page could hold. */
  limit: received("limit", Schema.Int),
  /** How many rows come before this page. */
  offset: received("offset", Schema.Int),
  /** How many rows there are from `from` to `to`, on this page and others. */
  total: received("total", Schema.Int),
  location: received("location", Schema.String),
  order: received("order", Schema.String),
  from: received("from", UtcFromIso),
  to: received("to", UtcFromIso)
}

/** What a page says of its place decides what is read next. */
export const placeOnWire = ["limit", "offset", "total"]
export const searchPlaceOnWire = ["page", "per_page", "total", "total_pages"]

const customers = required("data", rows(Customer))

/**
 * One page of a list of customers.
 *
 * @since 0.1.0
 * @category models
 */
export class CustomerPage extends masked(
  Schema.Class<CustomerPage>("Omise.CustomerPage")({ customers, ...place })
) {}

/**
 * One page of a list of a customer's cards.
 *
 * @since 0.1.0
 * @category models
 */
export class CardPage extends masked(
  Schema.Class<CardPage>("Omise.CardPage")({
    cards: required("data", rows(Card)),
    ...place
  })
) {}

/**
 * One page of a list of a customer's schedules.
 *
 * @since 0.1.0
 * @category models
 */
export class SchedulePage extends masked(
  Schema.Class<SchedulePage>("Omise.SchedulePage")({
    schedules: required("data", rows(Schedule)),
    ...place
  })
) {}

/**
 * One page of a search.
 *
 * @since 0.1.0
 * @category models
 */
export class CustomerSearchPage extends masked(
  Schema.Class<CustomerSearchPage>("Omise.CustomerSearchPage")({
    customers,
    /** From 1. */
    page: received("page", Schema.Int),
    perPage: received("per_page", Schema.Int),
    /** How many customers match, on this page and others. */
    total: received("total", Schema.Int),
    totalPages: received("total_pages", Schema.Int),
    /** The filters, as Omise understood them. */
    filters: received("filters", JsonData),
    query: received("query", Schema.String),
    order: received("order", Schema.String),
    /** `customer`. */
    scope: received("scope", Schema.String),
    location: received("location", Schema.String),
    export: received("export", JsonData),
    aggregateLevel: received("aggregate_level", JsonData)
  })
) {}

/** How many customers a page of a search holds where it is not asked for a number. */
const defaultPerPage = 30

/** Does another page of the search follow? Where Omise does not tell, a full page means so. */
export const hasMore = (
  { customers, perPage, totalPages }: CustomerSearchPage,
  page: number,
  asked: number | undefined
): boolean =>
  Option.match(totalPages, {
    onSome: (last) => page < last,
    onNone: () => customers.length >= (Option.getOrUndefined(perPage) ?? asked ?? defaultPerPage)
  })
