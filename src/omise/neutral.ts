/**
 * Omise's customers in the terms that the providers share. Omise has no fields for `name`, `phone` and `externalId`:
 * they are kept in the customer's metadata, under the keys below.
 */
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Data from "effect/Data"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import * as Customers from "../Customers.js"
import { type InvalidInput, NotFound } from "../CustomersError.js"
import type { Account } from "../internal/account.js"
import { fromCursor, toCursor } from "../internal/cursor.js"
import { exactly, finders, formsOf, identityOf, type Key } from "../internal/customerKey.js"
import { clockSkew, ensureBy } from "../internal/ensure.js"
import { checkPatch } from "../internal/ensureInput.js"
import { textOf } from "../internal/externalId.js"
import type { Service } from "../Omise.js"
import type { CreateInput, Customer, UpdateInput } from "./customer.js"
import { provider } from "./errors.js"

/** Where the neutral fields stand in the metadata. */
const metadataKeys = { name: "name", phone: "phone", externalId: "external_id" } as const

type InMetadata = { readonly [K in keyof typeof metadataKeys]?: string | undefined }

const fromMetadata = (customer: Customer, field: "name" | "phone"): Option.Option<string> => {
  const value = customer.metadata[metadataKeys[field]]
  return typeof value === "string" ? Option.some(value) : Option.none()
}

/** Another program may have written a number. */
const externalIdOf = ({ metadata }: Customer): Option.Option<string> =>
  Option.fromNullable(textOf(metadata[metadataKeys.externalId]))

const toMetadata = (input: InMetadata): Record<string, string> => ({
  ...(input.name === undefined ? {} : { [metadataKeys.name]: input.name }),
  ...(input.phone === undefined ? {} : { [metadataKeys.phone]: input.phone }),
  ...(input.externalId === undefined ? {} : { [metadataKeys.externalId]: input.externalId })
})

export const toNeutral = (customer: Customer): Customers.Customer =>
  new Customers.Customer(
    {
      provider,
      id: customer.id,
      email: customer.email,
      name: fromMetadata(customer, "name"),
      phone: fromMetadata(customer, "phone"),
      externalId: externalIdOf(customer),
      createdAt: customer.createdAt,
      liveMode: customer.liveMode
    },
    { disableValidation: true }
  )

export const toInput = ({ email, ...rest }: Customers.CustomerInput): CreateInput => {
  const metadata = toMetadata(rest)
  return { email, ...(Object.keys(metadata).length === 0 ? {} : { metadata }) }
}

/** Omise may mark a customer as deleted. What the providers share has no such mark: the customer is not there. */
const isThere = ({ deleted }: Customer): boolean => !deleted

/** Fails for a customer that is marked as deleted. */
const there =
  (operation: "retrieve" | "update", id: string) =>
  <E>(customer: Effect.Effect<Customer, E>) =>
    Effect.filterOrFail(customer, isThere, () => new NotFound({ provider, operation, customerId: id }))

/** Metadata is written as a whole, so what is there is read and kept. */
const written = (omise: Service, id: string, { email, ...rest }: Customers.CustomerPatch) => {
  const changes = toMetadata(rest)
  const patch: UpdateInput = email === undefined ? {} : { email }
  if (Object.keys(changes).length === 0) return omise.update(id, patch)
  return Effect.flatMap(there("update", id)(omise.retrieve(id)), ({ metadata }) =>
    omise.update(id, { ...patch, metadata: { ...metadata, ...changes } })
  )
}

const update = (omise: Service, id: string, given: Customers.CustomerPatch) =>
  checkPatch(provider, given).pipe(
    Effect.flatMap((patch) => written(omise, id, patch)),
    there("update", id),
    Effect.map((customer) => Option.some(toNeutral(customer)))
  )

interface Start {
  readonly at: number
  readonly limit: number | undefined
}

/** Where a list or a search begins: at the cursor, with the page size that it was given with. */
const startOf = (
  operation: "list" | "search",
  first: number,
  options: Customers.ListOptions = {}
): Either.Either<Start, InvalidInput> =>
  options.from === undefined
    ? Either.right({ at: first, limit: options.limit })
    : Either.map(fromCursor(provider, operation, options.from), ({ at, limit }) => ({
        at,
        limit: operation === "list" ? (options.limit ?? limit) : limit
      }))

