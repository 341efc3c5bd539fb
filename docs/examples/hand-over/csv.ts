/**
 * A file of comma-separated values as the source: its first line names the
 * columns. A cursor is a place in the file.
 */
import { createReadStream } from "node:fs"
import { pipeline } from "node:stream"
import { parse } from "csv-parse"
import * as Effect from "effect/Effect"
import type { Row, Source } from "./page.js"

interface Read {
  readonly record: Readonly<Record<string, string>>
  readonly info: { readonly bytes: number }
}

const pageOf = 100

/** Where the next row begins, in bytes, and how many rows are before it. */
interface Place {
  readonly bytes: number
  readonly rows: number
  readonly columns: ReadonlyArray<string> | undefined
}

const begin: Place = { bytes: 0, rows: 0, columns: undefined }

const blank = (text: string | undefined): string | undefined =>
  text === undefined || text.trim() === "" ? undefined : text.trim()

const read = async (file: string, { bytes, rows, columns }: Place) => {
  const found: Array<Row> = []
  let [end, header] = [bytes, columns]
  const input = createReadStream(file, { start: bytes })
  const parser = parse({
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    to: pageOf,
    columns:
      header === undefined
        ? (names: Array<string>) =>
            (header = names.map((name) => name.trim()))
        : [...header]
  })
  // it ends with the page, and need not read the rest of the file
  pipeline(input, parser, () => undefined)
  for await (const { record, info } of parser as AsyncIterable<Read>) {
    end = bytes + info.bytes
    const { id, externalId, email, name, phone } = record
    found.push({
      id: blank(id) ?? `row ${rows + found.length + 1}`,
      externalId: blank(externalId) ?? blank(id),
      email: blank(email),
      name: blank(name),
      phone: blank(phone)
    })
  }
  input.destroy()
  const next: Place = {
    bytes: end,
    rows: rows + found.length,
    columns: header
  }
  return {
    rows: found,
    next: found.length < pageOf ? null : JSON.stringify(next)
  }
}

/**
 * Columns: `email`, and any of `externalId`, `id`, `name`, `phone`. A row
 * with neither id goes by its address.
 */
export const csvSource = (file: string): Source => ({
  name: "csv",
  page: (from) =>
    Effect.tryPromise({
      try: () => read(file, from === null ? begin : JSON.parse(from)),
      catch: () => "the file can't be read"
    })
})
