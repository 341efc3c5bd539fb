/** Pages of Omise's customers: of a list and of a search. */
import * as Schema from "effect/Schema"
import { UtcFromIso } from "../internal/dates.js"
import { received } from "../internal/fields.js"
import { masked } from "../internal/masked.js"
import { Customer } from "./customer.js"
import { JsonData } from "./data.js"

const customers = Schema.Data(Schema.Array(Customer)).pipe(Schema.propertySignature, Schema.fromKey("data"))

/**
 * One page of a list.
 *
 * @since 0.1.0
 * @category models
 */
export class CustomerPage extends masked(
  Schema.Class<CustomerPage>("Omise/CustomerPage")({
    customers,
    /** The most customers that this page could hold. */
    limit: Schema.Int,
    /** How many customers come before this page. */
    offset: Schema.Int,
    /** How many customers there are from `from` to `to`, on this page and others. */
    total: Schema.Int,
    location: received("location", Schema.String),
    order: received("order", Schema.String),
    from: received("from", UtcFromIso),
    to: received("to", UtcFromIso)
  })
) {}

/**
 * One page of a search.
 *
 * @since 0.1.0
 * @category models
 */
export class CustomerSearchPage extends masked(
  Schema.Class<CustomerSearchPage>("Omise/CustomerSearchPage")({
    customers,
    /** From 1. */
    page: Schema.Int,
    perPage: received("per_page", Schema.Int),
    /** How many customers match, on this page and others. */
    total: Schema.Int,
    totalPages: Schema.propertySignature(Schema.Int).pipe(Schema.fromKey("total_pages")),
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
