/**
 * How an answer is read whose fields are not all of their form: an optional field that can't be read counts as absent,
 * and its path is kept. What has no `id` is not read at all; the nearest optional field around it counts as absent then.
 *
 * This holds for answers alone. The Schemas refuse such a field, whatever they decode.
 */
import { declined, type Reader } from "./reader.js"

/** Reads an answer with what it may leave unread. */
type PartReader = (json: unknown, unread: Unread) => unknown

const partReaders = new WeakMap<Reader, PartReader>()

/** The reader, with another one for where fields are left unread. A reader that has none is used there itself. */
export const inPart = (reader: Reader, partReader: PartReader): Reader => {
  partReaders.set(reader, partReader)
  return reader
}

/** A page of odd rows says the same thing over and over. */
const most = 20

export class Unread {
  /** Where the fields stand that were not read: names of the Schemas and places in arrays. The first ones. */
  readonly paths: Array<string> = []
  private readonly way: Array<string | number> = []
  /** How many optional fields are around what is read. */
  private around = 0

  /** @param needed the fields of a row that must be read, by their names on the wire */
  constructor(private readonly needed: ReadonlyArray<string>) {}

  read(reader: Reader, json: unknown): unknown {
    const partReader = partReaders.get(reader)
    return partReader === undefined ? reader(json) : partReader(json, this)
  }

  /** Reads what stands under a name or at a place. */
  at(step: string | number, reader: Reader, json: unknown): unknown {
    this.way.push(step)
    const value = this.read(reader, json)
    this.way.pop()
    return value
  }

  /** Reads an optional field: what stands for an absent one where it can't be read, `declined` where it must be. */
  optional(
    reader: Reader,
    json: unknown,
    present: (value: unknown) => unknown,
    absent: () => unknown
  ): unknown {
    const before = this.paths.length
    this.around += 1
    const value = this.read(reader, json)
    this.around -= 1
    if (value !== declined) return present(value)
    if (this.around === 0 && this.needed.includes(String(this.way.at(-1)))) return declined
    // of what is inside nothing was read
    this.paths.length = before
    if (before < most) this.paths.push(this.way.join("."))
    return absent()
  }
}
