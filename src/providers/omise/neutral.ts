/**
 * Omise's customers in the terms that the providers share. Omise has no fields for `name`, `phone` and `externalId`:
 * they are kept in the customer's metadata, under the keys below.
 */
import * as Option from "effect/Option"
import * as Clock from "#line/Clock"
import * as Context from "#line/Context"
import * as Data from "#line/Data"
import * as DateTime from "#line/DateTime"
import * as Duration from "#line/Duration"
import * as Effect from "#line/Effect"
import * as Result from "#line/Result"
import * as Schema from "#line/Schema"
import * as Stream from "#line/Stream"
import * as Customers from "../../Customers.js"
import { type InvalidInput, NotFound, UnexpectedResponse } from "../../CustomersError.js"
import { needing, needingInStream } from "../../call/options.js"
import { fromCursor, toCursor } from "../../customers/cursor.js"
import { clockSkew, ensureBy } from "../../customers/ensure.js"
import { checkPatch } from "../../customers/ensureInput.js"
import { exactly, finders, formsOf, identityOf, type Key } from "../../customers/key.js"
import { makeList, windowFrom } from "../../customers/lists.js"
import { attempt } from "../../http/attempt.js"
import type { Account } from "../../turns/account.js"
import { textOf } from "../../wire/externalId.js"
import type { Operation } from "../../wire/invalidInput.js"
import type { CreateInput, Customer, UpdateInput } from "./customer.js"
import { endpoints } from "./endpoints.js"
import { provider } from "./errors.js"
import { listing } from "./listing.js"
import { hasMore } from "./pages.js"
import type { Service } from "./service.js"

/** Where the neutral fields stand in the metadata. */
const metadataKeys = { name: "name", phone: "phone", externalId: "external_id" } as const

/** Where what tells customers apart stands on the wire. */
const wireNames = { email: "email", externalId: "metadata" } as const

type InMetadata = { readonly [K in keyof typeof metadataKeys]?: string | undefined }

const fromMetadata = (customer: Customer, field: "name" | "phone"): Option.Option<string> => {
  const value = customer.metadata[metadataKeys[field]]
  return typeof value === "string" ? Option.some(value) : Option.none()
}

/** Another program may have written a number. */
const externalIdOf = ({ metadata }: Customer): Option.Option<string> =>
  Option.liftPredicate(textOf(metadata[metadataKeys.externalId]), (text) => text !== undefined)

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
    Schema.unchecked
  )

export const toInput = ({ email, ...rest }: Customers.CustomerInput): CreateInput => {
  const metadata = toMetadata(rest)
  return { email, ...(Object.keys(metadata).length === 0 ? {} : { metadata }) }
}

/** Omise may mark a customer as deleted. What the providers share has no such mark: the customer is not there. */
const isThere = ({ deleted }: Customer): boolean => !deleted

/** Fails for a customer that is marked as deleted. */
const there =
  ({ operation }: Operation, id: string) =>
  <E>(customer: Effect.Effect<Customer, E>) =>
    Effect.filterOrFail(customer, isThere, () => new NotFound({ provider, operation, customerId: id }))

/** Is no number in it of those that `JSON.parse` may have made another one of? Digits beyond a float's are not seen. */
const isExact = (json: unknown): boolean => {
  if (typeof json === "number")
    return Number.isInteger(json) ? Number.isSafeInteger(json) : Number.isFinite(json)
  return typeof json !== "object" || json === null || Object.values(json).every(isExact)
}

/** Written back, such a number would be another one than Omise keeps. */
const inexact = () =>
  new UnexpectedResponse({
    provider,
    operation: endpoints.update.operation,
    status: 200,
    outcome: "NotSent",
    issues: [{ path: "metadata", expected: "whole numbers up to 2^53 - 1, and none beyond 1.8e308" }]
  })

/** Metadata is written as a whole, so what is there is read and kept. */
const written = (omise: Service, id: string, { email, ...rest }: Customers.CustomerPatch) => {
  const changes = toMetadata(rest)
  const patch: UpdateInput = email === undefined ? {} : { email }
  if (Object.keys(changes).length === 0) return omise.update(id, patch)
  // metadata that could not be read would be written away
  const before = needing(["metadata"])(there(endpoints.update, id)(omise.retrieve(id))).pipe(
    Effect.map(({ metadata }) => ({ ...metadata, ...changes })),
    // nested without end, it can't be looked through
    Effect.filterOrFail((metadata) => attempt(() => isExact(metadata)) === true, inexact)
  )
  return Effect.flatMap(before, (metadata) => omise.update(id, { ...patch, metadata }))
}

