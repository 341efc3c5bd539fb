/** Acme's customers in the terms that the providers share. It supplies the tags of what it can do, and no others. */
import * as Option from "effect/Option"
import * as Context from "#line/Context"
import * as Effect from "#line/Effect"
import * as Schema from "#line/Schema"
import * as Customers from "../../src/Customers.js"
import type { Customer } from "./customer.js"
import { provider } from "./endpoints.js"
import type { Service } from "./service.js"

const toNeutral = ({ id, email, name }: Customer): Customers.Customer =>
  new Customers.Customer(
    {
      provider,
      id,
      email,
      name,
      phone: Option.none(),
      externalId: Option.none(),
      createdAt: Option.none(),
      liveMode: Option.none()
    },
    Schema.unchecked
  )

export const capabilities = (acme: Service) =>
  Context.empty().pipe(
    Context.add(Customers.Create, {
      create: ({ email, name }) => Effect.map(acme.create({ email, name }), toNeutral)
    }),
    Context.add(Customers.Retrieve, { retrieve: (id) => Effect.map(acme.retrieve(id), toNeutral) }),
    Context.add(Customers.Delete, { delete: acme.delete })
  )
