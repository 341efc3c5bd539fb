/** Every field that may be missing from an answer, by its name on the wire; every class and id by its own name. */
import { assert, describe, it } from "@effect/vitest"
// chai's deep equality, which is `assert`'s, takes Option.none() and any Option.some() for equal
import { deepStrictEqual } from "@effect/vitest/utils"
import * as Equal from "effect/Equal"
import * as BePaid from "effect-payment-customers/BePaid"
import * as Omise from "effect-payment-customers/Omise"
import * as Stancer from "effect-payment-customers/Stancer"
import * as Option from "#line/test/Option"
import * as Schema from "#line/test/Schema"
import * as SchemaAST from "#line/test/SchemaAST"

interface AnyClass extends Schema.AnyCodec {
  readonly identifier: string
  readonly fields: object
}

/** The name on the wire, and a value as it is written. */
type Field = readonly [key: string, value: unknown]

interface Subject {
  readonly schema: AnyClass
  /** The least that an answer has. */
  readonly least: Readonly<Record<string, unknown>>
  /** The properties of `least`. */
  readonly always?: ReadonlyArray<string>
  readonly fields: Readonly<Record<string, Field>>
}

const instant = "2025-03-20T09:12:01.000Z"

const card = {
  liveMode: ["livemode", true],
  location: ["location", "/cards/1"],
  street1: ["street1", "1 Road"],
  street2: ["street2", "Flat 2"],
  city: ["city", "Bangkok"],
  state: ["state", "Bangkok"],
  phoneNumber: ["phone_number", "+661"],
  postalCode: ["postal_code", "10320"],
  country: ["country", "th"],
  financing: ["financing", "credit"],
  bank: ["bank", "Bank"],
  brand: ["brand", "Visa"],
  fingerprint: ["fingerprint", "sRF="],
  firstDigits: ["first_digits", "424242"],
  lastDigits: ["last_digits", "4242"],
  name: ["name", "JOHN DOE"],
  email: ["email", "j@d.e"],
  expirationMonth: ["expiration_month", 10],
  expirationYear: ["expiration_year", 2028],
  securityCodeCheck: ["security_code_check", true],
  tokenizationMethod: ["tokenization_method", "googlepay"],
  createdAt: ["created_at", instant]
} as const

const omise = {
  liveMode: ["livemode", true],
  location: ["location", "/customers/1"],
  metadata: ["metadata", { plan: "gold" }],
  cards: ["cards", { data: [] }],
  defaultCard: ["default_card", "card_1"],
  expandedDefaultCard: ["expanded_default_card", { id: "card_1", deleted: false }],
  linkedAccounts: ["linked_accounts", { data: [] }],
  description: ["description", "John"],
  email: ["email", "a@b.c"],
  createdAt: ["created_at", instant]
} as const

const place = {
  limit: ["limit", 20],
  offset: ["offset", 0],
  total: ["total", 2],
  location: ["location", "/customers"],
  order: ["order", "chronological"],
  from: ["from", instant],
  to: ["to", instant]
} as const

const page = { data: [] }

const deleted: Field = ["deleted", true]

