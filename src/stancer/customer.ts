/** Stancer's customer, API v1: the library's names against the wire's, and the lengths that Stancer documents. */
import * as Schema from "effect/Schema"
import { UtcFromIso, UtcFromSeconds } from "../internal/dates.js"
import { optional, received } from "../internal/fields.js"
import { masked } from "../internal/masked.js"

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
export const Created = Schema.Union(UtcFromSeconds, UtcFromIso)

/**
 * A customer as Stancer returns it. Every field but `id` may be missing or `null`, and none has a length: the
 * documented ones bind what is sent.
 *
 * @since 0.1.0
 * @category models
 */
export class Customer extends masked(
  Schema.Class<Customer>("Stancer/Customer")({
    id: CustomerId,
    email: received("email", Schema.String),
    mobile: received("mobile", Schema.String),
    name: received("name", Schema.String),
    /** Your own id for the customer. */
    externalId: received("external_id", Schema.String),
    country: received("country", Schema.String),
    created: received("created", Created),
    /** False for customers made with a test key. */
    liveMode: received("live_mode", Schema.Boolean)
  })
) {}

/** Text of so many characters, counted by code point: an emoji is one. */
const text = (least: number, most: number) =>
  Schema.String.pipe(
    Schema.filter(
      (value) => {
        const { length } = Array.from(value)
        return length >= least && length <= most
      },
      { description: least > 0 ? `${least} to ${most} characters long` : `at most ${most} characters long` }
    )
  )

const changeable = {
  /** 5 to 64 characters. */
  email: optional("email", text(5, 64)),
  /** 8 to 16 characters. */
  mobile: optional("mobile", text(8, 16)),
  // The documentation says 4; Stancer's PHP SDK was lowered to 3 to match what the API takes.
  /** 3 to 64 characters. */
  name: optional("name", text(3, 64)),
  // Not in the documentation; the limit of all three of Stancer's SDKs.
  /** Your own id for the customer, 36 characters at the most. */
  externalId: optional("external_id", text(0, 36))
}

/**
 * What a customer is created from: at least an `email` or a `mobile`.
 *
 * @since 0.1.0
 * @category models
 */
export const CreateInput = Schema.Struct({
  ...changeable,
  /** The key decides the mode; one that contradicts it is refused. */
  liveMode: optional("live_mode", Schema.Boolean)
})

/**
 * @since 0.1.0
 * @category models
 */
export type CreateInput = typeof CreateInput.Type

/**
 * What is to change, at least one field. What is left out stays as it is; Stancer documents no way to clear a field.
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
