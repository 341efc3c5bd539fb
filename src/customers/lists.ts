/** `Customers.List` of what a provider lists in pages. */
import * as Option from "effect/Option"
import * as Data from "#line/Data"
import * as DateTime from "#line/DateTime"
import * as Effect from "#line/Effect"
import * as Result from "#line/Result"
import * as Schema from "#line/Schema"
import * as Stream from "#line/Stream"
import * as Customers from "../Customers.js"
import type { InvalidInput } from "../CustomersError.js"
import { beginning, type Listing, type Position, sinceOf, wholeSecond } from "../call/listing.js"
import { pageOf, streamOf } from "../call/paging.js"
import type { Operation } from "../wire/invalidInput.js"
import { invalidInput } from "../wire/invalidInput.js"
import { fromCursor, toCursor } from "./cursor.js"

/** What a list is asked for. */
export interface Start {
  readonly position: Position
  readonly limit: number | undefined
  /** In milliseconds. */
  readonly createdFrom: number | undefined
}

/** A field of `ListOptions`, named as the fields of providers are in errors. */
export const neutralNames = { created_from: "createdFrom" }

const isLimit = (limit: unknown): boolean =>
  Number.isInteger(limit) && Number(limit) >= 1 && Number(limit) <= 100

const problems = ({ limit, createdFrom }: Customers.ListOptions): Record<string, ReadonlyArray<string>> => ({
  ...(limit === undefined || isLimit(limit) ? {} : { limit: ["must be a whole number from 1 to 100"] }),
  ...(createdFrom === undefined || DateTime.isDateTime(createdFrom)
    ? {}
    : { created_from: ["must be a DateTime"] })
})

/** At the cursor, with the page size and the `createdFrom` that it was given with. */
const startOf = (of: Operation, options: Customers.ListOptions): Result.Result<Start, InvalidInput> => {
  const errors = problems(options)
  if (Object.keys(errors).length > 0) return Result.fail(invalidInput(of, errors, neutralNames))
  const { from, limit, createdFrom } = options
  return from === undefined
    ? Result.succeed({
        position: beginning(),
        limit,
        createdFrom: createdFrom && DateTime.toEpochMillis(createdFrom)
      })
    : Result.map(fromCursor(of, from), (stop) => ({
        position: stop,
        limit: limit ?? stop.limit,
        createdFrom: stop.createdFrom
      }))
}

/** A time that is told in whole seconds lacks its fraction: what came later in that second may be this one. */
const mayBeSince = (told: number, millis: number): boolean => told >= millis || told === wholeSecond(millis)

/** One whose time is not told may be. */
const isSince =
  (millis: number | undefined) =>
  ({ createdAt }: Customers.Customer): boolean =>
    millis === undefined ||
    Option.match(createdAt, {
      onNone: () => true,
      onSome: (instant) => mayBeSince(DateTime.toEpochMillis(instant), millis)
    })

/** Where a provider is asked from for those since `createdFrom`. None keeps customers of before 1970. */
export const windowFrom = (createdFrom: number | undefined): DateTime.Utc | undefined =>
  createdFrom === undefined ? undefined : DateTime.makeUnsafe(Math.max(0, sinceOf(createdFrom)))

/**
 * @param isThere a provider may keep customers that are deleted
 * @param listing may give customers that are older than `createdFrom`: they are left out
 */
export const makeList = <Row extends { readonly id: string }>(
  of: Operation,
  isThere: (row: Row) => boolean,
  toNeutral: (row: Row) => Customers.Customer,
  listing: (start: Start) => Listing<Row, Customers.ListError>
) => {
  const list = (options: Customers.ListOptions = {}): Effect.Effect<Customers.Page, Customers.ListError> =>
    Effect.gen(function* () {
      const start = yield* Effect.fromResult(startOf(of, options))
      const { limit, createdFrom } = start
      const { rows, next } = yield* pageOf(listing(start))
      return new Customers.Page(
        {
          customers: Data.array(rows.filter(isThere).map(toNeutral).filter(isSince(createdFrom))),
          next: Option.map(next, (position) => toCursor(of, { ...position, limit, createdFrom }))
        },
        Schema.unchecked
      )
    })

  const stream = (
    options: Customers.ListOptions = {}
  ): Stream.Stream<Customers.Customer, Customers.ListError> =>
    Stream.unwrap(
      Effect.map(Effect.fromResult(startOf(of, options)), (start) =>
        streamOf(listing(start)).pipe(
          Stream.filter(isThere),
          Stream.map(toNeutral),
          Stream.filter(isSince(start.createdFrom))
        )
      )
    )

  return { list, stream }
}
