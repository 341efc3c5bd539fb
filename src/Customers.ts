/**
 * Customers, whoever the provider is: one tag for each thing that can be done to a customer, and functions that
 * require it. A program's requirements say what it needs of a provider; providing one that lacks it does not
 * compile.
 *
 * The tags hold one provider at a time. A program with two uses the native services, or provides each of its parts
 * a layer of its own.
 *
 * @module
 * @since 0.1.0
 */
import { dual } from "effect/Function"
import type * as Option from "effect/Option"
import * as Context from "#line/Context"
import type * as DateTime from "#line/DateTime"
import type * as Duration from "#line/Duration"
import * as Effect from "#line/Effect"
import type * as Result from "#line/Result"
import * as Schema from "#line/Schema"
import type * as Scope from "#line/Scope"
import * as Stream from "#line/Stream"
import type { CommonError, Conflict, InvalidInput, NotFound, ValidationFailed } from "./CustomersError.js"
import { withResponse as answered, type CallOptionsInput, withCallOptions } from "./call/options.js"
import type { WithResponse } from "./call/response.js"
import { checkWhole, untilHopeless } from "./customers/ensureAll.js"
import { masked } from "./privacy/customer.js"

export type { Response, WithResponse } from "./call/response.js"

/**
 * A customer in the terms that the providers share. What a provider does not tell is `None`.
 *
 * @since 0.1.0
 * @category models
 */
export class Customer extends masked(
  Schema.Class<Customer>("Customers.Customer")({
    /** `"bepaid"`, `"omise"` or `"stancer"`. */
    provider: Schema.String,
    /** The provider's id. */
    id: Schema.String,
    email: Schema.optionOf(Schema.String),
    name: Schema.optionOf(Schema.String),
    phone: Schema.optionOf(Schema.String),
    /** Your own id for the customer. */
    externalId: Schema.optionOf(Schema.String),
    createdAt: Schema.optionOf(Schema.DateTimeUtcFromString),
    /** Real, as against made with a test key. */
    liveMode: Schema.optionOf(Schema.Boolean)
  })
) {}

/**
 * What a customer is created from. `email` and `ip` are required because bePaid demands both; Stancer and Omise
 * have no place for `ip`, and it is not sent to them.
 *
 * @since 0.1.0
 * @category models
 */
export interface CustomerInput {
  readonly email: string
  /** The address of the customer's device. */
  readonly ip: string
  readonly name?: string | undefined
  readonly phone?: string | undefined
  /** Your own id for the customer. */
  readonly externalId?: string | undefined
}

/**
 * The fields to change; those left out stay as they are. A patch that names none is refused, and so is an empty `name` or
 * `externalId`: no field can be cleared.
 *
 * @since 0.1.0
 * @category models
 */
export interface CustomerPatch {
  readonly email?: string | undefined
  readonly name?: string | undefined
  readonly phone?: string | undefined
  /** Your own id for the customer. */
  readonly externalId?: string | undefined
}

/**
 * Where a list goes on: an opaque string to keep for as long as you like and give back as `from`. It belongs to the
 * provider that gave it. It holds ids of customers and a time, and nothing else of them.
 *
 * @since 0.1.0
 * @category models
 */
export const Cursor = Schema.NonEmptyString.pipe(Schema.brand("effect-payment-customers/Customers/Cursor"))

/**
 * @since 0.1.0
 * @category models
 */
export type Cursor = typeof Cursor.Type

/**
 * One page of customers.
 *
 * @since 0.1.0
 * @category models
 */
export class Page extends masked(
  Schema.Class<Page>("Customers.Page")({
    customers: Schema.byValue(Schema.Array(Customer)),
    /** Give it as `from` for the page after this one; `None` at the end. */
    next: Schema.optionOf(Cursor)
  })
) {}

/**
 * Where a search begins, and how many customers a page has.
 *
 * @since 0.2.0
 * @category models
 */
