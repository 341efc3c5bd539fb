/** A provider's list: how a page of it is asked for, and what its rows tell. */
import * as Option from "effect/Option"
import type * as Effect from "#line/Effect"

/** What a page is asked with. */
interface Place {
  /** Rows of this instant and later ones are asked for. Whether the provider gives those of the instant is not known. */
  readonly since: number | undefined
  /** How many of these are passed over. */
  readonly offset: number
  readonly limit: number | undefined
}

export interface Rows<Row> {
  readonly rows: ReadonlyArray<Row>
  /**
   * Does the provider say that rows follow? `undefined` where it says nothing.
   *
   * @param known how many different rows have come in all, those of this page included
   */
  readonly more: (known: () => number) => boolean | undefined
  /** Does the provider say that these are the rows of another offset than was asked for? */
  readonly elsewhere: boolean
}

/** Where reading goes on. */
export interface Position {
  /** How many rows of the whole list come before. */
  readonly at: number
  /** The last rows that were given. */
  readonly ids: ReadonlyArray<string>
  /** An instant that has been reached, and how many rows come before from a second before it on. */
  readonly reached?: number | undefined
  readonly within?: number | undefined
}

export const beginning = (at = 0): Position => ({ at, ids: [] })

/** A list of a provider. */
export interface Listing<Row, E> {
  readonly from: Position
  /** The most rows of a page; `undefined` leaves it to the provider. */
  readonly limit: number | undefined
  /** How many the provider gives where it is left to it. */
  readonly defaultLimit: number
  /** In milliseconds, growing from row to row. `undefined` where the row tells none, or nobody knows the order. */
  readonly instantOf: (row: Row) => number | undefined
  readonly page: (place: Place) => Effect.Effect<Rows<Row>, E>
  /** The error of a list that gives no new rows and does not end. */
  readonly endless: () => E
}

const second = 1000

/** The second that an instant is in. */
export const wholeSecond = (instant: number): number => Math.floor(instant / second) * second

/** A whole second, one before the instant: what the provider compares may have a fraction that it does not show. */
export const sinceOf = (instant: number): number => wholeSecond(instant) - second

/** By the size that a page says it has: a full one means more. `undefined` where it says none. */
export const isFull = (rows: ReadonlyArray<unknown>, size: Option.Option<number>): boolean | undefined =>
  Option.getOrUndefined(Option.map(size, (most) => rows.length >= most))
