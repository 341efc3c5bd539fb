/** bePaid's customer: the library's names against the wire's, https://docs.bepaid.by, "Customers". */
import * as Schema from "#line/Schema"
import { masked } from "../../privacy/customer.js"
import { ReceivedExternalId } from "../../wire/externalId.js"
import { optional, received, rows } from "../../wire/fields.js"

/**
 * The id of a customer of bePaid: `cst_` and 16 hex digits in every example, though no pattern is promised.
 *
 * @since 0.1.0
 * @category models
 */
export const CustomerId = Schema.NonEmptyString.pipe(Schema.brand("BePaid/CustomerId"))

/**
 * @since 0.1.0
 * @category models
 */
export type CustomerId = typeof CustomerId.Type

/**
 * A customer as bePaid returns it. Every field but `id` may be missing.
 *
 * @since 0.1.0
 * @category models
 */
export class Customer extends masked(
  Schema.Class<Customer>("BePaid.Customer")({
    id: CustomerId,
    firstName: received("first_name", Schema.String),
    lastName: received("last_name", Schema.String),
    address: received("address", Schema.String),
    city: received("city", Schema.String),
    /** ISO 3166-1 alpha-2. */
    country: received("country", Schema.String),
    zip: received("zip", Schema.String),
    state: received("state", Schema.String),
    phone: received("phone", Schema.String),
    email: received("email", Schema.String),
    /** The address of the customer's device. */
    ip: received("ip", Schema.String),
    /** Your own id for the customer. A number that another program wrote is read as its text. */
    externalId: received("external_id", ReceivedExternalId)
  })
) {}

/**
 * What a customer is created from. Only the presence of `email` and `ip` is checked before sending: bePaid judges
 * the rest.
 *
 * @since 0.1.0
 * @category models
 */
export const CreateInput = Schema.Struct({
  firstName: optional("first_name", Schema.String),
  lastName: optional("last_name", Schema.String),
  address: optional("address", Schema.String),
  city: optional("city", Schema.String),
  /** ISO 3166-1 alpha-2. */
  country: optional("country", Schema.String),
  /** NNNNN or NNNNN-NNNN where the country is US. */
  zip: optional("zip", Schema.String),
  /** Two letters; bePaid asks for it where the country is US or CA. */
  state: optional("state", Schema.String),
  phone: optional("phone", Schema.String),
  email: Schema.String,
  /** The address of the customer's device. */
  ip: Schema.String,
  /** Your own id for the customer, 255 characters at the most. */
  externalId: optional("external_id", Schema.String)
})

/**
 * @since 0.1.0
 * @category models
 */
export type CreateInput = typeof CreateInput.Type

/**
 * The answer to `list`. bePaid has no paging: this is all of it.
 *
 * @since 0.1.0
 * @category models
 */
export class CustomerPage extends masked(
  Schema.Class<CustomerPage>("BePaid.CustomerPage")({
    customers: rows(Customer)
  })
) {}
