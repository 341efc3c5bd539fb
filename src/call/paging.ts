/**
 * A list read page by page while customers come and go. Who is there from the first request to the last is not missed.
 *
 * A page begins with the last row that was given, so that it shows whether the rows have moved. Where rows come in the
 * order of their creation, offsets are counted from the last row's instant on, which no deletion moves.
 */
import * as Option from "effect/Option"
import * as Effect from "#line/Effect"
import * as Stream from "#line/Stream"
import { type Listing, type Position, type Rows, sinceOf } from "./listing.js"

const mostOnPage = 100

/** Pages without a new row, one after the other. */
const mostInVain = 100

/** How often a page is asked for that says that rows follow and has none. */
const mostRepeats = 3

/** So many of the last ids are kept in a position: any of them that is still there tells how far the rows have moved. */
const idsKept = 3

/** A list that does not end must not be asked for with an offset that is no whole number any more. */
const longestStride = 2 ** 40

const withoutRepeats = <Row extends { readonly id: string }>(
  rows: ReadonlyArray<Row>
): ReadonlyArray<Row> => [...new Map(rows.map((row) => [row.id, row])).values()]

type Instants = ReadonlyArray<number | undefined>

class Reader<Row extends { readonly id: string }, E> {
  ended = false
  /** A page was not where it was to be. */
  moved = false
  /** Rows are asked for from this instant on. */
  private since: number | undefined
  private offset: number
  /** Rows before this offset are not wanted. */
  private floor: number
  /** Rows that were given, or all that can still come again. */
  private seen: Map<string, number | undefined>
  /** Rows of an earlier instant have been given. */
  private reached: number | undefined
  /** Rows have come in the order of their instants so far, and not all of the same one. */
  private ordered = true
  private ascends = false
  /** The provider minds `since`. */
  private minded = true
  /** The provider gives the rows of `since` itself. */
  private inclusive = true
  /** There may be rows up to this instant that have not come by this reader: of earlier pages, or not wanted. */
  private unknownTo = Number.NEGATIVE_INFINITY
  private given = 0
  /** Pages without a row have been passed over: the next one need not begin with a known row. */
  private jumped = false
  /** The offset of the first of them, until it has been asked for once more; and where it goes on then. */
  private passedOver: number | undefined
  private ahead: number | undefined
  /** What comes before a known row was given, also where its id is not known. */
  private readonly resumed: boolean
  /** No row has been given since it went on from a cursor. */
  private resuming: boolean
  private repeats = 0
  private doubted = false
  private inVain = 0
  /** The search for the last known row: the offset of a known one, and one behind all known ones. */
  private below: number | undefined
  private above: number | undefined
  private stride = 0

  constructor(private readonly listing: Listing<Row, E>) {
    const { at, ids, reached, within = at } = listing.from
    this.resumed = ids.length > 0
    this.resuming = this.resumed
    this.floor = this.resumed ? 0 : at
    this.offset = this.resumed ? Math.max(0, within - 1) : at
    this.reached = reached
    this.since = reached === undefined ? undefined : sinceOf(reached)
    this.seen = new Map(ids.map((id) => [id, undefined]))
  }

  get size(): number {
    return this.listing.limit ?? this.listing.defaultLimit
  }

  /** The next rows, at most so many; none where the page brought none, which is not the end. */
  next(wanted = this.size): Effect.Effect<ReadonlyArray<Row>, E> {
    const { since, offset } = this
    const limit = this.seen.size === 0 ? this.listing.limit : Math.min(this.size + 1, mostOnPage)
    return Effect.flatMap(this.listing.page({ since, offset, limit }), (page) => {
      const rows = this.read(page, limit, wanted)
      this.inVain = rows.length > 0 ? 0 : this.inVain + 1
      return this.inVain === mostInVain && !this.ended
        ? Effect.fail(this.listing.endless())
        : Effect.succeed(rows)
    })
  }

  /** Where the rows after those that were given begin. */
  get position(): Position {
    const ids = [...this.seen.keys()].slice(-idsKept)
    const next = this.offset + (this.jumped ? 0 : 1)
    return this.since === undefined || this.reached === undefined
      ? { at: next, ids }
      : { at: this.passed, ids, reached: this.reached, within: next }
  }