const subjects: Readonly<Record<string, Subject>> = {
  "BePaid.Customer": {
    schema: BePaid.Customer,
    least: { id: "1" },
    fields: {
      firstName: ["first_name", "John"],
      lastName: ["last_name", "Doe"],
      address: ["address", "1 Road"],
      city: ["city", "Minsk"],
      country: ["country", "BY"],
      zip: ["zip", "220000"],
      state: ["state", "NA"],
      phone: ["phone", "+375"],
      email: ["email", "a@b.c"],
      ip: ["ip", "::1"],
      externalId: ["external_id", "7"]
    }
  },
  "BePaid.CustomerPage": {
    schema: BePaid.CustomerPage,
    least: { customers: [] },
    always: ["customers"],
    fields: {}
  },
  "Omise.Customer": { schema: Omise.Customer, least: { id: "1" }, fields: { ...omise, deleted } },
  "Omise.DeletedCustomer": {
    schema: Omise.DeletedCustomer,
    least: { id: "1", deleted: true },
    always: ["id", "deleted"],
    fields: omise
  },
  "Omise.Card": { schema: Omise.Card, least: { id: "1" }, fields: { ...card, deleted } },
  "Omise.DeletedCard": {
    schema: Omise.DeletedCard,
    least: { id: "1", deleted: true },
    always: ["id", "deleted"],
    fields: card
  },
  "Omise.CardList": {
    schema: Omise.CardList,
    least: { data: [] },
    always: ["cards"],
    fields: place
  },
  "Omise.CustomerPage": {
    schema: Omise.CustomerPage,
    least: page,
    always: ["customers"],
    fields: place
  },
  "Omise.CardPage": {
    schema: Omise.CardPage,
    least: page,
    always: ["cards"],
    fields: place
  },
  "Omise.SchedulePage": {
    schema: Omise.SchedulePage,
    least: page,
    always: ["schedules"],
    fields: place
  },
  "Omise.CustomerSearchPage": {
    schema: Omise.CustomerSearchPage,
    least: { data: [] },
    always: ["customers"],
    fields: {
      page: ["page", 1],
      total: ["total", 31],
      totalPages: ["total_pages", 2],
      perPage: ["per_page", 30],
      filters: ["filters", { created: "today" }],
      query: ["query", "John"],
      order: ["order", "chronological"],
      scope: ["scope", "customer"],
      location: ["location", "/search"],
      export: ["export", { any: 1 }],
      aggregateLevel: ["aggregate_level", "day"]
    }
  },
  "Omise.ScheduledCharge": {
    schema: Omise.ScheduledCharge,
    least: {},
    always: [],
    fields: {
      id: ["id", "rchg_1"],
      liveMode: ["livemode", true],
      amount: ["amount", 12_345],
      currency: ["currency", "THB"],
      customer: ["customer", "cust_1"],
      card: ["card", "card_1"],
      defaultCard: ["default_card", true],
      description: ["description", "Coffee"],
      metadata: ["metadata", { order: 42 }],
      createdAt: ["created_at", instant]
    }
  },
  "Omise.Schedule": {
    schema: Omise.Schedule,
    least: { id: "1" },
    fields: {
      liveMode: ["livemode", true],
      location: ["location", "/schedules/1"],
      deleted,
      status: ["status", "running"],
      state: ["state", "active"],
      active: ["active", true],
      every: ["every", 2],
      period: ["period", "month"],
      on: ["on", { days_of_month: [1, 15] }],
      inWords: ["in_words", "Every 2 month(s)"],
      executeTime: ["execute_time", "09:00"],
      startOn: ["start_on", "2025-03-20"],
      endOn: ["end_on", "2025-05-31"],
      endedAt: ["ended_at", instant],
      nextOccurrencesOn: ["next_occurrences_on", ["2025-05-01"]],
      occurrences: ["occurrences", { data: [] }],
      charge: ["charge", { amount: 12_345 }],
      transfer: ["transfer", { amount: 1 }],
      createdAt: ["created_at", instant]
    }
  },
  "Stancer.Customer": {
    schema: Stancer.Customer,
    least: { id: "1" },
    fields: {
      email: ["email", "a@b.c"],
      mobile: ["mobile", "+33"],
      name: ["name", "John"],
      externalId: ["external_id", "7"],
      country: ["country", "FR"],
      billingAddress: ["billing_address", "addr_1"],
      shippingAddress: ["shipping_address", "addr_2"],
      dateBirth: ["date_birth", "1970-01-01"],
      legalId: ["legal_id", "123"],
      created: ["created", 1_538_562_174],
      liveMode: ["live_mode", true],
      deleted: ["deleted", true]
    }
  },
  "Stancer.CustomerPage": {
    schema: Stancer.CustomerPage,
    least: { customers: [] },
    always: ["customers"],
    fields: {
      start: ["start", 0],
      limit: ["limit", 10],
      hasMore: ["has_more", true],
      end: ["end", 9],
      count: ["count", 10]
    }
  }
}

const decoded = (schema: AnyClass, json: unknown): Readonly<Record<string, unknown>> =>
  Schema.decodeUnknownSync(schema)(json)

describe.each(Object.entries(subjects))("%s", (name, { schema, least, always = ["id"], fields }) => {
  it("is named so, where it is printed", () => {
    assert.strictEqual(schema.identifier, name)
    assert.isTrue(String(decoded(schema, least)).startsWith(`${name}(`))
  })

  it("has each of its fields in this table", () => {
    assert.sameMembers(Object.keys(schema.fields), [...always, ...Object.keys(fields)])
  })

  for (const [property, [key, value]] of Object.entries(fields)) {
    it(`reads ${key} as ${property}, and as nothing else`, () => {
      const [without, having] = [decoded(schema, least), decoded(schema, { ...least, [key]: value })]
      assert.deepStrictEqual(
        Object.keys(having).filter((name) => !Equal.equals(having[name], without[name])),
        [property]
      )
      const written: Readonly<Record<string, unknown>> = Schema.encodeUnknownSync(schema)(having)
      assert.deepStrictEqual(JSON.parse(JSON.stringify(written[key])), value)
      const absent = decoded(schema, { ...least, [key]: null })
      deepStrictEqual(absent[property], without[property])
      if (Option.isOption(absent[property])) assert.isTrue(Option.isNone(absent[property]))
    })
  }
})

it("ids of different kinds have different brands", () => {
  const brands = [
    BePaid.CustomerId,
    Omise.CardId,
    Omise.CustomerId,
    Omise.ScheduleId,
    Stancer.CustomerId
  ].flatMap((schema) => SchemaAST.brandsOf(schema))
  assert.deepStrictEqual<ReadonlyArray<unknown>>(brands, [
    "BePaid/CustomerId",
    "Omise/CardId",
    "Omise/CustomerId",
    "Omise/ScheduleId",
    "Stancer/CustomerId"
  ])
})
