/** What Omise lists, as something that can be read to its end. */
import * as Option from "effect/Option"
import * as DateTime from "#line/DateTime"
import * as Effect from "#line/Effect"
import * as Stream from "#line/Stream"
import type { UnexpectedResponse } from "../../CustomersError.js"
import { endless } from "../../call/endless.js"
import { beginning, isFull, type Listing, type Position } from "../../call/listing.js"
import { farthest } from "../../wire/instants.js"
import type { Operation } from "../../wire/invalidInput.js"
import type { ListOptions } from "./options.js"

interface Row {
  readonly id: string
  readonly createdAt: Option.Option<DateTime.Utc>
}

interface Page {
  readonly limit: Option.Option<number>
  readonly offset: Option.Option<number>
  readonly total: Option.Option<number>
}

/** How many rows a page holds where no limit is given. */
const defaultLimit = 20

const millisOf = (instant: DateTime.Utc | undefined): number | undefined =>
  instant && DateTime.toEpochMillis(instant)

/** The nearest that there is. */
const instantAt = (millis: number): DateTime.Utc =>
  DateTime.makeUnsafe(Math.max(-farthest, Math.min(millis, farthest)))

/** A window that ends where the rows begin to be of interest: `from` or, where the newest come first, `to`. */
const window = ({ from, to, order }: ListOptions, since: number | undefined): ListOptions => {
  if (since === undefined) return {}
  return order === "reverse_chronological"
    ? { to: instantAt(Math.min(-since, millisOf(to) ?? Number.POSITIVE_INFINITY)) }
    : { from: instantAt(Math.max(since, millisOf(from) ?? Number.NEGATIVE_INFINITY)) }
}

/**
 * @param of what `list` calls
 * @param position where to begin, in place of `offset`
 */
export const listing = <R extends Row, P extends Page, E>(
  of: Operation,
  options: ListOptions,
  list: (options: ListOptions) => Effect.Effect<P, E>,
  rowsOf: (page: P) => ReadonlyArray<R>,
  position: Position = beginning(options.offset)
): Listing<R, E | UnexpectedResponse> => ({
  from: position,
  limit: options.limit,
  defaultLimit,
  instantOf: ({ createdAt }) => {
    const millis = millisOf(Option.getOrUndefined(createdAt))
    return millis === undefined || options.order !== "reverse_chronological" ? millis : -millis
  },
  page: ({ since, offset, limit }) =>
    Effect.map(list({ ...options, offset, limit, ...window(options, since) }), (page) => {
      const rows = rowsOf(page)
      // Where it is another page than was asked for, its place says nothing of the end
      const elsewhere = Option.exists(page.offset, (told) => told !== offset)
      return {
        rows,
        elsewhere,
        more: (known) =>
          Option.match(page.total, {
            onSome: (total) => (elsewhere ? known() : offset + rows.length) < total,
            onNone: () => isFull(rows, page.limit)
          })
      }
    }),
  endless: () => endless(of)
})

interface NumberedPage<Row> {
  readonly rows: ReadonlyArray<Row>
  /** Does Omise say that there is a page after this one? */
  readonly more: boolean
}

/** Numbered pages as a stream. Lazy: a page is asked for when the rows before it have been taken. An empty page ends the stream. */
export const streamByPage = <Row, E, R>(
  start: number,
  page: (number: number) => Effect.Effect<NumberedPage<Row>, E, R>
): Stream.Stream<Row, E, R> =>
  Stream.paginate(start, (number) =>
    Effect.map(
      page(number),
      ({ rows, more }) => [rows, more && rows.length > 0 ? Option.some(number + 1) : Option.none()] as const
    )
  )
