/** Omise's customer as a straightforward `Schema.Struct`: what a program without this package would write. */
import * as Schema from "effect/Schema"

const received = <A, I, K extends string>(key: K, schema: Schema.Schema<A, I>) =>
  Schema.optionalWith(schema, { as: "Option", nullable: true }).pipe(Schema.fromKey(key))

const flag = Schema.optionalWith(Schema.Boolean, { default: () => false, nullable: true })

const Card = Schema.Struct({
  id: Schema.NonEmptyString,
  liveMode: received("livemode", Schema.Boolean),
  location: received("location", Schema.String),
  deleted: flag,
  street1: received("street1", Schema.String),
  street2: received("street2", Schema.String),
  city: received("city", Schema.String),
  state: received("state", Schema.String),
  phoneNumber: received("phone_number", Schema.String),
  postalCode: received("postal_code", Schema.String),
  country: received("country", Schema.String),
  financing: received("financing", Schema.String),
  bank: received("bank", Schema.String),
  brand: received("brand", Schema.String),
  fingerprint: received("fingerprint", Schema.String),
  firstDigits: received("first_digits", Schema.String),
  lastDigits: received("last_digits", Schema.String),
  name: received("name", Schema.String),
  expirationMonth: received("expiration_month", Schema.Int),
  expirationYear: received("expiration_year", Schema.Int),
  securityCodeCheck: received("security_code_check", Schema.Boolean),
  tokenizationMethod: received("tokenization_method", Schema.String),
  createdAt: received("created_at", Schema.DateTimeUtc)
})

const list = <A, I>(row: Schema.Schema<A, I>) =>
  Schema.Struct({
    data: Schema.Array(row),
    limit: Schema.Int,
    offset: Schema.Int,
    total: Schema.Int,
    location: received("location", Schema.String),
    order: received("order", Schema.String),
    from: received("from", Schema.DateTimeUtc),
    to: received("to", Schema.DateTimeUtc)
  })

export const Customer = Schema.Struct({
  id: Schema.NonEmptyString,
  liveMode: received("livemode", Schema.Boolean),
  location: received("location", Schema.String),
  deleted: flag,
  metadata: Schema.optionalWith(Schema.Record({ key: Schema.String, value: Schema.Unknown }), {
    default: () => ({}),
    nullable: true
  }),
  cards: received("cards", list(Card)),
  defaultCard: received("default_card", Schema.NonEmptyString),
  linkedAccounts: received("linked_accounts", Schema.Unknown),
  description: received("description", Schema.String),
  email: received("email", Schema.String),
  createdAt: received("created_at", Schema.DateTimeUtc)
})

export const CustomerPage = list(Customer)
