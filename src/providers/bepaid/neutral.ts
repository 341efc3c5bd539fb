/** bePaid's customers in the terms that the providers share. */
import { constVoid } from "effect/Function"
import * as Option from "effect/Option"
import * as Context from "#line/Context"
import * as Data from "#line/Data"
import * as Effect from "#line/Effect"
import * as Result from "#line/Result"
import * as Schema from "#line/Schema"
import * as Stream from "#line/Stream"
import * as Customers from "../../Customers.js"
import type { InvalidInput } from "../../CustomersError.js"
import { needing, needingInStream } from "../../call/options.js"
import { fromCursor } from "../../customers/cursor.js"
import { ensureBy } from "../../customers/ensure.js"
import { exactly, finders, identityOf, type Key } from "../../customers/key.js"
import { neutralNames } from "../../customers/lists.js"
import type { Account } from "../../turns/account.js"
import { invalidInput } from "../../wire/invalidInput.js"
import type { CreateInput, Customer } from "./customer.js"
import { makeIndex } from "./customerIndex.js"
import { endpoints } from "./endpoints.js"
import { provider } from "./errors.js"
import type { Service } from "./service.js"

/** Where what tells customers apart stands on the wire. */
const wireNames = { email: "email", externalId: "external_id" } as const

const toldBy = Object.values(wireNames)

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
    Schema.unchecked
  )

export const toInput = ({ name, ...input }: Customers.CustomerInput): CreateInput => ({
  ...input,
  ...(name === undefined ? {} : splitName(name))
})

/** bePaid answers all of its customers at once, and no times with them. */
const refuse = ({ from, createdFrom }: Customers.ListOptions): Result.Result<void, InvalidInput> => {
  if (createdFrom !== undefined) {
    const rule = "must be left out: bePaid does not tell when a customer was created"
    return Result.fail(invalidInput(endpoints.list, { created_from: [rule] }, neutralNames))
  }
  return from === undefined ? Result.void : Result.map(fromCursor(endpoints.list, from), constVoid)
}

export const capabilities = (
  bepaid: Service,
  account: Account
): Context.Context<
  Customers.Create | Customers.Retrieve | Customers.List | Customers.Find | Customers.Ensure
> => {
  const list = (options: Customers.ListOptions = {}) =>
    Effect.andThen(Effect.fromResult(refuse(options)), bepaid.list()).pipe(
      Effect.map(
        ({ customers }) =>
          new Customers.Page(
            { customers: Data.array(customers.map(toNeutral)), next: Option.none() },
            Schema.unchecked
          )
      )
    )
  const stream = (options?: Customers.ListOptions) =>
    Stream.fromIterableEffect(Effect.map(list(options), ({ customers }) => customers))
  const create = (input: Customers.CustomerInput) => Effect.map(bepaid.create(toInput(input)), toNeutral)
  const retrieve = (id: string) => Effect.map(bepaid.retrieve(id), toNeutral)
  const find = (key: Key) => Stream.filter(needingInStream([wireNames[key.field]])(stream()), exactly(key))
  const ways = { account, identityOf, retrieve, answersKnown: false, toldBy }

  return Context.empty().pipe(
    Context.add(Customers.Create, { create }),
    Context.add(Customers.Retrieve, { retrieve }),
    Context.add(Customers.List, { list, stream }),
    Context.add(Customers.Find, finders(find)),
    Context.add(Customers.Ensure, {
      ensure: ensureBy({ ...ways, create, find: () => stream() }),
      prepare: Effect.map(
        makeIndex(account, needing(toldBy)(Effect.map(list(), ({ customers }) => customers))),
        ({ add, find }) =>
          ensureBy({
            ...ways,
            create: (input) => Effect.tap(create(input), (customer) => Effect.sync(() => add(customer))),
            find: (input, { anew }) => find(input, anew)
          })
      )
    })
  )
}