export interface SearchOptions {
  /** Where to begin. Default: at the beginning. */
  readonly from?: Cursor | undefined
  /** The most customers a page should hold, 1 to 100. bePaid has no pages and answers all. */
  readonly limit?: number | undefined
}

/**
 * Which customers a list has, where it begins, and how many a page has.
 *
 * @since 0.1.0
 * @category models
 */
export interface ListOptions extends SearchOptions {
  /**
   * Only customers created at this time or later, and those whose time the provider does not tell. Where it tells whole
   * seconds, those of this time's second are among them. A cursor keeps the time that its list began with, whatever
   * stands here. bePaid tells no times and refuses it.
   */
  readonly createdFrom?: DateTime.DateTime | undefined
}

/**
 * What `create` can fail with.
 *
 * @since 0.1.0
 * @category errors
 */
export type CreateError = ValidationFailed | Conflict | CommonError

/**
 * What `retrieve` can fail with.
 *
 * @since 0.1.0
 * @category errors
 */
export type RetrieveError = InvalidInput | NotFound | CommonError

/**
 * What `update` can fail with.
 *
 * @since 0.1.0
 * @category errors
 */
export type UpdateError = ValidationFailed | NotFound | Conflict | CommonError

/**
 * What `delete` can fail with.
 *
 * @since 0.1.0
 * @category errors
 */
export type DeleteError = InvalidInput | NotFound | CommonError

/**
 * What lists, and searches, can fail with.
 *
 * @since 0.1.0
 * @category errors
 */
export type ListError = ValidationFailed | CommonError

/**
 * The provider can create customers.
 *
 * @since 0.1.0
 * @category capabilities
 */
export class Create extends Context.Service<
  Create,
  {
    /** What {@link create} calls. */
    readonly create: (input: CustomerInput) => Effect.Effect<Customer, CreateError>
  }
>()("effect-payment-customers/Customers/Create") {}

/**
 * The provider can give a customer by its id.
 *
 * @since 0.1.0
 * @category capabilities
 */
export class Retrieve extends Context.Service<
  Retrieve,
  {
    /** What {@link retrieve} calls. */
    readonly retrieve: (id: string) => Effect.Effect<Customer, RetrieveError>
  }
>()("effect-payment-customers/Customers/Retrieve") {}

/**
 * The provider can change a customer: Stancer and Omise, not bePaid.
 *
 * @since 0.1.0
 * @category capabilities
 */
export class Update extends Context.Service<
  Update,
  {
    /** What {@link update} calls. */
    readonly update: (id: string, patch: CustomerPatch) => Effect.Effect<Option.Option<Customer>, UpdateError>
  }
>()("effect-payment-customers/Customers/Update") {}

/**
 * The provider can delete a customer: Stancer and Omise, not bePaid.
 *
 * @since 0.1.0
 * @category capabilities
 */
export class Delete extends Context.Service<
  Delete,
  {
    /** What {@link delete_} calls. */
    readonly delete: (id: string) => Effect.Effect<void, DeleteError>
  }
>()("effect-payment-customers/Customers/Delete") {}

/**
 * The provider can list its customers: Omise, bePaid and Stancer's API v2.
 *
 * @since 0.1.0
 * @category capabilities
 */
export class List extends Context.Service<
  List,
  {
    /** What {@link list} calls. */
    readonly list: (options?: ListOptions) => Effect.Effect<Page, ListError>
    /** What {@link stream} calls. */
    readonly stream: (options?: ListOptions) => Stream.Stream<Customer, ListError>
  }
>()("effect-payment-customers/Customers/List") {}

/**
 * The provider can search its customers: Omise.
 *
 * @since 0.1.0
 * @category capabilities
 */
export class Search extends Context.Service<
  Search,
  {
    /** What {@link search} calls. */
    readonly search: (query: string, options?: SearchOptions) => Effect.Effect<Page, ListError>
    /** What {@link searchStream} calls. */
    readonly searchStream: (query: string, options?: SearchOptions) => Stream.Stream<Customer, ListError>
  }
>()("effect-payment-customers/Customers/Search") {}

