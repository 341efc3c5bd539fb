/** Everything that a list of Omise holds, as a stream. */
import * as Effect from "effect/Effect"
import type * as Stream from "effect/Stream"
import { streamByOffset } from "../internal/paging.js"
import type { ListOptions } from "./options.js"

/** Lazy, from `offset` on: a page is asked for when the rows before it have been taken. */
export const streamByList = <Row extends { readonly id: string }, Page extends { readonly total: number }, E>(
  options: ListOptions,
  list: (options: ListOptions) => Effect.Effect<Page, E>,
  rows: (page: Page) => ReadonlyArray<Row>
): Stream.Stream<Row, E> =>
  streamByOffset(options.offset ?? 0, (offset) =>
    Effect.map(list({ ...options, offset }), (page) => ({
      rows: rows(page),
      more: (next) => next < page.total
    }))
  )
