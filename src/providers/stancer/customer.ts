/** Stancer's customer: the library's names against the wire's, for both versions of the API. */
import * as Schema from "#line/Schema"
import { masked } from "../../privacy/customer.js"
import { ReceivedExternalId } from "../../wire/externalId.js"
import { optional, received } from "../../wire/fields.js"
import { UtcFromIso, UtcFromSeconds } from "../../wire/instants.js"
import { readerOf, reading } from "../../wire/readers.js"

/**
 * The id of a customer of Stancer: `cust_` and 24 letters or digits in every example.
 *
 * @since 0.1.0
 * @category models
 */
export const CustomerId = Schema.NonEmptyString.pipe(Schema.brand("Stancer/CustomerId"))

/**
 * @since 0.1.0
 * @category models
 */
export type CustomerId = typeof CustomerId.Type

/** Documented as whole seconds; fractions and ISO 8601 have been met too. Whole seconds are what is written. */
export const Created = reading(Schema.Union([UtcFromSeconds, UtcFromIso]), (json) =>
  readerOf(typeof json === "number" ? UtcFromSeconds : UtcFromIso)(json)
)

/**
 * A customer as Stancer returns it, by either version of its API. Every field but `id` may be missing or `null`, and
 * none has a length: the documented ones bind what is sent.
 *
 * @since 0.1.0
 * @category models
 */
export class Customer extends masked(
  Schema.Class<Customer>("Stancer.Customer")({
    id: CustomerId,
    email: received("email", Schema.String),
    mobile: received("mobile", Schema.String),
    name: received("name", Schema.String),
    /** Your own id for the customer. A number that another program wrote is read as its text. */
    externalId: received("external_id", ReceivedExternalId),
    country: received("country", Schema.String),
    /** API v2: the id of an address. */
    billingAddress: received("billing_address", Schema.String),
    /** API v2: the id of an address. */
    shippingAddress: received("shipping_address", Schema.String),
    /** API v2, in the form in which Stancer gives it. */
    dateBirth: received("date_birth", Schema.String),
    /** API v2: the number by which a company or a person is registered. */
    legalId: received("legal_id", Schema.String),
    created: received("created", Created),
    /** API v1: false for customers made with a test key. */
    liveMode: received("live_mode", Schema.Boolean),
    /** API v2. */
    deleted: received("deleted", Schema.Boolean)
  })
) {}

const changeable = {
  /** API v1: 5 to 64 characters; v2: at most 64. */
  email: optional("email", Schema.String),
  /** API v1: 8 to 16 characters; v2: at most 16. */
  mobile: optional("mobile", Schema.String),
  /** API v1: 3 to 64 characters; v2: at most 64. */
  name: optional("name", Schema.String),
  /** Your own id for the customer, 36 characters at the most; in API v2 at least one. */
  externalId: optional("external_id", Schema.String),
  /** API v2 only. */
  country: optional("country", Schema.String),
  /** API v2 only: the id of an address. */
  billingAddress: optional("billing_address", Schema.String),
  /** API v2 only: the id of an address. */
  shippingAddress: optional("shipping_address", Schema.String),
  /** API v2 only. It is sent as it is. */
  dateBirth: optional("date_birth", Schema.String),
  /** API v2 only: the number by which a company or a person is registered. */
  legalId: optional("legal_id", Schema.String)
}

/**
 * What a customer is created from: at least an `email` or a `mobile`. Lengths, and fields that the layer's version of
 * the API does not know, are checked when it is used: before anything is sent.
 *
 * @since 0.1.0
 * @category models
 */
export const CreateInput = Schema.Struct({
  ...changeable,
  /** API v1 only. The key decides the mode; one that contradicts it is refused. */
  liveMode: optional("live_mode", Schema.Boolean)
})

/**
 * @since 0.1.0
 * @category models
 */
export type CreateInput = typeof CreateInput.Type

/**
 * What is to change, at least one field. What is left out stays as it is; Stancer documents no way to clear a field.
 * Checked like `CreateInput`.
 *
 * @since 0.1.0
 * @category models
 */
export const UpdateInput = Schema.Struct(changeable)

/**
 * @since 0.1.0
 * @category models
 */
export type UpdateInput = typeof UpdateInput.Type
