/** A page of Stancer's customers, API v2. */
import * as Data from "effect/Data"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import { received, required, rows } from "../internal/fields.js"
import { isRecord } from "../internal/json.js"
import { masked } from "../internal/masked.js"
import { readerOf, reading } from "../internal/quick.js"
import { declined } from "../internal/reader.js"
import { inPart } from "../internal/unread.js"
import { Customer } from "./customer.js"
import { defaultLimit, type ListOptions } from "./options.js"

const range = {
  /** How many customers come before this page. */
  start: Schema.Int,
  /** The most customers that this page could hold. */
  limit: Schema.Int,
  /** Is there a page after this one? */
  hasMore: required("has_more", Schema.Boolean),
  /** Stancer counts it in more than one way: `start` and the number of `customers` say it better. */
  end: received("end", Schema.Int),
  /** How many customers there are, where Stancer tells. */
  count: received("count", Schema.Int)
}

const pageRows = rows(Customer)

/**
 * One page of a list. The next one begins at `start` and the number of `customers`, if it `hasMore`.
 *
 * @since 0.1.0
 * @category models
 */
export class CustomerPage extends masked(
  Schema.Class<CustomerPage>("Stancer/CustomerPage")({
    customers: pageRows,
    ...range
  })
) {}

class Range extends Schema.Class<Range>("Stancer/Range")(range) {}

/** On the wire, the range is an object beside the customers. */
export const PageFromWire = reading(
  Schema.transform(
    Schema.Struct({ range: Schema.Struct(range), customers: pageRows }),
    Schema.typeSchema(CustomerPage),
    {
      strict: true,
      decode: ({ range, customers }) =>
        new CustomerPage({ customers, ...range }, { disableValidation: true }),
      encode: ({ customers, ...range }) => ({ range, customers })
    }
  ),
  inPart(
    (json) =>
      isRecord(json) && isRecord(json.range)
        ? readerOf(CustomerPage)({ ...json.range, customers: json.customers })
        : declined,
    (json, unread) => {
      if (!isRecord(json)) return declined
      const place = unread.at("range", readerOf(Range), json.range)
      const customers = unread.at("customers", readerOf(pageRows), json.customers)
      return place instanceof Range && Array.isArray(customers)
        ? new CustomerPage({ customers, ...place }, { disableValidation: true })
        : declined
    }
  )
)

/** What a 404 says of a list: Stancer answers it where no customer matches. */
export const emptyPage = ({ start = 0, limit = defaultLimit }: ListOptions): CustomerPage =>
  new CustomerPage({
    customers: Data.array([]),
    start,
    limit,
    hasMore: false,
    end: Option.none(),
    count: Option.none()
  })
