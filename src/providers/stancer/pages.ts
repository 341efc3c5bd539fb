/** A page of Stancer's customers, API v2. */
import * as Option from "effect/Option"
import * as Data from "#line/Data"
import * as Schema from "#line/Schema"
import { masked } from "../../privacy/customer.js"
import { received, rows } from "../../wire/fields.js"
import { Customer } from "./customer.js"
import { defaultLimit, type ListOptions } from "./options.js"

/**
 * One page of a list. The next one begins at `start` and the number of `customers`, if it `hasMore`. What Stancer does not
 * tell of the page is `None`.
 *
 * @since 0.1.0
 * @category models
 */
export class CustomerPage extends masked(
  Schema.Class<CustomerPage>("Stancer.CustomerPage")({
    customers: rows(Customer),
    /** How many customers come before this page. */
    start: received("start", Schema.Int),
    /** The most customers that this page could hold. */
    limit: received("limit", Schema.Int),
    /** Is there a page after this one? */
    hasMore: received("has_more", Schema.Boolean),
    /** Stancer counts it in more than one way: `start` and the number of `customers` say it better. */
    end: received("end", Schema.Int),
    /** How many customers there are, where Stancer tells. */
    count: received("count", Schema.Int)
  })
) {}

/** What a page says of its place decides what is read next. */
export const placeOnWire = ["start", "limit", "has_more"]

/** What a 404 says of a list: Stancer answers it where no customer matches. */
export const emptyPage = ({ start = 0, limit = defaultLimit }: ListOptions): CustomerPage =>
  new CustomerPage({
    customers: Data.array([]),
    start: Option.some(start),
    limit: Option.some(limit),
    hasMore: Option.some(false),
    end: Option.none(),
    count: Option.none()
  })
