/** Omise's customer in zod: the fields that the package reads, checked, renamed, with dates; `undefined` for none. */
import { z } from "zod"

const text = z.string().nullish()
const whole = z.int().nullish()
const flag = z.boolean().nullish()
const instant = z.iso
  .datetime({ offset: true })
  .transform((iso) => new Date(iso))
  .nullish()

const card = z
  .object({
    id: z.string().min(1),
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
  })
  .transform((wire) => ({
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

const list = <Row extends z.ZodType>(row: Row) =>
  z
    .object({
      data: z.array(row),
      limit: z.int(),
      offset: z.int(),
      total: z.int(),
      location: text,
      order: text,
      from: instant,
      to: instant
    })
    .transform(({ data, limit, offset, total, location, order, from, to }) => ({
      rows: data,
      limit,
      offset,
      total,
      location: location ?? undefined,
      order: order ?? undefined,
      from: from ?? undefined,
      to: to ?? undefined
    }))

const customer = z
  .object({
    id: z.string().min(1),
    livemode: flag,
    location: text,
    deleted: flag,
    metadata: z.record(z.string(), z.unknown()).nullish(),
    cards: list(card).nullish(),
    default_card: z.string().min(1).nullish(),
    linked_accounts: z.unknown(),
    description: text,
    email: text,
    created_at: instant
  })
  .transform((wire) => ({
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

export const customerPage = list(customer)
