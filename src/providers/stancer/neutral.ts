/** Stancer's customers in the terms that the providers share. `phone` is Stancer's `mobile`; `ip` has no place. */
import * as Option from "effect/Option"
import * as Context from "#line/Context"
import * as Effect from "#line/Effect"
import * as Schema from "#line/Schema"
import * as Stream from "#line/Stream"
import * as Customers from "../../Customers.js"
import { NotFound } from "../../CustomersError.js"
import { needingInStream } from "../../call/options.js"
import { ensureBy } from "../../customers/ensure.js"
import { checkPatch } from "../../customers/ensureInput.js"
import { exactly, finders, formsOf, identityOf, isAnothers, type Key, keyOf } from "../../customers/key.js"
import { makeList, windowFrom } from "../../customers/lists.js"
import type { Account } from "../../turns/account.js"
import type { Operation } from "../../wire/invalidInput.js"
import type { CreateInput, Customer, UpdateInput } from "./customer.js"
import { v1, v2 } from "./endpoints.js"
import { provider } from "./errors.js"
import { listing } from "./listing.js"
import type { ListOptions } from "./options.js"
import type { Service, ServiceV2 } from "./service.js"

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
    Schema.unchecked
  )

export const toInput = ({ ip: _, phone, ...input }: Customers.CustomerInput): CreateInput => ({
  ...input,
  mobile: phone
})

const toPatch = ({ phone, ...patch }: Customers.CustomerPatch): UpdateInput => ({
  ...patch,
  mobile: phone
})

/** Where what tells customers apart stands on the wire. */
const wireNames = { email: "email", externalId: "external_id" } as const

const toldBy = [...Object.values(wireNames), "deleted"]

/** API v2 marks customers as deleted. What the providers share has no such mark: the customer is not there. */
const isThere = ({ deleted }: Customer): boolean => !Option.contains(deleted, true)

const notFound = ({ operation }: Operation, id: string) =>
  new NotFound({ provider, operation, customerId: id })

/** What both versions of the API do alike. */
const common = (stancer: Service) => {
  const create = (input: Customers.CustomerInput) => Effect.map(stancer.create(toInput(input)), toNeutral)
  const retrieve = (id: string) =>
    stancer.retrieve(id).pipe(
      Effect.filterOrFail(isThere, () => notFound(v1.retrieve, id)),
      Effect.map(toNeutral)
    )
  const update = (id: string, given: Customers.CustomerPatch) =>
    checkPatch(v1.update, given).pipe(
      Effect.flatMap((patch) => stancer.update(id, toPatch(patch))),
      Effect.filterOrFail(Option.match({ onNone: () => true, onSome: isThere }), () =>
        notFound(v1.update, id)
      ),
      Effect.map(Option.map(toNeutral))
    )
  const context = Context.empty().pipe(
    Context.add(Customers.Create, { create }),
    Context.add(Customers.Retrieve, { retrieve }),
    Context.add(Customers.Update, { update }),
    Context.add(Customers.Delete, { delete: (id) => stancer.delete(id) })
  )
  return { context, create, retrieve }
}

type Common = Customers.Create | Customers.Retrieve | Customers.Update | Customers.Delete

/** API v1 compares all that it is sent, and answers 409 to a customer who is there: the create itself is the look. */
const ofWholeInput = (input: Customers.CustomerInput) => {
  const { email, name, phone, externalId } = input
  const isOfAnother = isAnothers(keyOf(input))
  return {
    text: `input ${JSON.stringify([email, name, phone, externalId])}`,
    matches: (customer: Customers.Customer) => !isOfAnother(customer),
    isAnothers: isOfAnother,
    sent: input
  }
}

export const capabilities = (
  stancer: Service,
  account: Account
): Context.Context<Common | Customers.Ensure> => {
  const { context, create, retrieve } = common(stancer)
  return Context.add(context, Customers.Ensure, {
    ensure: ensureBy({
      account,
      identityOf: ofWholeInput,
      create,
      retrieve,
      find: () => Stream.empty,
      answersKnown: false,
      toldBy
    })
  })
}

/** API v2 has a list, whose filters also tell whether a customer is there. */
export const capabilitiesV2 = (
  stancer: Service,
  lists: ServiceV2,
  account: Account
): Context.Context<Common | Customers.List | Customers.Find | Customers.Ensure> => {
  const { context, create, retrieve } = common(stancer)
  const streamed = (options: ListOptions) =>
    lists.stream(options).pipe(Stream.filter(isThere), Stream.map(toNeutral))
  const having = ({ field, value }: Key) => streamed({ [field]: value, limit: 100 })
  const find = (key: Key) => Stream.filter(needingInStream([wireNames[key.field]])(having(key)), exactly(key))

  return context.pipe(
    Context.add(
      Customers.List,
      makeList(v2.list, isThere, toNeutral, ({ position, limit, createdFrom }) =>
        listing({ limit, created: windowFrom(createdFrom) }, lists.list, position)
      )
    ),
    Context.add(Customers.Find, finders(find)),
    Context.add(Customers.Ensure, {
      ensure: ensureBy({
        account,
        identityOf,
        create,
        retrieve,
        find: ({ email, externalId }) =>
          externalId === undefined
            ? Stream.flatMap(Stream.fromIterable(formsOf(email)), (value) =>
                having({ field: "email", value })
              )
            : having({ field: "externalId", value: externalId }),
        answersKnown: true,
        toldBy
      })
    })
  )
}
