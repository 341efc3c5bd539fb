/** Stancer's customers in the terms that the providers share. `phone` is Stancer's `mobile`; `ip` has no place. */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Customers from "../Customers.js"
import { ensureByConflict } from "../internal/ensure.js"
import type { Service } from "../Stancer.js"
import type { CreateInput, Customer, UpdateInput } from "./customer.js"
import { provider } from "./errors.js"

export const toNeutral = (customer: Customer): Customers.Customer =>
  new Customers.Customer(
    {
      provider,
      id: customer.id,
      email: customer.email,
      name: customer.name,
      phone: customer.mobile,
      externalId: customer.externalId,
      createdAt: customer.created,
      liveMode: customer.liveMode
    },
    { disableValidation: true }
  )

export const toInput = ({ ip: _, phone, ...input }: Customers.CustomerInput): CreateInput => ({
  ...input,
  mobile: phone
})

export const toPatch = ({ phone, ...patch }: Customers.CustomerPatch): UpdateInput => ({
  ...patch,
  mobile: phone
})

export const capabilities = (
  stancer: Service
): Context.Context<
  Customers.Create | Customers.Retrieve | Customers.Update | Customers.Delete | Customers.Ensure
> => {
  const create = (input: Customers.CustomerInput) => Effect.map(stancer.create(toInput(input)), toNeutral)
  const retrieve = (id: string) => Effect.map(stancer.retrieve(id), toNeutral)

  return Context.empty().pipe(
    Context.add(Customers.Create, { create }),
    Context.add(Customers.Retrieve, { retrieve }),
    Context.add(Customers.Update, { update: (id, patch) => stancer.update(id, toPatch(patch)) }),
    Context.add(Customers.Delete, { delete: (id) => stancer.delete(id) }),
    Context.add(Customers.Ensure, { ensure: ensureByConflict({ name: provider, create, retrieve }) })
  )
}
