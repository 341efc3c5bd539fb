/** Every operation over bePaid. */

import * as Redacted from "effect/Redacted"
import * as BePaid from "effect-payment-customers/BePaid"
import * as Customers from "effect-payment-customers/Customers"
import type { CustomersError } from "effect-payment-customers/CustomersError"
import * as Stream from "#line/Stream"
import * as Effect from "#line/test/Effect"
import { about, keys, shopId } from "../markers.js"
import { customer, id, operationsOf } from "./operation.js"

export const layer = (options: Partial<BePaid.Options> = {}) =>
  BePaid.layer({ shopId, secretKey: Redacted.make(keys.bepaid), ...options })

/** A call of the native service. */
const native = <A>(use: (service: BePaid.Service) => Effect.Effect<A, CustomersError>) =>
  Effect.flatMap(BePaid.BePaid, use)

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
  "BePaid.create": [
    native((service) =>
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
    [about.email, about.ip, about.name, about.address, about.city, about.zip, about.phone, about.externalId]
  ],
  "BePaid.retrieve": [native((service) => service.retrieve(id)), [id]],
  "BePaid.list": [native((service) => service.list()), undefined, [bepaidCustomer]],
  "BePaid.stream": [native((service) => Stream.runCollect(service.stream())), undefined, [bepaidCustomer]],
  "Customers.create": [Customers.create(customer), [about.email, about.ip, about.phone, about.externalId]],
  "Customers.retrieve": [Customers.retrieve(id), [id]],
  "Customers.list": [Customers.list(), undefined, [bepaidCustomer]],
  "Customers.stream": [Stream.runCollect(Customers.stream()), undefined, [bepaidCustomer]],
  "Customers.findByEmail": [
    Stream.runCollect(Customers.findByEmail(about.email)),
    undefined,
    [bepaidCustomer]
  ],
  "Customers.findByExternalId": [
    Stream.runCollect(Customers.findByExternalId(about.externalId)),
    undefined,
    [bepaidCustomer]
  ],
  "Customers.ensure": [Customers.ensure(customer), undefined, [bepaidCustomer]],
  "Customers.ensure, which creates": [
    Customers.ensure(customer),
    [about.email, about.ip, about.phone, about.externalId],
    undefined,
    [[]]
  ],
  "Customers.prepare, by ensureAll": [
    Stream.runCollect(
      Customers.ensureAll(Stream.make(customer)).pipe(
        Stream.mapEffect(({ result }) => Effect.fromResult(result))
      )
    ),
    undefined,
    [bepaidCustomer]
  ]
})