/**
 * The provider can give the customers of an e-mail address or of an id of yours: Omise, bePaid and Stancer's API v2.
 *
 * @since 0.1.0
 * @category capabilities
 */
export class Find extends Context.Service<
  Find,
  {
    /** What {@link findByEmail} calls. */
    readonly findByEmail: (email: string) => Stream.Stream<Customer, ListError>
    /** What {@link findByExternalId} calls. */
    readonly findByExternalId: (externalId: string) => Stream.Stream<Customer, ListError>
  }
>()("effect-payment-customers/Customers/Find") {}

/**
 * The one customer for a key, and whether this call made it. After a create of this call whose answer was lost, a
 * customer that is found counts as made by it, but for Stancer's API v1, whose refusal does not tell. `created` is true
 * for at most one caller of a process.
 *
 * @since 0.1.0
 * @category models
 */
export class Ensured extends masked(
  Schema.Class<Ensured>("Customers.Ensured")({
    customer: Customer,
    created: Schema.Boolean
  })
) {}

/**
 * How long `ensure` waits for what a search may not show yet.
 *
 * @since 0.1.0
 * @category models
 */
export interface EnsureOptions {
  /**
   * How long a customer that was just created may be missing from the provider's search. Default: 1 minute. Only Omise
   * has such an index; a customer that is missing from it for longer can be created twice.
   */
  readonly indexLag?: Duration.Input | undefined
}

/**
 * What `ensure` can fail with.
 *
 * @since 0.1.0
 * @category errors
 */
export type EnsureError = ValidationFailed | Conflict | CommonError

/**
 * The provider can be asked for the one customer of a key.
 *
 * @since 0.1.0
 * @category capabilities
 */
export class Ensure extends Context.Service<
  Ensure,
  {
    /** What {@link ensure} calls. */
    readonly ensure: (input: CustomerInput, options?: EnsureOptions) => Effect.Effect<Ensured, EnsureError>
    /**
     * An `ensure` for many customers, where reading once is cheaper than reading for each: bePaid's, which knows the
     * whole list. It reads again after what this process creates meanwhile; what other processes create, it does not
     * see.
     */
    readonly prepare?: Effect.Effect<
      (input: CustomerInput, options?: EnsureOptions) => Effect.Effect<Ensured, EnsureError>,
      ListError,
      Scope.Scope
    >
  }
>()("effect-payment-customers/Customers/Ensure") {}

/**
 * Creates a customer. Sent once, unless it certainly did not arrive or was turned away with 429; that holds for an
 * `HttpClient` that does not repeat requests by itself. A second call creates a second customer: see {@link ensure}.
 *
 * Fails with `ValidationFailed` when the provider refuses the data or a required field is missing, with `Conflict`
 * when the provider (Stancer) has this very customer, with `Unavailable` and `outcome: "Unknown"` when the answer
 * was lost: the customer may be there.
 *
 * @example
 * ```ts
 * import * as Customers from "effect-payment-customers/Customers"
 * import { OmiseTest } from "effect-payment-customers/testing"
 * import * as Effect from "effect/Effect"
 *
 * const program = Customers.create({
 *   email: "customer@example.com",
 *   ip: "127.0.0.1",
 *   name: "John Doe"
 * })
 * Effect.provide(program, OmiseTest.layer())
 * ```
 *
 * @since 0.1.0
 * @category operations
 */
export const create = (input: CustomerInput): Effect.Effect<Customer, CreateError, Create> =>
  Effect.flatMap(Create, (service) => service.create(input))

/**
 * One customer by the provider's id.
 *
 * Fails with `NotFound` when the provider knows no such id, with `ValidationFailed` (`errors.id`) when it can't be
 * one of its ids; then nothing was sent.
 *
 * @since 0.1.0
 * @category operations
 */
export const retrieve = (id: string): Effect.Effect<Customer, RetrieveError, Retrieve> =>
  Effect.flatMap(Retrieve, (service) => service.retrieve(id))