/** Where the next page begins goes by all the rows, those left out among them. */
const toPage = (rows: ReadonlyArray<Customer>, next: Option.Option<Customers.Cursor>) =>
  new Customers.Page(
    { customers: Data.array(rows.filter(isThere).map(toNeutral)), next },
    { disableValidation: true }
  )

const toStream = <E>(rows: Stream.Stream<Customer, E>) =>
  rows.pipe(Stream.filter(isThere), Stream.map(toNeutral))

const list = (omise: Service, options?: Customers.ListOptions) =>
  Effect.gen(function* () {
    const { at, limit } = yield* startOf("list", 0, options)
    const page = yield* omise.list({ offset: at, limit })
    const following = at + page.customers.length
    return toPage(
      page.customers,
      page.customers.length > 0 && following < page.total
        ? Option.some(toCursor({ provider, operation: "list", at: following, limit: page.limit }))
        : Option.none()
    )
  })

/** Pages of a search are numbered, so their size stays what it was when the search began. */
const search = (omise: Service, query: string, options?: Customers.ListOptions) =>
  Effect.gen(function* () {
    const { at, limit } = yield* startOf("search", 1, options)
    const page = yield* omise.search({ query, page: at, perPage: limit })
    const perPage = limit ?? Option.getOrElse(page.perPage, () => page.customers.length)
    return toPage(
      page.customers,
      page.customers.length > 0 && at < page.totalPages
        ? Option.some(toCursor({ provider, operation: "search", at: at + 1, limit: perPage }))
        : Option.none()
    )
  })

/** The customers of a query, the oldest first. */
const matching = (omise: Service, query: string) =>
  toStream(omise.searchStream({ query, order: "chronological", perPage: 100 }))

/** The customers created from a moment on, the oldest first. Unlike a search, a list does not wait for an index. */
const createdSince = (omise: Service, millis: number) =>
  toStream(
    omise.stream({ from: DateTime.unsafeMake(Math.max(0, millis)), order: "chronological", limit: 100 })
  )

/**
 * Those that a search for the key's values answers, and those that are too young for its index: by their age when the
 * searches begin, for these can take their time.
 */
const candidates = (
  omise: Service,
  { externalId, email }: Customers.CustomerInput,
  indexLag: Duration.Duration
) =>
  Stream.unwrap(
    Effect.map(Clock.currentTimeMillis, (now) =>
      Stream.fromIterable(externalId === undefined ? formsOf(email) : [externalId, email]).pipe(
        Stream.flatMap((query) => matching(omise, query)),
        Stream.concat(createdSince(omise, now - Duration.toMillis(Duration.sum(indexLag, clockSkew))))
      )
    )
  )

type Capability =
  | Customers.Create
  | Customers.Retrieve
  | Customers.Update
  | Customers.Delete
  | Customers.List
  | Customers.Search
  | Customers.Find
  | Customers.Ensure

export const capabilities = (omise: Service, account: Account): Context.Context<Capability> => {
  const create = (input: Customers.CustomerInput) => Effect.map(omise.create(toInput(input)), toNeutral)
  const neutralRetrieve = (id: string) => Effect.map(there("retrieve", id)(omise.retrieve(id)), toNeutral)
  const find = (key: Key) => Stream.filter(matching(omise, key.value), exactly(key))

  return Context.empty().pipe(
    Context.add(Customers.Create, { create }),
    Context.add(Customers.Retrieve, { retrieve: neutralRetrieve }),
    Context.add(Customers.Update, { update: (id, patch) => update(omise, id, patch) }),
    Context.add(Customers.Delete, { delete: (id) => Effect.asVoid(omise.delete(id)) }),
    Context.add(Customers.List, {
      list: (options) => list(omise, options),
      stream: (options) =>
        Stream.unwrap(
          Effect.map(startOf("list", 0, options), ({ at, limit }) =>
            toStream(omise.stream({ offset: at, limit }))
          )
        )
    }),
    Context.add(Customers.Search, {
      search: (query, options) => search(omise, query, options),
      searchStream: (query, options) =>
        Stream.unwrap(
          Effect.map(startOf("search", 1, options), ({ at, limit }) =>
            toStream(omise.searchStream({ query, page: at, perPage: limit }))
          )
        )
    }),
    Context.add(Customers.Find, finders(find)),
    Context.add(Customers.Ensure, {
      ensure: ensureBy({
        account,
        identityOf,
        create,
        retrieve: neutralRetrieve,
        find: (input, { indexLag }) => candidates(omise, input, indexLag),
        answersKnown: false
      })
    })
  )
}
