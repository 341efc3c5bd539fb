/** Every operation over bePaid. */

import * as Redacted from "effect/Redacted"
import * as BePaid from "effect-payment-customers/BePaid"
import * as Customers from "effect-payment-customers/Customers"
import * as Stream from "#line/Stream"
import * as Effect from "#line/test/Effect"
import { about, keys, shopId } from "../markers.js"
import { customer, id, operationsOf } from "./operation.js"

export const layer = (options: Partial<BePaid.Options> = {}) =>
  BePaid.layer({ shopId, secretKey: Redacted.make(keys.bepaid), ...options })

const bepaidCustomer = {
  id: "cst_1d2b48a3dbf8ab0a",
  first_name: about.name,
  last_name: about.name,
  address: about.address,
  city: about.city,
  country: "US",
  zip: about.zip,
  state: "CA",
  phone: about.phone,
  email: about.email,
  ip: about.ip,
  external_id: about.externalId
}

export const bepaid = operationsOf(
  "bepaid",
  "bepaid",
  layer,
  bepaidCustomer
)({
  "BePaid.create": {
    use: Effect.flatMap(BePaid.BePaid, (service) =>
      service.create({
        firstName: about.name,
        lastName: about.name,
        address: about.address,
        city: about.city,
        zip: about.zip,
        phone: about.phone,
        email: about.email,
        ip: about.ip,
        externalId: about.externalId
      })
    ),
    sends: [
      about.email,
      about.ip,
      about.name,
      about.address,
      about.city,
      about.zip,
      about.phone,
      about.externalId
    ]
  },
  "BePaid.retrieve": {
    use: Effect.flatMap(BePaid.BePaid, (service) => service.retrieve(id)),
    sends: [id]
  },
  "BePaid.list": {
    use: Effect.flatMap(BePaid.BePaid, (service) => service.list()),
    found: [bepaidCustomer]
  },
  "BePaid.stream": {
    use: Effect.flatMap(BePaid.BePaid, (service) => Stream.runCollect(service.stream())),
    found: [bepaidCustomer]
  },
  "Customers.create": {
    use: Customers.create(customer),
    sends: [about.email, about.ip, about.phone, about.externalId]
  },
  "Customers.retrieve": { use: Customers.retrieve(id), sends: [id] },
  "Customers.list": { use: Customers.list(), found: [bepaidCustomer] },
  "Customers.stream": { use: Stream.runCollect(Customers.stream()), found: [bepaidCustomer] },
  "Customers.findByEmail": {
    use: Stream.runCollect(Customers.findByEmail(about.email)),
    found: [bepaidCustomer]
  },
  "Customers.findByExternalId": {
    use: Stream.runCollect(Customers.findByExternalId(about.externalId)),
    found: [bepaidCustomer]
  },
  "Customers.ensure": { use: Customers.ensure(customer), found: [bepaidCustomer] },
  "Customers.ensure, which creates": {
    use: Customers.ensure(customer),
    sends: [about.email, about.ip, about.phone, about.externalId],
    before: [[]]
  },
  "Customers.prepare, by ensureAll": {
    use: Stream.runCollect(
      Customers.ensureAll(Stream.make(customer)).pipe(
        Stream.mapEffect(({ result }) => Effect.fromResult(result))
      )
    ),
    found: [bepaidCustomer]
  }
})