  /** How many rows of the whole list have been passed, where none was deleted. */
  private get passed(): number {
    return this.listing.from.at + this.given
  }

  private read(page: Rows<Row>, limit: number | undefined, most: number): ReadonlyArray<Row> {
    const { elsewhere } = page
    const rows = withoutRepeats(page.rows)
    const told = page.more(() => new Set([...this.seen.keys(), ...rows.map(({ id }) => id)]).size)
    const instants = rows.map(this.listing.instantOf)
    if (!this.isExpected(instants)) return []
    // Nobody has been given, and rows are known to be there: an empty page is no end
    const isAhead = this.ahead !== undefined && this.seen.size === 0
    if (rows.length === 0 && (told || isAhead)) return this.repeat(this.size)
    const seen = rows.map((row, index) => this.isSeen(row, instants[index]))
    const known = seen.lastIndexOf(true)
    if (known < 0 && this.mustMeet(elsewhere)) return this.missed()
    if (known < 0 && this.passedOver !== undefined) return this.lookBack(this.passedOver)
    this.jumped = false
    this.passedOver = undefined
    if (this.since !== undefined && instants.includes(this.since)) this.inclusive = true
    const firstNew = this.resumed ? rows.map(({ id }) => this.seen.has(id)).lastIndexOf(true) + 1 : 0
    const fresh = rows.filter((_, index) => index >= firstNew && !seen[index])
    // Where nothing else is told, and where it is told of another page, new rows and full pages say that more follow
    const goesOn = fresh.length > 0 || page.rows.length >= (limit ?? this.size)
    const more = (elsewhere && goesOn) || (told ?? goesOn)
    if (fresh.length === 0) {
      if (!more) return this.end()
      if (rows.length === 1 && this.offset === this.below) return this.repeat(1)
      this.below = this.offset + known
      this.search()
      return []
    }
    const wanted = fresh.slice(0, most)
    const length = rows.indexOf(wanted[wanted.length - 1] as Row) + 1
    this.ended = !more && length === rows.length
    this.goOn(rows.slice(0, length), instants.slice(0, length))
    this.given += wanted.length
    return wanted
  }

  private isSeen({ id }: Row, instant: number | undefined): boolean {
    return (
      this.seen.has(id) || (instant !== undefined && this.reached !== undefined && instant < this.reached)
    )
  }

  /** Can rows lie between those that were given and these? */
  private mustMeet(elsewhere: boolean): boolean {
    return this.seen.size > 0 && (elsewhere || (this.offset > this.floor && !this.jumped))
  }

  /** Can the rows be what was asked for, in the order of their instants? Where they can't, another page is asked for. */
  private isExpected(instants: Instants): boolean {
    const { since } = this
    const known = instants.filter((instant) => instant !== undefined)
    const first = known[0] ?? 0
    this.ordered &&= known.every((instant, index) => index === 0 || instant >= (known[index - 1] ?? 0))
    this.ascends ||= this.ordered && first < (known.at(-1) ?? 0)
    if (since === undefined || (this.ordered && (known.length === 0 || first >= since))) return true
    this.since = undefined
    this.floor = this.listing.from.ids.length > 0 ? 0 : this.listing.from.at
    this.startSearch()
    if (this.ordered) {
      this.minded = false
      this.offset = Math.max(this.floor, this.passed - 1)
    } else {
      // Rows may have been left out
      this.reached = undefined
      this.offset = this.floor
    }
    return false
  }

  /** @param rows up to the last one that is given, with which the next page begins */
  private goOn(rows: ReadonlyArray<Row>, instants: Instants): void {
    if (this.resuming || (this.given === 0 && this.floor > 0)) {
      this.unknownTo = instants[0] ?? Number.POSITIVE_INFINITY
    }
    for (const [index, { id }] of rows.entries()) {
      // to the end: the last ones are those that a position keeps
      this.seen.delete(id)
      this.seen.set(id, instants[index])
    }
    this.resuming = false
    this.ahead = undefined
    this.repeats = 0
    this.doubted = false
    this.startSearch()
    this.offset += rows.length - 1
    const last = instants.includes(undefined) ? undefined : instants.at(-1)
    if (!this.ascends || !this.ordered || last === undefined) return
    if (last > (this.reached ?? Number.NEGATIVE_INFINITY) && sinceOf(last) > this.unknownTo) this.reach(last)
  }

