/** The cards of a customer of Omise, https://docs.omise.co/cards-api. */
import * as Schema from "#line/Schema"
import { masked } from "../../privacy/customer.js"
import { changesSomething, defaulted, optional, received, required, rows, whole } from "../../wire/fields.js"
import { UtcFromIso } from "../../wire/instants.js"

/**
 * The id of a card: `card_test_…` or `card_…`. Not a card token (`tokn_…`).
 *
 * @since 0.1.0
 * @category models
 */
export const CardId = Schema.NonEmptyString.pipe(Schema.brand("Omise/CardId"))

/**
 * @since 0.1.0
 * @category models
 */
export type CardId = typeof CardId.Type

/** API versions before 2019-05-29 name it on what is deleted alone. */
export const deletedFlag = defaulted("deleted", Schema.Boolean, () => false)

const fields = {
  id: CardId,
  liveMode: received("livemode", Schema.Boolean),
  location: received("location", Schema.String),
  street1: received("street1", Schema.String),
  street2: received("street2", Schema.String),
  city: received("city", Schema.String),
  state: received("state", Schema.String),
  phoneNumber: received("phone_number", Schema.String),
  postalCode: received("postal_code", Schema.String),
  /** ISO 3166-1 alpha-2, of the issuing bank. */
  country: received("country", Schema.String),
  /** `credit`, `debit`, `prepaid` or empty. */
  financing: received("financing", Schema.String),
  bank: received("bank", Schema.String),
  brand: received("brand", Schema.String),
  /** The same for the same card number. */
  fingerprint: received("fingerprint", Schema.String),
  firstDigits: received("first_digits", Schema.String),
  lastDigits: received("last_digits", Schema.String),
  /** The holder's. */
  name: received("name", Schema.String),
  /** The holder's. Documented for Singapore. */
  email: received("email", Schema.String),
  /** 1 to 12. */
  expirationMonth: received("expiration_month", Schema.Int),
  expirationYear: received("expiration_year", Schema.Int),
  /** Did the security code pass the bank's check? */
  securityCodeCheck: received("security_code_check", Schema.Boolean),
  tokenizationMethod: received("tokenization_method", Schema.String),
  createdAt: received("created_at", UtcFromIso)
}

/**
 * A card as Omise returns it. Every field but `id` may be missing or `null`, and some come as `""`.
 *
 * @since 0.1.0
 * @category models
 */
export class Card extends masked(Schema.Class<Card>("Omise.Card")({ ...fields, deleted: deletedFlag })) {}

/**
 * The answer to the delete of a card. API version 2019-05-29 gives the card as it was, 2017-11-02 `id` and `liveMode`
 * alone; where the first answer was lost and the repeated delete met a 404, `id` is all there is.
 *
 * @since 0.1.0
 * @category models
 */
export class DeletedCard extends masked(
  Schema.Class<DeletedCard>("Omise.DeletedCard")({ ...fields, deleted: Schema.Literal(true) })
) {}

/**
 * The cards that came with a customer: the first page of them.
 *
 * @since 0.1.0
 * @category models
 */
export class CardList extends masked(
  Schema.Class<CardList>("Omise.CardList")({
    cards: required("data", rows(Card)),
    /** The most cards that a page holds. */
    limit: received("limit", Schema.Int),
    offset: received("offset", Schema.Int),
    /** How many cards there are, on this page and others. */
    total: received("total", Schema.Int),
    location: received("location", Schema.String),
    /** `chronological` or `reverse_chronological`; API version 2017-11-02 leaves it open. */
    order: received("order", Schema.String),
    from: received("from", UtcFromIso),
    to: received("to", UtcFromIso)
  })
) {}

const month = whole("a whole number from 1 to 12", 1, 12)

const year = whole("a whole number", Number.MIN_SAFE_INTEGER)

/**
 * What is to change of a card, at least one field; what is left out stays as it is. The number of a card can't be
 * changed: a new card needs a token of its own.
 *
 * @since 0.1.0
 * @category models
 */
export const UpdateCardInput = Schema.Struct({
  /** The holder's. */
  name: optional("name", Schema.String),
  /** 1 to 12. */
  expirationMonth: optional("expiration_month", month),
  /** With all four digits. */
  expirationYear: optional("expiration_year", year),
  postalCode: optional("postal_code", Schema.String),
  city: optional("city", Schema.String)
}).pipe(changesSomething)

/**
 * @since 0.1.0
 * @category models
 */
export type UpdateCardInput = typeof UpdateCardInput.Type
