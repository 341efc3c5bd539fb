/** The expectations as docs/reliability.md shows them. */
import { type Column, type Expectation, kinds, type Row } from "./expectations.js"

const heading = (column: Column): string =>
  Object.values(kinds)
    .flatMap((kind) => (kind.column === column ? [kind.name] : []))
    .join(", ")

const times = (attempts: number): string => (attempts === 1 ? "1 attempt" : `${attempts} attempts`)

const cell = ({ error, attempts, done }: Expectation, byFetch = 1): string => {
  if (error === undefined) return `success, ${times(attempts)}`
  const words = [error.tag, error.reason, error.outcome].flatMap((word) =>
    word === undefined ? [] : [`\`${word}\``]
  )
  return [
    words.join(" "),
    byFetch === 1
      ? times(attempts)
      : `${times(attempts)} (${byFetch * attempts} requests by Node's \`fetch\`)`,
    done ? "done" : "not done",
    ...(error.retryable ? ["retryable"] : [])
  ].join(", ")
}

const line = (cells: ReadonlyArray<string>): string => `| ${cells.join(" | ")} |`

/** As Markdown. */
export const table = (rows: ReadonlyArray<Row>): string =>
  [
    line(["fault", heading("repeatable"), heading("once")]),
    "|---|---|---|",
    ...rows.flatMap((row) => [
      line([row.name, cell(row.repeatable, row.byFetch), cell(row.once, row.byFetch)]),
      ...(row.bodiless === undefined
        ? []
        : [line(["the same, where a success has no body", cell(row.bodiless), "–"])])
    ])
  ]
    .map((text) => `${text}\n`)
    .join("")