/**
 * Changes the fields that the patch names. Gives the customer as it is then, where the provider answers it: Omise always,
 * Stancer at times; `None` says only that the answer held no customer.
 *
 * Omise keeps `name`, `phone` and `externalId` in the customer's metadata, which is written as a whole: such a patch
 * reads, merges and writes, and of two at the same moment the later one wins.
 *
 * Fails with `NotFound` when the provider knows no such id or marks the customer as deleted, with `ValidationFailed` when
 * the provider refuses a value, and before sending when the patch names nothing, when `name` is empty, when `externalId` is
 * empty or has white space at its ends; with `Conflict` when it would make two customers the same.
 *
 * @since 0.1.0
 * @category operations
 */
export const update = (
  id: string,
  patch: CustomerPatch
): Effect.Effect<Option.Option<Customer>, UpdateError, Update> =>
  Effect.flatMap(Update, (service) => service.update(id, patch))

/**
 * Deletes a customer at the provider.
 *
 * Fails with `NotFound` when the provider knows no such id (a delete repeated because its answer was lost succeeds),
 * with `ValidationFailed` (`errors.id`) when it can't be one of its ids.
 *
 * @since 0.1.0
 * @category operations
 */
const delete_ = (id: string): Effect.Effect<void, DeleteError, Delete> =>
  Effect.flatMap(Delete, (service) => service.delete(id))

export { delete_ as delete }

/**
 * One page of customers, oldest first where the provider has an order.
 *
 * Pages from cursor to cursor miss nobody who is there all the time, whatever is created and deleted between them, and
 * however long a cursor was kept. A customer can come again: where the last ones of the page before were deleted, those
 * created in the same second as they; where the provider tells no order (Stancer), all of them.
 *
 * Fails with `ValidationFailed` when `limit` is out of its range, `from` is not a cursor of this provider or `createdFrom`
 * is given to bePaid; with `UnexpectedResponse` where the provider says a hundred times that customers follow and gives
 * none that is new.
 *
 * @since 0.1.0
 * @category operations
 */
export const list = (options?: ListOptions): Effect.Effect<Page, ListError, List> =>
  Effect.flatMap(List, (service) => service.list(options))

/**
 * All customers, page by page as they are taken, and each of them once. Who is there from beginning to end is in it,
 * whatever is created and deleted meanwhile; who comes or goes meanwhile may be. So a program may delete what it is given.
 *
 * Fails as {@link list} does.
 *
 * @param options `from`, `limit` (1 to 100) of a page and `createdFrom`, for what is new since the last run
 *
 * @example
 * ```ts
 * import * as Customers from "effect-payment-customers/Customers"
 * import * as DateTime from "effect/DateTime"
 * import * as Stream from "effect/Stream"
 *
 * export const newSince = (lastRun: DateTime.DateTime) =>
 *   Customers.stream({
 *     limit: 100,
 *     createdFrom: DateTime.subtract(lastRun, { minutes: 5 })
 *   }).pipe(Stream.runForEach(({ id }) => Customers.retrieve(id)))
 *
 * export const eraseAll = Customers.stream({ limit: 100 }).pipe(
 *   Stream.runForEach(({ id }) => Customers.delete(id))
 * )
 * ```
 *
 * @since 0.1.0
 * @category operations
 */
export const stream = (options?: ListOptions): Stream.Stream<Customer, ListError, List> =>
  Stream.unwrap(Effect.map(List, (service) => service.stream(options)))

/**
 * One page of the customers that match. The provider decides what matches, and its index may lag behind.
 *
 * Pages of a search are numbered: what is created, changed or deleted between two of them moves the others, and one may be
 * passed over or come twice. Where all have to come, use {@link stream}.
 *
 * @since 0.1.0
 * @category operations
 */
export const search = (query: string, options?: SearchOptions): Effect.Effect<Page, ListError, Search> =>
  Effect.flatMap(Search, (service) => service.search(query, options))

