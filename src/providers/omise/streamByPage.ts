/** Numbered pages as a stream. */
import * as Option from "effect/Option"
import * as Effect from "#line/Effect"
import * as Stream from "#line/Stream"

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
  Stream.paginate(start, (number) =>
    Effect.map(
      page(number),
      ({ rows, more }) => [rows, more && rows.length > 0 ? Option.some(number + 1) : Option.none()] as const
    )
  )