  /** From here on rows are asked for, and known, by the instant of the last one. */
  private reach(instant: number): void {
    const since = sinceOf(instant)
    this.reached = instant
    this.seen = new Map([...this.seen].filter(([, other]) => other === undefined || other >= since))
    if (!this.minded) return
    this.since = since
    this.floor = 0
    this.offset = this.countSince(since)
  }

  /** How many rows that were given come before the last one, from `since` on. */
  private countSince(since: number): number {
    const counted = [...this.seen.values()].filter(
      (instant) => instant !== undefined && (instant > since || (this.inclusive && instant === since))
    )
    return Math.max(0, counted.length - 1)
  }

  /** The page is too far on, or the rows that were given are gone. */
  private missed(): ReadonlyArray<Row> {
    const { since } = this
    const isFirst = this.below === undefined && this.above === undefined
    if (isFirst && this.inclusive && since !== undefined && [...this.seen.values()].includes(since)) {
      this.inclusive = false
      this.offset = this.countSince(since)
      return []
    }
    this.moved = true
    this.ahead = undefined
    this.above = this.offset
    if (this.below !== undefined && this.below >= this.offset) this.below = undefined
    this.search()
    return []
  }

  private startSearch(): void {
    this.below = undefined
    this.above = undefined
    this.stride = 0
  }

  /** From the last offset on to the next: in strides that grow, and once both sides are known, in halves. */
  private search(): void {
    const { below, above } = this
    if (below === undefined) {
      this.stride = Math.max(this.size, Math.min(this.stride * 2, longestStride))
      this.offset = Math.max(this.floor, this.offset - this.stride)
    } else if (above !== undefined && above - below > 1) {
      this.offset = Math.floor((below + above) / 2)
    } else {
      if (above !== undefined) this.stride = 0
      this.above = undefined
      this.offset = below + this.stride
      this.stride = Math.max(this.size, Math.min(this.stride * 2, longestStride))
    }
  }

  /** A page without a new row may be the one before, given again: it ends the list where it comes twice. */
  private end(): ReadonlyArray<Row> {
    this.ended = this.doubted || this.seen.size === 0
    this.doubted = true
    return []
  }

  /** The same page once more; where it stays as it is, what comes after it. */
  private repeat(length: number): ReadonlyArray<Row> {
    if (this.ahead !== undefined) {
      this.jumped = true
      this.offset = this.ahead
      this.ahead = undefined
      return []
    }
    this.repeats += 1
    if (this.repeats === mostRepeats) {
      this.repeats = 0
      this.jumped = true
      this.passedOver ??= this.offset
      this.offset += length
    }
    return []
  }

  /** Rows come again: those that were passed over may have come back, too. */
  private lookBack(passedOver: number): ReadonlyArray<Row> {
    this.jumped = false
    this.ahead = this.offset
    this.offset = passedOver
    this.passedOver = undefined
    return []
  }
}

/** Lazy: a page is asked for when the rows before it have been taken. */
export const streamOf = <Row extends { readonly id: string }, E>(
  listing: Listing<Row, E>
): Stream.Stream<Row, E> =>
  Stream.suspend(() => {
    const reader = new Reader(listing)
    return Stream.paginate(undefined, () =>
      Effect.map(
        reader.next(),
        (rows) => [rows, reader.ended ? Option.none() : Option.some(undefined)] as const
      )
    )
  })

/** One page, and where the one after it begins. A page that was looked for where the rows had moved is filled. */
export const pageOf = <Row extends { readonly id: string }, E>(listing: Listing<Row, E>) =>
  Effect.suspend(() => {
    const reader = new Reader(listing)
    const rows: Array<Row> = []
    const isDone = () => reader.ended || rows.length === reader.size || (rows.length > 0 && !reader.moved)
    const read = Effect.suspend(() => reader.next(reader.size - rows.length)).pipe(
      Effect.tap((more) => Effect.sync(() => rows.push(...more))),
      Effect.repeat({ until: isDone })
    )
    return Effect.map(read, () => ({
      rows,
      next: reader.ended ? Option.none() : Option.some(reader.position)
    }))
  })
