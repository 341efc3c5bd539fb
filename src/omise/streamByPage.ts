/** Numbered pages as a stream. */
import * as Chunk from "effect/Chunk"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"

interface Page<Row> {
  readonly rows: ReadonlyArray<Row>
  /** Does Omise say that there is a page after this one? */
  readonly more: boolean
}

/** Lazy: a page is asked for when the rows before it have been taken. An empty page ends the stream. */
export const streamByPage = <Row, E, R>(
  start: number,
  page: (number: number) => Effect.Effect<Page<Row>, E, R>
): Stream.Stream<Row, E, R> =>
  Stream.paginateChunkEffect(start, (number) =>
    Effect.map(
      page(number),
      ({ rows, more }) =>
        [
          Chunk.unsafeFromArray(rows),
          more && rows.length > 0 ? Option.some(number + 1) : Option.none()
        ] as const
    )
  )
