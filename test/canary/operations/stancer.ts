/** Every operation over Stancer, by each version of its API. */

import * as Redacted from "effect/Redacted"
import * as Customers from "effect-payment-customers/Customers"
import * as Stancer from "effect-payment-customers/Stancer"
import * as Stream from "#line/Stream"
import * as Effect from "#line/test/Effect"
import { about, keys } from "../markers.js"
import { customer, id, operationsOf, patch } from "./operation.js"

export const layer = (options: Partial<Stancer.Options> = {}) =>
  Stancer.layer({ secretKey: Redacted.make(keys.stancer), ...options })

export const layerV2 = (options: Partial<Stancer.Options> = {}) =>
  Stancer.layerV2({ secretKey: Redacted.make(keys.stancer), ...options })

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

const native = (body: Stancer.CreateInput, more: ReadonlyArray<string> = []) => ({
  "Stancer.create": {
    use: Effect.flatMap(Stancer.Stancer, (service) => service.create(body)),
    sends: [...sends, ...more]
  },
  "Stancer.retrieve": {
    use: Effect.flatMap(Stancer.Stancer, (service) => service.retrieve(id)),
    sends: [id]
  },
  "Stancer.update": {
    use: Effect.flatMap(Stancer.Stancer, (service) => service.update(id, body)),
    sends: [id, ...sends, ...more]
  },
  "Stancer.delete": {
    use: Effect.flatMap(Stancer.Stancer, (service) => service.delete(id)),
    sends: [id]
  }
})

const neutral = {
  "Customers.create": { use: Customers.create(customer), sends },
  "Customers.retrieve": { use: Customers.retrieve(id), sends: [id] },
  "Customers.update": { use: Customers.update(id, patch), sends: [id, ...sends] },
  "Customers.delete": { use: Customers.delete(id), sends: [id] }
}

export const stancer = operationsOf(
  "stancer",
  "stancer",
  layer,
  wire
)({
  ...native(input),
  ...neutral,
  "Customers.ensure": { use: Customers.ensure(customer), sends }
})

export const stancerV2 = operationsOf(
  "stancer v2",
  "stancer",
  layerV2,
  wire
)({
  ...native(inputV2, [about.address, about.dateOfBirth, about.legalId]),
  "StancerV2.list": {
    use: Effect.flatMap(Stancer.StancerV2, (service) =>
      service.list({ email: about.email, name: about.name, legalId: about.legalId })
    ),
    sends: [about.email, about.name, about.legalId],
    found: page
  },
  "StancerV2.stream": {
    use: Effect.flatMap(Stancer.StancerV2, (service) =>
      Stream.runCollect(service.stream({ externalId: about.externalId }))
    ),
    sends: [about.externalId],
    found: page
  },
  ...neutral,
  "Customers.list": { use: Customers.list(), found: page },
  "Customers.stream": { use: Stream.runCollect(Customers.stream()), found: page },
  "Customers.findByEmail": {
    use: Stream.runCollect(Customers.findByEmail(about.email)),
    sends: [about.email],
    found: page
  },
  "Customers.findByExternalId": {
    use: Stream.runCollect(Customers.findByExternalId(about.externalId)),
    sends: [about.externalId],
    found: page
  },
  "Customers.ensure": {
    use: Customers.ensure(customer),
    sends: [about.externalId],
    found: page
  },
  "Customers.ensure, which creates": {
    use: Customers.ensure(customer),
    sends,
    before: [nobody]
  }
})
