/** Every operation over Stancer, by each version of its API. */

import * as Redacted from "effect/Redacted"
import * as Customers from "effect-payment-customers/Customers"
import type { CustomersError } from "effect-payment-customers/CustomersError"
import * as Stancer from "effect-payment-customers/Stancer"
import * as Stream from "#line/Stream"
import * as Effect from "#line/test/Effect"
import { about, keys } from "../markers.js"
import { customer, id, operationsOf, patch, type Row } from "./operation.js"

export const layer = (options: Partial<Stancer.Options> = {}) =>
  Stancer.layer({ secretKey: Redacted.make(keys.stancer), ...options })

export const layerV2 = (options: Partial<Stancer.Options> = {}) =>
  Stancer.layerV2({ secretKey: Redacted.make(keys.stancer), ...options })

/** A call of the native service. */
const native = <A>(use: (service: Stancer.Service) => Effect.Effect<A, CustomersError>) =>
  Effect.flatMap(Stancer.Stancer, use)
const nativeV2 = <A>(use: (service: Stancer.ServiceV2) => Effect.Effect<A, CustomersError>) =>
  Effect.flatMap(Stancer.StancerV2, use)

const wire = {
  id: "cust_9Cle7TXKkjhwqcWx4Kl5cQYk",
  email: about.email,
  mobile: about.phone,
  name: about.name,
  external_id: about.externalId,
  country: "FR",
  legal_id: about.legalId,
  billing_address: about.address,
  date_birth: about.dateOfBirth,
  created: 1_538_492_150,
  live_mode: false
}

const page = {
  customers: [wire],
  range: { start: 0, limit: 10, has_more: false, end: 1, count: 1 }
}

const nobody = { customers: [], range: { start: 0, limit: 10, has_more: false } }

const input: Stancer.CreateInput = {
  email: about.email,
  mobile: about.phone,
  name: about.name,
  externalId: about.externalId
}

const sends = [about.email, about.phone, about.name, about.externalId]

/** With what API v2 alone knows. */
const inputV2: Stancer.CreateInput = {
  ...input,
  country: "FR",
  billingAddress: about.address,
  dateBirth: about.dateOfBirth,
  legalId: about.legalId
}

const rows = (
  body: Stancer.CreateInput,
  more: ReadonlyArray<string> = []
): Readonly<Record<string, Row<Stancer.Stancer>>> => ({
  "Stancer.create": [native((service) => service.create(body)), [...sends, ...more]],
  "Stancer.retrieve": [native((service) => service.retrieve(id)), [id]],
  "Stancer.update": [native((service) => service.update(id, body)), [id, ...sends, ...more]],
  "Stancer.delete": [native((service) => service.delete(id)), [id]]
})

const neutral: Readonly<Record<string, Row<Stancer.Provided>>> = {
  "Customers.create": [Customers.create(customer), sends],
  "Customers.retrieve": [Customers.retrieve(id), [id]],
  "Customers.update": [Customers.update(id, patch), [id, ...sends]],
  "Customers.delete": [Customers.delete(id), [id]]
}

export const stancer = operationsOf(
  "stancer",
  "stancer",
  layer,
  wire
)({
  ...rows(input),
  ...neutral,
  "Customers.ensure": [Customers.ensure(customer), sends]
})

export const stancerV2 = operationsOf(
  "stancer v2",
  "stancer",
  layerV2,
  wire
)({
  ...rows(inputV2, [about.address, about.dateOfBirth, about.legalId]),
  "StancerV2.list": [
    nativeV2((service) => service.list({ email: about.email, name: about.name, legalId: about.legalId })),
    [about.email, about.name, about.legalId],
    page
  ],
  "StancerV2.stream": [
    nativeV2((service) => Stream.runCollect(service.stream({ externalId: about.externalId }))),
    [about.externalId],
    page
  ],
  ...neutral,
  "Customers.list": [Customers.list(), undefined, page],
  "Customers.stream": [Stream.runCollect(Customers.stream()), undefined, page],
  "Customers.findByEmail": [Stream.runCollect(Customers.findByEmail(about.email)), [about.email], page],
  "Customers.findByExternalId": [
    Stream.runCollect(Customers.findByExternalId(about.externalId)),
    [about.externalId],
    page
  ],
  "Customers.ensure": [Customers.ensure(customer), [about.externalId], page],
  "Customers.ensure, which creates": [Customers.ensure(customer), sends, undefined, [nobody]]
})
