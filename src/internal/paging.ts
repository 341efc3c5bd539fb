/**
 * A list read by offset, as a stream. Rows can be written and removed while it is read, and a server can repeat or
 * shorten a page, so the offset advances by the rows that are new, and rows of the page before are not given twice.
 */
import * as Chunk from "effect/Chunk"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"

export interface Rows<Row> {
  readonly rows: ReadonlyArray<Row>
  /** Does the provider say that there are rows from this offset on? Not all rows of a page need be new. */
  readonly more: (offset: number) => boolean
}

interface Position {
  readonly offset: number
  readonly before: ReadonlySet<string>
  /** Has this offset been asked for in vain? */
  readonly again: boolean
}

/**
 * Lazy: a page is asked for when the rows before it have been taken. A page without a new row is asked for once
 * more if the provider says that rows follow; the second one ends the stream.
 */
export const streamByOffset = <Row extends { readonly id: string }, E, R>(
  start: number,
  page: (offset: number) => Effect.Effect<Rows<Row>, E, R>
): Stream.Stream<Row, E, R> =>
  Stream.paginateChunkEffect({ offset: start, before: new Set(), again: false } as Position, (position) =>
    Effect.map(page(position.offset), ({ rows, more }) => {
      const fresh = rows.filter(({ id }) => !position.before.has(id))
      const next: Position =
        fresh.length === 0
          ? { ...position, again: true }
          : {
              offset: position.offset + fresh.length,
              before: new Set(rows.map(({ id }) => id)),
              again: false
            }
      const ended = !more(next.offset) || (fresh.length === 0 && position.again)
      const following: Option.Option<Position> = ended ? Option.none() : Option.some(next)
      return [Chunk.unsafeFromArray(fresh), following] as const
    })
  )
