/** The table of docs/runtimes.md: how many checks passed, and what became of those that did not. */
import { readFile, writeFile } from "node:fs/promises"

const guide = new URL("../../docs/runtimes.md", import.meta.url)
const begin = "<!-- runtimes: written by UPDATE_DOCS=1 npm run test:runtimes -->\n"
const end = "<!-- /runtimes -->"

const columns = [3, 4].flatMap((line) =>
  ["FetchClient", "UndiciClient", "FetchHttpClient"].map((client) => ({ line, client }))
)

const cell = (result) => {
  if (result === undefined) return "–"
  if (result.refused !== undefined) {
    return result.refused.includes("FetchClient") ? "refuses, and names `FetchClient`" : "can't be built"
  }
  const { checks = [] } = result
  const passed = `${checks.filter(({ ok }) => ok).length} of ${checks.length}`
  return checks.some(({ known }) => known) ? `${passed}: [may create twice](#who-creates-twice)` : passed
}

/** What a call says of its request where nobody listens, over `fetch`. */
const told = (results) => {
  const outcomes = results
    .filter(({ client }) => client !== "UndiciClient")
    .flatMap(({ checks = [] }) => checks.flatMap(({ told }) => told ?? []))
  return [...new Set(outcomes)].map((outcome) => `\`${outcome}\``).join(", ")
}

const row = (cells) => `| ${cells.join(" | ")} |`

export const markdown = (runtimes, results) =>
  [
    row([
      "",
      ...columns.map(({ line, client }) => `Effect ${line}, \`${client}\``),
      "nobody listens, by `fetch`"
    ]),
    `|${"---|".repeat(columns.length + 2)}`,
    ...runtimes.map(({ name }) => {
      const here = results.filter((result) => result.name === name)
      return row([
        name,
        ...columns.map(({ line, client }) =>
          cell(here.find((result) => result.line === line && result.client === client))
        ),
        told(here)
      ])
    })
  ].join("\n")

/** Is this what the guide says? With UPDATE_DOCS it is made to. */
export const compare = async (table) => {
  const text = await readFile(guide, "utf8")
  const [before, rest = ""] = text.split(begin)
  const [, after = ""] = rest.split(end)
  const wanted = `${before}${begin}${table}\n${end}${after}`
  if (text === wanted) return true
  if (process.env.UPDATE_DOCS !== undefined) {
    await writeFile(guide, wanted)
    return true
  }
  console.error("docs/runtimes.md says otherwise: UPDATE_DOCS=1 npm run test:runtimes writes it")
  return false
}