const update = (omise: Service, id: string, given: Customers.CustomerPatch) =>
  checkPatch(endpoints.update, given).pipe(
    Effect.flatMap((patch) => written(omise, id, patch)),
    there(endpoints.update, id),
    Effect.map((customer) => Option.some(toNeutral(customer)))
  )

/** Where the next page begins goes by all the rows, those left out among them. */
const toPage = (rows: ReadonlyArray<Customer>, next: Option.Option<Customers.Cursor>) =>
  new Customers.Page({ customers: Data.array(rows.filter(isThere).map(toNeutral)), next }, Schema.unchecked)

const toStream = <E>(rows: Stream.Stream<Customer, E>) =>
  rows.pipe(Stream.filter(isThere), Stream.map(toNeutral))

interface SearchStart {
  readonly page: number
  readonly perPage: number | undefined
}

/** Where a search begins: at the cursor, with the page size that it was given with. */
const searchStart = (options: Customers.SearchOptions = {}): Result.Result<SearchStart, InvalidInput> =>
  options.from === undefined
    ? Result.succeed({ page: 1, perPage: options.limit })
    : Result.map(fromCursor(endpoints.search, options.from), ({ at, limit }) => ({
        page: at,
        perPage: limit
      }))

/** Page sizes that Omise takes: a server that says another has not been asked for it. */
const askable = (limit: number): number => Math.min(100, Math.max(1, Math.trunc(limit)))

/** Pages of a search are numbered, so their size stays what it was when the search began. */
const search = (omise: Service, query: string, options?: Customers.SearchOptions) =>
  Effect.gen(function* () {
    const { page, perPage } = yield* Effect.fromResult(searchStart(options))
    const found = yield* omise.search({ query, page, perPage })
    const limit = askable(perPage ?? Option.getOrElse(found.perPage, () => found.customers.length))
    return toPage(
      found.customers,
      found.customers.length > 0 && hasMore(found, page, perPage)
        ? Option.some(toCursor(endpoints.search, { at: page + 1, ids: [], limit }))
        : Option.none()
    )
  })

/** The customers of a query, the oldest first. */
const matching = (omise: Service, query: string) =>
  toStream(omise.searchStream({ query, order: "chronological", perPage: 100 }))

/** The customers created from a moment on, the oldest first. Unlike a search, a list does not wait for an index. */
const createdSince = (omise: Service, millis: number) =>
  toStream(
    omise.stream({ from: DateTime.makeUnsafe(Math.max(0, millis)), order: "chronological", limit: 100 })
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
  const neutralRetrieve = (id: string) =>
    Effect.map(there(endpoints.retrieve, id)(omise.retrieve(id)), toNeutral)
  const find = (key: Key) =>
    Stream.filter(needingInStream([wireNames[key.field]])(matching(omise, key.value)), exactly(key))

  return Context.empty().pipe(
    Context.add(Customers.Create, { create }),
    Context.add(Customers.Retrieve, { retrieve: neutralRetrieve }),
    Context.add(Customers.Update, { update: (id, patch) => update(omise, id, patch) }),
    Context.add(Customers.Delete, { delete: (id) => Effect.asVoid(omise.delete(id)) }),
    Context.add(
      Customers.List,
      makeList(endpoints.list, isThere, toNeutral, ({ position, limit, createdFrom }) =>
        listing(
          endpoints.list,
          { limit, from: windowFrom(createdFrom) },
          omise.list,
          ({ customers }) => customers,
          position
        )
      )
    ),
    Context.add(Customers.Search, {
      search: (query, options) => search(omise, query, options),
      searchStream: (query, options) =>
        Stream.unwrap(
          Effect.map(Effect.fromResult(searchStart(options)), ({ page, perPage }) =>
            toStream(omise.searchStream({ query, page, perPage }))
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
        answersKnown: false,
        toldBy: [...Object.values(wireNames), "deleted"]
      })
    })
  )
}