/**
 * All the customers that match, page by page as they are taken. One may be passed over or come twice, as {@link search}
 * says.
 *
 * @since 0.1.0
 * @category operations
 */
export const searchStream = (
  query: string,
  options?: SearchOptions
): Stream.Stream<Customer, ListError, Search> =>
  Stream.unwrap(Effect.map(Search, (service) => service.searchStream(query, options)))

/**
 * All the customers of exactly this e-mail address: there can be several. Omise's index may lag behind.
 *
 * @since 0.1.0
 * @category operations
 */
export const findByEmail = (email: string): Stream.Stream<Customer, ListError, Find> =>
  Stream.unwrap(Effect.map(Find, (service) => service.findByEmail(email)))

/**
 * All the customers of exactly this id of yours: there can be several. Omise's index may lag behind.
 *
 * @since 0.1.0
 * @category operations
 */
export const findByExternalId = (externalId: string): Stream.Stream<Customer, ListError, Find> =>
  Stream.unwrap(Effect.map(Find, (service) => service.findByExternalId(externalId)))

/**
 * The one customer for a key, made now or found.
 *
 * The key is `externalId`. Without one it is the e-mail address, whatever its ASCII capitals, among the customers that
 * have no external id: give one only where somebody has proved that the address is theirs. For Stancer's API v1 the key
 * is the whole input, which Stancer compares itself.
 *
 * Callers of one process are taken in turn by account and key; for what outlives the process see `Turns`. After a create
 * whose end is not known, whoever has the turn looks for as long as the layer's `settlingTime`, whatever became of the
 * caller that sent it, and only then creates. What is promised, and what is not, stands in docs/ensure.md.
 *
 * Fails like `create`. After an `Unavailable` call it again: it looks first. `ValidationFailed` (`origin: "client"`)
 * names a key that is empty, and nothing was sent. `Conflict` leaves it only where the customer that the provider names
 * can't be found.
 *
 * @example
 * ```ts
 * import * as Customers from "effect-payment-customers/Customers"
 * import * as Effect from "effect/Effect"
 *
 * export const program = Customers.ensure({
 *   externalId: "user-4711",
 *   email: "customer@example.com",
 *   ip: "127.0.0.1"
 * }).pipe(
 *   Effect.map(({ customer, created }) =>
 *     created ? `welcome, ${customer.id}` : "welcome back"
 *   )
 * )
 * ```
 *
 * @since 0.1.0
 * @category operations
 */
export const ensure = (
  input: CustomerInput,
  options?: EnsureOptions
): Effect.Effect<Ensured, EnsureError, Ensure> =>
  Effect.flatMap(Ensure, (service) => service.ensure(input, options))

/**
 * How many customers `ensureAll` ensures at a time, and where it begins.
 *
 * @since 0.1.0
 * @category models
 */
export interface EnsureAllOptions extends EnsureOptions {
  /** How many customers are ensured at a time, from 1. Default: 4. */
  readonly concurrency?: number | undefined
  /** How many inputs are passed over, from 0: the checkpoint of the run before. Default: 0. */
  readonly startAt?: number | undefined
}

/**
 * What came of one element of `ensureAll`.
 *
 * @since 0.1.0
 * @category models
 */
export interface EnsuredElement {
  /** The input's place in the stream, from 0, those that `startAt` passes over included. Results come in this order. */
  readonly index: number
  readonly input: CustomerInput
  readonly result: Result.Result<Ensured, EnsureError>
}

