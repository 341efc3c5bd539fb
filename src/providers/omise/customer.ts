/** Omise's customer: the library's names against the wire's, https://docs.omise.co/customers-api. */
import * as Schema from "#line/Schema"
import { masked } from "../../privacy/customer.js"
import { changesSomething, defaulted, optional, received } from "../../wire/fields.js"
import { UtcFromIso } from "../../wire/instants.js"
import { Card, CardId, CardList, deletedFlag } from "./card.js"
import { emptyObject, JsonData, JsonInput, JsonObject } from "./data.js"

/**
 * The id of a customer of Omise: `cust_test_…` with a test key, `cust_…` with a live one.
 *
 * @since 0.1.0
 * @category models
 */
export const CustomerId = Schema.NonEmptyString.pipe(Schema.brand("Omise/CustomerId"))

/**
 * @since 0.1.0
 * @category models
 */
export type CustomerId = typeof CustomerId.Type

const fields = {
  id: CustomerId,
  /** False for customers made with a test key. */
  liveMode: received("livemode", Schema.Boolean),
  /** The customer's path in the API. */
  location: received("location", Schema.String),
  /** Your own data, as it was given. Empty where Omise names none. */
  metadata: defaulted("metadata", JsonObject, () => emptyObject),
  cards: received("cards", CardList),
  /** The id of the card that is charged where none is named, also where Omise answers the card itself. */
  defaultCard: received("default_card", CardId),
  /** The default card itself, where Omise expands it. */
  expandedDefaultCard: received("expanded_default_card", Card),
  /** As Omise answers it. API version 2017-11-02 has none. */
  linkedAccounts: received("linked_accounts", JsonData),
  description: received("description", Schema.String),
  email: received("email", Schema.String),
  createdAt: received("created_at", UtcFromIso)
}

/**
 * A customer as Omise returns it, the same for each API version. Every field but `id` may be missing or `null`.
 *
 * Its Schema reads the JSON of API version 2019-05-29 with `default_card` as an id.
 *
 * @since 0.1.0
 * @category models
 */
export class Customer extends masked(
  Schema.Class<Customer>("Omise.Customer")({ ...fields, deleted: deletedFlag })
) {}

/**
 * The answer to a delete. API version 2019-05-29 gives the customer as it was, 2017-11-02 `id` and `liveMode` alone;
 * where the first answer was lost and the repeated delete met a 404, `id` is all there is.
 *
 * @since 0.1.0
 * @category models
 */
export class DeletedCustomer extends masked(
  Schema.Class<DeletedCustomer>("Omise.DeletedCustomer")({ ...fields, deleted: Schema.Literal(true) })
) {}

const input = {
  email: optional("email", Schema.String),
  /** For yourself: Omise shows it in its dashboard. */
  description: optional("description", Schema.String),
  /** An unused card token (`tokn_…`): it is spent, and its card becomes one of the customer's. */
  card: optional("card", Schema.String),
  /** Any data of your own that JSON can hold. */
  metadata: optional("metadata", JsonInput),
  /** A linked account to add. */
  linkedAccount: optional("linked_account", Schema.String)
}

/**
 * What a customer is created from. Nothing is required.
 *
 * @since 0.1.0
 * @category models
 */
export const CreateInput = Schema.Struct(input)

/**
 * @since 0.1.0
 * @category models
 */
export type CreateInput = typeof CreateInput.Type

/**
 * What is to change, at least one field; what is left out stays as it is. `metadata` replaces what was there.
 *
 * @since 0.1.0
 * @category models
 */
export const UpdateInput = Schema.Struct({
  ...input,
  /** The id (`card_…`) of one of the customer's cards. */
  defaultCard: optional(
    "default_card",
    Schema.String.pipe(
      Schema.where((id) => !id.startsWith("tokn_"), { description: "the id of a card, not a card token" })
    )
  )
}).pipe(changesSomething)

/**
 * @since 0.1.0
 * @category models
 */
export type UpdateInput = typeof UpdateInput.Type
