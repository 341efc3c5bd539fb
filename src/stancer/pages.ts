/** A page of Stancer's customers, API v2. */
import * as Data from "effect/Data"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import { received } from "../internal/fields.js"
import { masked } from "../internal/masked.js"
import { Customer } from "./customer.js"
import { defaultLimit, type ListOptions } from "./options.js"

const range = {
  /** How many customers come before this page. */
  start: Schema.Int,
  /** The most customers that this page could hold. */
  limit: Schema.Int,
  /** Is there a page after this one? */
  hasMore: Schema.propertySignature(Schema.Boolean).pipe(Schema.fromKey("has_more")),
  /** Stancer counts it in more than one way: `start` and the number of `customers` say it better. */
  end: received("end", Schema.Int),
  /** How many customers there are, where Stancer tells. */
  count: received("count", Schema.Int)
}

/**
 * One page of a list. The next one begins at `start` and the number of `customers`, if it `hasMore`.
 *
 * @since 0.1.0
 * @category models
 */
export class CustomerPage extends masked(
  Schema.Class<CustomerPage>("Stancer/CustomerPage")({
    customers: Schema.Data(Schema.Array(Customer)),
    ...range
  })
) {}

/** On the wire, the range is an object beside the customers. */
export const PageFromWire = Schema.transform(
  Schema.Struct({ range: Schema.Struct(range), customers: Schema.Array(Customer) }),
  Schema.typeSchema(CustomerPage),
  {
    strict: true,
    decode: ({ range, customers }) =>
      new CustomerPage({ ...range, customers: Data.array([...customers]) }, { disableValidation: true }),
    encode: ({ customers, ...range }) => ({ range, customers })
  }
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