/**
 * Ensures every customer of a stream: a result for each, in the stream's order.
 *
 * Once the result of an input is there, so are those of all before it. Keep `index + 1` wherever you like, and give it
 * as `startAt` after a restart. Inputs without a result are ensured again, which creates none twice.
 *
 * An input that can't be ensured has its error as its result, and the stream goes on: an input that is refused
 * (`ValidationFailed`, `Conflict`; one that is no object, too), or a single one that is not answered.
 *
 * Fails with `Unauthorized` and `Forbidden`, and when eight inputs in a row end with `Unavailable`,
 * `RateLimited` or `UnexpectedResponse`: the rest would end alike. None of these inputs has a result, so they are
 * ensured again from the checkpoint on. Fails also with what the given stream fails with, and where the provider's
 * customers are read beforehand (bePaid), with what that fails with.
 *
 * @param options `concurrency` (default 4) customers at a time, `startAt` (default 0) inputs to pass over. One that is no
 *   whole number, or too small, throws a `RangeError` at once.
 *
 * @example
 * ```ts
 * import * as Customers from "effect-payment-customers/Customers"
 * import * as Effect from "effect/Effect"
 * import * as Result from "effect/Result"
 * import * as Stream from "effect/Stream"
 *
 * export const importAll = (
 *   inputs: Stream.Stream<Customers.CustomerInput>,
 *   checkpoint: number
 * ) =>
 *   Customers.ensureAll(inputs, { concurrency: 8, startAt: checkpoint }).pipe(
 *     Stream.runForEach(({ index, result }) =>
 *       Effect.log(
 *         `${index}: ${Result.isSuccess(result) ? "there" : "refused"}`
 *       )
 *     )
 *   )
 * ```
 *
 * @since 0.1.0
 * @category operations
 */
export const ensureAll = <E, R>(
  inputs: Stream.Stream<CustomerInput, E, R>,
  options: EnsureAllOptions = {}
): Stream.Stream<EnsuredElement, E | ListError, R | Ensure> => {
  const { concurrency = 4, startAt = 0, ...ensureOptions } = options
  checkWhole("concurrency", concurrency, 1)
  checkWhole("startAt", startAt, 0)
  const results = Effect.map(
    Effect.flatMap(Ensure, (service) => service.prepare ?? Effect.succeed(service.ensure)),
    (ensureOne) =>
      Stream.zipWithIndex(inputs).pipe(
        Stream.drop(startAt),
        Stream.mapEffect(
          ([input, index]) =>
            Effect.map(Effect.result(ensureOne(input, ensureOptions)), (result) => ({
              index,
              input,
              result
            })),
          { concurrency }
        )
      )
  )
  return untilHopeless(Stream.unwrap(results))
}

/**
 * Options for the calls inside an effect, in place of the layer's: native and neutral ones, `ensure` too.
 *
 * @param options `timeout` of an attempt, `retries` (0 to 10) of a call, `deadline` for all of the effect. An option out
 *   of its range throws a `RangeError` at once.
 *
 * @example
 * ```ts
 * import * as Customers from "effect-payment-customers/Customers"
 *
 * export const quick = (id: string) =>
 *   Customers.retrieve(id).pipe(
 *     Customers.withOptions({ retries: 0, deadline: "2 seconds" })
 *   )
 * ```
 *
 * @since 0.1.0
 * @category options
 */
export const withOptions: {
  (options: CallOptionsInput): <A, E, R>(self: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
  <A, E, R>(self: Effect.Effect<A, E, R>, options: CallOptionsInput): Effect.Effect<A, E, R>
} = dual(2, withCallOptions)

/**
 * The effect's value, and the answer of the provider that it came of: request id, status, attempts, what could not be read
 * of it, and the JSON as it came, for fields that the provider has added meanwhile. Of more than one call (`ensure`) it is
 * the last one's answer. A failure stays what it is: the error has these itself.
 *
 * @example
 * ```ts
 * import * as Customers from "effect-payment-customers/Customers"
 * import * as Effect from "effect/Effect"
 *
 * export const retrieve = (id: string) =>
 *   Effect.gen(function* () {
 *     const { value, response } = yield* Customers.withResponse(
 *       Customers.retrieve(id)
 *     )
 *     // the status, the attempts, the request's id: nothing of the customer
 *     yield* Effect.log(String(response))
 *     return value
 *   })
 * ```
 *
 * @since 0.2.0
 * @category options
 */
export const withResponse: <A, E, R>(self: Effect.Effect<A, E, R>) => Effect.Effect<WithResponse<A>, E, R> =
  answered
