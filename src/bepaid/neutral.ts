/** bePaid's customers in the terms that the providers share. */
import * as Context from "effect/Context"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import type { Service } from "../BePaid.js"
import * as Customers from "../Customers.js"
import { fromCursor } from "../internal/cursor.js"
import { ensureByFinding, exactly, finders, type Key, keyOf } from "../internal/ensure.js"
import type { CreateInput, Customer } from "./customer.js"
import { provider } from "./errors.js"

/** Both parts of a split name hold something, so that no provider can take one for missing. */
const firstAndRest = /^(\s*\S+) (.*\S.*)$/s

/** `name` in bePaid's two fields, so that `joinName` gives it back. */
export const splitName = (name: string): Pick<CreateInput, "firstName" | "lastName"> => {
  const [, firstName = name, lastName] = firstAndRest.exec(name) ?? []
  return { firstName, lastName }
}

export const joinName = ({
  firstName,
  lastName
}: Pick<Customer, "firstName" | "lastName">): Option.Option<string> => {
  const parts = [firstName, lastName].flatMap(Option.toArray)
  return parts.length === 0 ? Option.none() : Option.some(parts.filter((part) => part !== "").join(" "))
}

export const toNeutral = (customer: Customer): Customers.Customer =>
  new Customers.Customer(
    {
      provider,
      id: customer.id,
      email: customer.email,
      name: joinName(customer),
      phone: customer.phone,
      externalId: customer.externalId,
      createdAt: Option.none(),
      liveMode: Option.none()
    },
    { disableValidation: true }
  )

export const toInput = ({ name, ...input }: Customers.CustomerInput): CreateInput => ({
  ...input,
  ...(name === undefined ? {} : splitName(name))
})

const keyText = ({ field, value }: Key): string => `${field} ${value}`

/** The customers of a list by what tells them apart, the oldest first, and what has been learnt since it was read. */
const makeIndex = (customers: ReadonlyArray<Customers.Customer>) => {
  const byKey = new Map<string, Customers.Customer>()
  const uncertain = new Set<string>()
  const add = (customer: Customers.Customer): void => {
    for (const field of ["email", "externalId"] as const) {
      if (Option.isNone(customer[field])) continue
      const key = keyText({ field, value: customer[field].value })
      uncertain.delete(key)
      if (!byKey.has(key)) byKey.set(key, customer)
    }
  }
  customers.forEach(add)
  return {
    add,
    /** Until it is known to be there, a customer that was to be created may be there or not. */
    creating: ({ email, externalId }: Customers.CustomerInput): void => {
      uncertain.add(keyText({ field: "email", value: email }))
      if (externalId !== undefined) uncertain.add(keyText({ field: "externalId", value: externalId }))
    },
    find: (input: Customers.CustomerInput): Customers.Customer | "unknown" | undefined => {
      const key = keyText(keyOf(input))
      return byKey.get(key) ?? (uncertain.has(key) ? "unknown" : undefined)
    }
  }
}

/** bePaid gives no cursors, so none can be given back. */
const refuseCursor = (options: Customers.ListOptions | undefined) =>
  options?.from === undefined ? Effect.void : fromCursor(provider, "list", options.from)

export const capabilities = (
  bepaid: Service
): Context.Context<
  Customers.Create | Customers.Retrieve | Customers.List | Customers.Find | Customers.Ensure
> => {
  const list = (options?: Customers.ListOptions) =>
    Effect.zipRight(refuseCursor(options), bepaid.list()).pipe(
      Effect.map(
        ({ customers }) =>
          new Customers.Page(
            { customers: Data.array(customers.map(toNeutral)), next: Option.none() },
            { disableValidation: true }
          )
      )
    )
  const stream = (options?: Customers.ListOptions) =>
    Stream.flatMap(list(options), ({ customers }) => Stream.fromIterable(customers))
  const create = (input: Customers.CustomerInput) => Effect.map(bepaid.create(toInput(input)), toNeutral)
  const find = (key: Key) => Stream.filter(stream(), exactly(key))

  return Context.empty().pipe(
    Context.add(Customers.Create, { create }),
    Context.add(Customers.Retrieve, { retrieve: (id) => Effect.map(bepaid.retrieve(id), toNeutral) }),
    Context.add(Customers.List, { list, stream }),
    Context.add(Customers.Find, finders(find)),
    Context.add(Customers.Ensure, {
      ensure: ensureByFinding({ name: provider, create, find: () => stream() }),
      prepare: Effect.map(list(), ({ customers }) => {
        const index = makeIndex(customers)
        const readAgain = Stream.tap(stream(), (customer) => Effect.sync(() => index.add(customer)))
        return ensureByFinding({
          name: provider,
          create: (input) =>
            Effect.suspend(() => {
              index.creating(input)
              return Effect.tap(create(input), (customer) => Effect.sync(() => index.add(customer)))
            }),
          find: (input) =>
            Stream.suspend(() => {
              const found = index.find(input)
              if (found === "unknown") return readAgain
              return found === undefined ? Stream.empty : Stream.make(found)
            })
        })
      })
    })
  )
}
