/** Omise's customer in valibot: the fields that the package reads, checked, renamed, with dates; `undefined` for none. */
import * as v from "valibot"

const text = v.nullish(v.string())
const whole = v.nullish(v.pipe(v.number(), v.integer()))
const flag = v.nullish(v.boolean())
const instant = v.nullish(
  v.pipe(
    v.string(),
    v.isoTimestamp(),
    v.transform((iso) => new Date(iso))
  )
)

const card = v.pipe(
  v.object({
    id: v.pipe(v.string(), v.nonEmpty()),
    livemode: flag,
    location: text,
    deleted: flag,
    street1: text,
    street2: text,
    city: text,
    state: text,
    phone_number: text,
    postal_code: text,
    country: text,
    financing: text,
    bank: text,
    brand: text,
    fingerprint: text,
    first_digits: text,
    last_digits: text,
    name: text,
    expiration_month: whole,
    expiration_year: whole,
    security_code_check: flag,
    tokenization_method: text,
    created_at: instant
  }),
  v.transform((wire) => ({
    id: wire.id,
    liveMode: wire.livemode ?? undefined,
    location: wire.location ?? undefined,
    deleted: wire.deleted ?? false,
    street1: wire.street1 ?? undefined,
    street2: wire.street2 ?? undefined,
    city: wire.city ?? undefined,
    state: wire.state ?? undefined,
    phoneNumber: wire.phone_number ?? undefined,
    postalCode: wire.postal_code ?? undefined,
    country: wire.country ?? undefined,
    financing: wire.financing ?? undefined,
    bank: wire.bank ?? undefined,
    brand: wire.brand ?? undefined,
    fingerprint: wire.fingerprint ?? undefined,
    firstDigits: wire.first_digits ?? undefined,
    lastDigits: wire.last_digits ?? undefined,
    name: wire.name ?? undefined,
    expirationMonth: wire.expiration_month ?? undefined,
    expirationYear: wire.expiration_year ?? undefined,
    securityCodeCheck: wire.security_code_check ?? undefined,
    tokenizationMethod: wire.tokenization_method ?? undefined,
    createdAt: wire.created_at ?? undefined
  }))
)

const integer = v.pipe(v.number(), v.integer())

const list = <Row extends v.GenericSchema>(row: Row) =>
  v.pipe(
    v.object({
      data: v.array(row),
      limit: integer,
      offset: integer,
      total: integer,
      location: text,
      order: text,
      from: instant,
      to: instant
    }),
    v.transform(({ data, limit, offset, total, location, order, from, to }) => ({
      rows: data,
      limit,
      offset,
      total,
      location: location ?? undefined,
      order: order ?? undefined,
      from: from ?? undefined,
      to: to ?? undefined
    }))
  )

const customer = v.pipe(
  v.object({
    id: v.pipe(v.string(), v.nonEmpty()),
    livemode: flag,
    location: text,
    deleted: flag,
    metadata: v.nullish(v.record(v.string(), v.unknown())),
    cards: v.nullish(list(card)),
    default_card: v.nullish(v.pipe(v.string(), v.nonEmpty())),
    linked_accounts: v.nullish(v.unknown()),
    description: text,
    email: text,
    created_at: instant
  }),
  v.transform((wire) => ({
    id: wire.id,
    liveMode: wire.livemode ?? undefined,
    location: wire.location ?? undefined,
    deleted: wire.deleted ?? false,
    metadata: wire.metadata ?? {},
    cards: wire.cards ?? undefined,
    defaultCard: wire.default_card ?? undefined,
    linkedAccounts: wire.linked_accounts ?? undefined,
    description: wire.description ?? undefined,
    email: wire.email ?? undefined,
    createdAt: wire.created_at ?? undefined
  }))
)

export const customerPage = list(customer)
